import { cardMeaningLabels } from '../domain/caseCards.ts'
import type { CardColumn, CardMeaning, CaseCard } from '../domain/caseCards.ts'
import { normalizeCaseNumber } from '../domain/caseNumber.ts'
import { parseDate } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import { parseMoney } from '../domain/money.ts'
import type { MoneyUnit } from '../domain/money.ts'
import type { LegalDate } from '../domain/records.ts'
import { foldWidth, quote, squeeze } from '../domain/text.ts'
import type { Cell, Table } from './cells.ts'
import { looksLike } from './columnContent.ts'
import { placesOf, proposeColumns, sameHeadings, withChosen } from './sheetColumns.ts'
import type { ColumnSpec, SheetLayout } from './sheetColumns.ts'

/** The export of case cards from the business system: columns are told by their headings, else by what stands under them, else by the officer. */

export interface CardFile {
  columns: CardColumn[]
  /** A few texts of each column. */
  samples: string[][]
  /** Whether the columns are what somebody said of the same headings before. */
  remembered: boolean
  /** Meanings that are needed and not there, as labels: no card is read until they are named. */
  missing: string[]
  cards: CaseCard[]
  /** Lines of which something could not be used, and what. */
  faults: { row: number; why: string }[]
}

const SAMPLES = 3
const TOTAL = /^(?:合计|总计|共计|小计|制表|填表|审核)/
const GRANTED = /(?<!不)给予|予以救助|同意救助|已救助|^救助$|准予/
const REFUSED = /不予|不给予|驳回|不同意|不符合/

const spec: ColumnSpec<CardMeaning> = {
  headings: [
    ['unified', [/统一受案号|受案号|统一.*(?:编号|案号)/]],
    ['caseNumber', [/(?:救助|案件|本院).*案号|^案号$/, /案号|案件编号|文号/]],
    ['name', [/(?:救助|申请|被救助)[^日期]*(?:姓名|人名称|对象)$|^(?:被?救助(?:申请)?人|申请人|救助对象|姓名)(?:姓名|名称)?$/, /姓名/]],
    ['acceptedOn', [/受理(?:日期|时间)|受案(?:日期|时间)/, /收案(?:日期|时间)/]],
    ['decidedOn', [/(?:救助)?决定(?:日期|时间)|审结(?:日期|时间)|办结(?:日期|时间)/]],
    ['amount', [/(?:救助|决定|发放).*金额|救助金|金额/]],
    ['people', [/(?:救助)?人数/]],
    ['result', [/(?:处理|办理|审查|救助|决定).*(?:结果|结论|意见|情况)|决定类型|^结果$|是否(?:给予)?救助/]],
    ['officer', [/承办(?:人|检察官)|主办检察官|检察官/]],
  ],
  others: /^序号$|法定代理人|监护人|嫌疑人|被告人|书记员|助理|原案/,
  contents: [['caseNumber', looksLike.caseNumber]],
  inRows: looksLike.caseNumber,
  fewest: { filled: 3, known: 3 },
}

const missingIn = (columns: readonly CardColumn[]): string[] => {
  const known = new Set(columns.map(({ meaning }) => meaning))
  return [
    ...(known.has('unified') || known.has('caseNumber') || known.has('name') ? [] : [`${cardMeaningLabels.unified}、${cardMeaningLabels.caseNumber}或${cardMeaningLabels.name}`]),
    ...(known.has('acceptedOn') || known.has('decidedOn') || known.has('amount') ? [] : [`${cardMeaningLabels.acceptedOn}、${cardMeaningLabels.decidedOn}或${cardMeaningLabels.amount}`]),
  ]
}

