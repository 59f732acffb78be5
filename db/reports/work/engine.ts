import { everyCodeOf, labelOf } from '../../domain/codeLists.ts'
import type { CodeListName } from '../../domain/codeLists.ts'
import { monthKey, monthsOf } from '../../domain/periods.ts'
import type { LegalDate } from '../../domain/records.ts'
import { ALL } from '../../domain/reportModel.ts'
import type { FigureCell, FigureColumn, FigureRecord, FigureRow, FigureTable } from '../../domain/reportModel.ts'
import { NONE, noSuchCell, wants } from '../definition.ts'
import type { Asked, CellRecords, ReportDefinition } from '../definition.ts'
import type { Db } from '../population.ts'

/** One thing that happened: what is shown of it, and what the report tells it apart by. */
export type Fact = FigureRecord

/** One column: which facts count, and what is made of them. A cell opens the facts that count. */
export interface Measure<F> extends FigureColumn {
  counts: (fact: F) => boolean
  of: (facts: readonly F[]) => number | null
  /** What is shown of the facts that count, where it is not they themselves. */
  records?: (facts: readonly F[]) => readonly FigureRecord[]
}

/** The rows of a table: by what they are told apart, what they are called, and in which order they stand. */
export interface Grouping<F> {
  /** Several where one fact belongs to several rows. */
  keysOf: (fact: F) => readonly (string | null)[]
  labelOf: (key: string | null) => string
  /** Keys that stand there although nothing happened, and their order; others follow by their labels. */
  order: readonly string[]
  always: boolean
}

export interface TableDefinition<F> {
  key: string
  title: string
  note: string
  heading: string
  /** Whether the last row counts everything. */
  total: boolean
  /** One fact may be in several rows, or in none. */
  overlaps?: true
  /** Only these facts; all of them if left out. */
  only?: (fact: F) => boolean
  grouping: (asked: Asked) => Grouping<F>
  measures: readonly Measure<F>[]
}

export const events = <F>(facts: readonly F[]): number => facts.length
export const cases = (facts: readonly Fact[]): number => new Set(facts.flatMap(({ caseId }) => caseId ?? [])).size
/** What was recorded for a whole case counts as one person. */
export const people = (facts: readonly Fact[]): number => new Set(facts.map(({ recipientId, caseId }) => recipientId ?? `case/${caseId}`)).size
export const fen = (facts: readonly Fact[]): number => facts.reduce((sum, fact) => sum + (fact.fen ?? 0), 0)
/** Tenths of a per cent, rounded once; null of nothing. */
export const share =
  <F>(holds: (fact: F) => boolean) =>
  (facts: readonly F[]): number | null =>
    facts.length === 0 ? null : Math.round((facts.filter(holds).length * 1000) / facts.length)
/** Tenths of a day, rounded once; null of nothing. */
export const average =
  <F>(days: (fact: F) => number) =>
  (facts: readonly F[]): number | null =>
    facts.length === 0 ? null : Math.round((facts.reduce((sum, fact) => sum + days(fact), 0) * 10) / facts.length)

/** A column of counts: `of` says of what. */
export const count = <F>(key: string, label: string, counts: (fact: F) => boolean, of: (facts: readonly F[]) => number = events): Measure<F> => ({ key, label, unit: 'count', counts, of })
export const money = <F extends Fact>(key: string, label: string, counts: (fact: F) => boolean): Measure<F> => ({ key, label, unit: 'fen', counts, of: fen })

export const byCode =
  <F>(list: CodeListName, keyOf: (fact: F) => string | null) =>
  (): Grouping<F> => ({ keysOf: (fact) => [keyOf(fact)], labelOf: (key) => (key === null ? '未填写' : labelOf(list, key)), order: everyCodeOf(list).map(({ code }) => code), always: false })
export const byText =
  <F>(keyOf: (fact: F) => string | null, none = '未填写') =>
  (): Grouping<F> => ({ keysOf: (fact) => [keyOf(fact)], labelOf: (key) => key ?? none, order: [], always: false })
export const byName = <F>(names: Readonly<Record<string, string>>, keyOf: (fact: F) => string | null) => (): Grouping<F> => ({ keysOf: (fact) => [keyOf(fact)], labelOf: (key) => names[key ?? ''] ?? key ?? '未填写', order: Object.keys(names), always: true })
/** Longer periods show only the months in which something happened. */
const MONTHS_SHOWN_EMPTY = 13
export const byMonth =
  <F extends Fact>(dateOf: (fact: F) => LegalDate | null = ({ date }) => date) =>
  ({ period, startsOn }: Asked): Grouping<F> => {
    const months = monthsOf(period, startsOn)
    const labels = new Map(months.map(({ key, label }) => [key, label]))
    const keysOf = (fact: F) => {
      const date = dateOf(fact)
      return [date === null ? null : monthKey(date, startsOn)]
    }
    return { keysOf, labelOf: (key) => (key === null ? '没有日期' : (labels.get(key) ?? key)), order: months.map(({ key }) => key), always: months.length <= MONTHS_SHOWN_EMPTY }
  }

function figuresOf<F>(measures: readonly Measure<F>[], facts: readonly F[]): FigureRow['values'] {
  return Object.fromEntries(measures.map(({ key, counts, of }) => [key, of(facts.filter(counts))]))
}

