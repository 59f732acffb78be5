import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { labelOf } from '../domain/codeLists.ts'
import type { CodeListName } from '../domain/codeLists.ts'
import { CasebookError } from '../domain/errors.ts'
import { parseTable } from '../exchange/readTable.ts'
import { toGbk } from '../exchange/testGbk.ts'
import { toXls } from '../exchange/testXls.ts'
import { verifyAudit } from '../store/audit.ts'
import { casePartHandlers } from './caseParts.ts'
import { caseHandlers } from './cases.ts'
import type { Context } from './context.ts'
import type { Input } from './contract.ts'
import { importLedgerInto, ledgerHandlers } from './ledgers.ts'
import { caseInput, createCase, openTestCasebook, parsed, recipientInput } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

const samples = join(import.meta.dirname, '../exchange/samples')
const countyFile = join(samples, 'ledger-county.xlsx')
const messyFile = join(samples, 'ledger-messy.xlsx')

let casebook: TestCasebook
let folder: string

beforeEach(async () => {
  casebook = await openTestCasebook()
  folder = mkdtempSync(join(tmpdir(), 'ledgers-'))
})
afterEach(async () => {
  await casebook.store.close()
  rmSync(folder, { recursive: true, force: true })
})

function sql<T>(text: string, ...parameters: unknown[]): T[] {
  return casebook.store.raw.prepare(text).all(...parameters) as T[]
}
const at = (path: string): Context => ({ ...casebook.context, file: () => path })
const dryRun = (path: string, more: Partial<Input<'importDryRun'>> = {}) => ledgerHandlers.importDryRun(at(path), parsed('importDryRun', { file: 'ledger', ...more }))

async function importFile(path: string, more: Partial<Input<'importLedger'>> = {}) {
  const { fileSha256 } = await dryRun(path)
  return ledgerHandlers.importLedger(at(path), parsed('importLedger', { file: 'ledger', fileSha256, ...more }))
}

function csvFile(lines: string[], name = 'ledger.csv'): string {
  const path = join(folder, name)
  writeFileSync(path, lines.join('\r\n'))
  return path
}

const headings = '案号,受理日期,姓名,性别,身份证号码,救助情形,案件类型,救助金额（元）,决定日期,发放日期,典型案例'
const first = '冀廊安检救助〔2022〕1号,2022-01-05,王小明,男,110101199003070038,重伤或严重残疾,故意伤害,20000,2022-01-20,2022-02-01,'

/** Rows of every table of records; the batch, the audit and what is remembered of columns apart. */
function countRows(): Record<string, number> {
  const tables = sql<{ name: string }>("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'").map(({ name }) => name)
  const counted = tables.filter((name) => !['audit_entry', 'audit_payload', 'import_batch', 'view_setting'].includes(name))
  return Object.fromEntries(counted.map((name) => [name, sql<{ n: number }>(`select count(*) as n from ${name}`)[0]?.n ?? 0]))
}

async function failure(work: Promise<unknown>): Promise<CasebookError> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof CasebookError)) throw new Error('should have failed', { cause: thrown })
  return thrown
}

async function onlyBatch() {
  const [batch] = await ledgerHandlers.importBatches(casebook.context)
  if (!batch) throw new Error('there is no batch')
  return batch
}

/** Everything imported, in words without ids, to compare two ways of writing one ledger. */
function imported(): unknown {
  return sql(`
    select c.case_number, c.number_year, c.number_seq, c.category, c.lead_source, c.officer_name, c.historical, c.origin, c.accepted_on, c.closed_on, c.closed_how, c.remark,
      o.charge, o.charge_text, r.ordinal, r.relation, p.name, p.paper_type, p.paper_number, p.sex, p.birth_date, p.phone,
      (select group_concat(group_code) from (select group_code from recipient_group where recipient_id = r.id order by 1)) as groups,
      d.kind, d.amount_fen, d.decided_on, m.amount_fen as paid, m.happened_on, v.done_on, v.way,
      (select group_concat(kind || coalesce(note, '')) from (select kind, note from support_measure where recipient_id = r.id order by 1, 2)) as measures,
      (select group_concat(level) from typical_award where case_id = c.id) as awards
    from relief_case c left join original_case o on o.id = c.original_case_id join recipient r on r.case_id = c.id join person p on p.id = r.person_id
      left join decision d on d.recipient_id = r.id left join disbursement m on m.recipient_id = r.id left join visit v on v.recipient_id = r.id
    order by c.number_year, c.number_seq, r.ordinal`)
}

