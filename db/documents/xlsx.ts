import type { WriteOptions } from './newFile.ts'
import type { Orientation } from './paperLayout.ts'
import { pageHeadline } from './tableModel.ts'
import type { TableDocument, TableModel } from './tableModel.ts'
import { writeBook } from './xlsxBook.ts'
import { SheetXml } from './xlsxSheet.ts'
import { LookBook } from './xlsxStyles.ts'

export interface XlsxOptions extends WriteOptions {
  /** What stands around the tables where they are printed; a plain list has none of it. */
  paper?: Omit<TableDocument, 'tables'> & { orientation: Orientation | null }
}

/**
 * Writes one sheet per table model to `path`. Amounts are numbers in 元 from exact fen, dates are real dates, text is never a formula. Throws as `writeBook` does.
 */
export async function writeXlsx(path: string, tables: readonly TableModel[], options: XlsxOptions = {}): Promise<void> {
  const { paper } = options
  const looks = new LookBook()
  const sheets = tables.map(
    (table, index) =>
      new SheetXml(table, looks, {
        selected: index === 0,
        orientation: paper?.orientation ?? null,
        headline: paper ? pageHeadline(paper) : null,
        signatures: paper && index === tables.length - 1 ? paper.signatures : [],
      }),
  )
  await writeBook(path, sheets, looks, options)
}
