import { extname } from 'node:path'
import { CasebookError } from '../domain/errors.ts'
import { isTableFormat } from '../domain/exportOptions.ts'
import { writeCsv } from './csv.ts'
import { writeDocx } from './docx.ts'
import type { PaperOptions } from './paperLayout.ts'
import type { TableDocument } from './tableModel.ts'
import { writeXlsx } from './xlsx.ts'

/**
 * Writes the tables in the form that the name of the file asks for: .xlsx, .docx or .csv. The file appears when it is whole.
 *
 * @throws CasebookError 'invalid' for another ending or a Word document of more than 5,000 rows; 'cancelled', 'disk-full', 'conflict', 'not-found' as every writer does
 */
export async function writeTables(path: string, document: TableDocument, options: PaperOptions = {}): Promise<void> {
  const { orientation = null } = options
  switch (formatOf(path)) {
    case 'xlsx':
      return writeXlsx(path, document.tables, { ...options, paper: { ...document, orientation } })
    case 'docx':
      return writeDocx(path, document, options)
    case 'csv':
      return writeCsv(path, document.tables, options)
  }
}

/** Before anything is read for it: @throws CasebookError 'invalid' for an ending that no table is written with */
export function formatOf(path: string): 'xlsx' | 'docx' | 'csv' {
  const ending = extname(path).toLowerCase().slice(1)
  if (isTableFormat(ending)) return ending
  throw new CasebookError('invalid', '文件没有保存：只能导出为 Excel（.xlsx）、Word（.docx）或 CSV（.csv）。请把文件名的扩展名改为其中一种后重试。')
}

