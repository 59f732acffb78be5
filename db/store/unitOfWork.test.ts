import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CasebookError } from '../domain/errors.ts'
import { verifyAudit } from './audit.ts'
import { deriveCase, refreshCases } from './caseSummary.ts'
import { freshId } from './insertCases.ts'
import type { NewCase } from './insertCases.ts'
import { migrate } from './migrate.ts'
import { migrations, schemaVersion } from './migrations/index.ts'
import type { Store } from './store.ts'
import { atOneMoment, rows } from './store.ts'
import { openTestStore } from './testStore.ts'
import { change } from './unitOfWork.ts'
import type { UnitOfWork } from './unitOfWork.ts'

let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const officer = { accountId: 'a', name: '王检察官' }
const act = <T>(work: (unit: UnitOfWork) => Promise<T>, reason: string | null = null) => change(store.read, officer, { action: '试做', reason }, work)
const blankCase = {
  case_number: null,
  number_year: null,
  number_seq: null,
  unified_number: null,
  original_case_id: null,
  category: null,
  cause: null,
  lead_source: null,
  officer_name: null,
  urgent: 0,
  historical: 0,
  origin: 'entered',
  applied_on: null,
  accepted_on: '2023-01-05',
  closed_on: null,
  closed_how: null,
  archived_on: null,
  archive_number: null,
  remark: null,
  batch_id: null,
} as const
const newCase = () => act((unit) => unit.insert('relief_case', blankCase))
const entries = () => rows<{ action: string; entity: string; reason: string | null; before: string | null; after: string | null }>(store.read, 'select * from audit_entry join audit_payload using (seq) order by seq', [])

describe('a unit of work', () => {
  it('writes the row, its list row, its search text and its audit entry together', async () => {
    const { id } = await newCase()
    expect(await rows(store.read, 'select list_year, stage from case_summary where case_id = ?', [id])).toEqual([{ list_year: 2023, stage: 'accepted' }])
    expect(await rows(store.read, 'select case_id from case_search', [])).toEqual([{ case_id: id }])
    expect((await entries()).at(-1)).toMatchObject({ action: '试做', entity: 'relief_case', before: null, after: expect.stringContaining('2023-01-05') as string })
  })

  it('leaves nothing of an act that failed in the middle', async () => {
    const before = await entries()
    await expect(
      act(async (unit) => {
        await unit.insert('relief_case', blankCase)
        throw new Error('in the middle')
      }),
    ).rejects.toThrow('in the middle')
    for (const table of ['relief_case', 'case_summary', 'case_search']) expect(await rows(store.read, `select * from ${table}`, [])).toEqual([])
    expect(await entries()).toEqual(before)
  })

  it('refuses an old version and gives the record as it is', async () => {
    const { id } = await newCase()
    await act((unit) => unit.update('relief_case', id, 1, { officer_name: '李检察官' }))
    const thrown: unknown = await act((unit) => unit.update('relief_case', id, 1, { officer_name: '赵检察官' })).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(CasebookError)
    expect(thrown).toMatchObject({ code: 'stale', current: { officerName: '李检察官', version: 2, updatedBy: '王检察官' } })
  })

  it('changes nothing in the recycle bin and restores only from there', async () => {
    const { id } = await newCase()
    await expect(act((unit) => unit.restore('relief_case', id))).rejects.toMatchObject({ code: 'conflict' })
    const { version } = await act((unit) => unit.recycle('relief_case', id, 1, '误'))
    await expect(act((unit) => unit.update('relief_case', id, version, { remark: 'x' }))).rejects.toMatchObject({ code: 'conflict' })
    expect(await rows(store.read, 'select * from case_summary', [])).toEqual([])
    await act((unit) => unit.restore('relief_case', id))
    expect(await rows(store.read, 'select case_id from case_summary', [])).toEqual([{ case_id: id }])
  })

  it('records a change of special groups, once, and only where something changed', async () => {
    const { id: caseId } = await newCase()
    const recipientId = await act(async (unit) => {
      const person = await unit.insert('person', { name: '李某', paper_type: 'none', paper_number: null, sex: null, birth_date: null, ethnicity: null, residence: null, phone: null, safe_contact: null, household_id: null, batch_id: null })
      const recipient = await unit.insert('recipient', { case_id: caseId, person_id: person.id, ordinal: 1, relation: null, guardian_name: null, guardian_phone: null, guardian_is_offender: 0, agent_name: null, requested_fen: null, account_holder: null, bank_name: null, bank_account: null, hardship: null, batch_id: null })
      return recipient.id
    })
    const count = async () => (await entries()).filter((entry) => entry.entity === 'recipient_group').length
    await act((unit) => unit.setGroups(recipientId, ['minor', 'disabled', 'minor']))
    expect(await rows(store.read, 'select special_groups from case_summary', [])).toEqual([{ special_groups: ',disabled,minor,' }])
    expect(await count()).toBe(1)
    await act((unit) => unit.setGroups(recipientId, ['disabled', 'minor']))
    expect(await count()).toBe(1)
    await act((unit) => unit.setGroups(recipientId, []))
    expect((await entries()).at(-1)).toMatchObject({ before: '{"groups":["disabled","minor"]}', after: '{"groups":[]}' })
  })

  it('keeps a chain of entries that shows any later change', async () => {
    const { id } = await newCase()
    await act((unit) => unit.update('relief_case', id, 1, { remark: '改' }), '写错了')
    expect(await verifyAudit(store.read)).toEqual({ entries: 3, brokenAt: null })
    store.raw.prepare('update audit_payload set after = null where seq = 2').run()
    expect(await verifyAudit(store.read)).toMatchObject({ brokenAt: 2 })
    store.raw.prepare('delete from audit_payload where seq = 2').run()
    expect(await verifyAudit(store.read)).toEqual({ entries: 3, brokenAt: null })
    expect(() => store.raw.prepare("update audit_entry set reason = '另一个' where seq = 3").run()).toThrow('never altered')
    expect(() => store.raw.prepare('delete from audit_entry where seq = 3').run()).toThrow('never deleted')
    store.raw.exec('drop trigger audit_entry_unaltered')
    store.raw.prepare("update audit_entry set reason = '另一个' where seq = 3").run()
    expect(await verifyAudit(store.read)).toMatchObject({ brokenAt: 3 })
  })

  it('lets two acts at once run one after the other', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, newCase))
    expect(new Set(made.map((one) => one.id)).size).toBe(8)
    expect(await verifyAudit(store.read)).toEqual({ entries: 9, brokenAt: null })
  })

  it('drops the list row of a case that is gone', async () => {
    const { id } = await newCase()
    await act((unit) => unit.remove('relief_case', [id], id))
    expect(await rows(store.read, 'select * from case_summary', [])).toEqual([])
    await act(async (unit) => refreshCases(unit.trx, [id]))
  })
})

