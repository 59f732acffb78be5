import { createHash } from 'node:crypto'
import { listMeaningLabels } from '../domain/comparison.ts'
import type { ListColumn, ListedDetails, ListedRow, ListFault, ListMeaning } from '../domain/comparison.ts'
import { findCode } from '../domain/codeLists.ts'
import { parseDate } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { Sex } from '../domain/identity.ts'
import { readListedPaper } from '../domain/listedPaper.ts'
import { maskPaper, maskPhone } from '../domain/masking.ts'
import { parseMoney } from '../domain/money.ts'
import { checkPhone } from '../domain/phone.ts'
import type { LegalDate } from '../domain/records.ts'
import { quote, squeeze } from '../domain/text.ts'
import type { Cell, Sheet, Table } from './cells.ts'
import { guessKind, listColumns } from './comparisonColumns.ts'
import { importKeyOf } from './ledgerFile.ts'
import { placesOf, proposeColumns, sameHeadings, withChosen } from './sheetColumns.ts'
import type { SheetLayout } from './sheetColumns.ts'

export interface ReadList {
  /** What the list is known by: the file, or the sheet where one of several was chosen. */
  contentSha256: string
  /** All sheets; `taken`: read as this list. */
  sheets: { name: string; rows: number; hidden: boolean; taken: boolean }[]
  columns: ListColumn[]
  /** A few texts of each of the columns; numbers of papers and phones are masked. */
  samples: string[][]
  /** Whether the columns are what somebody said of the same headings before. */
  remembered: boolean
  /** Meanings that are needed and not there, as labels: nobody is read until they are named. */
  missing: string[]
  /** The kind of list it looks like; null: the officer says. */
  kind: string | null
  title: string
  people: ListedRow[]
  faults: ListFault[]
}

export interface ListChoices {
  sheet: string | null
  columns: readonly ListColumn[] | null
  /** What a person said of the same headings before. */
  recall: (headings: readonly string[]) => Promise<readonly ListColumn[] | null>
  today: LegalDate
  /** Throws once the user gave up. */
  checkCancelled: () => void
  onRow?: (done: number, total: number) => void
}

const SAMPLES = 3
const LOOKED_AT = 50
/** Rows between two looks at the cancel flag. */
const STEP = 2000
/** Longest text of a cell that is kept. */
const LONGEST = 500
const TOTAL = /^(?:合计|总计|共计|小计|总人数|制表|填表|审核|负责人|联系人|备注|说明|注)[:：]?/

/** What is needed of a list, as labels; empty where nothing is missing. A number without a name still tells who it is, but nobody could be spoken to by it. */
const missingIn = (columns: readonly ListColumn[]): string[] => (columns.some(({ meaning }) => meaning === 'name') ? [] : [listMeaningLabels.name])

/** The sheets that are the list: the one asked for, else the one whose columns are known best and every visible one with the same headings. @throws CasebookError 'invalid' where there is none */
function layoutsOf(table: Table, wanted: string | null, chosen: readonly ListColumn[] | null): SheetLayout<ListMeaning>[] {
  if (wanted !== null && !table.sheets.some(({ name }) => name === wanted)) throw new CasebookError('invalid', `这个文件里没有名为“${wanted}”的工作表，请重新选择。`)
  const found = table.sheets.filter((sheet) => (wanted === null ? !sheet.hidden : sheet.name === wanted)).flatMap((sheet) => proposeColumns(sheet, listColumns, chosen) ?? [])
  const weight = ({ columns, known, sheet }: SheetLayout<ListMeaning>) => (missingIn(columns).length === 0 ? 1e9 : 0) + known * 1e6 + sheet.rows.length
  const [best] = found.toSorted((a, b) => weight(b) - weight(a))
  if (!best) throw new CasebookError('invalid', '没有在这个文件里认出人员名单。名单要有一行表头，其中有姓名，以及证件号码、出生日期或电话。请核对文件，整理表头后重新选择。')
  return found.filter((layout) => layout === best || (sameHeadings(layout.columns, best.columns) && layout.header >= 0))
}

/**
 * Reads a list as it was found. Every line that is no person, or of which something could not be used, is told of.
 * @throws CasebookError 'invalid' where there is no list, 'cancelled'
 */
export async function readList(fileName: string, fileSha256: string, table: Table, choices: ListChoices): Promise<ReadList> {
  const { sheet: wanted, columns: chosen, recall } = choices
  const proposed = layoutsOf(table, wanted, chosen)
  const headings = proposed[0]?.columns.map(({ heading }) => heading) ?? []
  const known = chosen ?? (await recall(headings))
  const layouts = known === null ? proposed : proposed.map((layout) => withChosen(layout, known))
  const columns = layouts[0]?.columns ?? []
  const missing = missingIn(columns)
  const reader = new ListReader(choices)
  if (missing.length === 0) for (const layout of layouts) reader.read(layout)
  return {
    contentSha256: wanted !== null && table.sheets.length > 1 ? importKeyOf(fileSha256, wanted) : fileSha256,
    sheets: table.sheets.map((sheet) => ({
      name: sheet.name,
      rows: sheet.rows.filter((row) => row.length > 0).length,
      hidden: sheet.hidden,
      taken: layouts.some((layout) => layout.sheet === sheet),
    })),
    columns,
    samples: samplesOf(layouts, columns),
    remembered: chosen === null && known !== null,
    missing,
    kind: guessKind(fileName, table, layouts),
    title: titleOf(fileName, layouts),
    people: reader.people,
    faults: reader.faults,
  }
}

