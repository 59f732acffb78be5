import { codeListData } from './codeListData.ts'
import type { CodeLine } from './codeListData.ts'
import { squeeze } from './text.ts'

/** The names of the built-in lists: `category` 救助情形, `charge` 案件类型, `leadSource` 线索来源, `measure` 多元救助措施 and so on. */
export type CodeListName = keyof typeof codeListData

export interface CodeEntry {
  list: CodeListName
  /** What records store: short ASCII, never reused for another meaning. */
  code: string
  /** What people read. */
  label: string
  /** Place in the list, from 1; an entry put between two others stands at a number between theirs. */
  order: number
  /** Other wordings found in ledgers; matched, never shown. */
  aliases: readonly string[]
  /** Offered for new records; what is stored keeps its label either way. */
  enabled: boolean
}

export const codeListTitles: Record<CodeListName, string> = {
  category: '救助情形',
  cause: '未获有效赔偿原因',
  refusalGround: '不予救助理由',
  specialGroup: '特殊群体',
  charge: '案件类型',
  leadSource: '线索来源',
  leadOutcome: '线索处理结果',
  leadChannel: '线索渠道',
  toldWay: '告知方式',
  applyWay: '申请方式',
  appliedBy: '申请人身份',
  material: '申请材料',
  serviceWay: '送达方式',
  visitWay: '回访方式',
  satisfaction: '满意程度',
  measure: '多元救助措施',
  relation: '与被害人关系',
  paymentMethod: '发放方式',
  stageOfOriginalCase: '原案阶段',
  awardLevel: '典型案例级别',
  cardReason: '案卡差异原因',
  agencyKind: '协作单位类型',
  comparisonKind: '比对名单类型',
  sex: '性别',
  ethnicity: '民族',
}

const names = Object.keys(codeListData) as CodeListName[]

/** Lists whose codes the program acts by, or that a standard fixes: an office cannot change them. */
export const fixedLists: readonly CodeListName[] = ['leadOutcome', 'awardLevel', 'sex', 'ethnicity']

/** What comes with the program, lists in their order. */
export const builtInCodes: readonly CodeEntry[] = names.flatMap((list) =>
  (codeListData[list] as readonly CodeLine[]).map(([code, label, ...aliases], index) => ({ list, code, label, order: index + 1, aliases, enabled: true })),
)

interface Lists {
  all: readonly CodeEntry[]
  byList: ReadonlyMap<CodeListName, readonly CodeEntry[]>
  offered: ReadonlyMap<CodeListName, readonly CodeEntry[]>
  byCode: ReadonlyMap<string, CodeEntry>
  byWording: ReadonlyMap<string, string>
}

function listsOf(own: readonly CodeEntry[]): Lists {
  const byCode = new Map(builtInCodes.map((entry) => [`${entry.list}/${entry.code}`, entry]))
  const wordings: { entry: CodeEntry; wording: string }[] = []
  const changed = own.filter((entry) => !isSame(entry, byCode.get(`${entry.list}/${entry.code}`)))
  for (const entry of changed) byCode.set(`${entry.list}/${entry.code}`, entry)
  // What the office calls a thing comes before what the program called it; ledgers written with the old label are still understood.
  for (const entry of [...changed, ...builtInCodes]) for (const wording of [entry.label, ...entry.aliases]) wordings.push({ entry, wording })
  const byWording = new Map<string, string>()
  for (const { entry, wording } of wordings) {
    const key = `${entry.list}/${wordingKey(wording)}`
    if (!byWording.has(key)) byWording.set(key, entry.code)
  }
  // Entries of one order keep the place they were put in: built-in ones first.
  const all = [...byCode.values()].sort((a, b) => names.indexOf(a.list) - names.indexOf(b.list) || a.order - b.order)
  const byList = new Map(names.map((list) => [list, all.filter((entry) => entry.list === list)]))
  const offered = new Map([...byList].map(([list, entries]) => [list, entries.filter((entry) => entry.enabled)]))
  return { all, byList, offered, byCode, byWording }
}

