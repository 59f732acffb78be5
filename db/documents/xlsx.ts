import { open } from 'node:fs/promises'
import { cancelledExport, writeNewFile } from './newFile.ts'
import type { WriteOptions } from './newFile.ts'
import type { Orientation } from './paperLayout.ts'
import { sheetNames } from './sheetText.ts'
import { pageHeadline, rowsOf } from './tableModel.ts'
import type { TableDocument, TableModel } from './tableModel.ts'
import { SheetXml } from './xlsxSheet.ts'
import { LookBook } from './xlsxStyles.ts'
import { escapeXml, packageParts, relations, xmlHead, ZipWriter } from './zipWriter.ts'

export interface XlsxOptions extends WriteOptions {
  /** What stands around the tables where they are printed; a plain list has none of it. */
  paper?: Omit<TableDocument, 'tables'> & { orientation: Orientation | null }
}

/** Rows made at a time. */
const BATCH = 500

/**
 * Writes one sheet per table model to `path`. Amounts are numbers in 元 from exact fen, dates are real dates, text is never a formula; rows go into the file as
 * they are made, so that a hundred thousand need little memory. Throws like `writeNewFile`, and CasebookError 'cancelled'.
 */
export async function writeXlsx(path: string, tables: readonly TableModel[], options: XlsxOptions = {}): Promise<void> {
  await writeNewFile(
    path,
    async (temporary) => {
      const file = await open(temporary, 'wx')
      try {
        await writeBook(new ZipWriter(file), tables, options)
      } finally {
        await file.close()
      }
    },
    options,
  )
}

async function writeBook(zip: ZipWriter, tables: readonly TableModel[], { paper, cancelled, onProgress }: XlsxOptions): Promise<void> {
  const names = sheetNames(tables.map(({ name }) => name))
  const looks = new LookBook()
  const total = rowsOf(tables)
  const sheets = tables.map((table, index) =>
    new SheetXml(table, looks, {
      selected: index === 0,
      orientation: paper?.orientation ?? null,
      headline: paper ? pageHeadline(paper) : null,
      signatures: paper && index === tables.length - 1 ? paper.signatures : [],
    }),
  )
  const parts = packageParts({ path: 'xl/workbook.xml', type: 'spreadsheetml.sheet.main' }, [
    { path: 'xl/styles.xml', type: 'spreadsheetml.styles' },
    ...sheets.map((_, index) => ({ path: `xl/worksheets/sheet${index + 1}.xml`, type: 'spreadsheetml.worksheet' })),
  ])
  for (const { path, xml } of parts) await zip.add(path, xml)
  let done = 0
  const stopIfCancelled = () => {
    if (cancelled?.()) throw cancelledExport()
  }
  for (const [index, sheet] of sheets.entries()) {
    const pieces = function* (): Generator<string> {
      yield sheet.begin()
      const { length } = sheet.table.rows
      for (let from = 0; from < length; from += BATCH) {
        stopIfCancelled()
        yield sheet.rows(from, Math.min(from + BATCH, length))
        onProgress?.((done += Math.min(BATCH, length - from)), total)
      }
      yield sheet.end()
    }
    await zip.add(`xl/worksheets/sheet${index + 1}.xml`, pieces())
  }
  stopIfCancelled()
  const titles = sheets.map((sheet, index) => `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${escapeXml((names[index] ?? '').replaceAll("'", "''"))}'!$${sheet.headRows.from}:$${sheet.headRows.to}</definedName>`)
  const listed = names.map((name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
  await zip.add(
    'xl/workbook.xml',
    `${xmlHead}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${listed.join('')}</sheets><definedNames>${titles.join('')}</definedNames></workbook>`,
  )
  await zip.add('xl/_rels/workbook.xml.rels', relations([...names.map((_, index) => ({ id: `rId${index + 1}`, type: 'worksheet', target: `worksheets/sheet${index + 1}.xml` })), { id: `rId${names.length + 1}`, type: 'styles', target: 'styles.xml' }]))
  await zip.add('xl/styles.xml', looks.xml())
  await zip.end()
  onProgress?.(total, total)
}
