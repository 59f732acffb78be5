import type { CardMeaning, CaseCard, DifferenceKind } from './caseCards.ts'
import { normalizeCaseNumber } from './caseNumber.ts'
import { formatYuan } from './money.ts'
import { statisticalYear, yearPeriod } from './periods.ts'
import type { YearStart } from './periods.ts'
import type { Fen, Id, LegalDate } from './records.ts'
import type { Period } from './reportModel.ts'
import { squeeze } from './text.ts'

/** Which card is which case, and where the two say different things. */

export interface LoadedCards {
  year: number
  meanings: readonly CardMeaning[]
  cards: readonly CaseCard[]
}

/** A case of this ledger by its numbers; the unified one stands as the officer wrote it. */
export interface OurNumbers {
  caseId: Id
  unified: string | null
  caseNumber: string | null
}

/** A case of this ledger, as far as a card tells of it too. */
export interface OurCase extends OurNumbers {
  acceptedOn: LegalDate | null
  /** The last one of its decisions. */
  decidedOn: LegalDate | null
  result: 'grant' | 'refuse' | null
  /** Of all that was granted. */
  amountFen: Fen | null
  people: number
  officer: string | null
}

/** All lines of the export that are about one case. */
export interface CardCase extends Omit<CaseCard, 'row' | 'name'> {
  year: number
  meanings: ReadonlySet<CardMeaning>
  names: readonly string[]
}

export interface Differing {
  kind: DifferenceKind
  /** The case of ours it is about; null for a card that has none. */
  ours: OurCase | null
  /** Null for a case without a card. */
  card: CardCase | null
  date: LegalDate
  cardText: string | null
  ourText: string | null
  /** What tells this difference from every other, and from the same place with other values. */
  identity: string
}

const resultLabels = { grant: '给予救助', refuse: '不予救助' } as const
const BETWEEN = /[、，,;；/\s]+/
/** 张某某等3人: the first of them stands for all. */
const AND_OTHERS = /等(\d{1,3})人?$/

const first = <T>(values: readonly (T | null)[]): T | null => values.find((value) => value !== null) ?? null
const last = (days: readonly (LegalDate | null)[]): LegalDate | null => days.flatMap((day) => day ?? []).sort().at(-1) ?? null
/** No money and none told of are the same: a refusal has none. */
const fenOf = (fen: Fen | null): Fen | null => (fen === 0 ? null : fen)

/** How many people the lines tell of; null where they do not. Lines of one person each may repeat how many there are in all. */
function peopleOf(cards: readonly CaseCard[]): number | null {
  const stated = cards.flatMap(({ people }) => people ?? [])
  if (stated.length > 0) return stated.every((people) => people === cards.length) ? cards.length : stated.reduce((sum, people) => sum + people, 0)
  const names = new Set<string>()
  let others = 0
  for (const { name } of cards) {
    others = Math.max(others, Number(AND_OTHERS.exec(name ?? '')?.[1] ?? 0))
    for (const one of namesIn(name)) names.add(one)
  }
  const counted = Math.max(names.size, others)
  return counted === 0 ? null : counted
}
const namesIn = (name: string | null): string[] => (name === null ? [] : [...new Set(name.replace(AND_OTHERS, '').split(BETWEEN).map(squeeze).filter(Boolean))])

/** The lines of one year's export by case: by number, else by who it is and when. */
function casesOf({ year, meanings, cards }: LoadedCards): CardCase[] {
  const groups = new Map<string, CaseCard[]>()
  for (const card of cards) {
    const key = card.unified ?? card.caseNumber ?? JSON.stringify([card.name, card.acceptedOn, card.decidedOn])
    const group = groups.get(key)
    if (group) group.push(card)
    else groups.set(key, [card])
  }
  const told = new Set(meanings)
  return [...groups.values()].map((group) => together(group, year, told))
}