describe('many cases at once', () => {
  const { batch_id } = blankCase
  const person = { paper_type: 'none', paper_number: null, sex: null, birth_date: null, ethnicity: null, residence: null, phone: null, safe_contact: null, household_id: null, batch_id }
  const recipient = {
    relation: null, guardian_name: null, guardian_phone: null, guardian_is_offender: 0, agent_name: null, requested_fen: null, account_holder: null, bank_name: null,
    bank_account: null, hardship: null, batch_id,
  } as const // prettier-ignore
  const many = (count: number): NewCase[] =>
    Array.from({ length: count }, (_, index) => {
      const [caseId, personId, recipientId] = [freshId(), freshId(), freshId()]
      return {
        caseId,
        records: {
          person: [{ ...person, id: personId, name: `王${index}` }],
          relief_case: [{ ...blankCase, id: caseId, remark: index % 2 ? '单数' : null }],
          recipient: [{ ...recipient, id: recipientId, case_id: caseId, person_id: personId, ordinal: 1 }],
          recipient_group: index % 3 ? [] : [{ recipient_id: recipientId, group_code: 'minor' }],
          disbursement: [],
        },
      }
    })

  it('are written with their list rows, search texts and one audit entry each', async () => {
    const cases = many(1100)
    await act(async (unit) => {
      await unit.insertCases(cases.slice(0, 700))
      await unit.note('office', null, null, '其间')
      await unit.insertCases(cases.slice(700))
    })
    for (const { caseId } of cases.filter((_one, index) => index % 50 === 0)) {
      const [summary] = await rows(store.read, 'select * from case_summary where case_id = ?', [caseId])
      const [search] = await rows(store.read, 'select * from case_search where case_id = ?', [caseId])
      expect({ summary, search }).toEqual(await deriveCase(store.read, caseId))
    }
    expect(await rows(store.read, 'select count(*) as n from case_summary', [])).toEqual([{ n: 1100 }])
    expect(await verifyAudit(store.read)).toEqual({ entries: 1102, brokenAt: null })
    const last = (await entries()).at(-1)
    expect(last).toMatchObject({ action: '试做', entity: 'relief_case', before: null })
    expect(JSON.parse(last?.after ?? '')).toMatchObject({ person: [{ name: '王1099' }], relief_case: [{ remark: '单数' }], recipient: [{ ordinal: 1 }] })
  })

  it('leave nothing where one of them cannot be written', async () => {
    const before = await entries()
    const [first, ...others] = many(70)
    const broken = { ...first, records: { ...first?.records, recipient: [{ ...recipient, id: 'r', case_id: 'nowhere', person_id: 'nobody', ordinal: 1 }] } } as NewCase
    await expect(act((unit) => unit.insertCases([...others, broken]))).rejects.toThrow('FOREIGN KEY')
    expect(await entries()).toEqual(before)
    expect(await rows(store.read, 'select id from relief_case union select id from person', [])).toEqual([])
  })

  it('follow single acts of one transaction, and single acts them, in one chain', async () => {
    await act(async (unit) => {
      await unit.insert('relief_case', blankCase)
      await unit.insertCases(many(3))
      await unit.insert('relief_case', blankCase)
    })
    await newCase()
    expect(await verifyAudit(store.read)).toEqual({ entries: 7, brokenAt: null })
  })
})

