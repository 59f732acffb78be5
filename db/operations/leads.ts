import type { z } from 'zod'
import { labelOf } from '../domain/codeLists.ts'
import { basicsDateFaults } from '../domain/dateOrder.ts'
import { today } from '../domain/dates.ts'
import { leadDeadline } from '../domain/deadlines.ts'
import { CasebookError } from '../domain/errors.ts'
import type { FieldError } from '../domain/errors.ts'
import type { Lead, LeadPerson } from '../domain/leadRecords.ts'
import { caseObstacle, conclusionFaults, leadDateFaults, overdueStretches } from '../domain/leadRules.ts'
import type { Reference } from '../domain/reference.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import { maskPerson } from '../domain/sensitive.ts'
import { leadChoices, leadCursor, leadLines, leadSums, listLeads } from '../store/leadListRepository.ts'
import type { LeadLine, LeadQuery } from '../store/leadListRepository.ts'
import { leadRow, leadSearchText, peopleOfLead, recycledLeads, toLead } from '../store/leadRepository.ts'
import { recyclePersonIfUnused, savePerson } from '../store/personRepository.ts'
import { readReference, referenceEntries } from '../store/reference.ts'
import type { Reader } from '../store/store.ts'
import type { Row } from '../store/tables.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { leadFields, leadFilter } from './caseworkInputs.ts'
import type { Handlers } from './context.ts'
import type { LeadListItem } from '../domain/leadRecords.ts'
import { codeFault, liveCase, refuse, requireVersion } from './guards.ts'
import { caseOf, liveCaseOf, named } from './leadCase.ts'
import { shownLead, viewOf } from './leadView.ts'
import { keysetPage } from './paging.ts'

type Names =
  | 'leadList'
  | 'leadTotals'
  | 'leadFilterChoices'
  | 'leadGet'
  | 'leadSave'
  | 'leadConclude'
  | 'leadReopen'
  | 'leadToCase'
  | 'leadRecycle'
  | 'leadRestore'
  | 'leadBin'
type Fields = z.output<typeof leadFields>

/** With the days of receipt that are overdue today: the list and its totals count the same. */
async function queryOf(db: Reader, reference: Reference, filter: z.output<typeof leadFilter>): Promise<LeadQuery> {
  const versions = (await referenceEntries(db, 'period')).filter((entry) => entry.key === 'lead').map((entry) => entry.effectiveFrom)
  return { ...filter, overdue: overdueStretches(reference, versions, today()) }
}

function listItem(line: LeadLine, reference: Reference, day: LegalDate): LeadListItem {
  const historical = line.historical === 1
  return {
    ...line,
    historical,
    reportDue: line.reportDue === 1,
    deadline: leadDeadline({ receivedOn: line.receivedOn, outcomeOn: line.outcomeOn, historical }, reference, day),
  }
}

function columnsOf(fields: Fields) {
  const flag = (value: boolean) => (value ? (1 as const) : (0 as const))
  return {
    received_on: fields.receivedOn,
    source: fields.source,
    channel: fields.channel,
    sending_unit: fields.sendingUnit,
    letter_number: fields.letterNumber,
    summary: fields.summary,
    officer_name: fields.officerName,
    reached_procuratorate: fields.reachedProcuratorate === null ? null : flag(fields.reachedProcuratorate),
    original_number: fields.originalNumber,
    charge: fields.charge,
    charge_text: fields.chargeText,
    handling_unit: fields.handlingUnit,
    suspects: fields.suspects,
    told_on: fields.toldOn,
    told_way: fields.toldWay,
    told_note: fields.toldNote,
    checked_on: fields.checkedOn,
    checkers: fields.checkers,
    check_note: fields.checkNote,
    report_back: flag(fields.reportBack),
    reported_on: fields.reportedOn,
    report_note: fields.reportNote,
    satisfaction: fields.satisfaction,
  }
}

