import { fromEightDigits, today } from './dates.ts'
import type { LegalDate } from './records.ts'
import { squeeze } from './text.ts'

export type PaperType =
  | 'idCard'
  | 'residencePermit'
  | 'hkMacauPass'
  | 'taiwanPass'
  | 'passport'
  | 'foreignerPermit'
  | 'birthCertificate'
  | 'none'

export type Sex = 'male' | 'female'

export const paperTypeLabels: Record<PaperType, string> = {
  idCard: '居民身份证',
  residencePermit: '港澳台居民居住证',
  hkMacauPass: '港澳居民来往内地通行证',
  taiwanPass: '台湾居民来往大陆通行证',
  passport: '护照',
  foreignerPermit: '外国人永久居留身份证',
  birthCertificate: '出生医学证明',
  none: '无证件',
}

/** The kinds of paper in the order they are offered. */
export const paperTypes = Object.keys(paperTypeLabels) as PaperType[]

export type CheckedPaper =
  | { ok: true; normalized: string | null; sex?: Sex; birthDate?: LegalDate; warnings: string[] }
  | { ok: false; error: string }

/** First two digits of the region (GB/T 2260), mainland provinces. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(' '),
)
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECK_DIGITS = '10X98765432'

/** Whether `type` names a kind of paper known here. */
export function isPaperType(type: string): type is PaperType {
  return Object.hasOwn(paperTypeLabels, type)
}

