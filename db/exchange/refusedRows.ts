import { randomBytes } from 'node:crypto'
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
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
 * @throws CasebookError 'invalid' where no row is refused, 'conflict', 'disk-full' or 'not-found' where it cannot be written
 */
export async function writeRefused(path: string, { layout, mending }: LedgerFile, plan: LedgerPlan): Promise<{ rows: number; bytes: number }> {
  if (plan.refused.length === 0) throw new CasebookError('invalid', '没有要改正的行，不需要另存。')
  const { sheet, header } = layout
  // Loaded here only: large, and an import without refused rows does not need it.
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  const target = book.addWorksheet(sheet.name.replace(/[*?:\\/[\]]/g, ' ').slice(0, 31) || '台账')
  const last = Math.max(header.columns.length, ...[...sheet.rows.slice(0, header.lastRow), ...plan.refused.map((row) => sheet.rows[row - 1] ?? [])].map((row) => row.length))
  const put = (row: number, cells: readonly Cell[]) => {
    cells.forEach((cell, index) => {
      if (cell.text === '') return
      const there = target.getCell(row, index + 1)
      const number = typeof cell.value === 'number' && !cell.isDate && !cell.formula && String(cell.value) === cell.text && Math.abs(cell.value) < 1e15
      there.value = number ? cell.value : cell.text
      if (!number) there.numFmt = '@'
    })
  }
  sheet.rows.slice(0, header.lastRow).forEach((row, index) => put(index + 1, row))
  for (const merge of sheet.merges) if (merge.bottom <= header.lastRow && merge.right <= last) target.mergeCells(merge.top, merge.left, merge.bottom, merge.right)
  target.getCell(header.lastRow, last + 1).value = REASON

  const reasons = new Map(plan.rows.map(({ row, stops }) => [row, stops.length > 0 ? stops.join('；') : TOGETHER]))
  const merged = new MergedCells(sheet.merges)
  plan.refused.forEach((row, index) => {
    const at = header.lastRow + 1 + index
    put(at, filled(layout, row, merged, mending))
    const why = target.getCell(at, last + 1)
    why.value = reasons.get(row) ?? ''
    why.alignment = { wrapText: true, vertical: 'top' }
  })
  target.columns.forEach((column, index) => {
    column.width = index === last ? 60 : 16
  })
  target.views = [{ state: 'frozen', ySplit: header.lastRow }]
  return { rows: plan.refused.length, bytes: await save(path, Buffer.from(await book.xlsx.writeBuffer())) }
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

/** The file appears under its name only when it is whole. */
async function save(path: string, bytes: Buffer): Promise<number> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await writeFile(temporary, bytes, { flag: 'wx' })
    await rename(temporary, path)
    return (await stat(path)).size
  } catch (error) {
    await rm(temporary, { force: true })
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOSPC') throw new CasebookError('disk-full', '磁盘空间不足，文件没有保存。请清理磁盘或换一个位置后重试。', { cause: error })
    if (code === 'ENOENT') throw new CasebookError('not-found', '文件没有保存：找不到所选的文件夹。请重新选择保存位置。', { cause: error })
    if (code === 'EBUSY' || code === 'EPERM' || code === 'EACCES') {
      throw new CasebookError('conflict', '文件没有保存：同名文件可能正在 WPS 或 Excel 中打开，或这个文件夹不允许写入。请关闭该文件或换一个位置后重试。', { cause: error })
    }
    throw error
  }
}
