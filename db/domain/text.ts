/** Characters that copying from other programs leaves behind and nobody sees: zero-width marks, direction marks, soft hyphen. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g
const FULL_WIDTH = /[\uff01-\uff5e]/g
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g
/** Any of these and the wide ￥: most texts have none, and a ledger asks for tens of thousands. */
const ANY = /[\u00a0\u00ad\u1680\u2000-\u200f\u202a-\u202f\u205f-\u2064\u3000\ufeff\uff01-\uff5e\uffe5]/

/**
 * Full-width letters, digits and signs as their plain forms, every kind of space as a space, unseen marks removed.
 * Chinese characters and 〔〕 stay as they are. The basis of everything that reads what people typed or pasted.
 */
export function foldWidth(text: string): string {
  if (!ANY.test(text)) return text
  return text
    .replace(INVISIBLE, '')
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(SPACES, ' ')
    .replaceAll('￥', '¥')
}

/** `foldWidth`, then without any white space at all. */
export function squeeze(text: string): string {
  return foldWidth(text).replace(/\s+/g, '')
}

/** What a person typed, short enough to be quoted in a message. */
export function quote(text: string): string {
  const trimmed = text.trim()
  return `“${trimmed.length > 20 ? `${trimmed.slice(0, 20)}…` : trimmed}”`
}
