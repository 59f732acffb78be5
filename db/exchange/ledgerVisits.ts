import { parseDate } from '../domain/dates.ts'
import type { LegalDate } from '../domain/records.ts'
import type { CellReader } from './ledgerCells.ts'
import type { LedgerPerson } from './ledgerTypes.ts'

type Visits = Pick<LedgerPerson, 'visitOn' | 'moreVisitsOn' | 'visitWay' | 'visitors' | 'findings'>

/** Days within a text, as offices write them. */
const DAYS = /(?:19|20)\d{2}\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*日?/g
const PROSE = /[\u4e00-\u9fff]{2,}/
const BETWEEN = /[、,;；\n]+|\s+|和|及/

/** What a form holds of each; longer texts are kept in the remark. */
const LONGEST = { visitors: 100, findings: 4000 }

/** The visits a row tells of: a day, several, or an account with its days inside; and how each went. */
export function visitsOf(reader: CellReader): Visits {
  const { days, account } = daysOf(reader)
  const told = reader.short('findings', LONGEST.findings)
  const visitors = reader.short('visitors', LONGEST.visitors)
  const [visitOn = null, ...moreVisitsOn] = days.length > 0 ? days : daysIn(reader, 'findings', told)
  const visitWay = reader.code('visitWay', 'visitWay')
  if (visitOn !== null) return { visitOn, moreVisitsOn, visitWay, visitors, findings: [account, told].filter((text) => text !== null).join('\n') || null }
  if (visitWay !== null) reader.found.warn(`${reader.heading('visitWay')}：写有回访方式，却没有回访日期，这次回访没有读入，请核对`)
  for (const [field, text] of [['findings', told], ['visitors', visitors]] as const) {
    if (text === null) continue
    reader.keep(field)
    reader.found.warn(`${reader.heading(field)}：没有回访日期，已记入备注，请核对`)
  }
  return { visitOn, moreVisitsOn, visitWay: null, visitors: null, findings: null }
}

/** The days of the cell for the date; where it holds an account of the visit, that as well. */
function daysOf(reader: CellReader): { days: LegalDate[]; account: string | null } {
  const text = reader.text('visitOn')
  if (text === null || reader.cell('visitOn').isDate || 'date' in parseDate(text)) return { days: one(reader.date('visitOn')), account: null }
  const parts = text.split(BETWEEN).filter(Boolean).map((part) => parseDate(part))
  if (parts.length > 1 && parts.every((part) => 'date' in part)) return { days: parts.map(({ date }) => reader.checkAhead('visitOn', date)), account: null }
  if (PROSE.test(text.replace(DAYS, ''))) {
    const days = daysIn(reader, 'visitOn', text)
    if (days.length > 0) return { days, account: reader.words('visitOn') }
  }
  return { days: one(reader.date('visitOn')), account: null }
}

const one = (date: LegalDate | null): LegalDate[] => (date === null ? [] : [date])

function daysIn(reader: CellReader, field: 'visitOn' | 'findings', text: string | null): LegalDate[] {
  const days = [...(text ?? '').matchAll(DAYS)].flatMap(([day]) => {
    const read = parseDate(day)
    return 'date' in read ? [read.date] : []
  })
  const distinct = [...new Set(days)]
  if (distinct.length > 0) reader.found.warn(`${reader.heading(field)}：按文字中的日期登记回访 ${distinct.join('、')}，请核对`)
  return distinct.map((day) => reader.checkAhead(field, day))
}
