import { missingNumbers } from '../domain/caseNumber.ts'
import { isCode } from '../domain/codeLists.ts'
import { CasebookError } from '../domain/errors.ts'
import type { FieldError } from '../domain/errors.ts'
import { numberChecks, outOfOrder, qualityChecks } from '../domain/qualityChecks.ts'
import type { AdviceFacts } from '../domain/advice.ts'
import type { Id } from '../domain/records.ts'
import { toCaseHead, toDecision } from '../store/caseRecords.ts'
import { groupBy } from '../store/groups.ts'
import { rows as select } from '../store/store.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import { caseFactsFor } from './caseFile.ts'
import { caseHandlers } from './cases.ts'
import type { Context, Handlers } from './context.ts'
import type { Parsed } from './contract.ts'
import { moneyHandlers } from './decisions.ts'
import { liveCase, livePart, requireVersion } from './guards.ts'
import type { MendableValues, qualityOperations, QualityLine, QualityReport } from './qualityOperations.ts'

/** Lines of a check that are shown; its count tells of all. */
const SHOWN = 500
/** Cases between two looks at the cancel flag. */
const STEP = 50

type Row = Parsed<'qualityMend'>['rows'][number]

function lineOf(facts: AdviceFacts, recipientId: Id | null, text: string): QualityLine {
  const people = facts.recipients.filter(({ id }) => recipientId === null || id === recipientId)
  const recipient = recipientId === null ? null : (people[0] ?? null)
  const decision = facts.decisions.find((one) => one.recipientId === recipientId) ?? null
  const values: MendableValues = {
    caseNumber: facts.caseNumber,
    appliedOn: facts.appliedOn,
    acceptedOn: facts.acceptedOn,
    category: facts.category,
    cause: facts.cause,
    leadSource: facts.leadSource,
    officerName: facts.officerName,
    decidedOn: decision?.decidedOn ?? null,
    servedOn: decision?.servedOn ?? null,
    amountFen: decision?.amountFen ?? null,
    specialGroups: recipient?.specialGroups ?? [],
  }
  return {
    caseId: facts.id,
    caseNumber: facts.caseNumber,
    people: people.map(({ person }) => person.name).join('、'),
    officerName: facts.officerName,
    historical: facts.historical,
    text,
    mend: { recipientId, caseVersion: facts.version, recipientVersion: recipient?.version ?? null, decisionId: decision?.id ?? null, decisionVersion: decision?.version ?? null, values },
  }
}

/** Gaps in the numbers of a year, and numbers that stand out of the order of acceptance. */
async function numberLines({ store }: Context): Promise<QualityReport['checks']> {
  const found = await select<{ id: Id; year: number; seq: number; acceptedOn: string | null }>(
    store.read,
    `select c.id, c.number_year as year, c.number_seq as seq, c.accepted_on as acceptedOn
     from relief_case c where c.deleted_at is null and c.number_year is not null and c.number_seq is not null`,
    [],
  )
  const gaps = missingNumbers(found.map(({ year, seq }) => ({ prefix: '', year, seq })))
  const behind = [...groupBy(found, ({ year }) => String(year)).values()].flatMap((ofYear) => outOfOrder(ofYear.flatMap((one) => (one.acceptedOn === null ? [] : [{ ...one, acceptedOn: one.acceptedOn }]))))
  const lines: QualityLine[] = []
  for (const { id, acceptedOn } of behind.slice(0, SHOWN)) lines.push(lineOf(await caseFactsFor(store.read, id), null, `受理日期 ${acceptedOn} 早于序号在前的案件`))
  return [
    {
      ...numberChecks.gaps, section: 'basics', fields: [], count: gaps.length,
      lines: gaps.slice(0, SHOWN).map(({ year, from, to }) => ({ caseId: null, caseNumber: null, people: '', officerName: null, historical: false, text: `${year} 年缺 ${from === to ? `${from} 号` : `${from} 至 ${to} 号`}`, mend: null })),
    },
    {
      ...numberChecks.sequence, section: 'basics', fields: ['caseNumber', 'acceptedOn'], count: behind.length, lines,
    },
  ] // prettier-ignore
}

/**
 * Saves one row by the rules of the forms. `known`: versions of cases that this batch already changed, so that two rows of one case do not take each other
 * for somebody else's change.
 */
