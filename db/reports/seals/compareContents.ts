import { ALL } from '../../domain/reportModel.ts'
import type { FigureCell, FigureColumn, FigureRecord, FigureRow, FigureTable, FigureUnit, Report } from '../../domain/reportModel.ts'
import { sealedRecords } from '../../domain/sealModel.ts'
import type { Difference, MovedCell, MoveKind, SealContent } from '../../domain/sealModel.ts'
import { canonicalJson } from '../../store/canonicalJson.ts'

export interface ContentComparison {
  definitions: string[]
  cells: MovedCell[]
  differences: Omit<Difference, 'changes' | 'byTime'>[]
}

interface Pair {
  kind: MoveKind
  key: string
  before: FigureRecord | null
  after: FigureRecord | null
}

const rowsOf = ({ rows, total }: FigureTable): FigureRow[] => (total ? [...rows, total] : rows)
/** What of a record a figure is made of; the rest is how it is called. */
const counts = ({ date, fen, paidFen, recipientId, caseId, leadId }: FigureRecord) => canonicalJson([date, fen, paidFen ?? null, recipientId, caseId, leadId])

/**
 * Whether a difference belongs beside this figure. Also where the figure is the same, since others may make up for it: if the record now counts for another
 * case or person, or its money is what the figure sums.
 */
function moves({ kind, before, after }: Pair, { key, unit }: FigureColumn, same: boolean): boolean {
  if (kind !== 'changed' || !before || !after) return true
  if (!same) return counts(before) !== counts(after)
  const summed = (record: FigureRecord) => (key === 'paidFen' ? record.paidFen : record.fen)
  const whose = ({ caseId, leadId, recipientId }: FigureRecord) => canonicalJson([caseId, leadId, recipientId])
  return whose(before) !== whose(after) || (unit === 'fen' && summed(before) !== summed(after))
}

/** A figure that does not stand in the table counts nothing: zero of what is counted, none of a share. */
function valueOf(row: FigureRow | undefined, column: string, unit: FigureUnit): number | null {
  if (row) return row.values[column] ?? null
  return unit === 'count' || unit === 'fen' ? 0 : null
}

/** Records that are in one list and not in the other, or in both with other values. */
function pairsOf(before: readonly FigureRecord[], after: readonly FigureRecord[]): Pair[] {
  const left = new Map<string, FigureRecord[]>()
  for (const record of before) left.set(record.key, [...(left.get(record.key) ?? []), record])
  const pairs: Pair[] = []
  for (const record of after) {
    const old = left.get(record.key)?.shift()
    if (!old) pairs.push({ kind: 'in', key: record.key, before: null, after: record })
    else if (canonicalJson(old) !== canonicalJson(record)) pairs.push({ kind: 'changed', key: record.key, before: old, after: record })
  }
  for (const [key, rest] of left) for (const record of rest) pairs.push({ kind: 'out', key, before: record, after: null })
  return pairs
}

/**
 * Two states of one report side by side: every figure that has another value or counts other records, and each record that came in, went out or changed,
 * once. A record that is only called otherwise (a new detail, a corrected name) is a difference and moves no figure.
 */
export function compareContents(before: SealContent, after: SealContent): ContentComparison {
  const differences: ContentComparison['differences'] = []
  const places = new Map<string, number>()
  const placeOf = (pair: Pair): number => {
    const name = canonicalJson(pair)
    const place = places.get(name) ?? differences.push(pair) - 1
    places.set(name, place)
    return place
  }
  /** The columns of a row mostly open the same two lists: compared once. */
  const compared = new Map<string, Pair[]>()
  const pairsBehind = (cell: FigureCell): Pair[] => {
    const listOf = ({ cells }: SealContent) => cells[cell.table]?.[cell.row]?.[cell.column] ?? ''
    const name = `${listOf(before)}/${listOf(after)}`
    const pairs = compared.get(name) ?? pairsOf(sealedRecords(before, cell) ?? [], sealedRecords(after, cell) ?? [])
    compared.set(name, pairs)
    return pairs
  }

  const cells: MovedCell[] = []
  for (const { then, now } of tablePairs(before.report, after.report)) {
    for (const column of columnsOfBoth(then, now)) {
      for (const { key, label } of rowsOfBoth(then, now)) {
        const [old, fresh] = [rowsOf(then).find((row) => row.key === key), rowsOf(now).find((row) => row.key === key)]
        // A total that one side does not show is no figure of it.
        if (key === ALL && (!old || !fresh) && rowsOf(old ? then : now).length > 1) continue
        const [was, is] = [valueOf(old, column.key, column.unit), valueOf(fresh, column.key, column.unit)]
        const pairs = column.opens === false ? [] : pairsBehind({ table: then.key, row: key, column: column.key })
        for (const pair of pairs) placeOf(pair)
        const moving = pairs.filter((pair) => moves(pair, column, was === is))
        if (was === is && moving.length === 0) continue
        cells.push({ cell: { table: then.key, row: key, column: column.key }, table: then.title, row: label, column: column.label, unit: column.unit, before: was, after: is, differences: moving.map(placeOf) })
      }
    }
  }
  return { definitions: definitionsOf(before.report, after.report), cells, differences }
}

const tablePairs = (before: Report, after: Report) =>
  before.tables.flatMap((then) => {
    const now = after.tables.find(({ key }) => key === then.key)
    return now ? [{ then, now }] : []
  })
const columnsOfBoth = (then: FigureTable, now: FigureTable): FigureColumn[] => then.columns.filter(({ key }) => now.columns.some((one) => one.key === key))

function rowsOfBoth(then: FigureTable, now: FigureTable): { key: string; label: string }[] {
  const before = rowsOf(then)
  const more = rowsOf(now).filter(({ key }) => !before.some((row) => row.key === key))
  return [...before, ...more].map(({ key, label }) => ({ key, label }))
}

/** What the report is made of that is not as it was: the words of its basis, its tables and columns. */
function definitionsOf(before: Report, after: Report): string[] {
  const said: string[] = []
  for (const table of before.tables) {
    const now = after.tables.find(({ key }) => key === table.key)
    if (!now) {
      said.push(`现在的报表没有“${table.title}”一表，不能对比。`)
      continue
    }
    for (const { key, label } of table.columns) if (!now.columns.some((one) => one.key === key)) said.push(`现在的“${table.title}”没有“${label}”一栏，不能对比。`)
    for (const { key, label } of now.columns) if (!table.columns.some((one) => one.key === key)) said.push(`现在的“${table.title}”多了“${label}”一栏，定稿时没有。`)
    if (now.note !== table.note) said.push(`“${table.title}”的口径说明有变化。定稿时：${table.note}　现在：${now.note}`)
    for (const row of rowsOf(table)) {
      const same = rowsOf(now).find(({ key }) => key === row.key)
      if (same && same.label !== row.label) said.push(`“${table.title}”里“${row.label}”现在称为“${same.label}”。`)
    }
  }
  for (const table of after.tables) if (!before.tables.some(({ key }) => key === table.key)) said.push(`现在的报表多了“${table.title}”一表，定稿时没有。`)
  return said
}
