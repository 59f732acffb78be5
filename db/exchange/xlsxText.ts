/** Texts as an .xlsx file holds them. */

/** A text of its own: a piece of a longer one would keep all of that in memory. */
export function own(text: string): string {
  return text.length > 12 ? Buffer.from(text, 'utf16le').toString('utf16le') : text
}

/** Gathers the runs of a rich text and leaves the reading aids (rPh) out. */
export class TextCollector {
  #inText = false
  #inPhonetic = false
  #found = ''

  start(): void {
    this.#found = ''
  }
  open(name: string): void {
    if (name === 't') this.#inText = true
    if (name === 'rPh') this.#inPhonetic = true
  }
  text(text: string): void {
    if (this.#inText && !this.#inPhonetic) this.#found += text
  }
  close(name: string): void {
    if (name === 't') this.#inText = false
    if (name === 'rPh') this.#inPhonetic = false
  }
  take(): string {
    return this.#found
  }
}

/** Control characters are written as _x000D_ in Office files (ECMA-376 22.4.2.4). */
export function unescape(value: string): string {
  if (!value.includes('_x')) return value
  return value.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).replaceAll('\r\n', '\n').replaceAll('\0', '')
}
