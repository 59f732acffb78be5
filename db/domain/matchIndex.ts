import { bareName, phonesOf } from './listedMatch.ts'
import type { MatchPerson } from './listedMatch.ts'

/** The base of a comparison in memory: who is one person, and by what they are found. */

/** Region and birth date of an identity number; order and check digit. */
const FRONT = 14
const BACK = 4

export interface MatchRow extends MatchPerson {
  /** Which list. */
  source: number
  /** Which row of it. */
  ordinal: number
}

/** Rows that are one person by themselves: of one number and names alike, or the very same entries. */
export class Node {
  readonly rows: MatchRow[]
  readonly paper: string | null
  /** The person it was found to belong to. */
  parent: Node = this
  constructor(paper: string | null, rows: MatchRow[]) {
    this.paper = paper
    this.rows = rows
  }
  get root(): Node {
    return rootOf(this)
  }
}

function rootOf(start: Node): Node {
  let node = start
  while (node.parent !== node) {
    node.parent = node.parent.parent
    node = node.parent
  }
  return node
}

/** Most keys have one person: a list for each would be most of the memory. */
export type Few<T> = Map<string, T | T[]>

export function put<T>(map: Few<T>, key: string, node: T): void {
  const present = map.get(key)
  if (present === undefined) map.set(key, node)
  else if (Array.isArray(present)) {
    if (present.at(-1) !== node) present.push(node)
  } else if (present !== node) map.set(key, [present, node])
}

export function all<T>(map: Few<T>, key: string): readonly T[] {
  const found = map.get(key)
  return found === undefined ? [] : Array.isArray(found) ? found : [found]
}

function take(map: Few<Node>, key: string, into: Set<Node>): void {
  for (const node of all(map, key)) into.add(node)
}

/** By what two rows that are not of one number may be found to be one person. */
export class Index {
  readonly #names: Few<Node> = new Map()
  readonly #births: Few<Node> = new Map()
  readonly #phones: Few<Node> = new Map()
  readonly #fronts: Few<Node> = new Map()
  readonly #backs: Few<Node> = new Map()

  /** All rows of a node at once. */
  add(node: Node): void {
    for (const { name, birthDate, phone, written } of node.rows) {
      put(this.#names, bareName(name), node)
      if (birthDate !== null) put(this.#births, birthDate, node)
      for (const one of phonesOf(phone)) put(this.#phones, one, node)
      if (written === null) continue
      // A digit wrong leaves the one or the other whole.
      put(this.#fronts, written.slice(0, FRONT), node)
      put(this.#backs, written.slice(-BACK), node)
    }
  }

  /** Everybody a row may be by name, birth date or phone, and those whose own number nearly is its number. */
  near({ name, birthDate, phone, paper, written }: MatchRow, into: Set<Node>): void {
    take(this.#names, bareName(name), into)
    if (birthDate !== null) take(this.#births, birthDate, into)
    for (const one of phonesOf(phone)) take(this.#phones, one, into)
    const number = paper ?? written
    if (number === null || number.length < FRONT) return
    take(this.#fronts, number.slice(0, FRONT), into)
    take(this.#backs, number.slice(-BACK), into)
  }
}