function samplesOf(layouts: readonly SheetLayout<ListMeaning>[], columns: readonly ListColumn[]): string[][] {
  const [first] = layouts
  if (!first) return []
  return columns.map(({ meaning }, index) => {
    const texts = first.sheet.rows.slice(first.header + 1, first.header + 1 + LOOKED_AT).flatMap((row) => squeeze(row[index]?.text ?? '') || []).slice(0, SAMPLES)
    // Whatever the column is taken for: a number of this shape is not shown in full.
    return texts.map((text) => (meaning === 'phone' ? maskPhone(text) : /\d{15}/.test(text) ? maskPaper(text) : maskPhone(text)))
  })
}

/** The longest text above the headings, else the name of the file. */
function titleOf(fileName: string, layouts: readonly SheetLayout<ListMeaning>[]): string {
  const above = layouts.flatMap(({ sheet, header }) => sheet.rows.slice(0, Math.max(0, header)).flatMap((row) => squeeze(row[0]?.text ?? '') || []))
  const [title = fileName.replace(/\.[^.]*$/, '')] = above.filter((text) => text.length >= 4 && text.length <= 40)
  return title.slice(0, 60)
}

class ListReader {
  readonly people: ListedRow[] = []
  readonly faults: ListFault[] = []
  readonly #choices: ListChoices
  constructor(choices: ListChoices) {
    this.#choices = choices
  }

  read({ sheet, header, columns }: SheetLayout<ListMeaning>): void {
    const places = placesOf(columns)
    const unit = /万元/.test(columns[places.get('amount') ?? -1]?.heading ?? '') ? 'wan' : 'yuan'
    const names = columns.map(({ heading }) => heading)
    for (let index = header + 1; index < sheet.rows.length; index++) {
      if (index % STEP === 0) {
        this.#choices.checkCancelled()
        this.#choices.onRow?.(index, sheet.rows.length)
      }
      const cells = sheet.rows[index] ?? []
      if (cells.every((cell) => cell.text.trim() === '')) continue
      this.#row(sheet, index + 1, cells, { places, unit, repeats: cells.every((cell, at) => cell.text === '' || squeeze(cell.text) === names[at]) })
    }
  }

  #row(sheet: Sheet, row: number, cells: readonly Cell[], { places, unit, repeats }: { places: ReadonlyMap<ListMeaning, number>; unit: 'wan' | 'yuan'; repeats: boolean }): void {
    const tell = (why: string, kept: boolean) => void this.faults.push({ sheet: sheet.name, row, why, kept })
    const textOf = (meaning: ListMeaning) => {
      const at = places.get(meaning)
      return at === undefined ? '' : squeeze(cells[at]?.text ?? '').slice(0, LONGEST)
    }
    if (repeats) return tell('重复的表头', false)
    const name = textOf('name').replace(/[(（].*[)）]$/, '')
    const paperAt = places.get('paper')
    const paper = readListedPaper(textOf('paper'), paperAt === undefined ? null : cells[paperAt]?.value, this.#choices.today)
    const first = squeeze(cells.find((cell) => cell.text.trim() !== '')?.text ?? '')
    if (paper.paper === null && (TOTAL.test(first) || TOTAL.test(name))) return tell('合计或说明，不是人员', false)
    if (name === '') return tell(paper.paper === null && paper.written === null ? '没有姓名和证件号码，不像人员' : '没有姓名', false)
    if (/\d/.test(name) || name.length > 50) return tell(`姓名${quote(name)}不像姓名`, false)
    if (paper.why !== null) tell(`${paper.why}。按没有可靠的证件号码装入，只能作为存疑`, true)
    const dayOf = (meaning: 'birthDate' | 'date', label: string): LegalDate | null => {
      const text = textOf(meaning)
      if (text === '') return null
      const read = parseDate(text)
      if ('date' in read) return read.date
      tell(`${label}：${read.error}。没有使用`, true)
      return null
    }
    const stated = { birthDate: dayOf('birthDate', '出生日期'), date: dayOf('date', '日期') }
    const phone = checkPhone(textOf('phone')).normalized
    this.people.push({
      sheet: sheet.name,
      row,
      name,
      paper: paper.paper,
      written: paper.written,
      birthDate: paper.birthDate ?? stated.birthDate,
      sex: paper.sex ?? (findCode('sex', textOf('sex')) as Sex | null),
      phone: phone === '' ? null : phone,
      details: this.#details(textOf, stated.date, unit, tell),
    })
  }

  #details(textOf: (meaning: ListMeaning) => string, date: LegalDate | null, unit: 'wan' | 'yuan', tell: (why: string, kept: boolean) => void): ListedDetails | null {
    const details: ListedDetails = {}
    for (const meaning of ['residence', 'caseNumber', 'charge', 'injury', 'level', 'grade', 'agency', 'suspects', 'remark'] as const) {
      const text = textOf(meaning)
      if (text !== '') details[meaning] = text
    }
    const amount = textOf('amount')
    if (amount !== '') {
      const read = parseMoney(amount, { unit })
      if ('fen' in read) details.amountFen = read.fen
      else tell(`金额：${read.error}。没有使用`, true)
    }
    if (date !== null) details.date = date
    return Object.keys(details).length === 0 ? null : details
  }
}

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