function codeFaultsOf(fields: Fields, stored: Row<'lead'> | null, people: readonly LeadPerson[]): FieldError[] {
  return [
    ...codeFault('leadSource', fields.source, stored?.source ?? null, 'source'),
    ...codeFault('leadChannel', fields.channel, stored?.channel ?? null, 'channel'),
    ...codeFault('charge', fields.charge, stored?.charge ?? null, 'charge'),
    ...codeFault('toldWay', fields.toldWay, stored?.told_way ?? null, 'toldWay'),
    ...codeFault('satisfaction', fields.satisfaction, stored?.satisfaction ?? null, 'satisfaction'),
    ...fields.people.flatMap((one, index) => codeFault('relation', one.relation, people.find(({ id }) => id === one.id)?.relation ?? null, `people.${index}.relation`)),
  ]
}

/** What may still be written once a lead is concluded: feedback to the sender, satisfaction and notes. */
const afterwards: ReadonlySet<keyof Fields> = new Set(['reportBack', 'reportedOn', 'reportNote', 'satisfaction', 'toldNote', 'checkNote', 'people'])
const fieldNames: Partial<Record<keyof Fields, string>> = {
  receivedOn: '收到日期',
  source: '线索来源',
  channel: '线索渠道',
  sendingUnit: '移送单位',
  letterNumber: '来函文号',
  summary: '线索内容',
  officerName: '首问责任人',
  reachedProcuratorate: '原案是否进入检察环节',
  originalNumber: '原案案号',
  charge: '案件类型',
  chargeText: '案由',
  handlingUnit: '办案部门',
  suspects: '犯罪嫌疑人（被告人）',
  toldOn: '告知日期',
  toldWay: '告知方式',
  checkedOn: '核查日期',
  checkers: '核查人',
}

/** A concluded lead stands as it is; whoever wants to change more reopens it. */
function settledFaults(fields: Fields, lead: Lead): FieldError[] {
  const message = (what: string) => `线索已登记处理结果，不能再改${what}。需要修改的，请先恢复办理`
  const faults: FieldError[] = []
  for (const name of Object.keys(fieldNames) as (keyof typeof fieldNames)[]) {
    if (!afterwards.has(name) && fields[name] !== lead[name]) faults.push({ path: name, message: message(fieldNames[name] ?? '') })
  }
  const same = fields.people.length === lead.people.length && fields.people.every((one, index) => isSamePerson(one, lead.people[index]))
  if (!same) faults.push({ path: 'people', message: message('人员') })
  return faults
}

function isSamePerson(typed: Fields['people'][number], stored: LeadPerson | undefined): boolean {
  if (!stored || typed.id !== stored.id || typed.relation !== stored.relation) return false
  const { id: _id, ...fields } = typed.person
  const [full, masked] = [stored.person, maskPerson(stored.person)]
  return (Object.keys(fields) as (keyof typeof fields)[]).every((name) => fields[name] === full[name] || fields[name] === masked[name])
}

async function liveLead(unit: UnitOfWork, id: Id, version: number | null): Promise<{ row: Row<'lead'>; lead: Lead }> {
  const row = await leadRow(unit.trx, id)
  if (row.deleted_at !== null) throw new CasebookError('conflict', '这条线索在回收站里，不能修改。请先从回收站恢复，再继续办理。')
  const lead = toLead(row, await peopleOfLead(unit.trx, id))
  requireVersion(row, version, shownLead(lead))
  return { row, lead }
}

