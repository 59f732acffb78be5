/** Most characters a spreadsheet cell holds. */
const LONGEST = 32_767

/**
 * A text as a cell can hold it: control characters and broken surrogates would make the file unreadable, and a literal _x0041_ would be
 * read as an escape (ECMA-376 22.4.2.4). Too long a text is cut and says so.
 */
export function cellText(text: string): string {
  const clean = wellFormed(text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''))
  const escaped = clean.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  if (escaped.length <= LONGEST) return escaped
  const note = '……（内容过长，已截断）'
  return wellFormed(escaped.slice(0, LONGEST - note.length)) + note
}

function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd')
}

/** Names that Excel accepts: no \ / ? * : [ ], at most 31 characters, no apostrophe at either end, none twice. */
export function sheetNames(wanted: string[]): string[] {
  const taken = new Set(['history'])
  return wanted.map((name) => {
    const clean = cellText(name).replace(/[\\/?*:[\]\n\t]/g, ' ').trim().replace(/^'+|'+$/g, '').trim() || '表'
    for (let n = 1; ; n++) {
      const suffix = n === 1 ? '' : `（${n}）`
      const candidate = clean.slice(0, 31 - suffix.length).replace(/\p{Cs}/gu, '') + suffix
      if (taken.has(candidate.toLowerCase())) continue
      taken.add(candidate.toLowerCase())
      return candidate
    }
  })
}
