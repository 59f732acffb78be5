import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Basis, Period } from '../domain/reportModel.ts'
import { makeReport, recordsBehind } from '../reports/reports.ts'
import { openTestStore } from '../store/testStore.ts'
import { openEncrypted } from '../vault/connection.ts'
import { fillManyCases, MANY } from './manyCases.ts'
import { median } from './measured.ts'
import type { Measured } from './measured.ts'

/**
 * The report's figures the plainest way: one aggregate for each headline and each table, written out as anybody would, without labels, without
 * months of a statistical year, undated records or people who gave money back. `@from` and `@to` bound the period.
 */
function bareStatements(basis: Basis): string[] {
  const net = `sum(case e.kind when 'paid' then e.amount_fen when 'repaid' then e.amount_fen when 'returned' then -e.amount_fen when 'recovered' then -e.amount_fen else 0 end)`
  const paidToDate = `(select ${net} from disbursement e where e.case_id = d.case_id and e.recipient_id = d.recipient_id)`
  const day = basis === 'accepted' ? 'c.accepted_on' : 'd.decided_on'
  const grants = (key: string, joins = '', where = '') =>
    `select ${key} as key, count(distinct d.case_id), count(*), sum(d.amount_fen), sum(${paidToDate})
     from decision d join relief_case c on c.id = d.case_id ${joins}
     where d.deleted_at is null and c.deleted_at is null and d.kind = 'grant' and ${day} between @from and @to ${where} group by 1`
  const payments = (key: string, joins = '', where = '') =>
    `select ${key} as key, count(distinct e.case_id), count(distinct e.recipient_id), ${net},
       sum((select d.amount_fen from decision d where d.recipient_id = e.recipient_id and d.deleted_at is null and d.kind = 'grant'))
     from disbursement e join relief_case c on c.id = e.case_id ${joins} where c.deleted_at is null and e.happened_on between @from and @to ${where} group by 1`
  const [table, at, who] = basis === 'paid' ? ([payments, 'e', 'e.happened_on'] as const) : ([grants, 'd', day] as const)
  const events = (from: string, key: string, where = '') =>
    table(`v.${key}`, `join ${from} v on v.case_id = c.id and (v.recipient_id is null or v.recipient_id = ${at}.recipient_id)`, `and v.deleted_at is null ${where}`)
  return [
    'select count(*), sum((select count(*) from recipient r where r.case_id = c.id and r.deleted_at is null)) from relief_case c where c.deleted_at is null and c.accepted_on between @from and @to',
    `select count(distinct d.case_id), count(*), count(distinct coalesce(p.household_id, p.id)), sum(d.amount_fen)
     from decision d join relief_case c on c.id = d.case_id join recipient r on r.id = d.recipient_id join person p on p.id = r.person_id
     where d.deleted_at is null and c.deleted_at is null and d.kind = 'grant' and d.decided_on between @from and @to`,
    `select count(distinct d.case_id), count(*) from decision d join relief_case c on c.id = d.case_id
     where d.deleted_at is null and c.deleted_at is null and d.kind = 'refuse' and d.decided_on between @from and @to`,
    `select count(distinct e.case_id), count(distinct e.recipient_id), ${net} from disbursement e join relief_case c on c.id = e.case_id
     where c.deleted_at is null and e.happened_on between @from and @to`,
    'select count(*) from typical_award a where a.deleted_at is null and a.published_on between @from and @to',
    table(`substr(${who}, 1, 7)`),
    table('c.category'),
    table('c.lead_source'),
    table('o.charge', 'left join original_case o on o.id = c.original_case_id'),
    table('g.group_code', `join recipient_group g on g.recipient_id = ${at}.recipient_id`),
    events('visit', 'way', 'and v.done_on is not null'),
    events('support_measure', 'kind'),
  ]
}

/** Median milliseconds of two works that take turns, so that whatever else the machine does slows them alike. */
async function compared(first: () => unknown, second: () => unknown, runs: number): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []]
  for (let run = 0; run <= runs; run += 1) {
    for (const [index, work] of [first, second].entries()) {
      const start = performance.now()
      await work()
      // The first turn only fills the page cache.
      if (run > 0) times[index]?.push(performance.now() - start)
    }
  }
  return [median(times[0]), median(times[1])]
}

const basisNames: Record<Basis, string> = { accepted: '按受理', decided: '按决定', paid: '按发放' }

/** Speed of the annual report over 100,000 encrypted cases of twelve years: one year, and all of them in one period. */
export async function benchReports(count = MANY): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-bench-'))
  const raw = openEncrypted(join(folder, 'casebook.db'), randomBytes(32), { create: true })
  try {
    const { read } = await openTestStore(raw)
    fillManyCases(raw, count)
    const measured: Measured[] = []
    const periods: [string, Period, number][] = [
      ['一年', { from: '2019-01-01', to: '2019-12-31' }, 7],
      ['十二年', { from: '2014-01-01', to: '2025-12-31' }, 3],
    ]
    for (const [span, period, runs] of periods) {
      for (const basis of ['accepted', 'decided', 'paid'] as const) {
        const bare = bareStatements(basis).map((text) => raw.prepare(text))
        const [ours, theirs] = await compared(
          () => makeReport(read, { kind: 'annual', period, basis }),
          () => bare.forEach((statement) => statement.all(period)),
          runs,
        )
        const name = `年度统计表 ${span} ${basisNames[basis]}`
        measured.push({ name: `${name} / 裸语句`, value: ours / theirs, unit: '倍', limit: 3 }, { name, value: ours, unit: 'ms' })
      }
    }
    const [opened] = await compared(() => recordsBehind(read, { kind: 'annual', period: periods[0]?.[1] ?? { from: '', to: '' }, basis: 'decided' }, { table: 'category', row: 'injury', column: 'people' }), () => undefined, 7)
    measured.push({ name: '打开一个数字（一年的一种情形）', value: opened, unit: 'ms' })
    return measured
  } finally {
    raw.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
