import type Database from 'better-sqlite3'
import { v7 as newId } from 'uuid'

/**
 * Adds the business system's case cards of these years to the casebook of `fillManyCases`, as its export would have them: of every case but one in fifty, with another sum for one in twenty.
 * Half of the cases carry the unified number, as where offices began to write it down.
 */
export function fillManyCards(raw: Database.Database, years: readonly number[]): void {
  const meta = { version: 1, at: '2024-01-01T00:00:00.000Z', by: '测试' }
  const load = raw.prepare(`insert into case_card_load (id, year, file_name, content_sha256, meanings, cards, version, created_at, created_by, updated_at, updated_by)
    values (@id, @year, '案卡.xlsx', '', '["unified","caseNumber","acceptedOn","decidedOn","result","amount","people","officer"]', (select count(*) from case_card where load_id = @id), @version, @at, @by, @at, @by)`)
  const cards = raw.prepare(`insert into case_card (load_id, ordinal, row, unified_number, case_number, name, accepted_on, decided_on, result, amount_fen, people, officer_name)
    select @id, c.number_seq, c.number_seq + 1, c.unified_number, c.case_number, null, c.accepted_on, max(d.decided_on), min(d.kind), sum(d.amount_fen) + iif(c.number_seq % 20 = 0, 100, 0),
      (select count(*) from recipient r where r.case_id = c.id), c.officer_name
    from relief_case c left join decision d on d.case_id = c.id where c.number_year = @year and c.number_seq % 50 > 0 group by c.id`)
  raw.transaction(() => {
    raw.exec("update relief_case set unified_number = printf('131002%d%06d', number_year, number_seq) where number_seq % 2 = 0")
    raw.pragma('defer_foreign_keys = on')
    for (const year of years) {
      const id = newId()
      cards.run({ id, year })
      load.run({ id, year, ...meta })
    }
  })()
}
