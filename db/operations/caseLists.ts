import { formatYuan } from '../domain/money.ts'
import { searchText } from '../domain/pinyin.ts'
import { today } from '../domain/dates.ts'
import type { Duty, Id } from '../domain/records.ts'
import { hide } from '../domain/sensitive.ts'
import { caseListItems } from '../store/caseListItems.ts'
import { choicesOf, cursorOf, listCases, totalsOf, wordsOf } from '../store/caseListRepository.ts'
import { namesOf } from '../store/caseRepository.ts'
import { openCases, plannedVisits } from '../store/dutyRepository.ts'
import { peopleOfCases } from '../store/personRepository.ts'
import type { Reader } from '../store/store.ts'
import { disbursementLines, disbursementTotal, measureLines, measureTotal, visitLines, visitTotal } from '../store/workRepository.ts'
import type { Line } from '../store/workRepository.ts'
import type { Handlers } from './context.ts'
import type { FoundAnything, Page } from './contract.ts'
import { keysetPage } from './paging.ts'

type Names = 'caseList' | 'caseTotals' | 'caseFilterChoices' | 'dutyList' | 'disbursementList' | 'visitList' | 'measureList' | 'findAnything'

/** How many cases and people a search from anywhere shows. */
const FOUND_AT_MOST = 8
/** How many cases are looked through for people: the newest ones that match. */
const CASES_LOOKED_THROUGH = 30

const withoutDay: readonly Duty['kind'][] = ['pay', 'decide', 'accept']

const emptyFilter = { text: '', year: null, stage: null, category: null, leadSource: null, specialGroup: null, officerName: null, historical: null }

/** Cuts the page and drops the cursors, which are the list's business. */
function pageOf<T>(lines: Line<T>[], limit: number): Page<Omit<Line<T>, 'cursor'>> {
  const page = keysetPage(lines, limit, (line) => line.cursor)
  return { ...page, rows: page.rows.map(({ cursor: _cursor, ...line }) => line) }
}

async function dutiesOf(db: Reader): Promise<Duty[]> {
  const open = await openCases(db)
  const visits = await plannedVisits(db)
  const names = await namesOf(db, [...new Set([...open.map((one) => one.caseId), ...visits.filter((visit) => visit.personName === null).map((visit) => visit.caseId)])])
  const duties: Duty[] = visits.map((visit) => ({
    kind: 'visit',
    caseId: visit.caseId,
    caseNumber: visit.caseNumber,
    people: visit.personName ?? names.get(visit.caseId) ?? '',
    officerName: visit.officerName,
    dueOn: visit.dueOn,
    text: '计划回访，回访后请记录',
    section: 'visit',
  }))
  for (const one of open) {
    const duty = (kind: Duty['kind'], section: Duty['section'], text: string) =>
      duties.push({ kind, caseId: one.caseId, caseNumber: one.caseNumber, people: names.get(one.caseId) ?? '', officerName: one.officerName, dueOn: null, text, section })
    if (one.outstandingFen > 0) duty('pay', 'disbursement', `待发放 ${formatYuan(one.outstandingFen)} 元`)
    if (one.stage === 'applied') duty('accept', 'basics', '已申请，审查材料后登记受理')
    else if (one.undecided > 0) duty('decide', 'decision', one.stage === 'accepted' ? '已受理，登记救助决定' : `还有 ${one.undecided} 人没有登记决定`)
  }
  const day = today()
  /** Overdue first and the longest overdue at the top, then by day, then what has no day: money that is waited for before papers, older cases first. */
  const rank = (duty: Duty) => (duty.dueOn === null ? 2 + withoutDay.indexOf(duty.kind) : duty.dueOn < day ? 0 : 1)
  const key = (duty: Duty) => duty.dueOn ?? duty.caseId
  return duties.sort((a, b) => rank(a) - rank(b) || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

async function findAnything(db: Reader, text: string): Promise<FoundAnything> {
  const words = wordsOf(text)
  if (words.length === 0) return { cases: [], people: [] }
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
  return {
    cases: items.map((item) => ({ id: item.id, caseNumber: item.caseNumber, people: item.people.map((person) => person.name).join('、'), stage: item.stage })),
    people: [...people.values()],
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

  dutyList: ({ store }) => dutiesOf(store.read),

  async disbursementList({ store }, query) {
    const lines = await disbursementLines(store.read, { ...query, limit: query.limit + 1 })
    return { ...pageOf(lines, query.limit), total: await disbursementTotal(store.read, query) }
  },

  async visitList({ store }, query) {
    const lines = await visitLines(store.read, { ...query, limit: query.limit + 1 })
    return { ...pageOf(lines, query.limit), total: await visitTotal(store.read, query) }
  },

  async measureList({ store }, query) {
    const lines = await measureLines(store.read, { ...query, limit: query.limit + 1 })
    return { ...pageOf(lines, query.limit), total: await measureTotal(store.read, query) }
  },

  findAnything: ({ store }, { text }) => findAnything(store.read, text),
}
