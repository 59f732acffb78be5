import type { Id } from '../domain/records.ts'
import { quote } from '../domain/text.ts'
import { textCell } from './cells.ts'
import type { Cell } from './cells.ts'
import type { Field, Header } from './ledgerColumns.ts'

/** One of several people whom a ledger names in one cell, with what is theirs alone. */
export interface SplitPerson {
  name: string
  paper: string
  amount: string
}

/** What a person said of a row, instead of the file. */
export type Mend =
  /** `text` stands in the cell; columns count from 0 as in the file. */
  | { kind: 'cell'; column: number; text: string }
  /** The row is not imported. */
  | { kind: 'leaveOut' }
  /** A row without a case number belongs to the case above it, or is a case of its own without a number. */
  | { kind: 'sameCase' }
  | { kind: 'ownCase' }
  /** What looks like several people is the name of one. */
  | { kind: 'onePerson' }
  /** The person is this one of the casebook, or none of those who look alike. */
  | { kind: 'samePerson'; personId: Id }
  | { kind: 'otherPerson' }
  /** The person belongs to this 户 of the casebook, or to none of those at the same address. */
  | { kind: 'sameHousehold'; householdId: Id }
  | { kind: 'otherHousehold' }
  /** Each of these is a person of the row's case. */
  | { kind: 'people'; people: SplitPerson[] }

/** `row` counts from 1 as in the file. */
export type RowMend = Mend & { row: number }

/** Looks up what was said row by row; the file stays as it is, and what it said is kept in the remark of the case. */
export class Mending {
  readonly #byRow = new Map<number, RowMend[]>()

  constructor(mends: readonly RowMend[]) {
    for (const one of mends) {
      const list = this.#byRow.get(one.row)
      if (list) list.push(one)
      else this.#byRow.set(one.row, [one])
    }
  }

  touches(row: number): boolean {
    return this.#byRow.has(row)
  }

  leavesOut(row: number): boolean {
    return this.#has(row, 'leaveOut')
  }

  get leftOut(): number {
    return [...this.#byRow.keys()].filter((row) => this.leavesOut(row)).length
  }

  belongs(row: number): 'above' | 'own' | null {
    return this.#has(row, 'sameCase') ? 'above' : this.#has(row, 'ownCase') ? 'own' : null
  }

  isOnePerson(row: number): boolean {
    return this.#has(row, 'onePerson')
  }

  /** Who of the casebook the person is: undefined while nobody said. */
  person(row: number): Id | null | undefined {
    for (const one of this.#byRow.get(row) ?? []) {
      if (one.kind === 'samePerson') return one.personId
      if (one.kind === 'otherPerson') return null
    }
    return undefined
  }

  /** Which 户 the person belongs to: undefined while nobody said. */
  household(row: number): Id | null | undefined {
    for (const one of this.#byRow.get(row) ?? []) {
      if (one.kind === 'sameHousehold') return one.householdId
      if (one.kind === 'otherHousehold') return null
    }
    return undefined
  }

  people(row: number): SplitPerson[] | null {
    for (const one of this.#byRow.get(row) ?? []) if (one.kind === 'people') return one.people
    return null
  }

  /** The text to stand in a cell, null where the file's own does. */
  text(row: number, column: number): string | null {
    for (const one of this.#byRow.get(row) ?? []) if (one.kind === 'cell' && one.column === column) return one.text
    return null
  }

  /** A row's cells as they are to be read, once for each of its people. @param cells as the file has them, with what merged cells show */
  parts(row: number, cells: ReadonlyMap<Field, Cell>, header: Header): Map<Field, Cell>[] {
    const mended = new Map(cells)
    for (const [field, at] of header.at) {
      const text = this.text(row, at)
      if (text !== null) mended.set(field, textCell(text))
    }
    const own = ({ name, paper, amount }: SplitPerson): Map<Field, Cell> => new Map([...mended, ['name', textCell(name)], ['paper', textCell(paper)], ['amount', textCell(amount)]])
    return (this.people(row) ?? [null]).map((person) => (person === null ? mended : own(person)))
  }

  /** What the file said where something else was read, for the remark; null where nothing was changed. */
  said(row: number, cells: ReadonlyMap<Field, Cell>, header: Header): string | null {
    const split: readonly Field[] = this.people(row) === null ? [] : ['name', 'paper', 'amount']
    const parts = [...header.at].flatMap(([field, at]) => {
      const before = cells.get(field)?.text ?? ''
      const after = this.text(row, at)
      if (!split.includes(field) && (after === null || after === before)) return []
      return [`${header.columns[at]?.heading ?? ''}原为${before === '' ? '空' : quote(before)}`]
    })
    return parts.length === 0 ? null : `导入时改正第 ${row} 行：${parts.join('，')}`
  }

  #has(row: number, kind: Mend['kind']): boolean {
    return (this.#byRow.get(row) ?? []).some((one) => one.kind === kind)
  }
}

export const unmended = new Mending([])

/** Something to be chosen before a row can be imported, and what each answer says of it. */
export interface Ask {
  /** Rows that ask the same are alike: one answer may do for all of them. */
  like: string
  question: string
  options: { label: string; mends: Mend[] }[]
}
