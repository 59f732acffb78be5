import type { WriteOptions } from '../documents/newFile.ts'
import { writeGrid } from '../documents/xlsxGrid.ts'
import { CasebookError } from '../domain/errors.ts'
import { EMPTY, textCell } from './cells.ts'
import type { Cell } from './cells.ts'
import { ofOnePerson, REASON } from './ledgerColumns.ts'
import type { LedgerFile } from './ledgerFile.ts'
import type { LedgerPlan } from './ledgerPlan.ts'
import type { Mending } from './mending.ts'
import { MergedCells } from './mergedCells.ts'

const TOGETHER = '同一案件（或可能是同一案件）还有要改正的行，改好后一起导入'

/**
 * Writes the rows an import would leave out as a workbook: the notes and headings of the source as they stand, then those rows with why in a last column. Mended
 * and chosen again it reads like the source. Merged cells are filled into each of their rows, because the rows between are gone.
 * @throws CasebookError 'invalid' where no row is refused; as `writeGrid` does
 */
export async function writeRefused(path: string, { layout, mending }: LedgerFile, plan: LedgerPlan, options: WriteOptions): Promise<{ rows: number }> {
  if (plan.refused.length === 0) throw new CasebookError('invalid', '没有要改正的行，不需要另存。')
  const { sheet, header } = layout
  const above = sheet.rows.slice(0, header.lastRow)
  const merged = new MergedCells(sheet.merges)
  const below = plan.refused.map((row) => filled(layout, row, merged, mending))
  const width = [...above, ...below].reduce((widest, row) => Math.max(widest, row.length), header.columns.length)
  const withLast = (row: readonly Cell[], last: string) => [...Array.from({ length: width }, (_, column) => written(row[column] ?? EMPTY)), last]
  const reasons = new Map(plan.rows.map(({ row, stops }) => [row, stops.length > 0 ? stops.join('；') : TOGETHER]))
  await writeGrid(
    path,
    {
      name: sheet.name,
      columns: [...Array.from({ length: width }, () => ({ width: 16 })), { width: 60, wrapped: true }],
      headRows: header.lastRow,
      merges: sheet.merges.filter((merge) => merge.bottom <= header.lastRow && merge.right <= width),
      rows: [
        ...above.map((row, index) => withLast(row, index === header.lastRow - 1 ? REASON : '')),
        ...below.map((row, index) => withLast(row, reasons.get(plan.refused[index] ?? 0) ?? '')),
      ],
    },
    options,
  )
  return { rows: plan.refused.length }
}

/** A number stays one where a spreadsheet keeps all its digits and shows them as the source does; all else is text, days above all. */
function written({ text, value, isDate, formula }: Cell): string | number {
  return typeof value === 'number' && !isDate && !formula && String(value) === text && Math.abs(value) < 1e15 ? value : text
}

/** A row with what its merged cells show in it and what was mended already. What belongs to one person, an amount above all, stays where it was: whose it is nobody can tell. */
function filled({ sheet, header }: LedgerFile['layout'], row: number, merged: MergedCells, mending: Mending): Cell[] {
  const own = sheet.rows[row - 1] ?? []
  return Array.from({ length: Math.max(own.length, header.columns.length) }, (_, index) => {
    const field = header.columns[index]?.field ?? null
    const alone = field !== null && field !== 'caseNumber' && ofOnePerson.has(field)
    const mended = mending.text(row, index)
    if (mended !== null) return textCell(mended)
    return (alone ? own[index] : sheet.rows[merged.topOf(row, index) - 1]?.[index]) ?? EMPTY
  })
}