/** Persons of the form: saved, linked to the lead in their order, those left out moved away. @returns the people as they are now */
async function savePeople(unit: UnitOfWork, leadId: Id, typed: Fields['people'], present: readonly LeadPerson[]): Promise<LeadPerson[]> {
  const seen: Id[] = []
  for (const [index, fields] of typed.entries()) {
    const path = `fields.people.${index}`
    const before = fields.id === null ? null : (present.find(({ id }) => id === fields.id) ?? null)
    if (fields.id !== null && !before) refuse([{ path: `${path}.person.name`, message: '这名人员刚被移走，请刷新后再看' }])
    const personId = await savePerson(unit, fields.person, `${path}.person`, before?.person ?? null)
    const twice = seen.indexOf(personId)
    if (twice >= 0) refuse([{ path: `${path}.person.name`, message: `与第 ${twice + 1} 人是同一个人，请移去一处` }])
    seen.push(personId)
    const columns = { person_id: personId, ordinal: index + 1, relation: fields.relation }
    if (!before) await unit.insert('lead_person', { ...columns, lead_id: leadId })
    else if (before.person.id !== personId || before.ordinal !== columns.ordinal || before.relation !== columns.relation) await unit.update('lead_person', before.id, before.version, columns)
  }
  for (const one of present) {
    if (!typed.some(({ id }) => id === one.id)) await unit.recycle('lead_person', one.id, one.version, '从线索人员中移去')
  }
  for (const one of present) {
    if (!seen.includes(one.person.id)) await recyclePersonIfUnused(unit, one.person.id, '从线索人员中移去')
  }
  return peopleOfLead(unit.trx, leadId)
}

/** Logs a lead with its people; paths of faults begin with `fields`. @throws CasebookError */
export async function addLead(unit: UnitOfWork, fields: Fields, late: boolean): Promise<{ id: Id; version: number }> {
  refuse([...codeFaultsOf(fields, null, []), ...leadDateFaults(fields, { outcomeOn: null, historical: late, today: today() })], 'fields')
  const { id, version } = await unit.insert('lead', {
    ...columnsOf(fields),
    historical: late ? 1 : 0,
    outcome: null,
    outcome_on: null,
    outcome_note: null,
    referred_to: null,
    case_id: null,
    search_text: '',
    batch_id: null,
  })
  const people = await savePeople(unit, id, fields.people, [])
  return unit.update('lead', id, version, { search_text: leadSearchText(columnsOf(fields), people.map(({ person }) => person)) })
}

async function editLead(unit: UnitOfWork, id: Id, version: number | null, fields: Fields): Promise<{ id: Id; version: number }> {
  const { row, lead } = await liveLead(unit, id, version)
  refuse(
    [
      ...codeFaultsOf(fields, row, lead.people),
      ...leadDateFaults(fields, { outcomeOn: lead.outcomeOn, historical: lead.historical, today: today() }),
      ...(lead.outcome === null ? [] : settledFaults(fields, lead)),
    ],
    'fields',
  )
  const people = lead.outcome === null ? await savePeople(unit, id, fields.people, lead.people) : lead.people
  // Saving a person may have moved the lead's version on already.
  const { version: latest } = await leadRow(unit.trx, id)
  return unit.update('lead', id, latest, { ...columnsOf(fields), search_text: leadSearchText(columnsOf(fields), people.map(({ person }) => person)) })
}