interface Sum {
  cases: number
  persons: number
  fen: number
}
interface CountyExpected {
  total: Sum & { typical: number; visited: number }
  years: Record<string, Sum>
  byCategory: Record<string, Sum>
  byLeadSource: Record<string, Sum>
  byCharge: Record<string, Sum>
  specialGroupsOverlapping: Record<string, Omit<Sum, 'cases'>>
  byDate: Record<'accepted' | 'granted' | 'refused' | 'paid', Record<string, { cases: number; people: number; fen: number }>>
}

const grants = `
  relief_case c join recipient r on r.case_id = c.id join decision d on d.recipient_id = r.id and d.kind = 'grant' left join original_case o on o.id = c.original_case_id`

/** Granted cases, people and money by an expression. */
function grantedBy(key: string, list?: CodeListName, more = ''): Record<string, Sum> {
  const found = sql<{ key: string; cases: number; persons: number; fen: number }>(
    `select ${key} as key, count(distinct c.id) as cases, count(*) as persons, sum(d.amount_fen) as fen from ${grants} ${more} group by 1`,
  )
  return Object.fromEntries(found.map(({ key: code, ...sum }) => [list ? labelOf(list, code) : String(code), sum]))
}

function byYear(text: string): Record<string, { cases: number; people: number; fen: number }> {
  const found = sql<{ year: string; cases: number; people: number; fen: number }>(`${text} group by 1`)
  return Object.fromEntries(found.map(({ year, ...sum }) => [year, sum]))
}

