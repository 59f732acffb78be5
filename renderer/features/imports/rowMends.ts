import type { Ask, ImportReport, ImportRowReport, Mend, RowMend, SplitPerson } from '../../../db/operations/contract.ts'

/** What is said of single rows of a ledger while it is tried, before it is imported. */

/** One answer of a kind holds for a row: a later one takes its place. */
function slot(mend: Mend): string {
  switch (mend.kind) {
    case 'cell':
      return `cell/${mend.column}`
    case 'sameCase':
    case 'ownCase':
      return 'case'
    case 'people':
    case 'onePerson':
      return 'people'
    case 'samePerson':
    case 'otherPerson':
      return 'person'
    case 'sameHousehold':
    case 'otherHousehold':
      return 'household'
    case 'leaveOut':
      return 'leaveOut'
  }
}

/** What was said with more said; the later word about the same thing holds. */
export function withMends(before: readonly RowMend[], more: readonly RowMend[]): RowMend[] {
  const key = (one: RowMend) => `${one.row}/${slot(one)}`
  return [...new Map([...before, ...more].map((one) => [key(one), one])).values()]
}

/** The row as the file has it again. */
export const withoutRow = (before: readonly RowMend[], row: number): RowMend[] => before.filter((one) => one.row !== row)

/** Rows that ask the same, each with its own question. */
export const alike = ({ rows }: Pick<ImportReport, 'rows'>, { like }: Ask): { row: number; ask: Ask }[] => rows.flatMap(({ row, asks }) => asks.filter((ask) => ask.like === like).map((ask) => ({ row, ask })))

/** The cells whose text was changed. @param texts beside `row.cells` */
export function changedCells({ columns }: Pick<ImportReport, 'columns'>, { row, cells }: Pick<ImportRowReport, 'row' | 'cells'>, texts: readonly string[]): RowMend[] {
  return columns.flatMap(({ index }, at) => {
    const text = texts[at] ?? ''
    return text === (cells[at] ?? '') ? [] : [{ row, kind: 'cell' as const, column: index, text }]
  })
}

/**
 * An answer for one row, or for all that ask the same: the same answer says of each row what it means there (按当月 1 日, 与上一行是同一案件). Who the people of one
 * cell are is said of that row alone.
 * @param rows the rows it is for, with what each asks @param at the place of the answer, from the end: a row may lack the first ones
 */
export function answered(ask: Ask, at: number, row: number, rows: readonly { row: number; ask: Ask }[], people: readonly SplitPerson[]): RowMend[] {
  return rows.flatMap((other) => {
    const option = other.ask.options.find(({ label }) => label === ask.options[at]?.label) ?? other.ask.options.at(at - ask.options.length)
    return (option?.mends ?? []).flatMap((mend): RowMend[] => (mend.kind === 'people' ? (other.row === row ? [{ ...mend, people: [...people], row }] : []) : [{ ...mend, row: other.row }]))
  })
}

/** What stops a row at one of its cells: findings begin with the heading. */
export const faultsAt = (heading: string, stops: readonly string[]): string[] => stops.filter((text) => text.startsWith(`${heading}：`)).map((text) => text.slice(heading.length + 1))

/** The next row that stops the import after this one, from the top again at the end; null where none is left. */
export function nextStop({ rows }: Pick<ImportReport, 'rows'>, row: number): number | null {
  const stopping = rows.filter(({ stops }) => stops.length > 0).map((one) => one.row)
  return stopping.find((one) => one > row) ?? stopping[0] ?? null
}
