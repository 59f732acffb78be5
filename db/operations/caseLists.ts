import { today } from '../domain/dates.ts'
import { searchText } from '../domain/pinyin.ts'
import type { Id } from '../domain/records.ts'
import { hide } from '../domain/sensitive.ts'
import { caseListItems } from '../store/caseListItems.ts'
import { choicesOf, cursorOf, listCases, totalsOf, wordsOf } from '../store/caseListRepository.ts'
import { peopleOfCases } from '../store/personRepository.ts'
import { foundLeads, leadLines } from '../store/leadListRepository.ts'
import type { Reader } from '../store/store.ts'
import { disbursementLines, disbursementTotal, measureLines, measureTotal, overdueVisits, visitLines, visitTotal } from '../store/workRepository.ts'
import type { Line } from '../store/workRepository.ts'
import type { Handlers } from './context.ts'
import type { FoundAnything, Page } from './contract.ts'
import { dutyHandlers } from './duties.ts'
import { keysetPage } from './paging.ts'

type Names = 'caseList' | 'caseTotals' | 'caseFilterChoices' | 'dutyList' | 'disbursementList' | 'visitList' | 'measureList' | 'findAnything'

/** How many cases and people a search from anywhere shows. */
const FOUND_AT_MOST = 8
/** How many cases are looked through for people: the newest ones that match. */
const CASES_LOOKED_THROUGH = 30

const emptyFilter = { text: '', year: null, stage: null, category: null, leadSource: null, specialGroup: null, officerName: null, historical: null }

/** Cuts the page and drops the cursors, which are the list's business. */
function pageOf<T>(lines: Line<T>[], limit: number): Page<Omit<Line<T>, 'cursor'>> {
  const page = keysetPage(lines, limit, (line) => line.cursor)
  return { ...page, rows: page.rows.map(({ cursor: _cursor, ...line }) => line) }
}

async function findAnything(db: Reader, text: string): Promise<FoundAnything> {
  const words = wordsOf(text)
  if (words.length === 0) return { cases: [], moreCases: false, people: [], leads: [] }
  const found = await listCases(db, { filter: { ...emptyFilter, text }, sort: 'number', descending: true, after: null, limit: CASES_LOOKED_THROUGH })
  const items = await caseListItems(db, found.slice(0, FOUND_AT_MOST).map((one) => one.id))
  const people = new Map<Id, FoundAnything['people'][number]>()
  for (const person of await peopleOfCases(db, found.map((one) => one.id))) {
    const own = searchText([person.name, person.paperNumber ?? '', person.phone ?? ''])
    if (!words.every((word) => own.includes(word))) continue
    const known = people.get(person.id)
    if (known) known.cases.push(person.inCase)
    else if (people.size < FOUND_AT_MOST) people.set(person.id, { id: person.id, name: person.name, paperMasked: hide.paperNumber(person.paperNumber), cases: [person.inCase] })
  }
  const leads = await leadLines(db, (await foundLeads(db, text, FOUND_AT_MOST)).map((one) => one.id))
  return {
    cases: items.map((item) => ({ id: item.id, caseNumber: item.caseNumber, people: item.people.map((person) => person.name).join('、'), stage: item.stage })),
    moreCases: found.length > items.length,
    people: [...people.values()],
    leads: leads.map(({ id, receivedOn, people: names, outcome }) => ({ id, receivedOn, people: names, outcome })),
  }
}

export const caseListHandlers: Handlers<Names> = {
  async caseList({ store }, { filter, sort, descending, after, limit }) {
    const found = await listCases(store.read, { filter, sort, descending, after, limit: limit + 1 })
    const page = keysetPage(found, limit, cursorOf)
    return { rows: await caseListItems(store.read, page.rows.map((one) => one.id)), next: page.next }
  },

  caseTotals: ({ store }, { filter }) => totalsOf(store.read, filter),

  caseFilterChoices: ({ store }) => choicesOf(store.read),

  ...dutyHandlers,

  async disbursementList({ store }, query) {
    const lines = await disbursementLines(store.read, { ...query, limit: query.limit + 1 })
    return { ...pageOf(lines, query.limit), total: await disbursementTotal(store.read, query) }
  },

  async visitList({ store }, query) {
    const lines = await visitLines(store.read, { ...query, limit: query.limit + 1 })
    return { ...pageOf(lines, query.limit), total: { ...(await visitTotal(store.read, query)), overdue: query.state === 'due' ? await overdueVisits(store.read, today()) : [] } }
  },

  async measureList({ store }, query) {
    const lines = await measureLines(store.read, { ...query, limit: query.limit + 1 })
    return { ...pageOf(lines, query.limit), total: await measureTotal(store.read, query) }
  },

  findAnything: ({ store }, { text }) => findAnything(store.read, text),
}
