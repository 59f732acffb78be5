/** XML that breaks off or does not nest. */
export class XmlError extends Error {
  constructor(detail: string) {
    super(detail)
    this.name = 'XmlError'
  }
}

export type Attributes = Record<string, string>

export interface XmlHandler {
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

/** The longest piece without an end that is waited for: a cell holds at most 32,767 characters. */
const LONGEST = 4_000_000

/**
 * Walks through the XML of an Office part, whole or in pieces cut anywhere, so that a large one need not be held as text. Names come without their
 * prefix, since writers differ in the prefixes they choose. A DOCTYPE is refused (Office files have none, and entities declared in it can swell without
 * end). Throws XmlError.
 */
export function walkXml(xml: string | Iterable<string>, handler: XmlHandler): void {
  const stack: string[] = []
  let seen = false
  let rest = ''
  for (const piece of typeof xml === 'string' ? [xml] : xml) {
    const text = rest + piece
    rest = text.slice(walk(text))
    if (rest.length > LONGEST) throw new XmlError('piece without end')
  }
  // What is left after the last tag is white space, or a tag that never ends.
  if (stack.length > 0 || !seen || rest.includes('<')) throw new XmlError('breaks off')

  /** @returns where the first tag begins that does not end in this text, or the text behind the last one */
  function walk(text: string): number {
    let at = 0
    for (;;) {
      const lt = text.indexOf('<', at)
      if (lt < 0) return at
      const end = tagEnd(text, lt)
      if (end < 0) return at
      if (lt > at && stack.length > 0) handler.text?.(decode(text.slice(at, lt)))
      const next = text.charCodeAt(lt + 1)
      if (next === 0x21 /* ! */ && text.startsWith('<![CDATA[', lt)) handler.text?.(text.slice(lt + 9, end - 3))
      else if (next === 0x2f /* slash */) {
        const name = localName(text.slice(lt + 2, end - 1).trimEnd())
        if (stack.pop() !== name) throw new XmlError(`</${name}>`)
        handler.close?.(name)
      } else if (next !== 0x3f /* ? */ && next !== 0x21) {
        const empty = text.charCodeAt(end - 2) === 0x2f
        const tag = text.slice(lt + 1, empty ? end - 2 : end - 1)
        const space = tag.search(/\s/)
        const name = localName(space < 0 ? tag : tag.slice(0, space))
        if (!name) throw new XmlError('tag')
        seen = true
        handler.open?.(name, space < 0 ? {} : attributesOf(tag.slice(space)))
        if (empty) handler.close?.(name)
        else stack.push(name)
      }
      at = end
    }
  }
}

/** Behind the tag, comment or other mark that begins at `lt`; -1 where it does not end in this text. */
function tagEnd(text: string, lt: number): number {
  const next = text.charCodeAt(lt + 1)
  if (next === 0x3f /* ? */) return after(text, '?>', lt)
  if (next === 0x2f /* slash */) return after(text, '>', lt)
  if (next !== 0x21 /* ! */) return endOfTag(text, lt + 1)
  if (text.startsWith('<!--', lt)) return after(text, '-->', lt + 4)
  if (text.startsWith('<![CDATA[', lt)) return after(text, ']]>', lt + 9)
  if ('<!--'.startsWith(text.slice(lt)) || '<![CDATA['.startsWith(text.slice(lt))) return -1
  throw new XmlError('declaration')
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

/** Behind the tag's end; a ">" may stand inside an attribute's quotes. */
function endOfTag(xml: string, from: number): number {
  let gt = xml.indexOf('>', from)
  let quote = gt < 0 ? '' : openQuote(xml.slice(from, gt))
  while (quote) {
    const closing = xml.indexOf(quote, gt)
    gt = closing < 0 ? -1 : xml.indexOf('>', closing)
    quote = gt < 0 ? '' : openQuote(xml.slice(from, gt))
  }
  return gt + (gt < 0 ? 0 : 1)
}

function openQuote(text: string): string {
  let quote = ''
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (quote) {
      if (c === quote) quote = ''
    } else if (c === '"' || c === "'") {
      quote = c
    }
  }
  return quote
}

const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

function attributesOf(text: string): Attributes {
  const found: Attributes = {}
  for (const match of text.matchAll(ATTRIBUTE)) found[localName(match[1] ?? '')] = decode(match[2] ?? match[3] ?? '')
  return found
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

const NAMED = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"]])

function decode(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]+);/g, (whole, body: string) => {
    if (!body.startsWith('#')) return NAMED.get(body) ?? whole
    const code = body[1] === 'x' ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
