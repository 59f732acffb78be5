import { oneDigitAway } from './identity.ts'
import { bareName, compareListed } from './listedMatch.ts'
import type { PairMatch } from './listedMatch.ts'
import { all, Index, Node, put } from './matchIndex.ts'
import type { Few, MatchRow } from './matchIndex.ts'

export type { MatchRow } from './matchIndex.ts'

/**
 * Finds the people of one side (the base: victims, or everybody) in lists of any length. The base is held in memory and indexed, the others pass by once, so that the
 * work grows with the number of rows. The order in which lists come changes nothing of what is found.
 */

export interface FoundRow extends PairMatch {
  row: MatchRow
  /** Of a match by the name alone: how many of that name the list has; only some of them are kept. */
  namesakes: number
}

/** Somebody of the base: all rows that are certainly this person, and the rows of others that are or may be. */
export interface MatchedPerson {
  rows: MatchRow[]
  certain: FoundRow[]
  /** One entry for each other person it may be. */
  doubtful: FoundRow[][]
}

/** So many of one name are kept of a list; more say nothing. */
const NAMESAKES = 5

interface Edge {
  node: Node
  match: PairMatch
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

export interface MatcherOptions {
  soundOf: (name: string) => string
  /** Whether rows of the base are also compared with each other: there is no other side. */
  among: boolean
}

export class ListMatcher {
  readonly #soundOf: (name: string) => string
  readonly #among: boolean
  readonly #base: MatchRow[] = []
  readonly #byPaper: Few<Node> = new Map()
  readonly #everybody = new Index()
  readonly #withoutPaper = new Index()
  readonly #nodes: Node[] = []
  readonly #found = new Map<Node, FoundRow[]>()
  readonly #pairs: { a: Node; b: Node; match: PairMatch }[] = []
  #ready = false

  constructor({ soundOf, among }: MatcherOptions) {
    const known = new Map<string, string>()
    this.#soundOf = (name) => {
      let sound = known.get(name)
      if (sound === undefined) known.set(name, (sound = soundOf(name)))
      return sound
    }
    this.#among = among
  }

  addBase(row: MatchRow): void {
    this.#base.push(row)
  }

