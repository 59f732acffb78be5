import { everyCodeOf, labelOf } from '../../domain/codeLists.ts'
import type { CodeListName } from '../../domain/codeLists.ts'
import { monthKey, monthsOf } from '../../domain/periods.ts'
import type { LegalDate } from '../../domain/records.ts'
import { ALL } from '../../domain/reportModel.ts'
import type { FigureColumn, FigureRecord, FigureRow, FigureTable } from '../../domain/reportModel.ts'
import { noSuchCell } from '../definition.ts'
import type { Asked, CellRecords, ReportDefinition } from '../definition.ts'
import type { Db } from '../population.ts'
import { NONE } from '../records.ts'

/** One thing that happened: what is shown of it, and what the report tells it apart by. */
export type Fact = FigureRecord

/** One column: which facts count, and what is made of them. A cell opens the facts that count. */
export interface Measure<F> extends FigureColumn {
  counts: (fact: F) => boolean
  of: (facts: readonly F[]) => number | null
}

/** The rows of a table: by what they are told apart, what they are called, and in which order they stand. */
export interface Grouping<F> {
  keyOf: (fact: F) => string | null
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
  (): Grouping<F> => ({ keyOf, labelOf: (key) => (key === null ? '未填写' : labelOf(list, key)), order: everyCodeOf(list).map(({ code }) => code), always: false })
export const byText =
  <F>(keyOf: (fact: F) => string | null, none = '未填写') =>
  (): Grouping<F> => ({ keyOf, labelOf: (key) => key ?? none, order: [], always: false })
export const byName = <F>(names: Readonly<Record<string, string>>, keyOf: (fact: F) => string | null) => (): Grouping<F> => ({ keyOf, labelOf: (key) => names[key ?? ''] ?? key ?? '未填写', order: Object.keys(names), always: true })
/** Longer periods show only the months in which something happened. */
const MONTHS_SHOWN_EMPTY = 13
export const byMonth =
  <F extends Fact>(dateOf: (fact: F) => LegalDate | null = ({ date }) => date) =>
  ({ period, startsOn }: Asked): Grouping<F> => {
    const months = monthsOf(period, startsOn)
    const labels = new Map(months.map(({ key, label }) => [key, label]))
    const keyOf = (fact: F) => {
      const date = dateOf(fact)
      return date === null ? null : monthKey(date, startsOn)
    }
    return { keyOf, labelOf: (key) => (key === null ? '没有日期' : (labels.get(key) ?? key)), order: months.map(({ key }) => key), always: months.length <= MONTHS_SHOWN_EMPTY }
  }

function figuresOf<F>(measures: readonly Measure<F>[], facts: readonly F[]): FigureRow['values'] {
  return Object.fromEntries(measures.map(({ key, counts, of }) => [key, of(facts.filter(counts))]))
}

/** Every fact is in one row, but a person or a case may be in several by other facts of theirs. */
function addsUp(columns: readonly FigureColumn[], rows: readonly FigureRow[], whole: FigureRow): boolean {
  const summed = columns.filter(({ unit }) => unit === 'count' || unit === 'fen')
  return summed.every(({ key }) => rows.reduce((sum, { values }) => sum + (values[key] ?? 0), 0) === (whole.values[key] ?? 0))
}

function tableOf<F>({ key, title, note, heading, total, only, grouping, measures }: TableDefinition<F>, facts: readonly F[], asked: Asked): FigureTable {
  const groups = grouping(asked)
  const own = only ? facts.filter(only) : facts
  const byKey = new Map<string | null, F[]>(groups.always ? groups.order.map((one) => [one, []]) : [])
  for (const fact of own) {
    const group = byKey.get(groups.keyOf(fact))
    if (group) group.push(fact)
    else byKey.set(groups.keyOf(fact), [fact])
  }
  const rank = new Map(groups.order.map((one, index) => [one, index]))
  const place = (one: string | null) => (one === null ? Infinity : (rank.get(one) ?? Number.MAX_SAFE_INTEGER))
  const rows = [...byKey]
    .sort(([a], [b]) => place(a) - place(b) || groups.labelOf(a).localeCompare(groups.labelOf(b), 'zh-CN'))
    .map(([one, group]): FigureRow => ({ key: one ?? NONE, label: groups.labelOf(one), values: figuresOf(measures, group) }))
  const columns = measures.map(({ key: column, label, unit }) => ({ key: column, label, unit }))
  const whole: FigureRow = { key: ALL, label: '合计', values: figuresOf(measures, own) }
  return { key, title, note, heading, columns, rows, total: total && own.length > 0 ? whole : null, exclusive: addsUp(columns, rows, whole) }
}

/** As they are shown: oldest first, without what the report tells them apart by. */
function shown<F extends Fact>(facts: readonly F[]): FigureRecord[] {
  return [...facts]
    .sort((a, b) => (a.date ?? '').localeCompare(b.date ?? '') || a.title.localeCompare(b.title, 'zh-CN'))
    .map(({ key, caseId, leadId, recipientId, title, personName, date, fen: amount, detail }) => ({ key, caseId, leadId, recipientId, title, personName, date, fen: amount, detail }))
}

/** A report whose figures are all counted from one list of facts: what a figure counts and what it opens cannot differ. */
export function fromFacts<F extends Fact>(load: (db: Db, asked: Asked) => Promise<F[]>, definitions: readonly TableDefinition<F>[], notes: readonly string[]): ReportDefinition {
  return {
    async make(db, asked) {
      const facts = await load(db, asked)
      return { tables: definitions.map((definition) => tableOf(definition, facts, asked)), notes }
    },
    async records(db, asked, cell) {
      const definition = definitions.find(({ key }) => key === cell.table)
      const measure = definition?.measures.find(({ key }) => key === cell.column)
      if (!definition || !measure) throw noSuchCell()
      const { keyOf } = definition.grouping(asked)
      const only = definition.only ?? (() => true)
      return shown((await load(db, asked)).filter((fact) => only(fact) && measure.counts(fact) && (cell.row === ALL || (keyOf(fact) ?? NONE) === cell.row)))
    },
    async everything(db, asked) {
      const facts = await load(db, asked)
      const cells: CellRecords = {}
      for (const { key, only, grouping, measures, total } of definitions) {
        const { keyOf } = grouping(asked)
        const own = only ? facts.filter(only) : facts
        const groups = new Map<string, F[]>(total && own.length > 0 ? [[ALL, own]] : [])
        for (const fact of own) {
          const row = keyOf(fact) ?? NONE
          const group = groups.get(row)
          if (group) group.push(fact)
          else groups.set(row, [fact])
        }
        cells[key] = Object.fromEntries([...groups].map(([row, group]) => [row, Object.fromEntries(measures.map((measure) => [measure.key, shown(group.filter(measure.counts))]))]))
      }
      return cells
    },
  }
}
