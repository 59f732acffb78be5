import { squeeze } from '../domain/text.ts'
import type { Cell } from './cells.ts'
import type { Findings } from './findings.ts'
import type { RowContext } from './ledgerCells.ts'
import type { Field } from './ledgerColumns.ts'
import type { CaseFacts } from './ledgerRow.ts'
import type { LedgerCase, LedgerPerson, LedgerTotals } from './ledgerTypes.ts'
import type { Ask } from './mending.ts'

interface Entry {
  facts: CaseFacts
  person: LedgerPerson
  found: Findings
}
interface Group {
  facts: CaseFacts
  entries: Entry[]
  /** The case above, where nobody can tell whether it is the same. */
  perhaps?: Group
}

/** Facts every row of one case repeats; a row without a case number that agrees in all of them belongs to the case above. */
const OF_THE_CASE = [
  'unifiedNumber', 'appliedOn', 'acceptedOn', 'category', 'charge', 'chargeText', 'originalNumber', 'handlingOffice', 'handlingUnit', 'suspects', 'originalOutcome', 'leadSource', 'officerName',
] as const // prettier-ignore
const MEANING: Record<(typeof OF_THE_CASE)[number], Field> = {
  unifiedNumber: 'unifiedNumber', appliedOn: 'appliedOn', acceptedOn: 'acceptedOn', category: 'category', charge: 'charge', chargeText: 'charge', originalNumber: 'originalNumber',
  handlingOffice: 'handlingOffice', handlingUnit: 'handlingUnit', suspects: 'suspects', originalOutcome: 'originalOutcome', leadSource: 'leadSource', officerName: 'officer',
} // prettier-ignore

/** Puts the rows of a ledger together into cases, and compares them with each other. */
export class LedgerCases {
  readonly #context: RowContext
  readonly #groups: Group[] = []
  readonly #byNumber = new Map<string, Group>()
  /** Where each identity paper was seen, for people who occur in several cases. */
  readonly #papers = new Map<string, { entry: Entry; group: Group }>()

  constructor(context: RowContext) {
    this.#context = context
  }

  /** @param belongs where that is known although there is no case number: to the case above, or to none */
  add(facts: CaseFacts, person: LedgerPerson, found: Findings, belongs: 'above' | 'own' | null, cells: Map<Field, Cell>): void {
    const entry = { facts, person, found }
    const group = this.#groupOf(entry, belongs, cells)
    const twin = group.entries.find((other) => samePerson(other.person, person))
    if (twin) {
      found.fail(`与第 ${twin.person.row} 行是同一案件的同一个人，重复出现，请删去一行，或改正案号、姓名、证件号码`)
    } else {
      this.#compare(entry, group)
    }
    group.entries.push(entry)
    this.#checkElsewhere(entry, group)
  }

  #groupOf(entry: Entry, belongs: 'above' | 'own' | null, cells: Map<Field, Cell>): Group {
    const { facts, found } = entry
    const above = this.#groups.at(-1)
    if (facts.caseNumber === null && !facts.noNumber) {
      if (above && belongs !== 'own' && (belongs === 'above' || this.#continues(facts, above, cells))) {
        facts.caseNumber = above.facts.caseNumber
        return above
      }
      if (this.#context.has('caseNumber') && belongs === null) {
        const heading = this.#context.heading('caseNumber')
        const own: Ask['options'][number] = { label: '是另一案件，没有案号', mends: [{ kind: 'ownCase' }] }
        if (above) {
          const row = above.entries.at(-1)?.person.row
          const question = `${heading}：没有案号，分不清与第 ${row} 行是同一案件还是另一案件，请补上案号（同一案件的写同一案号，案件没有案号的写“无”）`
          found.ask(question, 'case', [{ label: `与第 ${row} 行是同一案件`, mends: [{ kind: 'sameCase' }] }, own])
        } else {
          found.ask(`${heading}：没有案号，请补上；案件没有案号的写“无”`, 'case', [own])
        }
      }
    }
    const same = facts.caseNumber === null ? undefined : this.#byNumber.get(facts.caseNumber)
    if (same) return same
    const unclear = belongs === null && facts.caseNumber === null && !facts.noNumber && above !== undefined && this.#context.has('caseNumber')
    const group: Group = { facts, entries: [], ...(unclear && { perhaps: above }) }
    this.#groups.push(group)
    if (facts.caseNumber !== null) this.#byNumber.set(facts.caseNumber, group)
    return group
  }

