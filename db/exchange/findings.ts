import type { RowKind } from './ledgerTypes.ts'
import type { Ask } from './mending.ts'

const ORDER: RowKind[] = ['skip', 'ok', 'warning', 'needs-decision', 'error']

/** Gathers what is to be said about one row; the gravest finding is the row's kind. */
export class Findings {
  kind: RowKind = 'ok'
  readonly reasons: string[] = []
  /** Of the reasons, those that stop the import. */
  readonly stops: string[] = []
  /** What can be answered at once. */
  readonly asks: Ask[] = []

  note(reason: string): void {
    this.reasons.push(reason)
  }
  warn(reason: string): void {
    this.#raise('warning', reason)
  }
  /** @param like what rows that ask the same have in common @param options the answers, where there are some to choose from */
  ask(reason: string, like = '', options: Ask['options'] = []): void {
    this.#raise('needs-decision', reason)
    if (options.length > 0) this.asks.push({ like, question: reason, options })
  }
  fail(reason: string): void {
    this.#raise('error', reason)
  }
  get usable(): boolean {
    return this.kind === 'ok' || this.kind === 'warning'
  }
  #raise(kind: RowKind, reason: string): void {
    if (ORDER.indexOf(kind) > ORDER.indexOf(this.kind)) this.kind = kind
    this.reasons.push(reason)
    if (kind !== 'warning') this.stops.push(reason)
  }
}
