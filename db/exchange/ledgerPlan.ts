import { formatYuan } from '../domain/money.ts'
import type { Fen, Id } from '../domain/records.ts'
import { squeeze } from '../domain/text.ts'
import type { Reader } from '../store/store.ts'
import { lookUp, paperKey } from './knownRecords.ts'
import type { KnownPerson, KnownRecipient, KnownRecords } from './knownRecords.ts'
import type { LedgerFile } from './ledgerFile.ts'
import type { LedgerSource } from './ledgerSource.ts'
import type { LedgerCase, LedgerPerson, RowReport } from './ledgerTypes.ts'
import { decisionsOf, describe, likelyHouseholds, likelyPeople, saidBesides } from './likelyRecords.ts'
import type { LikelyPerson } from './likelyRecords.ts'
import type { Ask, Mending } from './mending.ts'

/** What an import of this file would do to the casebook as it is now. */
export interface LedgerPlan {
  /** The reading's rows, with what the casebook adds to them. */
  rows: RowReport[]
  /** Rows that stop the import until they are mended. */
  blocking: number
  /** Every record of the file is in the casebook. */
  alreadyImported: boolean
  /** All new cases and people, granted or not; fen: granted. */
  toImport: { cases: number; people: number; fen: Fen }
  cases: LedgerCase[]
  /** People of the casebook to be reused, by paperKey. */
  people: ReadonlyMap<string, KnownPerson>
  /** People of the casebook whom somebody said those of these rows to be. */
  samePeople: ReadonlyMap<number, Id>
  /** Households of the casebook whom somebody said those of these rows to belong to. */
  households: ReadonlyMap<number, Id>
  /** What can be imported now although other rows are to be mended: whole cases only. */
  good: { cases: LedgerCase[]; toImport: LedgerPlan['toImport'] }
  /** Rows left out then: those to be mended and good ones of the same cases. */
  refused: number[]
}

/** Compares a ledger with the casebook. Reads only; what is already there is never changed by a ledger, differences are said. */
export async function planImport(db: Reader, { reading, importKey, source, mending }: LedgerFile): Promise<LedgerPlan> {
  const known = await lookUp(db, reading)
  // The same rows typed again are known by their case numbers.
  const before = source.origin === 'imported' ? await importedBefore(db, importKey) : null
  const reports = new Map(reading.rows.map((report) => [report.row, { ...report, reasons: [...report.reasons], stops: [...report.stops], asks: [...report.asks] }]))
  const cases: LedgerCase[] = []
  if (before !== null) {
    for (const report of reports.values()) {
      if (report.understood !== null) skip(report, [`这个文件已于 ${before.on} 由${before.who}导入，此行不再导入`])
    }
  } else {
    const numberless = new Map(known.numberless.flatMap((recipient) => keysOf(recipient).map((key) => [`${key}|${factsKey(recipient)}`, recipient])))
    for (const one of reading.cases) {
      const isNew =
        one.caseNumber === null ? compareNumberless(one, numberless, reports, source) : compareNumbered(one, one.caseNumber, known, reports, source)
      if (!isNew) continue
      cases.push(one)
      for (const person of one.people) compareKnownPerson(person, known, reports, source)
    }
  }
  const samePeople = new Map<number, Id>()
  const households = new Map<number, Id>()
  const fresh = await askAboutLikely(db, cases, { known, mending, samePeople, reports, source })
  await askAboutHouseholds(db, fresh, { known, mending, samePeople, households, reports })
  const rows = [...reports.values()]
  const blocking = rows.filter(({ kind }) => kind === 'error' || kind === 'needs-decision').length
  const { good, refused } = withoutRefused(fresh, reading.together, rows)
  return {
    rows,
    blocking,
    alreadyImported: cases.length === 0 && blocking === 0 && rows.some(({ understood }) => understood !== null),
    toImport: sumOf(fresh),
    cases: fresh,
    people: known.people,
    samePeople,
    households,
    good: { cases: good, toImport: sumOf(good) },
    refused,
  }
}

interface Asking {
  known: KnownRecords
  mending: Mending
  /** Filled with the answers that hold. */
  samePeople: Map<number, Id>
  reports: Map<number, RowReport>
  source: LedgerSource
}

