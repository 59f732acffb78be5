import { squeeze } from './text.ts'

/** Two-character surnames in use today; longer given names behind them are masked, the surname stays. */
const COMPOUND_SURNAMES = new Set(
  ('欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 ' +
    '闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 纳兰').split(' '),
)

/**
 * `131002************`: of an 18-digit number only the region stays, because the birth date stands beside it on every page and in every export:
 * with the last four digits too, the whole number could be read. Of other papers the ends stay. Empty for none.
 */
export function maskPaper(number: string | null): string {
  const text = squeeze(number ?? '')
  if (text.length >= 18) return keepEnds(text, 6, 0)
  if (text.length >= 15) return keepEnds(text, 3, 2)
  if (text.length >= 6) return keepEnds(text, 1, 2)
  return '*'.repeat(text.length)
}

/**
 * `杨某某`, as names are given in published papers: the surname (compound ones whole) and 某 for one, 某某 for two or more characters.
 * Of names written with a dot or in letters only the first character stays.
 */
export function maskName(name: string | null): string {
  const signs = [...squeeze(name ?? '')]
  const [first = '', second = ''] = signs
  if (signs.length === 0) return ''
  if (signs.some((sign) => /[·•・.]/.test(sign))) return `${first}某某`
  if (/[a-z]/i.test(first)) return `${first.toUpperCase()}某`
  const surname = signs.length > 2 && COMPOUND_SURNAMES.has(first + second) ? 2 : 1
  return signs.slice(0, surname).join('') + (signs.length - surname > 1 ? '某某' : '某')
}

/** The text with these names as `杨某某`, the longest first: one name may be the beginning of another. */
export function maskNames(text: string, names: readonly string[]): string {
  return names
    .filter((name) => [...name].length > 1)
    .toSorted((a, b) => b.length - a.length)
    .reduce((masked, name) => masked.replaceAll(name, maskName(name)), text)
}

/** A free text without these names, nor numbers that look like those of a person or a mobile phone. */
export function maskText(text: string, names: readonly string[]): string {
  return maskNames(text, names).replace(/\d{17}[\dXx]/g, maskPaper).replace(/(?<!\d)1\d{10}(?!\d)/g, maskPhone)
}

/** `139****1790`; of a landline the area code and last two digits; several numbers in one text are masked one by one. */
export function maskPhone(phone: string | null): string {
  return squeezeKeepingBreaks(phone ?? '').replace(/(?:(0\d{2,3})-?)?(\d{5,})/g, (all: string, area: string | undefined, digits: string) => {
    if (area === undefined || /^1\d{10}$/.test(all)) return digits.length >= 11 ? keepEnds(digits, 3, 4) : keepEnds(digits, 0, 2)
    return `${area}-${keepEnds(digits, 0, 2)}`
  })
}

/** `6228***********0000` */
export function maskAccount(account: string | null): string {
  const text = squeeze(account ?? '')
  return text.length >= 12 ? keepEnds(text, 4, 4) : keepEnds(text, 0, Math.min(2, text.length))
}

function keepEnds(text: string, start: number, end: number): string {
  const hidden = Math.max(0, text.length - start - end)
  return text.slice(0, start) + '*'.repeat(hidden) + text.slice(start + hidden)
}

function squeezeKeepingBreaks(text: string): string {
  return squeeze(text.replace(/[\n;；,，/]/g, '、'))
}