  /** In files without merged cells the further people of a case have neither number nor serial, and repeat the facts of the case or leave them empty. */
  #continues(facts: CaseFacts, above: Group, cells: Map<Field, Cell>): boolean {
    if (above.facts.caseNumber === null && !above.facts.noNumber) return false
    if (!OF_THE_CASE.every((key) => facts[key] === null || facts[key] === above.facts[key])) return false
    const noSerial = this.#context.has('serial') && squeeze(cells.get('serial')?.text ?? '') === ''
    return noSerial || (facts.acceptedOn !== null && facts.acceptedOn === above.facts.acceptedOn && !this.#context.has('serial'))
  }

  /** A case's facts are those of its first row, completed by the others; where they differ, the later row says so. */
  #compare({ facts, found }: Entry, group: Group): void {
    const first = group.entries[0]
    if (!first) return
    for (const key of OF_THE_CASE) {
      if (facts[key] === null || facts[key] === group.facts[key]) continue
      if (group.facts[key] === null) continue
      found.warn(`${this.#context.heading(MEANING[key])}：与同一案号的第 ${first.person.row} 行不同，案件按第 ${first.person.row} 行读入，请核对`)
    }
  }

  #checkElsewhere(entry: Entry, group: Group): void {
    const { paperType, paperNumber, row, name } = entry.person
    if (paperNumber === null) return
    const key = `${paperType}/${paperNumber}`
    const seen = this.#papers.get(key)
    if (!seen) {
      this.#papers.set(key, { entry, group })
      return
    }
    const other = seen.entry.person
    if (other.name !== name) entry.found.warn(`与第 ${other.row} 行证件号码相同，姓名却不同，请核对`)
    else if (seen.group !== group && row !== other.row) {
      entry.found.warn(`与第 ${other.row} 行（${seen.group.facts.caseNumber ?? '无案号'}）是同一人，请核对是否同一原案重复救助`)
    }
  }

  /** The cases of the rows that can be imported, their totals, and which rows belong or may belong together. */
  finish(): { list: LedgerCase[]; totals: Omit<LedgerTotals, 'fileTotalFen'>; together: number[][] } {
    const list = this.#groups.flatMap((group) => {
      const entries = group.entries.filter((entry) => entry.found.usable)
      return entries.length > 0 ? [caseOf(entries)] : []
    })
    const rowsOf = new Map<Group, number[]>()
    for (const group of this.#groups) {
      const rows = (group.perhaps && rowsOf.get(group.perhaps)) ?? []
      rows.push(...group.entries.map(({ person }) => person.row))
      rowsOf.set(group, rows)
    }
    return { list, totals: totalsOf(list), together: [...new Set(rowsOf.values())] }
  }
}

function samePerson(a: LedgerPerson, b: LedgerPerson): boolean {
  if (a.paperNumber !== null && b.paperNumber !== null) return a.paperType === b.paperType && a.paperNumber === b.paperNumber
  return a.name !== '' && a.name === b.name
}

function caseOf(entries: Entry[]): LedgerCase {
  const all = entries.map((entry) => entry.facts)
  const first = <K extends keyof CaseFacts>(key: K): CaseFacts[K] | null => all.map((facts) => facts[key]).find((value) => value !== null) ?? null
  const remarks = [...new Set(all.map((facts) => facts.remark).filter((remark) => remark !== null))]
  return {
    rows: entries.map((entry) => entry.person.row),
    caseNumber: first('caseNumber'),
    unifiedNumber: first('unifiedNumber'),
    appliedOn: first('appliedOn'),
    acceptedOn: first('acceptedOn'),
    category: first('category'),
    charge: first('charge'),
    chargeText: first('chargeText'),
    originalNumber: first('originalNumber'),
    handlingOffice: first('handlingOffice'),
    handlingUnit: first('handlingUnit'),
    suspects: first('suspects'),
    originalOutcome: first('originalOutcome'),
    leadSource: first('leadSource'),
    officerName: first('officerName'),
    typical: all.some((facts) => facts.typical),
    typicalLevel: first('typicalLevel'),
    remark: remarks.length > 0 ? remarks.join('；') : null,
    people: entries.map((entry) => entry.person),
  }
}

function totalsOf(list: LedgerCase[]): Omit<LedgerTotals, 'fileTotalFen'> {
  const totals = { cases: 0, people: 0, fen: 0, refusedCases: 0, refusedPeople: 0, typical: 0, visited: 0 }
  for (const one of list) {
    const granted = one.people.filter((person) => person.outcome === 'granted')
    const refused = one.people.filter((person) => person.outcome === 'refused')
    totals.cases += granted.length > 0 ? 1 : 0
    totals.people += granted.length
    totals.fen += granted.reduce((sum, person) => sum + (person.amountFen ?? 0), 0)
    totals.refusedCases += refused.length > 0 && granted.length === 0 ? 1 : 0
    totals.refusedPeople += refused.length
    totals.typical += one.typical ? 1 : 0
    totals.visited += granted.filter((person) => person.visitOn !== null).length
  }
  return totals
}