/** Says of each new row who of the casebook the person may be, and which case. Nothing is put together without a yes: unanswered they are others. @returns the cases with what the answers add to their remarks */
async function askAboutLikely(db: Reader, cases: readonly LedgerCase[], { known, mending, samePeople, reports, source }: Asking): Promise<LedgerCase[]> {
  const likely = await likelyPeople(db, cases, known.people)
  const fresh = cases.map((one) => {
    const said = one.people.flatMap((person) => {
      const alike = mending.people(person.row) === null ? (likely.get(person.row) ?? []) : []
      const answer = mending.person(person.row)
      const same = alike.find(({ id }) => id === answer)
      if (same) samePeople.set(person.row, same.id)
      else if (alike.length > 0 && answer !== null) askWho(reports.get(person.row), alike, source)
      return same ? (saidBesides(person, same) ?? []) : []
    })
    return said.length === 0 ? one : { ...one, remark: [one.remark, ...said].filter((text) => text !== null).join('；') }
  })
  const idOf = (person: LedgerPerson) => samePeople.get(person.row) ?? known.people.get(paperKey(person) ?? '')?.id ?? null
  const decisions = await decisionsOf(db, cases.flatMap((one) => one.people.flatMap((person) => idOf(person) ?? [])))
  for (const { people } of cases) {
    for (const person of people) {
      const same = (decisions.get(idOf(person) ?? '') ?? []).find((one) => one.decidedOn === person.decidedOn && one.amountFen === person.amountFen)
      if (!same) continue
      const reason = `此人在案件 ${same.caseNumber ?? '（无案号）'} 中有同一天、同样金额的决定，可能是同一案件`
      ask(reports.get(person.row), reason, 'sameCase', [{ label: `是同一案件，这一行不${source.taking}`, mends: [{ kind: 'leaveOut' }] }])
    }
  }
  return fresh
}

/** Somebody new at the address of a 户 on record may belong to it; who is on record already has a 户, or none, there. Unanswered nobody joins. */
async function askAboutHouseholds(
  db: Reader,
  cases: readonly LedgerCase[],
  { known, mending, samePeople, households, reports }: Omit<Asking, 'source'> & { households: Map<number, Id> },
): Promise<void> {
  const likely = await likelyHouseholds(db, cases)
  for (const person of cases.flatMap((one) => one.people)) {
    const alike = likely.get(squeeze(person.residence ?? '')) ?? []
    if (person.residence === null || samePeople.has(person.row) || known.people.has(paperKey(person) ?? '')) continue
    const answer = mending.household(person.row)
    const same = alike.find(({ id }) => id === answer)
    if (same) households.set(person.row, same.id)
    else if (alike.length > 0 && answer !== null) {
      const reason = `台账里有住址相同的一户：${alike.map(({ names }) => names).join('；')}。不选择的，不归入这一户`
      ask(reports.get(person.row), reason, `household/${alike.map(({ id }) => id).join()}`, [
        ...alike.map(({ id, names }) => ({ label: `归入${names}一户`, mends: [{ kind: 'sameHousehold' as const, householdId: id }] })),
        { label: '不是一户', mends: [{ kind: 'otherHousehold' }] },
      ])
    }
  }
}

function askWho(report: RowReport | undefined, alike: readonly LikelyPerson[], source: LedgerSource): void {
  const how = source.origin === 'imported' ? '不选择的，作为另一人导入' : '是同一人的，保存后可在“重复核对”里合并'
  const reason = `台账里有相像的人：${alike.map(describe).join('；')}。${how}`
  ask(report, reason, `person/${report?.row ?? 0}`, [
    ...alike.map((one) => ({ label: `就是${describe(one)}`, mends: [{ kind: 'samePerson' as const, personId: one.id }] })),
    { label: '不是同一人', mends: [{ kind: 'otherPerson' }] },
  ])
}

/** A question that does not stop the row. */
function ask(report: RowReport | undefined, reason: string, like: string, options: Ask['options']): void {
  raise(report, 'warning', reason)
  report?.asks.push({ like, question: reason, options })
}

function sumOf(cases: readonly LedgerCase[]): LedgerPlan['toImport'] {
  const people = cases.flatMap((one) => one.people)
  return {
    cases: cases.length,
    people: people.length,
    fen: people.reduce((sum, person) => sum + (person.outcome === 'granted' ? (person.amountFen ?? 0) : 0), 0),
  }
}

/** A person brought in later would find the case already there: so a case waits until all of its rows are good. */
function withoutRefused(cases: readonly LedgerCase[], together: readonly number[][], rows: readonly RowReport[]): { good: LedgerCase[]; refused: number[] } {
  const bad = new Set(rows.filter(({ kind }) => kind === 'error' || kind === 'needs-decision').map(({ row }) => row))
  const waiting = new Set(together.filter((group) => group.some((row) => bad.has(row))).flat())
  const good = cases.filter((one) => !one.rows.some((row) => waiting.has(row)))
  const imported = new Set(cases.flatMap((one) => one.rows))
  return { good, refused: rows.map(({ row }) => row).filter((row) => bad.has(row) || (waiting.has(row) && imported.has(row))) }
}

/** The import of exactly this, unless it was taken back. */
async function importedBefore(db: Reader, importKey: string): Promise<{ id: Id; on: string; who: string } | null> {
  const row = await db
    .selectFrom('import_batch')
    .select(['id', 'created_at', 'created_by'])
    .where('file_sha256', '=', importKey)
    .where('taken_back_at', 'is', null)
    .executeTakeFirst()
  return row ? { id: row.id, on: localDay(row.created_at), who: row.created_by } : null
}

