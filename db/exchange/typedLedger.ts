import { createHash } from 'node:crypto'
import { gridColumns } from '../domain/gridColumns.ts'
import type { LegalDate } from '../domain/records.ts'
import { textCell } from './cells.ts'
import type { Sheet } from './cells.ts'
import { readRows } from './ledger.ts'
import { capOf } from './ledgerFile.ts'
import type { LedgerFile, Limits } from './ledgerFile.ts'
import { findHeader } from './ledgerColumns.ts'
import type { Column, Field, Header } from './ledgerColumns.ts'
import { typedRows } from './ledgerSource.ts'
import { unmended } from './mending.ts'
import type { RowReport } from './ledgerTypes.ts'

/** What a batch of typed cases is called. */
export const TYPED_NAME = '补录'

const LONE = '这一行只填了一格，请填写完整，或清除这一行'

/** The headings of the grid, understood by the same rules as those of a file, and standing above the first row. */
const header = headerOfGrid()

/**
 * Understands rows typed in the columns of `gridColumns` exactly as those of an imported ledger; row 1 is the first one typed. A row without a case number
 * belongs to the case above it.
 */
export function readTypedRows(rows: readonly (readonly string[])[], { limits, today }: { limits: Limits; today?: LegalDate }): LedgerFile {
  const sheet: Sheet = { name: TYPED_NAME, hidden: false, rows: rows.map(cellsOf), merges: [], date1904: false }
  const reading = readRows(sheet, header, { source: typedRows, cap: capOf(limits, [sheet]), ...(today !== undefined && { today }) })
  const fileSha256 = createHash('sha256').update(JSON.stringify(rows)).digest('hex')
  return {
    fileName: TYPED_NAME,
    fileSha256,
    importKey: fileSha256,
    sheets: [],
    remembered: false,
    layout: { sheet, header },
    mending: unmended,
    reading: { ...reading, rows: reading.rows.map((report) => complete(report, rows[report.row - 1] ?? [])) },
    source: typedRows,
  }
}

/** The last cell is the serial number that typed rows do without: where a case has a number it begins there, else the row goes on with the case above. */
function cellsOf(row: readonly string[]): Sheet['rows'][number] {
  const typed = gridColumns.map((_, index) => textCell((row[index] ?? '').trim()))
  const begins = (typed[header.at.get('caseNumber') ?? -1]?.text ?? '') !== ''
  return begins ? [...typed, textCell('1')] : typed
}

/** In a file a line with a single cell is a heading or a note; here somebody began a row, which must not vanish unsaid. */
function complete(report: RowReport, row: readonly string[]): RowReport {
  const lone = report.kind === 'skip' && row.filter((text) => text.trim() !== '').length === 1 && !report.reasons[0]?.startsWith('合计行')
  return lone ? { ...report, kind: 'error', reasons: [LONE], stops: [LONE] } : report
}

function headerOfGrid(): Header {
  const found = findHeader({ name: '', hidden: false, rows: [gridColumns.map(({ heading }) => textCell(heading))], merges: [], date1904: false })
  if (!found || gridColumns.some(({ key }, index) => found.at.get(key as Field) !== index)) throw new Error('the grid has headings that a ledger does not know')
  const serial: Column = { heading: '', field: 'serial', unit: null, kept: false }
  return { firstRow: 0, lastRow: 0, columns: [...found.columns, serial], at: new Map([...found.at, ['serial', gridColumns.length]]) }
}