/** Reads an export as it was found. @throws CasebookError 'invalid' where the file does not look like one */
export async function readCardFile(table: Table, chosen: readonly CardColumn[] | null, recall: (headings: readonly string[]) => Promise<readonly CardColumn[] | null>): Promise<CardFile> {
  const layouts = table.sheets.filter((sheet) => !sheet.hidden).flatMap((sheet) => proposeColumns(sheet, spec, chosen) ?? [])
  const best = (chosen && layouts.find(({ columns }) => sameHeadings(columns, chosen))) ?? layouts.toSorted((a, b) => b.known - a.known)[0]
  if (!best) throw new CasebookError('invalid', '没有在这个文件里认出案卡。导出的表要有一行表头，其中有统一受案号或案号、受理日期、决定日期、救助金额等。请核对是否选错了文件。')
  const known = chosen ?? (await recall(best.columns.map(({ heading }) => heading)))
  const layout = known === null ? best : withChosen(best, known)
  const missing = missingIn(layout.columns)
  const read = missing.length === 0 ? readRows(layout) : { cards: [], faults: [] }
  return { columns: layout.columns, samples: samplesOf(layout), remembered: chosen === null && known !== null, missing, ...read }
}

const samplesOf = ({ sheet, header, columns }: SheetLayout<CardMeaning>): string[][] =>
  columns.map((_, index) => sheet.rows.slice(header + 1).flatMap((row) => squeeze(row[index]?.text ?? '') || []).slice(0, SAMPLES))

function readRows({ sheet, header, columns }: SheetLayout<CardMeaning>): Pick<CardFile, 'cards' | 'faults'> {
  const places = placesOf(columns)
  const unit: MoneyUnit = /万/.test(columns[places.get('amount') ?? -1]?.heading ?? '') ? 'wan' : 'yuan'
  const cards: CaseCard[] = []
  const faults: CardFile['faults'] = []
  for (const [index, cells] of sheet.rows.entries()) {
    if (index <= header) continue
    const row = index + 1
    const tell = (why: string) => void faults.push({ row, why })
    const cell = (meaning: CardMeaning): Cell | undefined => cells[places.get(meaning) ?? -1]
    const textOf = (meaning: CardMeaning): string => foldWidth(cell(meaning)?.text ?? '').trim()
    const numberOf = (meaning: 'unified' | 'caseNumber') => normalizeCaseNumber(textOf(meaning)) || null
    const dayOf = (meaning: 'acceptedOn' | 'decidedOn'): LegalDate | null => {
      const text = textOf(meaning)
      if (text === '') return null
      const read = parseDate(text)
      if ('date' in read) return read.date
      tell(`${cardMeaningLabels[meaning]}：${read.error}。没有使用`)
      return null
    }
    if (cells.every(({ text }) => text.trim() === '') || TOTAL.test(squeeze(cells.find(({ text }) => text.trim() !== '')?.text ?? ''))) continue
    const [unified, caseNumber, name] = [numberOf('unified'), numberOf('caseNumber'), squeeze(textOf('name')) || null]
    if (unified === null && caseNumber === null && name === null) {
      tell('没有案号和姓名，不像案卡')
      continue
    }
    const amount = textOf('amount')
    const money = amount === '' ? null : parseMoney(amount, { unit })
    if (money && 'error' in money) tell(`${cardMeaningLabels.amount}：${money.error}。没有使用`)
    const said = textOf('result')
    const result = REFUSED.test(said) || /^否$/.test(said) ? 'refuse' : GRANTED.test(said) || /^是$/.test(said) ? 'grant' : null
    if (said !== '' && result === null) tell(`${cardMeaningLabels.result}${quote(said)}没有看懂是给予还是不予。没有使用`)
    const people = /^\d{1,4}/.exec(textOf('people'))?.[0]
    cards.push({
      row,
      unified,
      caseNumber,
      name,
      acceptedOn: dayOf('acceptedOn'),
      decidedOn: dayOf('decidedOn'),
      result,
      amountFen: money && 'fen' in money ? money.fen : null,
      people: people === undefined ? null : Number(people),
      officer: squeeze(textOf('officer')) || null,
    })
  }
  return { cards, faults }
}