/** Every fact is in one row, but a person or a case may be in several by other facts of theirs. */
function addsUp(columns: readonly FigureColumn[], rows: readonly FigureRow[], whole: FigureRow): boolean {
  const summed = columns.filter(({ unit }) => unit === 'count' || unit === 'fen')
  return summed.every(({ key }) => rows.reduce((sum, { values }) => sum + (values[key] ?? 0), 0) === (whole.values[key] ?? 0))
}

export function tableOf<F>({ key, title, note, heading, total, overlaps, only, grouping, measures }: TableDefinition<F>, facts: readonly F[], asked: Asked): FigureTable {
  const groups = grouping(asked)
  const own = only ? facts.filter(only) : facts
  const byKey = new Map<string | null, F[]>(groups.always ? groups.order.map((one) => [one, []]) : [])
  for (const fact of own) {
    for (const one of groups.keysOf(fact)) {
      const group = byKey.get(one)
      if (group) group.push(fact)
      else byKey.set(one, [fact])
    }
  }
  const rank = new Map(groups.order.map((one, index) => [one, index]))
  const place = (one: string | null) => (one === null ? Infinity : (rank.get(one) ?? Number.MAX_SAFE_INTEGER))
  const rows = [...byKey]
    .sort(([a], [b]) => place(a) - place(b) || groups.labelOf(a).localeCompare(groups.labelOf(b), 'zh-CN'))
    .map(([one, group]): FigureRow => ({ key: one ?? NONE, label: groups.labelOf(one), values: figuresOf(measures, group) }))
  const columns = measures.map(({ key: column, label, unit }) => ({ key: column, label, unit }))
  const whole: FigureRow = { key: ALL, label: '合计', values: figuresOf(measures, own) }
  return { key, title, note, heading, columns, rows, total: total && own.length > 0 ? whole : null, exclusive: !overlaps && addsUp(columns, rows, whole) }
}

/** As they are shown: oldest first, without what the report tells them apart by. */
function shown<F extends Fact>(measure: Measure<F>, facts: readonly F[]): FigureRecord[] {
  const counting = facts.filter(measure.counts)
  return [...(measure.records?.(counting) ?? counting)]
    .sort((a, b) => (a.date ?? '').localeCompare(b.date ?? '') || a.title.localeCompare(b.title, 'zh-CN'))
    .map(({ key, caseId, leadId, recipientId, title, personName, date, fen: amount, paidFen, detail }) => ({ key, caseId, leadId, recipientId, title, personName, date, fen: amount, ...(paidFen !== undefined && { paidFen }), detail }))
}

/** What one figure of the table counts. @throws CasebookError 'invalid' for a column the table does not have */
export function recordsIn<F extends Fact>({ grouping, only, measures }: TableDefinition<F>, facts: readonly F[], asked: Asked, { row, column }: FigureCell): FigureRecord[] {
  const measure = measures.find(({ key }) => key === column)
  if (!measure) throw noSuchCell()
  const { keysOf } = grouping(asked)
  return shown(measure, facts.filter((fact) => (only?.(fact) ?? true) && (row === ALL || keysOf(fact).some((key) => (key ?? NONE) === row))))
}

/** What every figure of the table counts, each as `recordsIn` gives it. */
export function everythingIn<F extends Fact>({ grouping, only, measures, total }: TableDefinition<F>, facts: readonly F[], asked: Asked): CellRecords[string] {
  const { keysOf } = grouping(asked)
  const own = only ? facts.filter(only) : facts
  const groups = new Map<string, F[]>(total && own.length > 0 ? [[ALL, [...own]]] : [])
  for (const fact of own) {
    for (const row of keysOf(fact).map((key) => key ?? NONE)) {
      const group = groups.get(row)
      if (group) group.push(fact)
      else groups.set(row, [fact])
    }
  }
  return Object.fromEntries([...groups].map(([row, group]) => [row, Object.fromEntries(measures.map((measure) => [measure.key, shown(measure, group)]))]))
}

/** A report whose figures are all counted from one list of facts: what a figure counts and what it opens cannot differ. */
export function fromFacts<F extends Fact>(
  /** `named`: what is shown of the facts is wanted too, not only what counts. */
  load: (db: Db, asked: Asked, named: boolean) => Promise<F[]>,
  definitions: readonly TableDefinition<F>[],
  notes: readonly string[] | ((asked: Asked) => readonly string[]),
): ReportDefinition {
  return {
    keys: definitions.map(({ key }) => key),
    async make(db, asked) {
      const facts = await load(db, asked, false)
      return { tables: definitions.filter(({ key }) => wants(asked, key)).map((definition) => tableOf(definition, facts, asked)), notes: typeof notes === 'function' ? notes(asked) : notes }
    },
    async records(db, asked, cell) {
      const definition = definitions.find(({ key }) => key === cell.table)
      if (!definition) throw noSuchCell()
      return recordsIn(definition, await load(db, asked, true), asked, cell)
    },
    async everything(db, asked) {
      const facts = (await load(db, asked, true)).filter(({ caseId }) => asked.caseId === undefined || caseId === asked.caseId)
      return Object.fromEntries(definitions.filter(({ key }) => wants(asked, key)).map((definition) => [definition.key, everythingIn(definition, facts, asked)]))
    },
  }
}
