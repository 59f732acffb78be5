import type Database from 'better-sqlite3'
import { today as thisDay } from '../domain/dates.ts'
import { countUnvisited } from '../store/migrations/006-unseen.ts'
import type { LegalDate } from '../domain/records.ts'

/** How many visits and payment entries the due lists are measured over. */
export const MANY_VISITS = 200_000
export const MANY_PAYMENTS = 150_000

/**
 * Adds to a synthetic casebook (see `fillManyCases`) what the years after the decision bring: visits made and planned, payment entries up to the wanted
 * numbers, agencies with what was asked of them, letters, and answers still waited for. For measuring only: no audit trail, and of the list rows only whom nobody visits is counted anew.
 */
export function fillManyAftercare(raw: Database.Database, options: { visits?: number; payments?: number; today?: LegalDate } = {}): void {
  const { visits = MANY_VISITS, payments = MANY_PAYMENTS, today = thisDay() } = options
  const meta = "1, '2024-01-01T00:00:00.000Z', '测试', '2024-01-01T00:00:00.000Z', '测试'"
  const metaColumns = 'version, created_at, created_by, updated_at, updated_by'
  const id = 'lower(hex(randomblob(16)))'
  const count = (table: string) => raw.prepare(`select count(*) from ${table}`).pluck().get() as number
  const granted = "from decision d cross join recipient r on r.id = d.recipient_id cross join relief_case c on c.id = d.case_id where d.kind = 'grant'"

  raw.transaction(() => {
    // Visits planned by the office's rule for everybody helped lately: the duties of the next months.
    const plan = `insert into visit (id, case_id, recipient_id, due_on, origin, ordinal, ${metaColumns})
      select ${id}, d.case_id, d.recipient_id, date(d.decided_on, '+' || (t.value * 90) || ' days'), 'rule', t.value, ${meta}
      from json_each('[1, 2, 3, 4]') t, (select d.case_id, d.recipient_id, d.decided_on ${granted} and c.historical = 0 and d.decided_on > date(?, '-360 days')) d
      where date(d.decided_on, '+' || (t.value * 90) || ' days') > date(?, '-14 days')`
    raw.prepare(plan).run(today, today)
    const visit = `insert into visit (id, case_id, recipient_id, due_on, done_on, way, visitors, satisfaction, origin, ordinal, discreet, ${metaColumns})
      select ${id}, d.case_id, d.recipient_id, date(d.decided_on, ?), date(d.decided_on, ?), 'home', '王检察官、李助理', 'satisfied', 'rule', 9, 0, ${meta} ${granted} and d.decided_on < date(?, '-400 days') limit ?`
    for (let round = 1, before = -1; count('visit') < visits && count('visit') !== before; round += 1) {
      before = count('visit')
      raw.prepare(visit).run(`+${90 + round * 60} days`, `+${92 + round * 60} days`, today, visits - before)
    }
    raw.exec(countUnvisited)
    const entry = `insert into disbursement (id, case_id, recipient_id, kind, amount_fen, happened_on, method, created_at, created_by)
      select ${id}, d.case_id, d.recipient_id, ?, 100, date(d.decided_on, ?), 'bank', '2024-01-01T00:00:00.000Z', '测试' ${granted} and d.decided_on < date(?, '-400 days') limit ?`
    // Transfers that failed move no money: the sums of the list rows stay true.
    for (let round = 1, before = -1; count('disbursement') < payments && count('disbursement') !== before; round += 1) {
      before = count('disbursement')
      raw.prepare(entry).run('failed', `-${round} days`, today, payments - before)
    }

    raw.prepare(`insert into agency (id, name, kind, ${metaColumns}) select 'agency' || j.key, j.value, 'other', ${meta} from json_each(?) j`).run(JSON.stringify(['民政局', '教育局', '妇联', '残联', '卫健局']))
    raw.exec("update support_measure set agency_id = 'agency0', asked_on = promised_on, reply_due_on = done_on")
    const lately = `from (select d.case_id, d.recipient_id, d.decided_on ${granted} and c.historical = 0 and d.decided_on > date(?, '-90 days')) d`
    const measure = `insert into support_measure (id, case_id, recipient_id, kind, agency, agency_id, asked_on, reply_due_on, ${metaColumns})
      select ${id}, d.case_id, d.recipient_id, 'education', '教育局', 'agency1', d.decided_on, date(d.decided_on, '+30 days'), ${meta} ${lately}`
    raw.prepare(measure).run(today)
    const letter = `insert into letter (id, case_id, agency_id, kind, sent_on, reply_due_on, replied_on, ${metaColumns})
      select ${id}, d.case_id, 'agency2', 'liaison', d.decided_on, date(d.decided_on, '+15 days'), iif(d.decided_on < date(?, '-40 days'), date(d.decided_on, '+10 days'), null), ${meta} from (select d.case_id, d.decided_on ${granted}) d`
    raw.prepare(letter).run(today)
  })()
}