/** Full-width signs, spaces, hyphens, a leading apostrophe and the look-alikes of X (x, ×, Cyrillic Х) brought to one form, upper case. */
export function normalizePaper(text: string): string {
  return squeeze(text).replace(/^['‘’`]+/, '').replace(/[-‐‑–—]/g, '').replace(/[×✕хХ]/g, 'X').toUpperCase()
}

/**
 * Checks a paper's number by the rules of its type. What can only be wrong is an error; what is merely unusual is a warning.
 * ID cards after GB 11643 (region, birth date, check digit ISO 7064 MOD 11-2); 15-digit numbers of before 1999 are converted to 18.
 * `sex` and `birthDate` are given where the number tells them. `normalized` is null for `none`.
 * @param options.today the day against which births in the future are refused
 */
export function checkPaper(type: string, number: string, options: { today?: LegalDate } = {}): CheckedPaper {
  if (!isPaperType(type)) return refused('请先选择证件类型')
  const text = normalizePaper(number)
  if (type === 'none') return text === '' ? { ok: true, normalized: null, warnings: [] } : refused('证件类型选的是“无证件”，请删去号码或改选证件类型')
  if (text === '') return refused(`请填写${paperTypeLabels[type]}号码；确实没有证件的，证件类型请选“无证件”`)
  if (looksDamaged(number)) return refused('证件号码被表格软件改成了数字，后几位已经丢失，请按证件原件重新填写')
  const limit = options.today ?? today()
  switch (type) {
    case 'idCard':
      return checkIdCard(text, limit)
    case 'residencePermit':
      if (!/^8[123]0000/.test(text)) return refused('港澳台居民居住证号应以 810000、820000 或 830000 开头，请核对号码或证件类型')
      return checkEighteen(text, '居住证号', limit)
    case 'foreignerPermit':
      if (/^[A-Z]{3}\d{12}$/.test(text)) return accepted(text)
      if (/^\d/.test(text) && !text.startsWith('9')) return refused('外国人永久居留身份证号为 18 位、以 9 开头，或旧版 3 位字母加 12 位数字，请核对号码或证件类型')
      if (!text.startsWith('9')) return refused('旧版外国人永久居留证号应为 3 位字母加 12 位数字，请核对')
      return checkEighteen(text, '永久居留身份证号', limit)
    case 'hkMacauPass':
      return unusual(text, /^[HM](\d{8}|\d{10})$/, '港澳居民来往内地通行证号一般为 H 或 M 加 8 位数字，请核对')
    case 'taiwanPass':
      return unusual(text, /^(\d{8}|\d{10}[A-Z]?|[A-Z]\d{9,10})$/, '台湾居民来往大陆通行证号一般为 8 位数字，请核对')
    case 'passport':
      return unusual(text, /^(?=.*\d)[A-Z0-9]{5,12}$/, '护照号一般为字母和数字共 5 至 12 位，请核对')
    case 'birthCertificate':
      return unusual(text, /^[A-Z]\d{9}$/, '出生医学证明编号一般为 1 位字母加 9 位数字，请核对')
  }
}

/** The type a number most likely belongs to; `idCard` where nothing speaks for another, `none` for no number. */
export function guessPaperType(number: string): PaperType {
  const text = normalizePaper(number)
  if (text === '') return 'none'
  if (/^8[123]0000\d{11}[\dX]$/.test(text)) return 'residencePermit'
  if (/^9\d{16}[\dX]$/.test(text) || /^[A-Z]{3}\d{12}$/.test(text)) return 'foreignerPermit'
  if (/^[HM](\d{8}|\d{10})$/.test(text)) return 'hkMacauPass'
  if (/^[A-Z]\d{9}$/.test(text)) return 'birthCertificate'
  if (/^\d{8}$/.test(text)) return 'taiwanPass'
  if (/^[A-Z][A-Z0-9]?\d{6,8}$/.test(text)) return 'passport'
  return 'idCard'
}

/**
 * Whether a long number went through a spreadsheet's floating point and lost its last digits: a number (not text) of more than 15 digits,
 * text such as `1.31002E+17`, or an 18-digit number ending in 000 whose check digit does not fit.
 */
export function looksDamaged(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) >= 1e15
  if (typeof value === 'bigint') return value >= 10n ** 15n
  if (typeof value !== 'string') return false
  const text = squeeze(value).replace(/^'/, '')
  if (/^\d(?:\.\d+)?E\+?\d{1,3}$/i.test(text)) return true
  return /^\d{15}000$/.test(text) && checkDigit(text) !== '0'
}

/** The 18th sign that belongs to the first 17 digits (GB 11643, ISO 7064 MOD 11-2). */
export function checkDigit(number: string): string {
  const sum = WEIGHTS.reduce<number>((total, weight, index) => total + weight * Number(number[index]), 0)
  return CHECK_DIGITS[sum % 11] ?? ''
}

/** Eighteen signs that a number would have with one digit right: another digit, two neighbours changed back, one put in or left out. Their check digits are not looked at. */
export function oneDigitAway(number: string): string[] {
  const found: string[] = []
  const signs = '0123456789X'
  for (let at = 0; at <= number.length; at++) {
    const [before, after] = [number.slice(0, at), number.slice(at + 1)]
    if (number.length === 18 && at < 18) for (const sign of signs) found.push(before + sign + after)
    if (number.length === 18 && at < 17) found.push(before + (number[at + 1] ?? '') + (number[at] ?? '') + number.slice(at + 2))
    if (number.length === 17) for (const sign of signs) found.push(before + sign + number.slice(at))
    if (number.length === 19 && at < 19) found.push(before + after)
  }
  return found
}

function checkIdCard(text: string, limit: LegalDate): CheckedPaper {
  if (/^8[123]0000\d{11}[\dX]$/.test(text)) return refused('这是港澳台居民居住证的号码，请改选证件类型')
  if (/^9\d{16}[\dX]$/.test(text)) return refused('这是外国人永久居留身份证的号码，请改选证件类型')
  if (/^\d{15}$/.test(text)) {
    const long = `${text.slice(0, 6)}19${text.slice(6)}`
    const checked = checkEighteen(long + checkDigit(long), '身份证号', limit)
    return checked.ok ? { ...checked, warnings: [`15 位身份证号已换算为 18 位 ${checked.normalized}，请与本人现用证件核对`, ...checked.warnings] } : checked
  }
  return checkEighteen(text, '身份证号', limit)
}

/** The common shape of 18: region, birth date, order (odd male, even female), check digit. */
function checkEighteen(text: string, what: string, limit: LegalDate): CheckedPaper {
  const wrong = [...text].findIndex((sign, index) => !/\d/.test(sign) && !(sign === 'X' && index === 17))
  if (text.length !== 18) return refused(`${what}应为 18 位，现在是 ${text.length} 位，请核对`)
  if (wrong >= 0) return refused(`${what}第 ${wrong + 1} 位是“${text[wrong]}”，应为数字${wrong === 17 ? '或 X' : ''}，请核对`)
  if (what === '身份证号' && !PROVINCES.has(text.slice(0, 2))) return refused(`${what}前两位 ${text.slice(0, 2)} 不是省级地区代码，请核对`)
  const born = fromEightDigits(text.slice(6, 14))
  if (!born) {
    return refused(`${what}第 7 至 14 位 ${text.slice(6, 14)} 不是真实的出生日期，请核对`)
  }
  if (born > limit) return refused(`${what}中的出生日期 ${born} 还没有到，请核对`)
  const expected = checkDigit(text)
  if (text[17] !== expected) return refused(`${what}第 18 位应为 ${expected}，请核对`)
  const warnings = what === '身份证号' && text.slice(2, 4) === '00' ? [`${what}前六位 ${text.slice(0, 6)} 不像地区代码，请核对`] : []
  return { ok: true, normalized: text, sex: Number(text[16]) % 2 === 1 ? 'male' : 'female', birthDate: born, warnings }
}

function refused(error: string): CheckedPaper {
  return { ok: false, error }
}

function accepted(text: string, warnings: string[] = []): CheckedPaper {
  return { ok: true, normalized: text, warnings }
}

function unusual(text: string, shape: RegExp, warning: string): CheckedPaper {
  return accepted(text, shape.test(text) ? [] : [warning])
}