export const leadHandlers: Handlers<Names> = {
  async leadList({ store }, { filter, after, limit }) {
    const reference = await readReference(store.read)
    const found = await listLeads(store.read, await queryOf(store.read, reference, filter), after, limit + 1)
    const page = keysetPage(found, limit, leadCursor)
    const lines = await leadLines(store.read, page.rows.map((row) => row.id))
    const day = today()
    return { rows: lines.map((line) => listItem(line, reference, day)), next: page.next }
  },

  async leadTotals({ store }, { filter }) {
    const { leads, open, overdue, closed, days, dated, asked, satisfied } = await leadSums(store.read, await queryOf(store.read, await readReference(store.read), filter))
    return {
      leads,
      open,
      overdue,
      closed,
      closingRate: leads === 0 ? null : Math.round((closed * 1000) / leads),
      averageDaysTenths: dated === 0 ? null : Math.round((days * 10) / dated),
      satisfaction: { asked, satisfied },
    }
  },

  leadFilterChoices: ({ store }) => leadChoices(store.read),

  leadGet: ({ store }, { id }) => viewOf(store.read, id),

  leadSave: ({ change }, { id, version, fields, late }) =>
    change({ action: id !== null ? '修改线索' : late ? '补录线索' : '登记线索' }, (unit) => (id === null ? addLead(unit, fields, late) : editLead(unit, id, version, fields))),

  leadConclude: ({ change }, { id, version, fields }) =>
    change({ action: '登记线索处理结果' }, async (unit) => {
      const { lead } = await liveLead(unit, id, version)
      if (lead.outcome !== null) throw new CasebookError('conflict', `这条线索已登记处理结果“${labelOf('leadOutcome', lead.outcome)}”，没有重复登记。要改处理结果，请先恢复办理。`)
      refuse(conclusionFaults(fields, lead, today()), 'fields')
      if (fields.outcome === 'merged' && fields.caseId !== null) await liveCase(unit, fields.caseId)
      return unit.update('lead', id, version, {
        outcome: fields.outcome,
        outcome_on: fields.outcomeOn,
        outcome_note: fields.outcomeNote,
        referred_to: fields.outcome === 'merged' ? null : fields.referredTo,
        case_id: fields.outcome === 'merged' ? fields.caseId : null,
      })
    }),

  leadReopen: ({ change }, { id, version, reason }) =>
    change({ action: '线索恢复办理', reason }, async (unit) => {
      const { row, lead } = await liveLead(unit, id, version)
      if (lead.outcome === null) throw new CasebookError('conflict', '这条线索还在办理，不需要恢复办理。请刷新后再看。')
      const became = await liveCaseOf(unit, row)
      if (became) throw new CasebookError('conflict', `这条线索已转为救助案件${named(became)}，不能恢复办理。后续请在案件中办理；确实不应立案的，请先把那件案件移到回收站。`)
      // The sender is told anew once there is another outcome.
      return unit.update('lead', id, version, { outcome: null, outcome_on: null, outcome_note: null, referred_to: null, case_id: null, reported_on: null })
    }),

  leadToCase: ({ change }, { id, version, appliedOn, people, late }) =>
    change({ action: '线索转为案件' }, async (unit) => {
      const { lead } = await liveLead(unit, id, version)
      const obstacle = caseObstacle(lead)
      if (obstacle !== null) {
        throw new CasebookError(lead.outcome === null ? 'invalid' : 'conflict', obstacle, lead.outcome === null ? { fields: [{ path: 'reachedProcuratorate', message: obstacle }] } : {})
      }
      refuse(basicsDateFaults({ appliedOn, acceptedOn: null }, { decidedOn: [], today: today() }))
      const chosen = lead.people.filter((one) => people.includes(one.id))
      if (chosen.length !== new Set(people).size) throw new CasebookError('not-found', '所选人员中有人已不在这条线索里，没有转为案件。请刷新后重新选择。')
      const reliefCase = await caseOf(unit, lead, chosen, { appliedOn, late })
      // Of an old case the day of the application is the nearest to when the lead became one; today would make years of it.
      const outcomeOn = late && appliedOn !== null && appliedOn >= lead.receivedOn ? appliedOn : today()
      await unit.update('lead', id, version, { outcome: 'case', outcome_on: outcomeOn, case_id: reliefCase.id })
      return reliefCase
    }),

  leadRecycle: ({ change }, { id, version, reason }) =>
    change({ action: '线索移到回收站', reason }, async (unit) => {
      const { row } = await liveLead(unit, id, version)
      const became = await liveCaseOf(unit, row)
      if (became) throw new CasebookError('conflict', `这条线索已转为救助案件${named(became)}，不能移到回收站。案件确实不应立的，请先把那件案件移到回收站。`)
      return unit.recycle('lead', id, version, reason)
    }),

  leadRestore: ({ change }, { id }) => change({ action: '线索从回收站恢复' }, (unit) => unit.restore('lead', id)),

  leadBin: ({ store }) => recycledLeads(store.read),
}
