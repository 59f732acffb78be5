import { cancelledExport, writeNewFile } from './newFile.ts'
import type { WriteOptions } from './newFile.ts'
import { sheetNames } from './sheetText.ts'
import type { LookBook } from './xlsxStyles.ts'
import { escapeXml, packageParts, relations, xmlHead, ZipWriter } from './zipWriter.ts'

/** One sheet as XML, piece by piece: `begin`, its rows in order, `end`. */
export interface BookSheet {
  /** Cleaned and made unique by the writer. */
  name: string
  /** Rows of the sheet, counted from 1, that repeat on each printed page. */
  headRows: { from: number; to: number }
  /** How many rows there are to be made. */
  length: number
  begin(): string
  /** Rows `from` (included) to `to` (not included). */
  rows(from: number, to: number): string
  end(): string
}

/** Rows made at a time. */
const BATCH = 500

/**
 * Writes the sheets as a workbook; their rows go into the file as they are made, so that a hundred thousand need little memory.
 * Throws like `writeNewFile`, and CasebookError 'cancelled'.
 */
export async function writeBook(path: string, sheets: readonly BookSheet[], looks: LookBook, options: WriteOptions): Promise<void> {
  await writeNewFile(path, (file) => writeParts(new ZipWriter(file), sheets, looks, options), options)
}

async function writeParts(zip: ZipWriter, sheets: readonly BookSheet[], looks: LookBook, { cancelled, onProgress }: WriteOptions): Promise<void> {
  const names = sheetNames(sheets.map(({ name }) => name))
  const total = sheets.reduce((sum, { length }) => sum + length, 0)
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
      for (let from = 0; from < sheet.length; from += BATCH) {
        stopIfCancelled()
        yield sheet.rows(from, Math.min(from + BATCH, sheet.length))
        onProgress?.((done += Math.min(BATCH, sheet.length - from)), total)
      }
      yield sheet.end()
    }
    await zip.add(`xl/worksheets/sheet${index + 1}.xml`, pieces())
  }
  stopIfCancelled()
  const titles = sheets.map(({ headRows: { from, to } }, index) => `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${escapeXml((names[index] ?? '').replaceAll("'", "''"))}'!$${from}:$${to}</definedName>`)
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
