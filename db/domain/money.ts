import { chineseCapital, plainNumerals, readNumeral } from './chineseNumerals.ts'
import type { Fen } from './records.ts'
import { foldWidth, quote } from './text.ts'

export { chineseCapital }

export type MoneyUnit = 'yuan' | 'wan'
export type ParsedMoney = { fen: Fen } | { error: string }

/** Nothing in this work comes near ten thousand million yuan; what does is a slip of the unit or an account number. */
export const MOST_FEN = 1_000_000_000_000

/** No amount is longer, written out both ways; what is comes from the wrong cell. */
const LONGEST = 80

const APPROXIMATE = /约|大概|大约|左右|上下|以上|以下|以内|不到|不足|近|多|余|几|若干|来万|至|到|~|～|—|两三|三四|五六|七八|[二两]三|一两|一二/
const LABEL = /^(?:人民币|RMB|CNY|大写|小写|金额|[:¥$])+/i
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/

/**
 * Reads an amount as people type it: `15000`, `15,000.50`, `￥12,500.50`, `2万元`, `2.35万`, `１５０００元`, `12元5角`, `叁万元整`, `三万五千`,
 * also both ways of writing together, `25000元（贰万伍仟元整）`, which must agree.
 * Refused in words: negative, more exact than a fen, approximate (`约两三万`), two readings possible, above `MOST_FEN`.
 * @param options.unit what a bare number means; a unit written behind the number always wins
 */
