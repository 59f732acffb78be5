import { v7 as newId } from 'uuid'
import { findCode, labelOf } from '../domain/codeLists.ts'
import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import { guessPaperType } from '../domain/identity.ts'
import { unworked } from '../domain/leadRules.ts'
import type { Id } from '../domain/records.ts'
import { hide } from '../domain/sensitive.ts'
import { heldLists, judgementById, judgementOn, listedRows, removeJudgement, rowKey, saveJudgement } from '../store/comparisonRepository.ts'
import type { ListedPerson, StoredJudgement } from '../store/comparisonRepository.ts'
import type { Reader } from '../store/store.ts'
import type { Row } from '../store/tables.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { ListedDetails } from '../domain/comparison.ts'
import { askedBy } from './comparisonQuestions.ts'
import type { LeadProposal } from './comparisonOperations.ts'
import { toJudgement } from './comparisonRuns.ts'
import type { Handlers } from './context.ts'
import type { Parsed } from './contract.ts'
import { refuse } from './guards.ts'
import { addLead } from './leads.ts'

type Names = 'comparisonJudge' | 'comparisonJudgeUndo' | 'comparisonReveal' | 'comparisonLeadPropose' | 'comparisonToLead'
type ListedFull = ListedPerson & { details: ListedDetails }

const moved = () => new CasebookError('conflict', '这份名单已经销毁，或者这一行已不在名单里。请重新比对后再看。')

/** Somebody else may have judged meanwhile. */
function requireSame(present: StoredJudgement | null, version: number | null): void {
  if ((present?.version ?? null) === version) return
  throw new CasebookError('stale', `这条结果刚由${present?.judgedBy ?? '他人'}${present ? '判断过' : '撤销了判断'}，没有保存。请刷新后再看。`, { current: present && toJudgement(present) })
}

async function judge(unit: UnitOfWork, { question, key, version, verdict, remark, listIds, leadId }: Parsed<'comparisonJudge'> & { leadId: Id | null }): Promise<StoredJudgement> {
  await askedBy(unit.trx, question)
  const present = await judgementOn(unit.trx, question, key)
  requireSame(present, version)
  if (present?.leadId != null) throw new CasebookError('conflict', '这条结果已转为线索，判断不再改动。线索不成立的，请在线索里登记处理结果。')
  const judgement: StoredJudgement = {
    id: present?.id ?? newId(),
    version: (present?.version ?? 0) + 1,
    question,
    digest: key,
    verdict,
    remark,
    listIds: JSON.stringify(listIds),
    leadId,
    judgedAt: unit.at,
    judgedBy: unit.actor.name,
  }
  await saveJudgement(unit.trx, judgement)
  // Not the remark: it may name somebody, and goes with the list.
  await unit.note('comparison_judgement', judgement.id, null, { question, verdict, leadId })
  return judgement
}

interface Chosen {
  rows: ListedFull[]
  lists: Row<'comparison_list'>[]
  /** Put together from all rows, in the order given. */
  person: Pick<ListedFull, 'name' | 'paper' | 'birthDate' | 'sex' | 'phone'> & { residence: string | null }
  details: ListedDetails
}

/** The rows a lead is made of. @throws CasebookError 'conflict' where they are gone or of two people */
async function chosenRows(db: Reader, wanted: readonly { listId: Id; ordinal: number }[]): Promise<Chosen> {
  const held = await heldLists(db, today())
  const found = await listedRows(db, wanted)
  const rows = wanted.map((one) => found.get(rowKey(one)))
  const lists = held.filter(({ id }) => wanted.some(({ listId }) => listId === id))
  if (!rows.every((row) => row !== undefined) || wanted.some(({ listId }) => !lists.some(({ id }) => id === listId))) throw moved()
  const papers = [...new Set(rows.flatMap(({ paper }) => paper ?? []))]
  if (papers.length > 1) throw new CasebookError('conflict', '所选的行是不同的证件号码，不是同一人，没有转为线索。请只选择同一人的行。')
  const first = <T>(pick: (row: ListedFull) => T | null | undefined) => rows.map(pick).find((value) => value != null) ?? null
  // Victims first: they tell of the original case.
  const byVictims = rows.toSorted((a, b) => Number(isVictims(b, lists)) - Number(isVictims(a, lists)))
  const details = Object.assign({}, ...byVictims.toReversed().map((row) => row.details)) as ListedDetails
  return {
    rows,
    lists,
    person: { name: byVictims[0]?.name ?? '', paper: first((row) => row.paper), birthDate: first((row) => row.birthDate), sex: first((row) => row.sex), phone: first((row) => row.phone), residence: first((row) => row.details.residence) },
    details,
  }
}

const isVictims = ({ listId }: ListedFull, lists: readonly Row<'comparison_list'>[]) => lists.some(({ id, kind }) => id === listId && kind === 'victims')

/** Joined as far as the field allows; what does not fit is counted. */
function joined(parts: readonly string[], most: number): string | null {
  const unique = [...new Set(parts)]
  if (unique.length === 0) return null
  const whole = unique.join('、')
  return whole.length <= most ? whole : `${(unique[0] ?? '').slice(0, most - 10)}等 ${unique.length} 份`
}