/** The day of an instant where the program stands. */
function localDay(instant: string): string {
  const date = new Date(instant)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

function skip(report: RowReport, reasons: string[]): void {
  report.kind = 'skip'
  report.reasons = reasons
  report.stops = []
  report.asks = []
}

function raise(report: RowReport | undefined, kind: 'warning' | 'needs-decision', reason: string): void {
  if (!report) return
  report.reasons.push(reason)
  if (kind === 'needs-decision') report.stops.push(reason)
  if (kind === 'needs-decision' || report.kind === 'ok') report.kind = kind
}

function samePerson(person: LedgerPerson, known: KnownRecipient): boolean {
  if (person.paperNumber !== null && known.paperNumber !== null) return paperKey(person) === paperKey(known)
  return person.name === known.name
}

/** @returns whether the case is new */
function compareNumbered(one: LedgerCase, caseNumber: string, known: KnownRecords, reports: Map<number, RowReport>, source: LedgerSource): boolean {
  const present = known.byNumber.get(caseNumber)
  if (!present) {
    if (known.recycled.has(caseNumber)) {
      const reason = `案号 ${caseNumber} 的案件在回收站里，${source.taking}会另建一件。要用原来的那件，请先从回收站恢复`
      for (const { row } of one.people) raise(reports.get(row), 'warning', reason)
    }
    return true
  }
  for (const person of one.people) {
    const report = reports.get(person.row)
    const same = present.find((recipient) => samePerson(person, recipient))
    if (same) {
      if (report) skip(report, [`已在台账中，不再${source.taking}`, ...differences(person, same, source)])
      continue
    }
    const others = present.map(({ name }) => name).join('、') || '没有救助对象'
    const namesake = present.some(({ name }) => name === person.name) ? '，其中同名的人证件号码不同' : ''
    raise(
      report,
      'needs-decision',
      `案号 ${caseNumber} 已在台账中（${others}）${namesake}，这一行的人不在其内。是同一案件的，请在该案件中添加此人，这一行不要${source.taking}；案号有误的，请改正`,
    )
  }
  return false
}

/** A case without a number is known by its people together with its dates and amounts. @returns whether the case is new */
function compareNumberless(one: LedgerCase, known: Map<string, KnownRecipient>, reports: Map<number, RowReport>, source: LedgerSource): boolean {
  const found = one.people.map((person) => {
    const facts = factsKey({ acceptedOn: one.acceptedOn, decidedOn: person.decidedOn, amountFen: person.amountFen })
    return keysOf(person).some((key) => known.has(`${key}|${facts}`))
  })
  if (!found.includes(true)) return true
  one.people.forEach(({ row }, index) => {
    const report = reports.get(row)
    if (found[index]) {
      if (report) skip(report, [`已在台账中（没有案号，按姓名、证件、日期和金额认出），不再${source.taking}`])
    } else {
      raise(report, 'needs-decision', `同一案件的其他人已在台账中，这一行的人不在其内。请在该案件中添加此人，这一行不要${source.taking}`)
    }
  })
  return false
}

function keysOf(person: Pick<LedgerPerson, 'name' | 'paperType' | 'paperNumber'>): string[] {
  const paper = paperKey(person)
  return paper === null ? [`name/${person.name}`] : [paper]
}

function factsKey({ acceptedOn, decidedOn, amountFen }: Pick<KnownRecipient, 'acceptedOn' | 'decidedOn' | 'amountFen'>): string {
  return [acceptedOn, decidedOn, amountFen].map((fact) => fact ?? '').join('|')
}

/** Where the casebook says something else than the ledger; the casebook stays as it is. */
function differences(person: LedgerPerson, known: KnownRecipient, source: LedgerSource): string[] {
  const found: string[] = []
  if (person.outcome !== null) {
    const [here, there] = [resultText(person.outcome === 'granted', person.amountFen), known.kind === null ? '尚未决定' : resultText(known.kind === 'grant', known.amountFen)]
    if (here !== there) found.push(`结果不同：${source.rows}为${here}，台账中为${there}，台账没有改动，请核对`)
  }
  if (person.decidedOn !== null && known.kind !== null && person.decidedOn !== known.decidedOn) {
    found.push(`决定日期不同：${source.rows}为 ${person.decidedOn}，台账中为${known.decidedOn === null ? '空' : ` ${known.decidedOn}`}，台账没有改动，请核对`)
  }
  return found
}

function resultText(granted: boolean, fen: Fen | null): string {
  return granted ? `给予救助 ${formatYuan(fen ?? 0)} 元` : '不予救助'
}

function compareKnownPerson(person: LedgerPerson, known: KnownRecords, reports: Map<number, RowReport>, source: LedgerSource): void {
  const key = paperKey(person)
  const there = key === null ? undefined : known.people.get(key)
  if (!there) return
  const report = reports.get(person.row)
  if (there.name !== person.name) {
    raise(report, 'warning', `证件号码在台账中登记为“${there.name}”，与${source.rows}中的“${person.name}”不同，${source.taking}后仍按台账中的姓名，请核对`)
  }
  if (there.cases.length > 0) {
    raise(report, 'warning', `此人在台账中已有案件（${there.cases.join('、')}），请核对是否同一原案重复救助`)
  }
}
