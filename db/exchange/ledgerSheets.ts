import { CasebookError } from '../domain/errors.ts'
import type { Sheet, Table } from './cells.ts'
import { proposeHeader } from './columnContent.ts'
import { missingIn } from './ledgerColumns.ts'
import type { Header } from './ledgerColumns.ts'
import { tidySheet } from './tidySheet.ts'

export interface SheetInfo {
  name: string
  /** Filled rows. */
  rows: number
  /** Whether it has what a ledger needs. Hidden sheets are never taken for one unasked. */
  ledger: boolean
}

export interface ChosenSheet {
  sheet: Sheet
  header: Header
  sheets: SheetInfo[]
}

/**
 * The sheet that is the ledger: the one asked for, else of those that can be read the one whose columns are known best, of equal ones the longest.
 * @throws CasebookError 'invalid' where there is none
 */
export function chooseSheet(table: Table, wanted: string | null): ChosenSheet {
  const found = table.sheets.map((asFound) => {
    const sheet = tidySheet(asFound)
    const header = proposeHeader(sheet)
    const rows = sheet.rows.filter((row) => row.length > 0).length
    const readable = header !== null && sheet.rows.length > header.lastRow
    return { sheet, header: readable ? header : null, rows, ledger: readable && !sheet.hidden && missingIn(header).length === 0 }
  })
  const sheets = found.map(({ sheet: { name }, rows, ledger }) => ({ name, rows, ledger }))
  if (wanted !== null && !found.some(({ sheet }) => sheet.name === wanted)) {
    throw new CasebookError('invalid', `这个文件里没有名为“${wanted}”的工作表，请重新选择。`)
  }
  const [best] = found
    .filter(({ sheet, header }) => header !== null && (wanted === null ? !sheet.hidden : sheet.name === wanted))
    .sort((a, b) => Number(b.ledger) - Number(a.ledger) || (b.header?.at.size ?? 0) - (a.header?.at.size ?? 0) || b.rows - a.rows)
  if (!best?.header) {
    throw new CasebookError(
      'invalid',
      wanted === null
        ? '没有在这个文件里认出司法救助台账。台账要有一行表头，其中有姓名，以及案号、身份证号码、救助金额等列名。请核对文件，或按示例台账整理表头后重新选择。'
        : `没有在工作表“${wanted}”里认出司法救助台账。请选择另一张工作表，或按示例台账整理表头后重新选择文件。`,
    )
  }
  return { sheet: best.sheet, header: best.header, sheets }
}