function isSame(a: CodeEntry, b: CodeEntry | undefined): boolean {
  return b !== undefined && a.label === b.label && a.order === b.order && a.enabled === b.enabled && a.aliases.join('\n') === b.aliases.join('\n')
}

let lists = listsOf([])

/** Puts what an office set over the built-in lists: for the one casebook that is open in this process or window. @param own whole entries; those of the program may be among them */
export function useCodeLists(own: readonly CodeEntry[]): void {
  lists = listsOf(own)
}

/** Every entry of every list as they are now, disabled ones too. */
export function allCodes(): readonly CodeEntry[] {
  return lists.all
}

/** The entries of one list that are offered, in the order to show them. */
export function codesOf(list: CodeListName): readonly CodeEntry[] {
  return lists.offered.get(list) ?? []
}

/** The entries of one list with those no longer offered: for whatever counts or finds what is on record. */
export function everyCodeOf(list: CodeListName): readonly CodeEntry[] {
  return lists.byList.get(list) ?? []
}

/** The label of a code; a code unknown here (from a newer list) stands for itself, null gives empty text. */
export function labelOf(list: CodeListName, code: string | null): string {
  return code === null ? '' : (lists.byCode.get(`${list}/${code}`)?.label ?? code)
}

/** Whether the list holds this code, offered or not. */
export function isCode(list: CodeListName, code: string): boolean {
  return lists.byCode.has(`${list}/${code}`)
}

/**
 * The code a wording stands for: a label, an alias, or the code itself, whatever the width of signs, spaces, kind of brackets or a number in front
 * (`（一）重伤或严重残疾`). Null where nothing fits exactly: a likeness is no answer (`其它特殊情形` is not `其他`).
 */
export function findCode(list: CodeListName, text: string): string | null {
  const key = wordingKey(text)
  if (key === '') return null
  return lists.byWording.get(`${list}/${key}`) ?? lists.byWording.get(`${list}/${withoutNumber(key)}`) ?? (isCode(list, text.trim()) ? text.trim() : null)
}

/**
 * Several wordings in one cell (`残疾人、低保对象`), parted by 、，,；;/ or line breaks. `unknown` holds those not found, as written.
 * A cell that is one label as a whole (`低保/特困/临时救助`) is not taken apart.
 */
export function findCodes(list: CodeListName, text: string): { codes: string[]; unknown: string[] } {
  const codes: string[] = []
  const unknown: string[] = []
  for (const piece of piecesOf(list, text.trim(), SEPARATORS)) {
    const code = findCode(list, piece)
    if (code === null) unknown.push(piece)
    else if (!codes.includes(code)) codes.push(code)
  }
  return { codes, unknown }
}

/** From strong to weak: labels hold the weaker ones themselves, so these part only what the stronger left unknown. */
const SEPARATORS: readonly RegExp[] = [/[，,；;\n|]+/, /、+/, /[/\s+]+/]

function piecesOf(list: CodeListName, text: string, separators: readonly RegExp[]): string[] {
  if (text === '') return []
  if (findCode(list, text) !== null) return [text]
  const [separator, ...weaker] = separators
  if (separator) return text.split(separator).flatMap((piece) => piecesOf(list, piece.trim(), weaker))
  const joined = text.split(/[和及与]/)
  return joined.every((piece) => findCode(list, piece) !== null) ? joined : [text]
}

function wordingKey(text: string): string {
  return squeeze(text)
    .toLowerCase()
    .replace(/[[【〔〖{]/g, '(')
    .replace(/[\]】〕〗}]/g, ')')
    .replace(/其它/g, '其他')
    .replace(/或者/g, '或')
    .replace(/族$/, '')
    .replace(/[。.;；,，]+$/, '')
}

function withoutNumber(key: string): string {
  return key.replace(/^(?:\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十\d]+[.、)．:]|第[一二三四五六七八九十\d]+[项类]|[①-⑳])/, '')
}
