import type { Fen } from './records.ts'

const CAPITALS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟'] as const
const SECTIONS = ['', '万', '亿', '万亿'] as const

/**
 * An amount in the capitals of receipts and vouchers: `贰万伍仟元整`, `壹佰元零伍分`, `叁角伍分`, `零元整`.
 * Rules: 《支付结算办法》附件一《正确填写票据和结算凭证的基本规定》(银发〔1997〕393号): 整 after 元 and 角, none after 分; one 零 for
 * zeros between figures; 零 after 元 where there are fen but no jiao; where the place of 万 or 元 itself is zero and the next figure is not,
 * the 零 is optional and left out.
 * @param fen integer; negative amounts get 负 in front
 */
export function chineseCapital(fen: Fen): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError('fen must be a safe integer')
  const sign = fen < 0 ? '负' : ''
  const amount = Math.abs(fen)
  const yuan = Math.floor(amount / 100)
  const jiao = Math.floor(amount / 10) % 10
  const cents = amount % 10
  let text = yuan > 0 ? `${capitalInteger(yuan)}元` : ''
  if (jiao > 0) text += `${CAPITALS[jiao]}角`
  else if (cents > 0 && yuan > 0) text += '零'
  if (cents > 0) return `${sign}${text}${CAPITALS[cents]}分`
  return `${sign}${text || '零元'}整`
}

function capitalInteger(value: number): string {
  let text = ''
  for (let index = SECTIONS.length - 1; index >= 0; index--) {
    const section = Math.floor(value / 10_000 ** index) % 10_000
    if (section === 0) continue
    const higher = Math.floor(value / 10_000 ** (index + 1))
    // A gap: this section lacks its thousands, or a whole section above it is empty.
    if (higher > 0 && (section < 1000 || higher % 10_000 === 0)) text += '零'
    // 万亿 is one unit of its own only where the section of 亿 is empty; otherwise 亿 follows by itself.
    text += capitalSection(section) + (index === 3 && Math.floor(value / 1e8) % 10_000 !== 0 ? '万' : SECTIONS[index])
  }
  return text
}

function capitalSection(section: number): string {
  let text = ''
  let gap = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(section / 10 ** place) % 10
    if (digit === 0) {
      gap = text !== ''
      continue
    }
    text += `${gap ? '零' : ''}${CAPITALS[digit]}${PLACES[place]}`
    gap = false
  }
  return text
}

/** Digits in ordinary and capital writing, with the variants in use on receipts. */
const DIGITS: Readonly<Record<string, number>> = {
  零: 0, 〇: 0, '○': 0, 一: 1, 壹: 1, 弌: 1, 二: 2, 贰: 2, 貳: 2, 弍: 2, 两: 2, 兩: 2, 三: 3, 叁: 3, 叄: 3, 参: 3, 參: 3,
  四: 4, 肆: 4, 五: 5, 伍: 5, 六: 6, 陆: 6, 陸: 6, 七: 7, 柒: 7, 八: 8, 捌: 8, 九: 9, 玖: 9,
} // prettier-ignore
const VARIANTS: Readonly<Record<string, string>> = { 拾: '十', 佰: '百', 陌: '百', 仟: '千', 阡: '千', 萬: '万', 億: '亿', 圓: '元', 圆: '元', 块: '元', 毛: '角', 正: '整' }

/** Every numeral as a plain one (`贰拾萬圆` → `2十万元`); zeros become `0`. Other characters stay. */
export function plainNumerals(text: string): string {
  return [...text].map((sign) => (sign in DIGITS ? String(DIGITS[sign]) : (VARIANTS[sign] ?? sign))).join('')
}

export type Numeral = { value: bigint } | { problem: 'unreadable' | 'ambiguous' }

const PLACE_VALUE: Readonly<Record<string, bigint>> = { 千: 1000n, 百: 100n, 十: 10n }
const SECTION = /^0?(?:(\d)千)?0?(?:(\d)百)?0?(?:(\d?)十)?0?(\d)?$/

/**
 * A whole number written with units, after `plainNumerals`: `2万5千`, `3百05`, `1亿2千万`, `十五`.
 * `三万五` (35,000 or 30,005?) is `ambiguous` unless `colloquial` is set, which takes the last digit for the next lower unit.
 */
export function readNumeral(text: string, colloquial: boolean): Numeral {
  const parts = /^(?:(.+)亿)?(?:(.+)万)?(.*)$/.exec(text)
  if (!parts || text === '') return { problem: 'unreadable' }
  let total = 0n
  const values = [
    { text: parts[1], unit: 100_000_000n },
    { text: parts[2], unit: 10_000n },
    { text: parts[3] === '' ? undefined : parts[3], unit: 1n },
  ]
  let above: bigint | null = null
  for (const { text: part, unit } of values) {
    if (part === undefined) continue
    const section = readSection(part, above === null ? null : above / unit, colloquial)
    if ('problem' in section) return section
    total += section.value * unit
    above = unit
  }
  return { value: total }
}

/** One section below 万. `above` is the unit before it, counted in this section's own unit; null for the first. */
function readSection(text: string, above: bigint | null, colloquial: boolean): Numeral {
  const match = SECTION.exec(text)
  if (!match || (match[0] === '' && above === null)) return { problem: 'unreadable' }
  const [, thousands, hundreds, tens, ones] = match
  if (tens === '' && (thousands || hundreds)) return { problem: 'unreadable' } // 一百十: nobody writes it on purpose
  let value = 0n
  if (thousands) value += BigInt(thousands) * 1000n
  if (hundreds) value += BigInt(hundreds) * 100n
  if (tens !== undefined) value += (tens === '' ? 1n : BigInt(tens)) * 10n
  if (!ones) return { value }
  // The unit right before the last digit, if any: after 十 or a zero the digit can only be ones.
  const before = text.at(-2)
  const unit = before === undefined ? above : (PLACE_VALUE[before] ?? null)
  if (unit !== null && unit > 10n && ones !== '0') {
    if (!colloquial) return { problem: 'ambiguous' }
    return { value: value + (BigInt(ones) * unit) / 10n }
  }
  return { value: value + BigInt(ones) }
}