async function mendRow(unit: UnitOfWork, inner: Context, row: Row, known: Map<Id, number>): Promise<void> {
  const { caseId, recipientId, decisionId, values } = row
  const reliefCase = await liveCase(unit, caseId)
  if (known.get(caseId) !== reliefCase.version) requireVersion(reliefCase, row.caseVersion, null)
  const given = <T>(typed: T | undefined, present: T): T => (typed === undefined ? present : typed)
  const { caseNumber, appliedOn, acceptedOn, category, cause, leadSource, officerName, decidedOn, servedOn, amountFen, specialGroups } = values
  if ([caseNumber, appliedOn, acceptedOn, category, cause, leadSource, officerName].some((value) => value !== undefined)) {
    const head = toCaseHead(reliefCase)
    const fields = {
      ...head,
      caseNumber: given(caseNumber, head.caseNumber),
      appliedOn: given(appliedOn, head.appliedOn),
      acceptedOn: given(acceptedOn, head.acceptedOn),
      category: given(category, head.category),
      cause: given(cause, head.cause),
      leadSource: given(leadSource, head.leadSource),
      officerName: given(officerName, head.officerName),
    }
    const saved = await caseHandlers.caseSaveBasics(inner, { id: caseId, version: reliefCase.version, fields })
    known.set(caseId, saved.version)
  }
  if (recipientId !== null && decisionId !== null && [decidedOn, servedOn, amountFen].some((value) => value !== undefined)) {
    const stored = await livePart(unit, 'decision', decisionId, caseId)
    requireVersion(stored, row.decisionVersion, null)
    const decision = toDecision(stored)
    await moneyHandlers.decisionSave(inner, { caseId, id: decisionId, version: stored.version, recipientId, fields: { ...decision, decidedOn: given(decidedOn, decision.decidedOn), servedOn: given(servedOn, decision.servedOn), amountFen: given(amountFen, decision.amountFen) } })
  }
  if (recipientId !== null && specialGroups !== undefined) {
    const stored = await livePart(unit, 'recipient', recipientId, caseId)
    requireVersion(stored, row.recipientVersion, null)
    if (specialGroups.some((code) => !isCode('specialGroup', code))) throw new CasebookError('invalid', '', { fields: [{ path: 'fields.specialGroups', message: '请从列表中选择特殊群体' }] })
    await unit.update('recipient', recipientId, stored.version, {})
    await unit.setGroups(recipientId, specialGroups)
  }
}

export const qualityHandlers: Handlers<keyof typeof qualityOperations> = {
  async qualityCheck(context) {
    const { store, progress, checkCancelled } = context
    const ids = await store.read.selectFrom('relief_case').select('id').where('deleted_at', 'is', null).orderBy('number_year', 'desc').orderBy('number_seq', 'desc').execute()
    const found = qualityChecks.map((check) => ({ check, count: 0, lines: [] as QualityLine[] }))
    for (const [index, { id }] of ids.entries()) {
      if (index % STEP === 0) {
        checkCancelled()
        progress({ done: index, total: ids.length, label: '核对案件' })
      }
      const facts = await caseFactsFor(store.read, id)
      for (const one of found) {
        const lines = one.check.find(facts)
        one.count += lines.length
        for (const { recipientId, text } of lines) if (one.lines.length < SHOWN) one.lines.push(lineOf(facts, recipientId, text))
      }
    }
    const checks = found.map(({ check: { key, title, note, section, fields }, count, lines }) => ({ key, title, note, section, fields, count, lines }))
    return { cases: ids.length, checks: [...checks, ...(await numberLines(context))] }
  },

  async qualityMend(context, { rows }) {
    return context.change({ action: '补正数据' }, async (unit) => {
      // The forms' own handlers, each inside this one transaction: all rows or none.
      const inner: Context = { ...context, store: { ...context.store, read: unit.trx }, change: (_why, work) => work(unit) }
      const known = new Map<Id, number>()
      const fields: FieldError[] = []
      for (const [index, row] of rows.entries()) {
        try {
          await mendRow(unit, inner, row, known)
        } catch (thrown) {
          if (!(thrown instanceof CasebookError)) throw thrown
          if (thrown.code === 'invalid' && thrown.fields) fields.push(...thrown.fields.map(({ path, message }) => ({ path: `rows.${index}.${path.replace(/^fields\./, '')}`, message })))
          else fields.push({ path: `rows.${index}`, message: thrown.message })
        }
      }
      if (fields.length > 0) {
        const wrong = new Set(fields.map(({ path }) => path.split('.')[1])).size
        throw new CasebookError('invalid', `有 ${wrong} 行需要改正，这一次都没有保存。请按提示改好后再保存。`, { fields })
      }
      return { saved: rows.length }
    })
  },
}
