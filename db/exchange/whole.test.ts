import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, expect, it } from 'vitest'
import { addDays } from '../domain/dates.ts'
import { writeXlsx } from '../documents/xlsx.ts'
import { insertRows } from '../store/insertRows.ts'
import { rows } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { openTestStore } from '../store/testStore.ts'
import { change } from '../store/unitOfWork.ts'
import { readTable } from './readTable.ts'
import { wholeSheets } from './wholeFile.ts'
import { planWhole, writeWhole } from './wholeImport.ts'
import { columnsOf, readWhole, referencesOf } from './wholeRecords.ts'
import type { WholeRecords, WholeRow } from './wholeRecords.ts'
import { leftOut, leftOutTables, wholeTables } from './wholeTables.ts'
import type { WholeColumn, WholeTable } from './wholeTables.ts'

const folder = mkdtempSync(join(tmpdir(), 'casebook-whole-'))
const opened: Store[] = []
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function openStore(): Promise<Store> {
  const store = await openTestStore()
  opened.push(store)
  return store
}
const actor = { accountId: null, name: '测试' }
const about = { officeName: '试验区人民检察院', exportedAt: '2026-11-23 10:00', exportedBy: '张承办' }

async function exported(store: Store, name: string): Promise<string> {
  const path = join(folder, name)
  await writeXlsx(path, wholeSheets(await readWhole(store.read), about))
  return path
}
const readInto = async (store: Store, path: string) => change(store.read, actor, { action: '读入全部数据' }, async (unit) => writeWhole(unit, await planWhole(unit.trx, await readTable(path))))

it('names every column of every table that holds casework, or says why not', async () => {
  const { read } = await openStore()
  const tables = (await rows<{ name: string }>(read, "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'", [])).map(({ name }) => name)
  expect(tables.filter((name) => !leftOutTables.includes(name)).sort()).toEqual(wholeTables.map(({ table }) => table).sort())
  for (const { table, columns } of wholeTables) {
    const wanted = (await columnsOf(read, table)).map(({ name }) => name).filter((name) => !leftOut.includes(name) && !leftOut.includes(`${table}.${name}`))
    expect(columns.map(({ name }) => name).sort(), table).toEqual(wanted.sort())
    expect(new Set(columns.map(({ label }) => label)).size, table).toBe(columns.length)
    expect(columns.filter(({ label }) => label === '').map(({ name }) => name), table).toEqual([])
  }
})

/** Any rows that the tables take, each naming rows that are there. What only one may have is numbered. */
const seeds = fc.record({ sizes: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: wholeTables.length, maxLength: wholeTables.length }), salt: fc.nat(1_000_000), texts: fc.array(fc.oneof(
  fc.constantFrom('=1+1', '-2', '+86', '@x', '131002199001011234', '0031', '㛃𠮷😀', '一，二；"三"', '第一行\n第二行', '_x0041_', '2026-01-02', '1e5', '是', '〔injury〕', ' 前后有空格 '),
  fc.string({ minLength: 1, maxLength: 20 }).map((text) => text.replace(/[\p{C}\p{Z}]/gu, '字') || '字'),
), { minLength: 5, maxLength: 12 }) })

