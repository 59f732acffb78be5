import { pinyin, polyphonic } from 'pinyin-pro'
import { foldWidth } from './text.ts'

/** At most this many readings of one name are kept; rarer ones than that nobody types. */
const MOST_READINGS = 24
const NAME = /^[\p{Script=Han}·•・]{1,12}$/u
const readingsOf = new Map<string, string[]>()

/**
 * Pinyin initials of a name, lower case; the reading as a surname first, further readings behind a space: `单国丽` → `sgl dgl cgl`.
 * Signs without a reading (letters, rare characters) stand for themselves. For the host only: the dictionary is large.
 */
export function initialsOf(name: string): string {
  const signs = [...foldWidth(name).toLowerCase().replace(/[\s·•・]/g, '')]
  if (signs.length === 0) return ''
  const usual = pinyin(signs.join(''), { pattern: 'first', toneType: 'none', surname: 'head', type: 'array' })
  let readings = ['']
  signs.forEach((sign, index) => {
    const first = usual[index] ?? sign
    const letters = [first, ...charReadings(sign).filter((letter) => letter !== first)]
    readings = letters.flatMap((letter) => readings.map((start) => start + letter)).slice(0, MOST_READINGS)
  })
  return readings.join(' ')
}

/** A name as it sounds, without tones: 芳 and 方 are alike. For the host only. */
export function soundOf(name: string): string {
  return pinyin(foldWidth(name).replace(/[\s·•・]/g, ''), { toneType: 'none', surname: 'head', type: 'array' }).join(' ').toLowerCase()
}

function charReadings(sign: string): string[] {
  let letters = readingsOf.get(sign)
  if (!letters) {
    letters = (polyphonic(sign, { pattern: 'first', toneType: 'none', type: 'array' })[0] ?? [sign]).filter((letter) => letter !== '')
    readingsOf.set(sign, letters)
  }
  return letters
}

/**
 * The text a record is found by: every part folded (`normalizeQuery`), names with their initials behind them, numbers with signs in them also
 * as bare digits. A query matches where each of its words (`normalizeQuery(q).split(' ')`) occurs somewhere in it.
 */
export function searchText(parts: readonly string[]): string {
  const words = new Set<string>()
  for (const part of parts) {
    const folded = fold(part).replace(/\s+/g, '')
    if (folded === '') continue
    words.add(folded)
    if (NAME.test(folded)) for (const initials of initialsOf(folded).split(' ')) words.add(initials)
    else if (/^[\d()+-]+$/.test(folded)) words.add(folded.replace(/\D/g, ''))
  }
  words.delete('')
  return [...words].join(' ')
}

/**
 * A query in the form `searchText` has: widths folded, lower case, brackets alike, words parted by one space.
 * Single characters and groups of digits that were only spaced out (`李 某`, `139 0316 1790`) are put together.
 */
export function normalizeQuery(query: string): string {
  const words = fold(query).split(/\s+/).filter((word) => word !== '')
  const spacedOut = words.length > 1 && (words.every((word) => /^\p{Script=Han}$/u.test(word)) || words.every((word) => /^[\dx]+$/.test(word)))
  return words.join(spacedOut ? '' : ' ')
}

function fold(text: string): string {
  return foldWidth(text)
    .toLowerCase()
    .replace(/[[【〔〖{]/g, '(')
    .replace(/[\]】〕〗}]/g, ')')
}