export function parseMoney(text: string, options: { unit?: MoneyUnit } = {}): ParsedMoney {
  const folded = foldWidth(text).trim()
  if (folded === '') return { error: '请填写金额' }
  if (folded.length > LONGEST) return unreadable(text)
  const pair = /^(.*[^\s(])\s*\(([^()]+)\)$/.exec(folded)
  if (pair?.[1] && pair[2] && /[\d元角分整]/.test(pair[2])) {
    const [first, second] = [readOne(pair[1], text, options.unit), readOne(pair[2], text, options.unit)]
    if ('error' in first) return first
    if ('error' in second) return second
    return first.fen === second.fen ? first : { error: `${quote(text)}前后两个金额不一致，请核对` }
  }
  return readOne(folded, text, options.unit)
}

function readOne(folded: string, original: string, unit: MoneyUnit = 'yuan'): ParsedMoney {
  const bare = folded.trim().replace(LABEL, '').trim()
  if (/^[-−–负]/.test(bare) || /^\(.*\)$/.test(bare) || /^[-−–负]/.test(folded)) {
    return { error: '金额不能为负数；退回、追回的款项请在发放中另行登记' }
  }
  if (APPROXIMATE.test(bare)) return { error: `${quote(original)}不是确切的金额，请填写实际数额` }
  if (/\d\s+\d/.test(bare)) return { error: `${quote(original)}中间有空格，看不出是一个还是两个金额，请核对` }
  const plain = plainNumerals(bare.replace(/\s+/g, '')).replace(/(\d)。(\d)/g, '$1.$2')
  const parts = /^(.*?)(?:0?(\d)角)?(?:0?(\d)分)?(整?)$/.exec(plain)
  if (!parts) return unreadable(original)
  const [, whole = '', jiao, cents, closed] = parts
  const small = BigInt(jiao ?? 0) * 10n + BigInt(cents ?? 0)
  if (whole === '') return jiao === undefined && cents === undefined ? unreadable(original) : { fen: Number(small) }
  const named = whole.endsWith('元')
  if (!named && (jiao !== undefined || cents !== undefined)) return unreadable(original)
  const main = named ? whole.slice(0, -1) : whole
  const bareNumber = !named && closed === '' && !/[亿万千百十]/.test(main)
  const read = readMain(main, {
    original,
    factor: bareNumber && unit === 'wan' ? 1_000_000n : 100n,
    chinese: /[零〇一二两三四五六七八九]|[壹贰貳叁叄参參肆伍陆陸柒捌玖]/.test(bare),
    colloquial: !named && !/[拾佰仟萬]|[壹贰貳叁叄参參肆伍陆陸柒捌玖]/.test(bare),
  })
  if ('error' in read) return read
  if (small > 0n && read.exact % 100n !== 0n) return unreadable(original)
  const fen = read.exact + small
  if (fen > BigInt(MOST_FEN)) return { error: `${quote(original)}金额过大，请核对单位是元还是万元` }
  return { fen: Number(fen) }
}

interface Reading {
  original: string
  /** Fen per one of the number. */
  factor: bigint
  /** Written with Chinese numerals, by now turned into digits between the units. */
  chinese: boolean
  /** 两万五 is 25,000; not in capitals and not before 元, where it may as well be 20,005. */
  colloquial: boolean
}

/** The part before 元: figures with at most one unit behind (`2.35万`), or a number written with units. */
function readMain(main: string, reading: Reading): { exact: bigint } | { error: string } {
  const { original, factor, chinese, colloquial } = reading
  const figures = chinese ? null : /^([\d,]*\d[\d,]*(?:\.\d*)?|\.\d+)(百万|千万|十万|亿|万|千|百)?$/.exec(main)
  if (figures?.[1] !== undefined) return exactFen(figures[1], factor * (UNIT[figures[2] ?? ''] ?? 1n), original)
  const mixed = chinese ? null : /^(\d+)(万|千)(\d{2,}(?:\.\d+)?)$/.exec(main) // 2万5000, 2万0500.50
  if (mixed?.[1] && mixed[3]) {
    const digits = mixed[2] === '万' ? 4 : 3
    if (mixed[3].split('.')[0]?.length !== digits) return { error: ambiguous(original) }
    return exactFen(mixed[1] + mixed[3], factor, original)
  }
  const numeral = readNumeral(main, colloquial)
  if ('problem' in numeral) return numeral.problem === 'ambiguous' ? { error: ambiguous(original) } : unreadable(original)
  return { exact: numeral.value * factor }
}

const UNIT: Readonly<Record<string, bigint>> = {
  百: 100n, 千: 1000n, 万: 10_000n, 十万: 100_000n, 百万: 1_000_000n, 千万: 10_000_000n, 亿: 100_000_000n,
} // prettier-ignore

function exactFen(figures: string, factor: bigint, original: string): { exact: bigint } | { error: string } {
  if (figures.includes(',') && !GROUPED.test(figures)) return { error: `${quote(original)}千位分隔逗号的位置不对，请核对` }
  const [whole = '', fraction = ''] = figures.replaceAll(',', '').split('.')
  const kept = fraction.replace(/0+$/, '')
  const scale = 10n ** BigInt(kept.length)
  const scaled = BigInt(whole + kept || '0') * factor
  if (scaled % scale !== 0n) return { error: `${quote(original)}精确到了分以下，金额最多到分（元后两位小数）` }
  return { exact: scaled / scale }
}

function unreadable(original: string): { error: string } {
  return { error: `没有看懂金额${quote(original)}，请写成 15000、15,000.50 或 1.5万 这样的数` }
}

function ambiguous(original: string): string {
  return `${quote(original)}有两种读法，请用阿拉伯数字填写，例如 25000 或 20005`
}

/** `2500000` → `25,000.00` (元, always two decimals). */
export function formatYuan(fen: Fen): string {
  const amount = Math.abs(fen)
  const yuan = String(Math.floor(amount / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${yuan}.${String(amount % 100).padStart(2, '0')}`
}

/**
 * Fen as 万元 for reports, without separators: `86300000` → `86.3`.
 * Without `decimals` exact (as many of the six possible decimals as needed); with it rounded once, half away from zero: `86.30`.
 */
export function formatWan(fen: Fen, decimals?: number): string {
  const kept = decimals ?? 6
  if (!Number.isInteger(kept) || kept < 0 || kept > 6) throw new RangeError('decimals must be 0 to 6')
  const step = 10 ** (6 - kept)
  const amount = Math.abs(fen)
  const steps = Math.floor(amount / step) + (amount % step >= step / 2 && step > 1 ? 1 : 0)
  const whole = Math.floor(steps / 10 ** kept)
  const fraction = kept === 0 ? '' : String(steps % 10 ** kept).padStart(kept, '0')
  const shown = decimals === undefined ? fraction.replace(/0+$/, '') : fraction
  return `${fen < 0 && steps > 0 ? '-' : ''}${whole}${shown === '' ? '' : `.${shown}`}`
}