async function fill(store: Store, { sizes, salt, texts }: { sizes: number[]; salt: number; texts: string[] }): Promise<void> {
  // mulberry32
  let at = salt
  const next = (below: number) => {
    at = (at + 0x6d2b79f5) | 0
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
  const ids = new Map<string, string[]>()
  const recycled = new Set<unknown>()
  const caseOf = new Map<unknown, string | number | null>()
  const idOf = (table: number, row: number) => `0190${String(salt).padStart(8, '0')}-${String(table).padStart(4, '0')}-7000-8000-${String(row).padStart(12, '0')}`
  for (const [index, { table, key }] of wholeTables.entries()) ids.set(table, key.length > 1 ? [] : Array.from({ length: sizes[index] ?? 0 }, (_, row) => idOf(index, row)))
  const value = ({ name, kind, label, codes }: WholeColumn, required: boolean, row: number): string | number | null => {
    if (!required && next(3) === 0) return null
    if (kind === 'date') return addDays('2019-12-30', next(3000))
    if (kind === 'fen') return next(2_000_000_000)
    if (kind === 'flag') return next(2)
    if (kind === 'count') return name === 'ordinal' ? row + 1 : next(3000)
    if (kind === 'code') return codes ? (codes[next(codes.length)] ?? '') : (['injury', 'other', 'own-code'][next(3)] ?? '')
    if (name === 'created_at') return `2025-03-0${1 + next(9)}T01:02:03.456Z`
    return texts[next(texts.length)] ?? label
  }
  await change(store.read, actor, { action: '准备' }, async (unit) => {
    await rows(unit.trx, 'pragma defer_foreign_keys = on', [])
    for (const one of wholeTables) await insertRows(unit.trx, one.table, await madeRows(one))
    for (const id of ids.get('relief_case') ?? []) unit.touch(id)

    async function madeRows(one: WholeTable): Promise<Record<string, unknown>[]> {
      const info = await columnsOf(unit.trx, one.table)
      const references = await referencesOf(unit.trx, one)
      const own = ids.get(one.table) ?? []
      const keys = one.key.length > 1 ? (ids.get('recipient') ?? []).map((recipient_id) => ({ recipient_id, group_code: 'minor' })) : own.map((id) => ({ id }))
      const list = keys.flatMap((known: WholeRow, row) => {
        const made: WholeRow = { version: 1, updated_at: '2025-01-01T00:00:00.000Z', updated_by: '甲', deleted_at: next(8) === 0 ? '2025-02-01T00:00:00.000Z' : null, deleted_by: null, delete_reason: null, batch_id: null, search_text: 'x', ...known }
        for (const { column, to, required } of references) {
          const there = ids.get(to) ?? []
          if (there.length === 0 && required) return []
          made[column] ??= there.length === 0 || (!required && next(2) === 0) ? null : (there[next(there.length)] ?? null)
        }
        if (made['case_id'] && made['recipient_id']) made['case_id'] = caseOf.get(made['recipient_id']) ?? made['case_id']
        for (const column of one.columns) if (!(column.name in made)) made[column.name] = value(column, info.find(({ name }) => name === column.name)?.required ?? false, row)
        if (one.table === 'relief_case') Object.assign(made, { case_number: `案${row}`, number_year: 2025, number_seq: row, lead_id: next(2) === 0 ? null : (ids.get('lead')?.[0] ?? null) })
        // Only people whom nothing names are ever recycled.
        if (one.table === 'person') Object.assign(made, { paper_number: next(2) === 0 ? null : `证${row}`, deleted_at: null })
        if (one.table === 'agency') made['name'] = `单位${row}`
        if (one.table === 'reference_entry') made['key'] = `规则${row}`
        // Nor anybody who was paid.
        if (one.table === 'disbursement') made['bank_reference'] = null
        if (one.table === 'disbursement' && recycled.has(made['recipient_id'])) return []
        if (one.table === 'attachment') return made['case_id'] === null && made['lead_id'] === null ? [] : [made]
        return [made]
      })
      // One decision, review and plan a person; one person once a case.
      const once = { decision: ['recipient_id'], assessment: ['recipient_id'], instalment_plan: ['recipient_id'], recipient: ['case_id', 'person_id'] }[one.table as string]
      const seen = new Set<string>()
      const kept = list.filter((row) => once === undefined || (!seen.has(once.map((name) => row[name]).join()) && seen.add(once.map((name) => row[name]).join())))
      if (one.table === 'recipient') for (const row of kept) caseOf.set(row['id'], row['case_id'] ?? null)
      for (const row of kept) if (row['deleted_at'] !== null) recycled.add(row['id'])
      ids.set(one.table, kept.flatMap((row) => (typeof row['id'] === 'string' ? [row['id']] : [])))
      return kept.map((row) => Object.fromEntries(info.map(({ name }) => [name, row[name] ?? null])))
    }
  })
}

const listed = (records: WholeRecords) => Object.fromEntries([...records].filter(([table]) => table !== 'attachment'))

it('whatever a casebook holds is the same after it went out and into an empty one; a second time nothing is new', async () => {
  let some = 0
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const from = await openStore()
      await fill(from, seed)
      const before = listed(await readWhole(from.read))
      some += Object.values(before).reduce((sum, list) => sum + list.length, 0)
      const path = await exported(from, 'all.xlsx')
      const to = await openStore()
      const done = await readInto(to, path)
      expect(done.cases).toBe(before['relief_case']?.length)
      expect(listed(await readWhole(to.read))).toEqual(before)
      expect(await rows(to.read, 'select case_id, stage, people, granted_fen, paid_fen, list_year from case_summary order by 1', [])).toEqual(
        await rows(from.read, 'select case_id, stage, people, granted_fen, paid_fen, list_year from case_summary where case_id in (select value from json_each(?)) order by 1', [JSON.stringify((before['relief_case'] ?? []).map((row) => row['id']))]),
      )
      const again = await planWhole(to.read, await readTable(path))
      expect([again.faults, again.different]).toEqual([[], []])
      expect(again.sheets.every(({ fresh, rows: all, same }) => fresh === 0 && same === all)).toBe(true)
      for (const store of opened.splice(0)) await store.close()
    }),
    { numRuns: 12 },
  )
  expect(some).toBeGreaterThan(50)
}, 120_000)

it('keeps what is here where both differ, names it, and refuses what would stand twice', async () => {
  const seed = { sizes: wholeTables.map(() => 3), salt: 7, texts: ['甲', '乙', '丙', '丁', '戊'] }
  const from = await openStore()
  await fill(from, seed)
  const path = await exported(from, 'both.xlsx')
  const to = await openStore()
  await readInto(to, path)
  const person = await to.read.selectFrom('person').selectAll().executeTakeFirstOrThrow()
  await change(to.read, actor, { action: '修改' }, (unit) => unit.update('person', person.id, person.version, { name: '改名' }))
  const plan = await planWhole(to.read, await readTable(path))
  expect(plan.different).toEqual([{ sheet: '人员', row: expect.any(Number) as number, message: '台账里已有这条记录，内容不同' }])
  expect((await to.read.selectFrom('person').select('name').where('id', '=', person.id).executeTakeFirstOrThrow()).name).toBe('改名')

  const other = await openStore()
  const taken = await from.read.selectFrom('relief_case').select('case_number').where('deleted_at', 'is', null).executeTakeFirstOrThrow()
  const number = taken.case_number ?? ''
  other.raw.prepare(`insert into relief_case (id, case_number, urgent, historical, origin, version, created_at, created_by, updated_at, updated_by) values ('x', ?, 0, 1, 'entered', 1, '2025-01-01', '甲', '2025-01-01', '甲')`).run(number)
  const before = await rows(other.read, 'select count(*) as n from person', [])
  await expect(readInto(other, path)).rejects.toThrow(new RegExp(`处要先改正，没有读入任何内容.*“案件”第 \\d+ 行，救助案号“${number}”已被`))
  expect(await rows(other.read, 'select count(*) as n from person', [])).toEqual(before)
})

it('refuses a file that is none of its own in words', async () => {
  const store = await openStore()
  await expect(planWhole(store.read, await readTable(join(import.meta.dirname, 'samples/ledger-county.xlsx')))).rejects.toThrow('平常的台账请在“台账导入”里导入')
})