function together(group: readonly CaseCard[], year: number, meanings: CardCase['meanings']): CardCase {
  const [one, another] = group
  // Nearly every case is one line.
  if (one && !another) return { ...one, year, meanings, names: namesIn(one.name), people: one.people ?? peopleOf(group) }
  const fens = group.flatMap(({ amountFen }) => amountFen ?? [])
  return {
    year,
    meanings,
    unified: first(group.map((card) => card.unified)),
    caseNumber: first(group.map((card) => card.caseNumber)),
    names: [...new Set(group.flatMap(({ name }) => namesIn(name)))],
    acceptedOn: first(group.map((card) => card.acceptedOn)),
    decidedOn: last(group.map((card) => card.decidedOn)),
    result: group.some(({ result }) => result === 'grant') ? 'grant' : first(group.map((card) => card.result)),
    amountFen: fens.length === 0 ? null : fens.reduce((sum, fen) => sum + fen, 0),
    people: peopleOf(group),
    officer: first(group.map((card) => card.officer)),
  }
}

/** The cards of all years by case. A case that stands in several years' exports counts as the latest has it. */
export function cardCases(loads: readonly LoadedCards[]): CardCase[] {
  const known = new Set<string>()
  const found: CardCase[] = []
  for (const load of loads.toSorted((a, b) => b.year - a.year)) {
    for (const one of casesOf(load)) {
      const number = one.unified ?? one.caseNumber
      if (number !== null && known.has(number)) continue
      if (number !== null) known.add(number)
      found.push(one)
    }
  }
  return found
}

const within = ({ from, to }: Period, date: LegalDate): boolean => date >= from && date <= to

/** Cases by either of their numbers. Nearly every number is of one case: only the others need a list. */
class Numbered {
  readonly #first = new Map<string, Id>()
  readonly #further = new Map<string, Id[]>()

  constructor(ours: readonly OurNumbers[]) {
    for (const { caseId, unified, caseNumber } of ours) {
      if (unified !== null) this.#add(normalizeCaseNumber(unified), caseId)
      if (caseNumber !== null) this.#add(caseNumber, caseId)
    }
  }

  #add(number: string, caseId: Id): void {
    if (!this.#first.has(number)) this.#first.set(number, caseId)
    else this.#further.set(number, [...(this.#further.get(number) ?? []), caseId])
  }

  /** The first case of this number that is not taken. */
  find(number: string, taken: ReadonlySet<Id>): Id | undefined {
    const first = this.#first.get(number)
    if (first === undefined || !taken.has(first)) return first
    return this.#further.get(number)?.find((caseId) => !taken.has(caseId))
  }
}

/**
 * Which card is which case: by number first, of all cards and all cases whatever the period; a case of January may have its card in the year before.
 * Cards whose number leads nowhere are looked for by name. Only cases of the period need be read whole.
 */
export class CardMatching {
  readonly #matched: [card: CardCase, caseId: Id][] = []
  readonly #taken = new Set<Id>()
  /** Cards that have no case yet. */
  #lost: readonly CardCase[]

  constructor(cards: readonly CardCase[], ours: readonly OurNumbers[]) {
    this.#lost = cards
    const numbered = new Numbered(ours)
    for (const which of ['unified', 'caseNumber'] as const) this.#matchLost((card) => (card[which] === null ? undefined : numbered.find(card[which], this.#taken)))
  }