describe('the county ledger', () => {
  it('gives exactly the expected figures', async () => {
    const expected = JSON.parse(readFileSync(join(samples, 'ledger-county.expected.json'), 'utf8')) as CountyExpected
    const tried = await dryRun(countyFile)
    expect(tried).toMatchObject({ fileName: 'ledger-county.xlsx', blocking: 0, alreadyImported: false, toImport: { cases: 36, people: 39, fen: 86_300_000 } })
    expect(countRows()).toMatchObject({ relief_case: 0, person: 0 })
    expect(await importFile(countyFile)).toMatchObject({ cases: 36, people: 39, fen: 86_300_000 })

    const [total] = sql<Sum>(`select count(distinct c.id) as cases, count(*) as persons, sum(d.amount_fen) as fen from ${grants}`)
    const [typical] = sql<{ n: number; level: string }>('select count(*) as n, min(level) as level from typical_award')
    const [visited] = sql<{ n: number }>(`select count(distinct r.id) as n from ${grants} join visit v on v.recipient_id = r.id and v.done_on is not null`)
    expect({ ...total, typical: typical?.n, visited: visited?.n }).toEqual(expected.total)
    expect(grantedBy('c.number_year')).toEqual(expected.years)
    expect(grantedBy('c.category', 'category')).toEqual(expected.byCategory)
    expect(grantedBy('c.lead_source', 'leadSource')).toEqual(expected.byLeadSource)
    expect(grantedBy('o.charge', 'charge')).toEqual(expected.byCharge)
    const groups = grantedBy('g.group_code', 'specialGroup', 'join recipient_group g on g.recipient_id = r.id')
    expect(Object.fromEntries(Object.entries(groups).map(([group, { persons, fen }]) => [group, { persons, fen }]))).toEqual(expected.specialGroupsOverlapping)
    const decided = (kind: string) =>
      `select substr(decided_on, 1, 4) as year, count(distinct case_id) as cases, count(*) as people, sum(amount_fen) as fen from decision where kind = '${kind}'`
    expect({
      accepted: byYear(
        `select substr(c.accepted_on, 1, 4) as year, count(distinct c.id) as cases, count(*) as people, coalesce(sum(d.amount_fen), 0) as fen
         from relief_case c join recipient r on r.case_id = c.id left join decision d on d.recipient_id = r.id`,
      ),
      granted: byYear(decided('grant')),
      refused: byYear(decided('refuse')),
      paid: byYear('select substr(happened_on, 1, 4) as year, count(distinct case_id) as cases, count(*) as people, sum(amount_fen) as fen from disbursement'),
    }).toEqual(expected.byDate)
  })

  it('is historical and closed: decided and paid, or refused', async () => {
    await importFile(countyFile)
    expect(sql('select historical, origin, closed_how, count(*) as n from relief_case where closed_on is not null group by 1, 2, 3 order by 4')).toEqual([
      { historical: 1, origin: 'imported', closed_how: 'refused', n: 2 },
      { historical: 1, origin: 'imported', closed_how: 'paid', n: 34 },
    ])
    const { id } = await onlyBatch()
    for (const table of ['relief_case', 'original_case', 'person', 'recipient', 'decision', 'disbursement', 'visit', 'support_measure', 'typical_award']) {
      expect(sql(`select distinct batch_id from ${table}`), table).toEqual([{ batch_id: id }])
    }
    expect((await verifyAudit(casebook.store.read)).brokenAt).toBeNull()
  })

  it('creates nothing the second time, under another name and as .csv of a Chinese Windows either', async () => {
    await importFile(countyFile)
    const before = countRows()
    const again = await dryRun(countyFile)
    expect(again).toMatchObject({ alreadyImported: true, blocking: 0, toImport: { cases: 0, people: 0, fen: 0 } })
    expect(await importFile(countyFile)).toEqual({ batchId: null, cases: 0, people: 0, fen: 0 })
    const csv = await countyAsGbk()
    const other = await dryRun(csv)
    expect(other).toMatchObject({ alreadyImported: true, blocking: 0, toImport: { cases: 0 } })
    expect(new Set(other.rows.map(({ kind }) => kind))).toEqual(new Set(['skip']))
    expect(other.rows.find(({ understood }) => understood)?.reasons).toEqual(['已在台账中，不再导入'])
    expect(await importFile(csv)).toMatchObject({ batchId: null })
    expect(countRows()).toEqual(before)
    expect(await ledgerHandlers.importBatches(casebook.context)).toHaveLength(1)
  })

  it('says the same as .csv of a Chinese Windows', async () => {
    await importFile(countyFile)
    const fromXlsx = imported()
    const batch = await onlyBatch()
    await ledgerHandlers.importTakeBack(casebook.context, { id: batch.id, version: batch.version, reason: '改用 csv' })
    await importFile(await countyAsGbk())
    expect(imported()).toEqual(fromXlsx)
  })

  async function countyAsGbk(): Promise<string> {
    const rows = (await parseTable(readFileSync(countyFile), 'ledger-county.xlsx')).sheets[0]?.rows ?? []
    const text = rows.map((row) => row.map((cell) => (/[",\n]/.test(cell.text) ? `"${cell.text.replaceAll('"', '""')}"` : cell.text)).join(',')).join('\r\n')
    const path = join(folder, '台账.csv')
    writeFileSync(path, toGbk(text))
    return path
  }
})

describe('all or nothing', () => {
  it('refuses a file with rows to mend', async () => {
    const before = countRows()
    const tried = await dryRun(messyFile)
    expect(tried.blocking).toBe(tried.rows.filter(({ kind }) => kind === 'error' || kind === 'needs-decision').length)
    expect(tried.blocking).toBeGreaterThan(0)
    const refused = await failure(importFile(messyFile))
    expect(refused).toMatchObject({ code: 'invalid' })
    expect(refused.message).toContain(`${tried.blocking} 行`)
    await expect(importLedgerInto(casebook.context, messyFile)).rejects.toThrow('没有导入任何内容')
    expect(countRows()).toEqual(before)
  })

  it('refuses a file edited since it was tried out', async () => {
    const path = csvFile([headings, first])
    const { fileSha256 } = await dryRun(path)
    csvFile([headings, first.replace('20000', '30000')])
    expect(await failure(ledgerHandlers.importLedger(at(path), parsed('importLedger', { file: 'ledger', fileSha256 })))).toMatchObject({ code: 'conflict' })
    expect(countRows()).toMatchObject({ relief_case: 0, person: 0 })
  })

  it('writes nothing when cancelled, at whatever moment', async () => {
    const { fileSha256 } = await dryRun(countyFile)
    const before = countRows()
    const audit = sql('select count(*) as n from audit_entry')
    const looks = { count: 0, limit: Infinity }
    const context: Context = {
      ...at(countyFile),
      checkCancelled() {
        looks.count += 1
        if (looks.count > looks.limit) throw new CasebookError('cancelled', '已取消，没有改动任何数据。')
      },
    }
    const seen: string[] = []
    const run = () => ledgerHandlers.importLedger({ ...context, progress: ({ label }) => void seen.push(label) }, parsed('importLedger', { file: 'ledger', fileSha256 }))
    let tries = 0
    for (looks.limit = 0; ; looks.limit += 1) {
      looks.count = 0
      const outcome = await run().catch((thrown: unknown) => thrown)
      if (!(outcome instanceof CasebookError)) break
      tries += 1
      expect(outcome.code).toBe('cancelled')
      expect(countRows()).toEqual(before)
      expect(sql('select count(*) as n from audit_entry')).toEqual(audit)
      expect(sql('select id from import_batch')).toEqual([])
    }
    // Before it begins, while it reads, while it writes and at the end.
    expect(tries).toBeGreaterThan(4)
    expect(new Set(seen)).toEqual(new Set(['读取文件', '写入案件', '更新列表并保存']))
    expect(countRows()).toMatchObject({ relief_case: 36 })
  })
})

describe('what is already there', () => {
  it('asks about further people of a known case and says where the ledger differs', async () => {
    await importFile(csvFile([headings, first]))
    const tried = await dryRun(csvFile([headings, first.replace('20000,2022-01-20', '25000,2022-01-21'), first.replace('王小明', '王小红').replace('110101199003070038', '')]))
    expect(tried).toMatchObject({ blocking: 1, alreadyImported: false, toImport: { cases: 0, people: 0, fen: 0 } })
    expect(tried.rows.map(({ kind }) => kind)).toEqual(['skip', 'needs-decision'])
    expect(tried.rows[0]?.reasons).toEqual([
      '已在台账中，不再导入',
      '结果不同：文件为给予救助 25,000.00 元，台账中为给予救助 20,000.00 元，台账没有改动，请核对',
      '决定日期不同：文件为 2022-01-21，台账中为 2022-01-20，台账没有改动，请核对',
    ])
    expect(tried.rows[1]?.reasons.at(-1)).toContain('已在台账中（王小明）')
  })

  it('keeps one row for one real person and flags another name and an earlier case', async () => {
    const made = await createCase(casebook.context, {
      basics: { caseNumber: '冀廊安检救助〔2021〕9号' },
      recipients: [recipientInput({ name: '王晓明', paperType: 'idCard', paperNumber: '110101199003070038' })],
    })
    const path = csvFile([headings, first, first.replace('〔2022〕1号', '〔2022〕2号')])
    const tried = await dryRun(path)
    expect(tried.rows.map(({ kind }) => kind)).toEqual(['warning', 'warning'])
    expect(tried.rows[0]?.reasons.join()).toContain('登记为“王晓明”')
    expect(tried.rows[0]?.reasons.join()).toContain('冀廊安检救助〔2021〕9号')
    expect(await importFile(path)).toMatchObject({ cases: 2, people: 2 })
    expect(sql('select name, batch_id from person')).toEqual([{ name: '王晓明', batch_id: null }])
    expect(sql('select person_id from recipient group by 1')).toEqual([{ person_id: made.recipients[0]?.person.id }])
    // The person stays when the batch goes.
    const batch = await onlyBatch()
    await ledgerHandlers.importTakeBack(casebook.context, { id: batch.id, version: batch.version, reason: '重复' })
    expect((await caseHandlers.caseGet(casebook.context, { id: made.id })).recipients).toHaveLength(1)
    expect(countRows()).toMatchObject({ relief_case: 1, person: 1, recipient: 1, recipient_group: 0 })
  })

  it('makes one row of a new person who stands in two cases, and two of namesakes without papers', async () => {
    const nobody = first.replace('110101199003070038', '')
    await importFile(csvFile([headings, first, first.replace('〔2022〕1号', '〔2022〕2号'), nobody.replace('〔2022〕1号', '〔2022〕3号'), nobody.replace('〔2022〕1号', '〔2022〕4号')]))
    expect(sql('select name, paper_number, (select count(*) from recipient r where r.person_id = p.id) as cases from person p order by paper_number, id')).toEqual([
      { name: '王小明', paper_number: null, cases: 1 },
      { name: '王小明', paper_number: null, cases: 1 },
      { name: '王小明', paper_number: '110101199003070038', cases: 2 },
    ])
  })

  it('warns of a number whose case lies in the recycle bin', async () => {
    const made = await createCase(casebook.context, { basics: { caseNumber: '冀廊安检救助〔2022〕1号' } })
    await caseHandlers.caseRecycle(casebook.context, { id: made.id, version: made.version, reason: '误录' })
    const tried = await dryRun(csvFile([headings, first]))
    expect(tried.rows[0]).toMatchObject({ kind: 'warning', reasons: [expect.stringContaining('回收站') as string] })
    expect(tried.toImport.cases).toBe(1)
  })

  it('knows cases without a number by their people, dates and amounts', async () => {
    const withoutNumber = (line: string) => line.split(',').slice(1).join(',')
    const one = csvFile([withoutNumber(headings), withoutNumber(first)], 'one.csv')
    expect(await importFile(one)).toMatchObject({ cases: 1 })
    const other = withoutNumber(first).replace('2022-02-01', '2022-02-02').replace('20000', '10000')
    const tried = await dryRun(csvFile([withoutNumber(headings), withoutNumber(first), other], 'two.csv'))
    expect(tried.rows.map(({ kind }) => kind)).toEqual(['skip', 'warning'])
    expect(tried.toImport).toEqual({ cases: 1, people: 1, fen: 1_000_000 })
  })
})

it('keeps open what the ledger does not show as done, and a typical case without its level', async () => {
  const lines = [
    first.replace('2022-02-01,', ',是'),
    first.replace('〔2022〕1号', '〔2022〕2号').replace('王小明', '李未决').replace('110101199003070038', '').replace('20000,2022-01-20,2022-02-01', ',,'),
  ]
  await importFile(csvFile([headings, ...lines]))
  expect(sql('select number_seq, closed_on from relief_case order by 1')).toEqual([
    { number_seq: 1, closed_on: null },
    { number_seq: 2, closed_on: null },
  ])
  expect(sql('select stage from case_summary order by sort_key')).toEqual([{ stage: 'decided' }, { stage: 'accepted' }])
  expect(sql('select level, published_on from typical_award')).toEqual([{ level: 'unstated', published_on: null }])
  expect(sql('select id from disbursement')).toEqual([])
})

describe('taking back', () => {
  it('leaves no row, is audited with its reason, and the file can come again', async () => {
    const by = await createCase(casebook.context, caseInput({ basics: { caseNumber: '冀廊安检救助〔2024〕1号' } }))
    const before = countRows()
    await importFile(countyFile)
    const batch = await onlyBatch()
    expect(batch).toMatchObject({ fileName: 'ledger-county.xlsx', cases: 36, people: 39, fen: 86_300_000, importedBy: '王检察官', takenBackAt: null })
    await ledgerHandlers.importTakeBack(casebook.as('赵管理'), { id: batch.id, version: batch.version, reason: '选错了文件' })
    expect(countRows()).toEqual(before)
    expect(sql('pragma foreign_key_check')).toEqual([])
    expect(sql('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(await onlyBatch()).toMatchObject({ takenBackBy: '赵管理', version: 2 })
    expect(sql("select distinct who, reason from audit_entry where action = '撤回导入'")).toEqual([{ who: '赵管理', reason: '选错了文件' }])
    expect((await verifyAudit(casebook.store.read)).brokenAt).toBeNull()
    expect(await caseHandlers.caseGet(casebook.context, { id: by.id })).toMatchObject({ caseNumber: '冀廊安检救助〔2024〕1号' })

    const twice = await onlyBatch()
    expect(await failure(ledgerHandlers.importTakeBack(casebook.context, { id: twice.id, version: twice.version, reason: '再来' }))).toMatchObject({ code: 'conflict' })
    expect(await importFile(countyFile)).toMatchObject({ cases: 36, people: 39 })
    expect(await ledgerHandlers.importBatches(casebook.context)).toHaveLength(2)
  })

  const number = '冀廊安检救助〔2022〕1号'
  const works: Record<string, (caseId: string) => Promise<unknown>> = {
    'the case was edited': async (id) => {
      const file = await caseHandlers.caseGet(casebook.context, { id })
      const fields = { ...caseInput().basics, caseNumber: number, acceptedOn: file.acceptedOn, remark: '补充' }
      await caseHandlers.caseSaveBasics(casebook.context, parsed('caseSaveBasics', { id, version: file.version, fields }))
    },
    'the original case was edited': async (id) => {
      const file = await caseHandlers.caseGet(casebook.context, { id })
      const fields = { ...caseInput().original, charge: 'theft' }
      await caseHandlers.caseSaveOriginal(casebook.context, parsed('caseSaveOriginal', { id, version: file.version, fields }))
    },
    'a visit was added': (caseId) =>
      casePartHandlers.visitSave(
        casebook.context,
        parsed('visitSave', {
          caseId,
          id: null,
          version: null,
          fields: { recipientId: null, dueOn: '2026-03-01', doneOn: null, way: null, visitors: null, findings: null, moneyUse: null, satisfaction: null, stillNeeded: null },
        }),
      ),
    'money came back': async (caseId) => {
      const file = await caseHandlers.caseGet(casebook.context, { id: caseId })
      const fields = { kind: 'returned', amountFen: 100, happenedOn: '2022-03-01', method: null, payee: null, voucher: null, note: null } as const
      await casePartHandlers.disbursementAdd(casebook.context, parsed('disbursementAdd', { caseId, recipientId: file.recipients[0]?.id ?? '', fields }))
    },
    'a note was written': (caseId) => casePartHandlers.noteSave(casebook.context, parsed('noteSave', { caseId, id: null, version: null, fields: { text: '来电询问' } })),
    'its person stands in another case': () =>
      createCase(casebook.context, { recipients: [recipientInput({ name: '王小明', paperType: 'idCard', paperNumber: '110101199003070038' })] }),
  }
  it.each(Object.keys(works))('is refused once %s', async (name) => {
    await importFile(csvFile([headings, first, first.replace('〔2022〕1号', '〔2022〕2号').replace('王小明', '孙某').replace('110101199003070038', '')]))
    const [row] = sql<{ id: string }>('select id from relief_case where number_seq = 1')
    await works[name]?.(row?.id ?? '')
    const before = countRows()
    const batch = await onlyBatch()
    const refused = await failure(ledgerHandlers.importTakeBack(casebook.context, { id: batch.id, version: batch.version, reason: '误导入' }))
    expect(refused.code).toBe('conflict')
    expect(refused.message).toContain(name === 'its person stands in another case' ? '王小明（无案号）' : number)
    expect(refused.message).not.toContain('〔2022〕2号')
    expect(countRows()).toEqual(before)
    expect(await onlyBatch()).toMatchObject({ takenBackAt: null })
  })

  it('refuses an outdated page', async () => {
    await importFile(csvFile([headings, first]))
    const { id } = await onlyBatch()
    expect(await failure(ledgerHandlers.importTakeBack(casebook.context, { id, version: 7, reason: '误导入' }))).toMatchObject({ code: 'stale' })
  })
})

describe('only the good rows', () => {
  const line = (number: number, name: string, more = '') => first.replace('〔2022〕1号', `〔2022〕${number}号`).replace('王小明', name).replace('110101199003070038', more)
  /** Case 2 has one good person and one without an amount; row 6 may belong to case 3. */
  const lines = [headings, first, line(2, '赵甲'), line(2, '赵乙').replace(',20000,', ',约两三万,'), line(3, '钱丙'), line(3, '孙丁').replace(/^[^,]+,2022-01-05/, ',2022-01-06'), line(4, '李戊')]
  const refusedTo = (path: string, target: string, input: { fileSha256: string }) =>
    ledgerHandlers.importRefused({ ...casebook.context, file: (token) => (token === 'out' ? target : path) }, parsed('importRefused', { file: 'ledger', target: 'out', ...input }))

  it('come in as whole cases; the others are saved with why, mended and imported later', async () => {
    const path = csvFile(lines)
    const tried = await dryRun(path)
    expect(tried).toMatchObject({ blocking: 2, good: { cases: 2, people: 2, fen: 4_000_000 }, refused: [3, 4, 5, 6] })
    expect(await importFile(path, { onlyGood: true })).toMatchObject({ cases: 2, people: 2, fen: 4_000_000 })
    expect(sql('select number_seq from relief_case order by 1')).toEqual([{ number_seq: 1 }, { number_seq: 4 }])

    const target = join(folder, '未导入.xlsx')
    expect(await refusedTo(path, target, tried)).toMatchObject({ fileName: '未导入.xlsx', rows: 4 })
    const [sheet] = (await parseTable(readFileSync(target), 'a.xlsx')).sheets
    expect(sheet?.rows[0]?.map(({ text }) => text)).toEqual([...headings.split(','), '原因'])
    expect(sheet?.rows.slice(1).map((row) => [row[2]?.text, row.at(-1)?.text])).toEqual([
      ['赵甲', expect.stringContaining('同一案件')],
      ['赵乙', expect.stringContaining('救助金额')],
      ['钱丙', expect.stringContaining('同一案件')],
      ['孙丁', expect.stringContaining('分不清')],
    ])
    // Read again it says the same; mended it comes in.
    const again = await dryRun(target)
    expect(again).toMatchObject({ blocking: 2, refused: [2, 3, 4, 5] })
    const rows = sheet?.rows.map((row) => row.map(({ text }) => text.replace('约两三万', '30000'))) ?? []
    for (const row of rows) if (row[2] === '孙丁') row[0] = '冀廊安检救助〔2022〕5号'
    const mended = csvFile(rows.map((row) => row.map((text) => `"${text}"`).join(',')), 'mended.csv')
    expect(await importFile(mended)).toMatchObject({ cases: 3, people: 4 })
    expect(countRows()).toMatchObject({ relief_case: 5, recipient: 6 })
    // The first file again: what was imported is known row by row.
    expect((await dryRun(path)).rows[0]?.reasons).toEqual(['已在台账中，不再导入'])
    expect((await verifyAudit(casebook.store.read)).brokenAt).toBeNull()
  })

  it('keep notes, units and merged cells of the source', async () => {
    const target = join(folder, 'refused.xlsx')
    const tried = await dryRun(messyFile)
    await refusedTo(messyFile, target, tried)
    const again = await dryRun(target)
    const wordsOf = (rows: typeof tried.rows) => rows.flatMap(({ stops, understood }) => (stops.length > 0 ? [`${understood?.name} ${understood?.caseNumber} ${stops.length}`] : []))
    expect(wordsOf(again.rows).length).toBeGreaterThanOrEqual(tried.blocking - 1)
    expect(again.totals.fen).toBe(tried.rows.filter(({ row, kind }) => tried.refused.includes(row) && (kind === 'ok' || kind === 'warning')).reduce((sum, { understood }) => sum + (understood?.fen ?? 0), 0))
    expect(await failure(refusedTo(csvFile([headings, first]), target, await dryRun(csvFile([headings, first]))))).toMatchObject({ code: 'invalid' })
  })

  it('bring in nothing where no row is good', async () => {
    const path = csvFile([headings, first.replace('20000', '约两三万')])
    expect(await importFile(path, { onlyGood: true })).toEqual({ batchId: null, cases: 0, people: 0, fen: 0 })
    expect(sql('select id from import_batch')).toEqual([])
  })
})

describe('columns the person names', () => {
  const odd = ['档号,登记日,谁,号码,给多少,哪天定', '冀廊安检救助〔2022〕1号,2022-01-05,王小明,110101199003070038,20000,2022-01-20']
  const said = [
    { heading: '登记日', meaning: '受理日期' },
    { heading: '给多少', meaning: '救助金额' },
    { heading: '哪天定', meaning: '决定日期' },
  ]

  it('are proposed from names and content, corrected, and remembered for the same headings', async () => {
    const path = csvFile(odd)
    const proposed = await dryRun(path)
    expect(proposed.remembered).toBe(false)
    expect(proposed.columns.map(({ meaning }) => meaning)).toEqual(['救助案号', '记入记事', '救助对象姓名', '身份证件号码', '记入记事', '记入记事'])
    expect(proposed.samples[4]).toEqual(['20000'])
    const corrected = await dryRun(path, { columns: said })
    expect(corrected.rows[0]).toMatchObject({ kind: 'ok', understood: { fen: 2_000_000, dates: '受理 2022-01-05，决定 2022-01-20' } })
    // A trial remembers nothing.
    expect((await dryRun(path)).remembered).toBe(false)
    await importFile(path, { columns: said })
    expect(sql('select amount_fen, decided_on from decision')).toEqual([{ amount_fen: 2_000_000, decided_on: '2022-01-20' }])

    const next = await ledgerHandlers.importDryRun(
      { ...casebook.as('李检察官'), file: () => csvFile([odd[0] ?? '', (odd[1] ?? '').replace('〔2022〕1号', '〔2023〕1号').replaceAll('2022-', '2023-')], 'next.csv') },
      parsed('importDryRun', { file: 'ledger' }),
    )
    expect(next).toMatchObject({ remembered: true, toImport: { cases: 1, fen: 2_000_000 } })
    // A file of refused rows has one heading more.
    expect((await dryRun(csvFile([`${odd[0]},原因`, `${odd[1]},`], '未导入的行.csv'))).remembered).toBe(true)
    expect((await dryRun(csvFile([`${odd[0]},备注`, `${odd[1]},无`], 'other.csv'))).remembered).toBe(false)
  })

  it('that are needed must be named before anything is read', async () => {
    const path = csvFile(['档号,类,电话号码,甲', '冀廊安检救助〔2022〕1号,急需救治,13900001111,欧阳某某某'])
    const tried = await dryRun(path)
    expect(tried).toMatchObject({ missing: ['救助对象姓名'], rows: [], toImport: { cases: 0 } })
    expect((await failure(importFile(path))).message).toContain('救助对象姓名')
    const named = await dryRun(path, { columns: [{ heading: '甲', meaning: '救助对象姓名' }] })
    expect(named).toMatchObject({ missing: [], toImport: { cases: 1 } })
    expect(await failure(dryRun(path, { columns: [{ heading: '甲', meaning: '救助案号' }, { heading: '档号', meaning: '救助案号' }] }))).toMatchObject({ code: 'invalid' })
    expect(await failure(dryRun(path, { columns: [{ heading: '甲', meaning: '没有的项' }] }))).toMatchObject({ code: 'invalid' })
  })

  it('may be said to hold nothing of use', async () => {
    const path = csvFile([headings, first])
    const tried = await dryRun(path, { columns: [{ heading: '发放日期', meaning: null }] })
    expect(tried.columns.find(({ heading }) => heading === '发放日期')?.meaning).toBeNull()
    expect(tried.rows[0]?.understood?.dates).toBe('受理 2022-01-05，决定 2022-01-20')
  })
})

describe('several sheets', () => {
  it('are listed; each ledger among them is imported by itself', async () => {
    const [source] = (await parseTable(readFileSync(countyFile), 'ledger-county.xlsx')).sheets
    if (!source) throw new Error('no sheet')
    const next = source.rows.map((row) => row.map((cell) => ({ ...cell, text: cell.text.replace('救助〔', '救〔'), value: typeof cell.value === 'string' ? cell.value.replace('救助〔', '救〔') : cell.value })))
    const path = join(folder, '两年.xls')
    writeFileSync(path, toXls([{ ...source, name: '说明', rows: source.rows.slice(0, 1), merges: [] }, { ...source, name: '旧' }, { ...source, name: '新', rows: next }]))
    const tried = await dryRun(path)
    expect(tried.sheet).toBe('旧')
    expect(tried.sheets).toEqual([{ name: '说明', rows: 1, ledger: false }, { name: '旧', rows: 42, ledger: true }, { name: '新', rows: 42, ledger: true }])
    const refused = await failure(importFile(path))
    expect(refused.message).toContain('“旧”、“新”')
    expect(await importFile(path, { sheet: '旧' })).toMatchObject({ cases: 36 })
    expect(await dryRun(path, { sheet: '旧' })).toMatchObject({ alreadyImported: true })
    expect(await dryRun(path, { sheet: '新' })).toMatchObject({ alreadyImported: false, toImport: { cases: 36 } })
    expect(await importFile(path, { sheet: '新' })).toMatchObject({ cases: 36 })
    expect((await failure(dryRun(path, { sheet: '没有' }))).message).toContain('没有')
    expect((await failure(dryRun(path, { sheet: '说明' }))).message).toContain('说明')
    expect(countRows()).toMatchObject({ relief_case: 72, person: 39 })
  })
})
