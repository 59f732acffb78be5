import { parseCaseNumber } from '../domain/caseNumber.ts'
import { findCode, findCodes } from '../domain/codeLists.ts'
import { squeeze } from '../domain/text.ts'
import { limits } from './cells.ts'
import type { Sheet } from './cells.ts'
import { findHeader, rowsAsHeader } from './ledgerColumns.ts'
import type { Field, Header } from './ledgerColumns.ts'
import { ofTheRecipient } from './ledgerHeadings.ts'

/** Rows whose content is looked at, and how many of the filled ones must agree. */
const LOOKED_AT = 200
const MOST = 0.7
/** Fewer known columns are no ledger that somebody could complete. */
const FEWEST = 3

const SURNAMES = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵欧阳解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺',
)

const inList = (list: 'sex' | 'category' | 'charge' | 'leadSource' | 'relation' | 'visitWay') => (text: string) => findCode(list, text) !== null
const inLists = (list: 'specialGroup' | 'measure') => (text: string) => {
  const { codes, unknown } = findCodes(list, text)
  return codes.length > 0 && unknown.length === 0
}

/** What the content of a column is told by, whatever the list. */
export const looksLike = {
  paper: (text: string) => /^\d{17}[\dXx]$|^\d{15}$/.test(text),
  caseNumber: (text: string) => text.includes('号') && parseCaseNumber(text) !== null,
  phone: (text: string) => /^1[3-9]\d{9}$/.test(text),
  sex: inList('sex'),
  charge: inList('charge'),
  name: (text: string) => /^[\u3400-\u9fff]{2,4}$/.test(text) && SURNAMES.has(text.charAt(0)),
} as const

/**
 * Fields whose content nothing else looks like, the plainest first. A day may be of any step and an amount of anything: those are told by their headings or by
 * the person.
 */
const tests: readonly (readonly [Field, (text: string) => boolean])[] = [
  ['paper', looksLike.paper],
  ['caseNumber', looksLike.caseNumber],
  ['phone', looksLike.phone],
  ['sex', looksLike.sex],
  ['relation', inList('relation')],
  ['category', inList('category')],
  ['charge', looksLike.charge],
  ['leadSource', inList('leadSource')],
  ['visitWay', inList('visitWay')],
  ['specialGroups', inLists('specialGroup')],
  ['measures', inLists('measure')],
  ['outcome', (text) => /^(?:不予|给予|予以|同意|不同意)(?:司法)?(?:救助)?$/.test(text)],
  ['name', looksLike.name],
]

/**
 * The headings of a ledger, each taken for a field by its name, else by what stands under it. Null where nothing like a ledger is there; a header that lacks
 * what a ledger needs (`missingIn`) is for the person to complete.
 */
export function proposeHeader(sheet: Sheet): Header | null {
  const named = findHeader(sheet)
  if (named) return byContent(sheet, withNames(sheet, named))
  let best: Header | null = null
  for (let row = 1; row <= Math.min(sheet.rows.length - 1, 40); row++) {
    for (const height of [1, 2]) {
      const header = looksLikeHeadings(sheet, row) ? rowsAsHeader(sheet, row, height) : null
      if (!header) continue
      const filled = byContent(sheet, withNames(sheet, header))
      if (filled.at.size > (best?.at.size ?? FEWEST - 1)) best = filled
    }
  }
  return best
}

/** At least three short texts, none of them a number, few of them such as stand in the rows of a ledger. */
function looksLikeHeadings(sheet: Sheet, row: number): boolean {
  const texts = (sheet.rows[row - 1] ?? []).map((cell) => squeeze(cell.text)).filter(Boolean)
  return new Set(texts).size >= 3 && texts.every((text) => text.length <= 20 && !/\d{4}/.test(text)) && texts.filter(isContent).length * 2 < texts.length
}

const isContent = (text: string) => tests.some(([field, fits]) => field !== 'name' && fits(text))

function textsUnder(sheet: Sheet, header: Header, column: number): string[] {
  return sheet.rows.slice(header.lastRow, header.lastRow + LOOKED_AT).flatMap((row) => squeeze(row[column]?.text ?? '') || [])
}

/** Columns that are filled but have no heading are called by their place. */
function withNames(sheet: Sheet, header: Header): Header {
  const width = Math.min(limits.columns, Math.max(header.columns.length, ...sheet.rows.slice(header.lastRow, header.lastRow + LOOKED_AT).map((row) => row.length)))
  const columns = Array.from({ length: width }, (_, index) => header.columns[index] ?? { heading: '', field: null, unit: null, kept: true })
  return {
    ...header,
    columns: columns.map((column, index) => (column.heading === '' && textsUnder(sheet, header, index).length > 0 ? { ...column, heading: `第 ${index + 1} 列` } : column)),
  }
}

function byContent(sheet: Sheet, header: Header): Header {
  const at = new Map(header.at)
  const columns = header.columns.map((column) => ({ ...column }))
  for (const [index, column] of columns.entries()) {
    if (column.field !== null || !ofTheRecipient(column.heading)) continue
    const texts = textsUnder(sheet, header, index)
    if (texts.length === 0) continue
    const field = tests.find(([one, fits]) => !at.has(one) && texts.filter(fits).length >= texts.length * MOST && (one !== 'name' || new Set(texts).size > texts.length / 2))?.[0]
    if (field === undefined) continue
    column.field = field
    at.set(field, index)
  }
  return { ...header, columns, at }
}
