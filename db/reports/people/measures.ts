import { ownMeasures } from '../../domain/ownReports.ts'
import type { OwnMeasureKey } from '../../domain/ownReports.ts'
import type { Fen } from '../../domain/records.ts'
import type { FigureRecord } from '../../domain/reportModel.ts'
import type { Measure } from '../work/engine.ts'
import type { CaseEvent, PersonFact } from './personFact.ts'

/** One person of a cell: the movements of his money there together. */
interface Counted {
  fact: PersonFact
  paidFen: Fen
  /** By payment only who on balance received money. */
  counts: boolean
}

function together(facts: readonly PersonFact[]): Counted[] {
  if (facts[0]?.basis !== 'paid') return facts.map((fact) => ({ fact, paidFen: fact.paidFen, counts: true }))
  const byPerson = new Map<string, Counted>()
  for (const fact of facts) {
    const known = byPerson.get(fact.recipientId ?? '')
    if (!known) byPerson.set(fact.recipientId ?? '', { fact, paidFen: fact.paidFen, counts: fact.paidFen > 0 })
    else {
      known.paidFen += fact.paidFen
      known.counts = known.paidFen > 0
      if ((fact.date ?? '') > (known.fact.date ?? '')) known.fact = fact
    }
  }
  return [...byPerson.values()]
}
const counting = (facts: readonly PersonFact[]): PersonFact[] => together(facts).flatMap(({ fact, counts }) => (counts ? [fact] : []))
const people = (facts: readonly PersonFact[]): PersonFact[] => counting(facts).filter(({ recipientId }) => recipientId !== null)

const distinct = (values: Iterable<string | null>): number => new Set(values).size
const sum = (values: readonly (Fen | null)[]): Fen => values.reduce<Fen>((all, value) => all + (value ?? 0), 0)

/** Behind money stand also those who on balance gave money back; they count in the money only. */
const recordsOf = (facts: readonly PersonFact[]): FigureRecord[] =>
  together(facts)
    .filter(({ counts, paidFen }) => counts || paidFen !== 0)
    .map(({ fact, paidFen, counts }) => (counts ? { ...fact, paidFen } : { ...fact, fen: null, paidFen, detail: '本期退回、追回多于发放，计入金额，不计入人数' }))
const countingRecords = (facts: readonly PersonFact[]): FigureRecord[] =>
  together(facts).flatMap(({ fact, paidFen, counts }) => (counts ? [{ ...fact, paidFen }] : []))

/** Events of those who count; one recorded for a whole case is one for all its people. */
const events = (of: (fact: PersonFact) => readonly CaseEvent[]) => ({
  of: (facts: readonly PersonFact[]) => distinct(people(facts).flatMap((fact) => of(fact).map(({ key }) => key))),
  records: (facts: readonly PersonFact[]): FigureRecord[] => {
    const byKey = new Map<string, FigureRecord>()
    for (const fact of people(facts)) {
      for (const { key, date, recipientId, detail } of of(fact)) {
        const known = byKey.get(key)
        if (known) known.personName += `、${fact.personName}`
        else byKey.set(key, { key, caseId: fact.caseId, leadId: null, recipientId, title: fact.title, personName: fact.personName, date, fen: null, detail })
      }
    }
    return [...byKey.values()]
  },
})

const made: Record<OwnMeasureKey, Pick<Measure<PersonFact>, 'unit' | 'of' | 'records'>> = {
  cases: { unit: 'count', of: (facts) => distinct(counting(facts).map(({ caseId }) => caseId)), records: countingRecords },
  people: { unit: 'count', of: (facts) => people(facts).length, records: (facts) => countingRecords(facts).filter(({ recipientId }) => recipientId !== null) },
  households: { unit: 'count', of: (facts) => distinct(people(facts).map(({ household }) => household)), records: (facts) => countingRecords(facts).filter(({ recipientId }) => recipientId !== null) },
  decidedFen: { unit: 'fen', of: (facts) => sum(counting(facts).map(({ fen }) => fen)), records: countingRecords },
  paidFen: { unit: 'fen', of: (facts) => sum(facts.map(({ paidFen }) => paidFen)), records: recordsOf },
  visits: { unit: 'count', ...events(({ visits }) => visits) },
  supports: { unit: 'count', ...events(({ supports }) => supports) },
}

/** The column of a measure; `of` narrows it to a part of the people, as under a column of their own. */
export function measureOf(key: OwnMeasureKey, of?: { key: string; label: string; holds: (fact: PersonFact) => boolean }): Measure<PersonFact> {
  const label = ownMeasures.find((one) => one.key === key)?.label ?? key
  return { key: of ? `${key}/${of.key}` : key, label: of ? `${of.label} ${label}` : label, counts: of?.holds ?? (() => true), ...made[key] }
}
