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

/**
 * Walks through the XML of an Office part. Names come without their prefix, since writers differ in the prefixes they choose.
 * A DOCTYPE is refused (Office files have none, and entities declared in it can swell without end). Throws XmlError.
 */
export function walkXml(xml: string, handler: XmlHandler): void {
  const stack: string[] = []
  let at = 0
  let seen = false
  for (;;) {
    const lt = xml.indexOf('<', at)
    if (lt < 0) break
    if (lt > at && stack.length > 0) handler.text?.(decode(xml.slice(at, lt)))
    const next = xml.charCodeAt(lt + 1)
    if (next === 0x3f /* ? */) {
      at = after(xml, '?>', lt)
    } else if (next === 0x21 /* ! */) {
      if (xml.startsWith('<!--', lt)) {
        at = after(xml, '-->', lt + 4)
      } else if (xml.startsWith('<![CDATA[', lt)) {
        at = after(xml, ']]>', lt)
        handler.text?.(xml.slice(lt + 9, at - 3))
      } else {
        throw new XmlError('declaration')
      }
    } else if (next === 0x2f /* slash */) {
      const gt = after(xml, '>', lt)
      const name = localName(xml.slice(lt + 2, gt - 1).trimEnd())
      if (stack.pop() !== name) throw new XmlError(`</${name}>`)
      handler.close?.(name)
      at = gt
    } else {
      const gt = endOfTag(xml, lt + 1)
      const empty = xml.charCodeAt(gt - 1) === 0x2f
      const tag = xml.slice(lt + 1, empty ? gt - 1 : gt)
      const space = tag.search(/\s/)
      const name = localName(space < 0 ? tag : tag.slice(0, space))
      if (!name) throw new XmlError('tag')
      seen = true
      handler.open?.(name, space < 0 ? {} : attributesOf(tag.slice(space)))
      if (empty) handler.close?.(name)
      else stack.push(name)
      at = gt + 1
    }
  }
  if (stack.length > 0 || !seen) throw new XmlError('breaks off')
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from)
  if (at < 0) throw new XmlError('breaks off')
  return at + mark.length
}

/** A ">" may stand inside an attribute's quotes. */
function endOfTag(xml: string, from: number): number {
  let gt = xml.indexOf('>', from)
  if (gt < 0) throw new XmlError('breaks off')
  let quote = openQuote(xml.slice(from, gt))
  while (quote) {
    const closing = xml.indexOf(quote, gt)
    gt = closing < 0 ? -1 : xml.indexOf('>', closing)
    if (gt < 0) throw new XmlError('breaks off')
    quote = openQuote(xml.slice(from, gt))
  }
  return gt
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
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