const caseOfVictim = ({ rows, lists }: Chosen) => rows.find((row) => isVictims(row, lists))?.details

function proposalOf(chosen: Chosen): LeadProposal {
  const { lists, person } = chosen
  const victim = caseOfVictim(chosen)
  const stated = (details: ListedDetails) => [details.level, details.grade, details.injury, details.remark].filter(Boolean).join('，')
  const lines = lists.map((list) => {
    const own = chosen.rows.filter(({ listId }) => listId === list.id).map((row) => stated(row.details)).filter(Boolean)
    return `${list.title}（${labelOf('comparisonKind', list.kind)}，${list.sending_agency} ${list.letter_number}）${own.length === 0 ? '' : `：${own.join('；')}`}`
  })
  return {
    receivedOn: today(),
    summary: `经数据比对，${person.name}同时在以下名单中：${lines.join('；')}。${victim?.charge === undefined ? '' : `原案为${victim.charge}${victim.caseNumber === undefined ? '' : `（${victim.caseNumber}）`}。`}`.slice(0, 4000),
    originalNumber: victim?.caseNumber ?? null,
    charge: victim?.charge === undefined ? null : findCode('charge', victim.charge),
    chargeText: victim?.charge?.slice(0, 60) ?? null,
    handlingUnit: victim?.agency?.slice(0, 60) ?? null,
    suspects: victim?.suspects?.slice(0, 200) ?? null,
    people: [{ name: person.name, paperNumber: hide.paperNumber(person.paper), phone: hide.phone(person.phone) }],
  }
}

async function makeLead(unit: UnitOfWork, { lists, person, rows }: Chosen, fields: Parsed<'comparisonToLead'>['fields']): Promise<Id> {
  const { referredTo, ...known } = fields
  const others = lists.filter(({ kind }) => kind !== 'victims')
  const letters = others.length === 0 ? lists : others
  const { id, version } = await addLead(
    unit,
    {
      ...known,
      source: 'dataScreening',
      channel: 'data',
      sendingUnit: joined(letters.map(({ sending_agency }) => sending_agency), 80),
      letterNumber: joined(letters.map(({ letter_number }) => letter_number), 80),
      ...unworked,
      people: [
        {
          id: null,
          relation: rows.some((row) => isVictims(row, lists)) ? findCode('relation', '本人') : null,
          person: {
            id: null,
            name: person.name,
            paperType: person.paper === null ? 'none' : guessPaperType(person.paper),
            paperNumber: person.paper,
            sex: person.sex,
            birthDate: person.birthDate,
            ethnicity: null,
            residence: person.residence?.slice(0, 200) ?? null,
            phone: person.phone?.slice(0, 40) ?? null,
            safeContact: null,
          },
        },
      ],
    },
    false,
  )
  if (!fields.reachedProcuratorate) {
    const day = today()
    await unit.update('lead', id, version, { outcome: 'socialAssistance', outcome_on: day, referred_to: referredTo, outcome_note: '原案没有进入检察环节，转社会救助' })
  }
  return id
}

export const comparisonJudgingHandlers: Handlers<Names> = {
  comparisonJudge: ({ change }, input) => change({ action: '判断比对结果' }, async (unit) => toJudgement(await judge(unit, { ...input, leadId: null }))),

  async comparisonJudgeUndo({ change }, { id, version }) {
    await change({ action: '撤销比对判断' }, async (unit) => {
      const present = await judgementById(unit.trx, id)
      if (!present) throw new CasebookError('not-found', '这条判断已经撤销。请刷新后再看。')
      requireSame(present, version)
      if (present.leadId !== null) throw new CasebookError('conflict', '这条结果已转为线索，不能撤销判断。线索不成立的，请在线索里登记处理结果。')
      await removeJudgement(unit.trx, id)
      await unit.note('comparison_judgement', id, null, { question: present.question, verdict: null })
    })
    return null
  },

  async comparisonReveal({ change, store }, { listId, ordinal }) {
    const found = (await listedRows(store.read, [{ listId, ordinal }])).get(rowKey({ listId, ordinal }))
    if (!found) throw moved()
    await change({ action: '查看名单中的完整号码' }, (unit) => unit.note('comparison_list', listId, null, { sheet: found.sheet, row: found.row }))
    return { paperNumber: found.paper ?? found.written, phone: found.phone, residence: found.details.residence ?? null }
  },

  async comparisonLeadPropose({ store }, { question, rows }) {
    await askedBy(store.read, question)
    return proposalOf(await chosenRows(store.read, rows))
  },

  comparisonToLead: ({ change }, { question, key, version, rows, fields, remark }) =>
    change({ action: '比对结果转为线索' }, async (unit) => {
      const present = await judgementOn(unit.trx, question, key)
      if (present?.leadId != null) throw new CasebookError('conflict', '这条结果已转为线索，没有重复登记。请在线索里继续办理。')
      const chosen = await chosenRows(unit.trx, rows)
      if (chosen.person.name === '') refuse([{ path: 'rows', message: '没有姓名，不能转为线索' }])
      const leadId = await makeLead(unit, chosen, fields)
      await judge(unit, { question, key, version, verdict: 'lead', remark, listIds: chosen.lists.map(({ id }) => id), leadId })
      return { leadId }
    }),
}
