import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bases } from '../domain/reportModel.ts'
import type { Period, ReportKind } from '../domain/reportModel.ts'
import { openTestStore } from '../store/testStore.ts'
import { change } from '../store/unitOfWork.ts'
import type { Db } from './population.ts'
import { makeReport } from './reports.ts'
import { anyCase, anyDay, anyLead, anyPeriod } from './testArbitraries.ts'
import { caseWriter } from './testCases.ts'
import { writeFunds, writeLead } from './testOffice.ts'
import { recount } from './testRecount.ts'
import { recountKinds, worthShowing } from './testRecountKinds.ts'
import type { Values } from './testRecountKinds.ts'

const now = '2023-06-30'
const rarely = fc.integer({ min: 0, max: 6 }).map((n) => n === 0)
const anyFunds = fc.record({ kind: fc.constantFrom('requested', 'arrived', 'carriedIn', 'returned'), happenedOn: anyDay, amountFen: fc.integer({ min: 1, max: 9_000_000 }), source: fc.constantFrom('省', '县（区）', null), year: fc.integer({ min: 2021, max: 2024 }), recycled: rarely } as const)
const anyBook = fc.record({ cases: fc.array(anyCase, { maxLength: 5 }), leads: fc.array(anyLead, { maxLength: 4 }), funds: fc.array(anyFunds, { maxLength: 5 }), startsOn: fc.constantFrom('01-01', '12-26') } as const)

type YearStart = '01-01' | '12-26'
/** Every year the period touches is that year's headline, counted a second time, and the difference from the year before. */
async function expectYears(db: Db, period: Period, startsOn: YearStart): Promise<void> {
  const yearOf = (day: string) => Number(day.slice(0, 4)) + (startsOn === '12-26' && day.slice(5) >= '12-26' ? 1 : 0)
  const totalsOf = async (year: number) => (await recount(db, startsOn === '01-01' ? { from: `${year}-01-01`, to: `${year}-12-31` } : { from: `${year - 1}-12-26`, to: `${year}-12-25` }, 'decided', startsOn)).totals
  const cases = (await db.selectFrom('relief_case').selectAll().execute()).filter((row) => row.deleted_at === null)
  const ours = ({ case_id }: { case_id: string }) => cases.some(({ id }) => id === case_id)
  const decided = (await db.selectFrom('decision').selectAll().execute()).filter((row) => row.deleted_at === null && ours(row))
  const paid = (await db.selectFrom('disbursement').selectAll().execute()).filter(ours)
  const days = [...cases.map((row) => row.accepted_on), ...decided.map((row) => row.decided_on), ...paid.map((row) => row.happened_on)]
  const begins = Math.min(...days.flatMap((day) => (day === null ? [] : [yearOf(day)])))
  const wanted = []
  for (let year = yearOf(period.from); year <= yearOf(period.to); year += 1) {
    const [{ accepted, granted, refused, paid: given }, before] = [await totalsOf(year), await totalsOf(year - 1)]
    const change = (key: string, now: number, then: number) => ({ [`${key}Difference`]: year > begins ? now - then : null, [`${key}Change`]: then === 0 ? null : Math.round(((now - then) / then) * 1000) })
    const own = { acceptedCases: accepted.cases, acceptedPeople: accepted.people, grantedCases: granted.cases, grantedPeople: granted.people, grantedFen: granted.fen, refusedCases: refused.cases, paidPeople: given.people, paidFen: given.fen }
    wanted.push([String(year), { ...own, ...change('grantedCases', granted.cases, before.granted.cases), ...change('grantedFen', granted.fen, before.granted.fen), ...change('paidFen', given.fen, before.paid.fen) }])
  }
  const { tables } = await makeReport(db, { kind: 'years', period, basis: 'decided' }, now)
  expect(tables.map(({ key, rows }) => [key, rows.map((row) => [row.key, row.values])])).toEqual([['year', wanted]])
}

const borrowed: Readonly<Record<string, ReportKind>> = { totals: 'annual', specialGroup: 'annual', level: 'typical', office: 'typical', way: 'visits', kind: 'measures', source: 'leads' }
/** The tables of the work report are those of the reports it borrows from, which are counted a second time, and each figure of the paragraphs is one of theirs. */
async function expectSaid(db: Db, period: Period): Promise<void> {
  const { tables, paragraphs = [] } = await makeReport(db, { kind: 'work', period, basis: 'accepted' }, now)
  expect(tables.map(({ key }) => key)).toEqual(Object.keys(borrowed))
  for (const kind of new Set(Object.values(borrowed))) {
    const whole = await makeReport(db, { kind, period, basis: 'decided' }, now)
    for (const table of tables.filter(({ key }) => borrowed[key] === kind)) expect(table).toEqual(whole.tables.find(({ key }) => key === table.key))
  }
  for (const { text, cell } of paragraphs.flat()) {
    if (!cell) continue
    const table = tables.find(({ key }) => key === cell.table)
    const value = [...(table?.rows ?? []), table?.total].find((row) => row?.key === cell.row)?.values[cell.column]
    const unit = table?.columns.find(({ key }) => key === cell.column)?.unit
    const place = `${cell.table}/${cell.row}/${cell.column}`
    // Money that came back on balance is said without its sign.
    if (unit === 'fen') expect(Math.round(Number(text) * 1_000_000), place).toBe(Math.abs(value ?? 0))
    else expect(text, place).toBe(unit === 'permille' ? `${((value ?? 0) / 10).toFixed(1)}%` : String(value))
  }
}

it('whatever the casebook holds, every row and column equals a second count in plain loops', { timeout: 180_000 }, async () => {
  /** Tables in which something was counted at all: a recount of nothing shows nothing. */
  const filled = new Set<string>()
  await fc.assert(
    fc.asyncProperty(anyBook, anyPeriod, async ({ cases, leads, funds, startsOn }, period) => {
      const store = await openTestStore()
      try {
        store.raw.prepare('update office set year_starts_on = ?').run(startsOn)
        await change(store.read, { accountId: null, name: '测试' }, { action: '登记' }, async (unit) => {
          const write = caseWriter(unit)
          const caseIds: string[] = []
          for (const [index, facts] of cases.entries()) caseIds.push(await write({ officerName: index % 3 === 2 ? null : index % 3 === 1 ? '乙' : '甲', ...facts }))
          for (const lead of leads) await writeLead(unit, lead, caseIds)
          for (const one of funds) await writeFunds(unit, one)
        })
        await expectSaid(store.read, period)
        await expectYears(store.read, period, startsOn)
        for (const basis of bases) {
          const again = await recountKinds(store.read, period, basis, startsOn, now)
          for (const kind of ['groups', 'sources', 'leads', 'timeliness', 'officers', 'money', 'visits', 'measures', 'typical'] as const satisfies readonly ReportKind[]) {
            const { tables } = await makeReport(store.read, { kind, period, basis }, now)
            expect(tables.map(({ key }) => `${kind}/${key}`)).toEqual(expect.arrayContaining(Object.keys(again).filter((key) => key.startsWith(`${kind}/`))))
            for (const { key, rows, total } of tables) {
              const place = `${kind}/${key}`
              const found = new Map<string, Values>([...rows, ...(total ? [total] : [])].filter(({ values }) => worthShowing(values)).map((row) => [row.key, row.values]))
              expect(found, `${place} ${basis}`).toEqual(again[place])
              if (found.size > 0) filled.add(place)
            }
          }
        }
      } finally {
        await store.close()
      }
    }),
    { numRuns: 25 },
  )
  expect([...filled].sort()).toHaveLength(30)
})