describe('kept statements', () => {
  it('serve a stream and the same query at once', async () => {
    for (let made = 0; made < 5; made += 1) await newCase()
    const query = store.read.selectFrom('relief_case').select('id').orderBy('id')
    const all = (await query.execute()).map((row) => row.id)
    const streamed: string[] = []
    for await (const row of query.stream(1)) streamed.push(row.id)
    expect(streamed).toEqual(all)
  })

  it('see a schema that changed under them', async () => {
    const query = () => rows(store.read, 'select * from view_setting', [])
    await query()
    store.raw.exec('alter table view_setting add column extra text')
    store.raw.exec("insert into view_setting (account_id, key, value, extra) values ('a', 'k', 'v', 'e')")
    expect(await query()).toEqual([{ account_id: 'a', key: 'k', value: 'v', extra: 'e' }])
  })
})

describe('migration', () => {
  it('refuses a newer file untouched, backs up before the first change, and stops at a failure', async () => {
    const steps: string[] = []
    const list = [
      ...migrations,
      { number: schemaVersion + 1, name: 'next', sql: 'create table twice (id text)' },
      { number: schemaVersion + 2, name: 'after next', sql: 'create table twice (id text)' },
    ]
    const hooks = { beforeFirst: async () => void steps.push('backup') }
    await expect(migrate(store.raw, hooks, list)).rejects.toThrow('already exists')
    expect(steps).toEqual(['backup'])
    expect(store.raw.pragma('user_version', { simple: true })).toBe(schemaVersion + 1)
    await expect(migrate(store.raw)).rejects.toMatchObject({ code: 'newer' })
    expect(store.raw.pragma('user_version', { simple: true })).toBe(schemaVersion + 1)
    await expect(migrate(store.raw, { beforeFirst: () => Promise.reject(new Error('no room')) }, list)).rejects.toThrow('no room')
  })
})

describe('two connections to one file', () => {
  it('a change keeps others from writing from its first read on; reading in a transaction keeps nobody', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'casebook-'))
    const path = join(folder, 'two.db')
    const raw = new Database(path)
    raw.pragma('journal_mode = WAL')
    const mine = await openTestStore(raw)
    const other = new Database(path, { timeout: 0 })
    const write = () => other.prepare('update office set region = region').run()
    try {
      await change(mine.read, officer, { action: '试做' }, async (unit) => {
        await unit.trx.selectFrom('office').select('id').execute()
        expect(write).toThrow(/locked/)
        await unit.insert('relief_case', blankCase)
      })
      await atOneMoment(mine.read, async (trx) => {
        await trx.selectFrom('office').select('id').execute()
        expect(write().changes).toBe(1)
      })
    } finally {
      other.close()
      await mine.close()
      rmSync(folder, { recursive: true })
    }
  })
})