  /** Looks for a row of the other side. The base must be complete. */
  addOther(row: MatchRow): void {
    if (!this.#ready) this.#prepare()
    for (const { node, match } of this.#edges(row)) this.#keep(node, { ...match, row, namesakes: 1 })
  }

  /** Everybody of the base who was found somewhere else, or has rows in several lists of the base. */
  finish(): MatchedPerson[] {
    if (!this.#ready) this.#prepare()
    this.#weigh()
    const people = new Map<Node, MatchedPerson>()
    const personOf = (node: Node) => {
      const { root } = node
      let person = people.get(root)
      if (!person) people.set(root, (person = { rows: [], certain: [], doubtful: [] }))
      return person
    }
    for (const node of this.#nodes) {
      const found = this.#found.get(node)
      if (found) for (const one of found) {
        const person = personOf(node)
        if (one.certainty === 'certain') person.certain.push(one)
        else person.doubtful.push([one])
      }
    }
    const rowsOf = new Map<Node, MatchRow[]>()
    for (const node of this.#nodes) for (const row of node.rows) push(rowsOf, node.root, row)
    if (this.#among) {
      for (const [root, rows] of rowsOf) if (rows.length > 1) personOf(root)
      const told = new Map<Node, Set<Node>>()
      for (const { a, b, match } of this.#pairs) {
        const [one, two] = [a.root, b.root]
        if (one === two || told.get(one)?.has(two) || told.get(two)?.has(one)) continue
        told.set(one, (told.get(one) ?? new Set()).add(two))
        personOf(a).doubtful.push((rowsOf.get(two) ?? []).map((row) => ({ ...match, row, namesakes: 1 })))
      }
    }
    return [...people].map(([root, person]) => ({
      rows: (rowsOf.get(root) ?? []).sort(byPlace),
      certain: person.certain.sort((a, b) => byPlace(a.row, b.row)),
      doubtful: this.#among ? person.doubtful : together(person.doubtful.map(([one]) => one).filter((one) => one !== undefined)),
    }))
  }

  /** Puts the rows of the base together that are certainly one person. */
  #prepare(): void {
    this.#ready = true
    const bare = new Map<string, Node>()
    const byPaper: Few<MatchRow> = new Map()
    for (const row of this.#base) {
      if (row.paper !== null) {
        put(byPaper, row.paper, row)
        continue
      }
      const entries = [row.written, row.birthDate, row.phone]
      // A name alone, twice, may be two people.
      const key = entries.every((entry) => entry === null) ? null : JSON.stringify([bareName(row.name), row.sex, ...entries])
      const node = (key === null ? undefined : bare.get(key)) ?? this.#node(null, [])
      if (key !== null) bare.set(key, node)
      node.rows.push(row)
    }
    for (const [paper, rows] of byPaper) for (const group of Array.isArray(rows) ? this.#alike(rows) : [[rows]]) put(this.#byPaper, paper, this.#node(paper, group))
    for (const node of this.#nodes) {
      this.#everybody.add(node)
      if (node.paper === null) this.#withoutPaper.add(node)
    }
    this.#join()
  }

  #node(paper: string | null, rows: MatchRow[]): Node {
    const node = new Node(paper, rows)
    this.#nodes.push(node)
    return node
  }

  /** Rows of one number: those whose names are alike, directly or by way of a third, are one person. */
  #alike(rows: readonly MatchRow[]): MatchRow[][] {
    const groups: MatchRow[][] = []
    for (const row of rows) {
      const near = groups.filter((group) => group.some((other) => compareListed(row, other, this.#soundOf)?.certainty === 'certain'))
      const merged = [row, ...near.flat()]
      for (const group of near) groups.splice(groups.indexOf(group), 1)
      groups.push(merged)
    }
    return groups
  }

  /** Every node a row is or may be. */
  #edges(row: MatchRow): Edge[] {
    const near = new Set<Node>()
    if (row.paper === null) {
      this.#everybody.near(row, near)
      // Sound numbers that this one would be with one digit right.
      if (row.written !== null) for (const number of oneDigitAway(row.written)) for (const node of all(this.#byPaper, number)) near.add(node)
    } else {
      for (const node of all(this.#byPaper, row.paper)) near.add(node)
      this.#withoutPaper.near(row, near)
    }
    const edges: Edge[] = []
    for (const node of near) {
      if (node.rows.includes(row)) continue
      const match = bestOf(node.rows.map((own) => compareListed(row, own, this.#soundOf)))
      if (match) edges.push({ node, match })
    }
    return edges
  }

  /** Rows of the base without a number are put to the one person they certainly are; where that could be two, to none. */
  #join(): void {
    const certain: { from: Node; to: Node }[] = []
    for (const node of this.#nodes) {
      const [first] = node.rows
      if (node.paper !== null || !first) {
        if (this.#among && first) this.#namesOfOneNumber(node)
        continue
      }
      for (const { node: other, match } of this.#edges(first)) {
        if (other === node) continue
        if (match.certainty === 'certain') certain.push({ from: node, to: other })
        else if (this.#among && isFirst(node, other) && apart(node, other)) this.#pairs.push({ a: node, b: other, match })
      }
    }
    for (const { from, to } of certain) from.root.parent = to.root
    const numbered = new Map<Node, number>()
    for (const node of this.#nodes) if (node.paper !== null) numbered.set(node.root, (numbered.get(node.root) ?? 0) + 1)
    const members = new Set(this.#nodes.filter((node) => (numbered.get(node.root) ?? 0) > 1))
    for (const node of members) node.parent = node
    if (!this.#among) return
    for (const { from, to } of certain) {
      if (members.has(from) && isFirst(from, to) && apart(from, to)) this.#pairs.push({ a: from, b: to, match: { certainty: 'doubtful', reason: '姓名和出生日期或电话相同，但有不止一人相符' } })
    }
  }

  /** One number under names that have nothing in common. */
  #namesOfOneNumber(node: Node): void {
    for (const other of all(this.#byPaper, node.paper ?? '')) {
      const [one] = node.rows
      const [two] = other.rows
      const match = one && two && isFirst(node, other) && apart(node, other) ? compareListed(one, two, this.#soundOf) : null
      if (match) this.#pairs.push({ a: node, b: other, match })
    }
  }

  #keep(node: Node, found: FoundRow): void {
    const list = this.#found.get(node)
    if (!list) {
      this.#found.set(node, [found])
      return
    }
    if (found.nameOnly) {
      const namesakes = list.filter((one) => one.row.source === found.row.source && one.nameOnly)
      for (const one of namesakes) one.namesakes += 1
      found.namesakes = namesakes.length === 0 ? 1 : (namesakes[0]?.namesakes ?? 1)
      if (namesakes.length >= NAMESAKES) return
    }
    list.push(found)
  }

  /** What is certain only as long as nobody else fits as well. */
  #weigh(): void {
    const people = new Map<MatchRow, Set<Node>>()
    for (const [node, found] of this.#found) {
      for (const { row, certainty } of found) if (certainty === 'certain') people.set(row, (people.get(row) ?? new Set()).add(node.root))
    }
    const papersOf = new Map<Node, Set<string>>()
    for (const [node, found] of this.#found) {
      const own = papersOf.get(node.root) ?? new Set<string>()
      papersOf.set(node.root, own)
      for (const { row, certainty } of found) if (certainty === 'certain' && row.paper !== null) own.add(row.paper)
    }
    for (const [node, found] of this.#found) {
      const papers = papersOf.get(node.root)?.size ?? 0
      for (const one of found) {
        if (one.certainty !== 'certain') continue
        const others = people.get(one.row)?.size ?? 0
        if (others < 2 && papers < 2) continue
        one.certainty = 'doubtful'
        one.reason = `${one.reason}，但有不止一人相符`
      }
    }
  }
}

const byPlace = (a: MatchRow, b: MatchRow) => a.source - b.source || a.ordinal - b.ordinal

/** Each pair is told once. */
const isFirst = (a: Node, b: Node): boolean => {
  const [one, two] = [a.rows[0], b.rows[0]]
  return one !== undefined && two !== undefined && (byPlace(one, two) < 0 || (a.paper === null) !== (b.paper === null))
}
/** Whether they stand in different lists: two of one name in the same list are nothing to tell. */
const apart = (a: Node, b: Node): boolean => a.rows.some((one) => b.rows.some((two) => one.source !== two.source))

function bestOf(matches: readonly (PairMatch | null)[]): PairMatch | null {
  let best: PairMatch | null = null
  for (const match of matches) {
    if (!match) continue
    // The most that is said, whatever the order of rows.
    const order = best === null ? 1 : Number(match.certainty === 'certain') - Number(best.certainty === 'certain') || match.reason.length - best.reason.length || (match.reason > best.reason ? 1 : -1)
    if (order > 0) best = match
  }
  return best
}

/** Doubtful rows that are one other person stand together. */
function together(found: readonly FoundRow[]): FoundRow[][] {
  const groups = new Map<string, FoundRow[]>()
  for (const one of found.toSorted((a, b) => byPlace(a.row, b.row))) {
    const { row } = one
    push(groups, row.paper === null ? `${row.source}/${row.ordinal}` : `${row.paper}/${bareName(row.name)}`, one)
  }
  return [...groups.values()]
}