  #matchLost(find: (card: CardCase) => Id | undefined): void {
    this.#lost = this.#lost.filter((card) => {
      const caseId = find(card)
      if (caseId === undefined) return true
      this.#matched.push([card, caseId])
      this.#taken.add(caseId)
      return false
    })
  }

  /** Names on cards that have no case yet. */
  get namesWanted(): string[] {
    return [...new Set(this.#lost.flatMap(({ names }) => names))]
  }

  /** Cases whose card lies in the period, or tells of no day. */
  matchedWithin(period: Period): Id[] {
    const found: Id[] = []
    for (const [{ decidedOn, acceptedOn }, caseId] of this.#matched) {
      const date = decidedOn ?? acceptedOn
      if (date === null || within(period, date)) found.push(caseId)
    }
    return found
  }

  /** The same name and a day or the sum of money beside it, where there is one such case only. */
  byName(named: ReadonlyMap<string, readonly OurCase[]>): void {
    this.#matchLost((card) => {
      const same = [...new Set(card.names.flatMap((name) => named.get(name) ?? []))].filter(
        (ours) =>
          !this.#taken.has(ours.caseId) &&
          ((card.acceptedOn !== null && card.acceptedOn === ours.acceptedOn) || (card.decidedOn !== null && card.decidedOn === ours.decidedOn) || (fenOf(card.amountFen) !== null && card.amountFen === ours.amountFen)),
      )
      return same.length === 1 ? same[0]?.caseId : undefined
    })
  }

  /** @param cases those that `matchedWithin`, `namesWanted` or their own days in the period tell of; any others may be among them */
  differences(cases: ReadonlyMap<Id, OurCase>, period: Period, loadedYears: readonly number[], startsOn: YearStart): Differing[] {
    const found = this.#lost.map((card) => onlyCard(card, startsOn))
    for (const [card, caseId] of this.#matched) {
      const one = cases.get(caseId)
      if (one) found.push(...differencesOf(card, one, startsOn))
    }
    const years = new Set(loadedYears)
    for (const one of cases.values()) {
      const date = one.decidedOn ?? one.acceptedOn
      if (date === null || this.#taken.has(one.caseId) || !years.has(statisticalYear(date, startsOn))) continue
      found.push({ kind: 'ledgerOnly', ours: one, card: null, date, cardText: null, ourText: summary(one), identity: JSON.stringify(['ledgerOnly', one.caseId]) })
    }
    return found.filter(({ date }) => within(period, date))
  }
}

const summary = ({ decidedOn, acceptedOn, result, amountFen }: Pick<OurCase, 'decidedOn' | 'acceptedOn' | 'result' | 'amountFen'>): string =>
  [acceptedOn && `受理 ${acceptedOn}`, decidedOn && `决定 ${decidedOn}`, result && resultLabels[result], fenOf(amountFen) !== null && `${formatYuan(amountFen ?? 0)} 元`].filter(Boolean).join('，') || '没有日期和结果'

function onlyCard(card: CardCase, startsOn: YearStart): Differing {
  const who = card.unified ?? card.caseNumber ?? [card.names, card.acceptedOn, card.decidedOn]
  return { kind: 'cardOnly', ours: null, card, date: card.decidedOn ?? card.acceptedOn ?? yearPeriod(card.year, startsOn).to, cardText: summary(card), ourText: null, identity: JSON.stringify(['cardOnly', who]) }
}

function differencesOf(card: CardCase, ours: OurCase, startsOn: YearStart): Differing[] {
  const date = card.decidedOn ?? card.acceptedOn ?? ours.decidedOn ?? ours.acceptedOn ?? yearPeriod(card.year, startsOn).to
  const yuan = (fen: Fen | null) => (fenOf(fen) === null ? null : `${formatYuan(fen ?? 0)} 元`)
  const people = (count: number | null) => (count === null ? null : `${count} 人`)
  const result = (one: OurCase['result']) => (one === null ? null : resultLabels[one])
  const has = (...meanings: CardMeaning[]) => meanings.some((meaning) => card.meanings.has(meaning))
  const sides: [DifferenceKind, boolean, string | null, string | null][] = [
    ['acceptedOn', has('acceptedOn'), card.acceptedOn, ours.acceptedOn],
    ['decidedOn', has('decidedOn'), card.decidedOn, ours.decidedOn],
    ['result', has('result'), result(card.result), result(ours.result)],
    ['amount', has('amount'), yuan(card.amountFen), yuan(ours.amountFen)],
    ['people', has('people', 'name'), people(card.people), people(ours.people)],
    ['officer', has('officer'), card.officer, ours.officer === null ? null : squeeze(ours.officer)],
  ]
  return sides.flatMap(([kind, compared, cardText, ourText]) =>
    compared && cardText !== ourText
      ? [{ kind, ours, card, date, cardText, ourText, identity: JSON.stringify([kind, ours.caseId, cardText, ourText]) }]
      : [],
  )
}
