import { foldWidth } from './text.ts'

export interface CheckedPhone {
  /** Every number without spaces, `区号-号码` for landlines, several joined by 、. */
  normalized: string
  /** What looks wrong and what to do; a phone number never blocks. */
  warning?: string
}

/** Checks mobile (11 digits) and landline numbers (with or without area code and extension), 400/800 and short service numbers; warns only. */
export function checkPhone(text: string): CheckedPhone {
  const numbers = foldWidth(text)
    .split(/[、,，;；/\n]+/)
    .map((part) => part.replace(/[\s()]+/g, '').replace(/[‐‑–—]/g, '-'))
    .filter((part) => part !== '')
  const checked = numbers.map(checkOne)
  const warning = checked.find((one) => one.warning !== undefined)?.warning
  return { normalized: checked.map((one) => one.normalized).join('、'), ...(warning !== undefined && { warning }) }
}

function checkOne(raw: string): CheckedPhone {
  const text = raw.replace(/^(?:\+|00)86-?/, '')
  const digits = text.replaceAll('-', '')
  if (/^1\d{10}$/.test(digits)) {
    return /^1[3-9]/.test(digits) ? { normalized: digits } : { normalized: digits, warning: `没有以 ${digits.slice(0, 2)} 开头的手机号，请核对` }
  }
  const landline = /^(?:(010|02\d|0[3-9]\d{2})-?)?([2-8]\d{6,7})(?:-?(?:转|分机)?(\d{1,5}))?$/.exec(text.includes('-') || /[转分]/.test(text) ? text : digits)
  if (landline && (landline[3] === undefined || /[-转机]\d{1,5}$/.test(text))) {
    const [, area, number, extension] = landline
    return { normalized: `${area ? `${area}-` : ''}${number}${extension ? `-${extension}` : ''}` }
  }
  if (/^[48]00\d{7}$/.test(digits) || /^(1\d{2}|1[0-9]{4}|9\d{4})$/.test(digits)) return { normalized: text }
  if (/^\d+$/.test(digits) && digits.startsWith('1')) return { normalized: digits, warning: `手机号应为 11 位，现在是 ${digits.length} 位，请核对` }
  return { normalized: text, warning: '电话号码不像手机号或固定电话，请核对' }
}
