import type { RowKind } from './ledgerTypes.ts'

const ORDER: RowKind[] = ['skip', 'ok', 'warning', 'needs-decision', 'error']

/** Gathers what is to be said about one row; the gravest finding is the row's kind. */
export class Findings {
  kind: RowKind = 'ok'
  readonly reasons: string[] = []
  /** Of the reasons, those that stop the import. */
  readonly stops: string[] = []

  note(reason: string): void {
    this.reasons.push(reason)
  }
  warn(reason: string): void {
    this.#raise('warning', reason)
  }
  ask(reason: string): void {
    this.#raise('needs-decision', reason)
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
