import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseFile } from '../domain/caseFile.ts'
import { today } from '../domain/dates.ts'
import { permissionsOf } from '../domain/permissions.ts'
import type { Id } from '../domain/records.ts'
import type { ReportAsk } from '../domain/reportModel.ts'
import { parseSealContent, sealedRecords } from '../domain/sealModel.ts'
import type { LaterChange, SealComparison } from '../domain/sealModel.ts'
import { compareSeal, contentOf, writeSeal } from '../reports/seals/seals.ts'
import { verifySeals } from '../store/sealRepository.ts'
import { rows } from '../store/store.ts'
import { casePartHandlers } from './caseParts.ts'
import { caseHandlers } from './cases.ts'
import type { Context } from './context.ts'
import type { Input } from './contract.ts'
import { duplicateHandlers } from './duplicates.ts'
import { ledgerHandlers } from './ledgers.ts'
import { reportHandlers } from './reports.ts'
import { sealHandlers } from './seals.ts'
import { saveVisit } from './testAftercare.ts'
import { caseInput, createCase, grant, openTestCasebook, parsed, pay, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
let folder: string
beforeEach(async () => {
  book = await openTestCasebook()
  folder = mkdtempSync(join(tmpdir(), 'seals-'))
})
afterEach(async () => {
  await book.store.close()
  rmSync(folder, { recursive: true, force: true })
})

const year: ReportAsk = { kind: 'annual', period: { from: '2023-01-01', to: '2023-12-31' }, basis: 'decided' }
const lock = (ask: ReportAsk = year, more: Partial<Input<'reportLock'>> = {}) => sealHandlers.reportLock(book.context, parsed('reportLock', { ask, reason: '上报市院', ...more }))
const compare = (id: Id) => sealHandlers.sealCompare(book.context, { id })
const open = (id: Id) => sealHandlers.sealOpen(book.context, { id })
const fresh = (file: CaseFile) => caseHandlers.caseGet(book.context, { id: file.id })
const sql = <T>(text: string, ...parameters: unknown[]) => rows<T>(book.store.read, text, parameters)

let made = 0
/** A case of 2023 with one person, granted and mostly paid. */
async function settled(name: string, amountFen = 1_000_000, { paid = true }: { paid?: boolean } = {}): Promise<CaseFile> {
  made += 1
  const file = await createCase(book.context, { basics: { caseNumber: `试救助〔2023〕${made}号`, acceptedOn: '2023-02-01', category: 'injury' }, recipients: [recipientInput({ name })] })
  const granted = await grant(book.context, file, amountFen, { decidedOn: '2023-03-01' })
  return paid ? pay(book.context, granted, { amountFen, happenedOn: '2023-04-01' }) : granted
}

async function changeDecision(context: Context, file: CaseFile, more: Partial<Input<'decisionSave'>['fields']>): Promise<void> {
  const decision = (await fresh(file)).decisions[0]
  if (!decision) throw new Error('no decision')
  const { kind, amountFen, decidedOn, number, servedOn, reason, overCapReason } = decision
  await casePartHandlers.decisionSave(context, parsed('decisionSave', { caseId: file.id, id: decision.id, version: decision.version, recipientId: decision.recipientId, fields: { kind, amountFen, decidedOn, number, servedOn, reason, overCapReason, ...more } }))
}
async function changeGroups(context: Context, file: CaseFile, specialGroups: string[]): Promise<void> {
  const recipient = (await fresh(file)).recipients[0]
  if (!recipient) throw new Error('no recipient')
  const { id, version, ordinal: _ordinal, person, ...fields } = recipient
  const { version: _version, householdId: _household, ...personFields } = person
  await casePartHandlers.recipientSave(context, parsed('recipientSave', { caseId: file.id, id, version, fields: { ...fields, person: personFields, specialGroups } }))
}
async function importLines(context: Context, lines: string[]): Promise<void> {
  const path = join(folder, `ledger-${lines.length}-${(made += 1)}.csv`)
  writeFileSync(path, ['案号,受理日期,姓名,性别,救助情形,案件类型,救助金额（元）,决定日期,发放日期', ...lines].join('\r\n'))
  const at: Context = { ...context, file: () => path }
  const { fileSha256 } = await ledgerHandlers.importDryRun(at, parsed('importDryRun', { file: 'ledger' }))
  await ledgerHandlers.importLedger(at, parsed('importLedger', { file: 'ledger', fileSha256 }))
}

const by = ({ changes }: SealComparison, who: string): LaterChange => {
  const found = changes.filter((change) => change.who === who)
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} changes by ${who}`)
  return found[0]
}
const cellsOf = ({ cells }: SealComparison, change: LaterChange) => change.cells.map((place) => `${cells[place]?.cell.table}/${cells[place]?.cell.row}/${cells[place]?.cell.column}`)

describe('a locked report', () => {
  it('is shown from its own content, whatever happens to the casebook', async () => {
    const file = await settled('赵一', 1_000_000, { paid: false })
    await settled('钱二', 500_000)
    const { id, number } = await lock()
    expect(number).toBe(`〔${today().slice(0, 4)}〕定1号`)
    const before = await reportHandlers.report(book.context, year)
    await changeDecision(book.as('孙某'), file, { amountFen: 9_000_000 })
    await caseHandlers.caseRecycle(book.context, parsed('caseRecycle', { id: file.id, version: (await fresh(file)).version, reason: '误录' }))
    const view = await open(id)
    expect(view).toMatchObject({ problems: [], today: today(), head: { number, lockedBy: '王检察官', reason: '上报市院', supersedes: null, supersededBy: null } })
    expect(view.report).toEqual({ ...before, seal: { number, code: view.head.code, lockedOn: today() } })
    expect(view.head.code).toMatch(/^[0-9A-F]{4}(-[0-9A-F]{4}){3}$/)
    const frozen = await sealHandlers.sealRecords(book.context, { id, cell: { table: 'totals', row: 'granted', column: 'decidedFen' } })
    expect(frozen.map(({ personName, fen }) => [personName, fen])).toEqual([['赵一', 1_000_000], ['钱二', 500_000]])
    expect((await reportHandlers.reportRecords(book.context, { ask: year, cell: { table: 'totals', row: 'granted', column: 'decidedFen' } })).map(({ personName }) => personName)).toEqual(['钱二'])
    await expect(sealHandlers.sealRecords(book.context, { id, cell: { table: 'totals', row: 'nothing', column: 'cases' } })).rejects.toThrow('没有这一项')
  })

  it('leaves the program with the list of names it was locked with, minors still not named after they are gone from the casebook', async () => {
    const adult = await settled('赵一')
    const child = await settled('钱小二', 500_000, { paid: false })
    await changeGroups(book.context, child, ['minor'])
    const { id } = await lock()
    const paper = async (names: 'masked' | 'everyone') => (await reportHandlers.reportPaper(book.context, parsed('reportPaper', { ask: year, seal: id, options: { names, reason: '报送' } }))).html
    const before = await paper('masked')
    expect(before).toContain('国家司法救助对象名册')
    expect(before).toContain('2件2人')
    await changeDecision(book.as('孙某'), adult, { amountFen: 9_000_000 })
    await changeGroups(book.as('孙某'), child, [])
    await caseHandlers.caseRecycle(book.context, parsed('caseRecycle', { id: child.id, version: (await fresh(child)).version, reason: '误录' }))
    expect(await paper('masked')).toBe(before)
    expect(before).toContain('未成年人')
    expect(before).not.toMatch(/赵一|钱小二|钱某/)
    expect(await paper('everyone')).toMatch(/赵一[^]*钱小二/)
    expect((await open(id)).hasRoster).toBe(true)
    expect((await open((await lock({ ...year, kind: 'years' })).id)).hasRoster).toBe(false)
  })

  it('is the same today where nothing that counts was done', async () => {
    const file = await settled('赵一')
    const { id } = await lock()
    await caseHandlers.caseSaveBasics(book.context, { id: file.id, version: (await fresh(file)).version, fields: { caseNumber: file.caseNumber, unifiedNumber: null, category: 'injury', cause: null, leadSource: null, officerName: null, urgent: false, appliedOn: null, acceptedOn: '2023-02-01', remark: '改了备注', applyWay: null, appliedBy: null } })
    expect(await compare(id)).toMatchObject({ cells: [], differences: [], changes: [], definitions: [], unexplained: 0, entriesSince: 2, entriesElsewhere: 2 })
  })

  it('lists each later change once, with who, why and what it moves', { timeout: 60_000 }, async () => {
    const dated = await settled('日期改动', 1_000_000, { paid: false })
    const dearer = await settled('金额改动')
    const recycled = await settled('移到回收站', 1_000_000, { paid: false })
    const restored = await settled('从回收站恢复', 1_000_000, { paid: false })
    await caseHandlers.caseRecycle(book.context, parsed('caseRecycle', { id: restored.id, version: (await fresh(restored)).version, reason: '误移' }))
    const kept = await settled('合并保留')
    const merged = await createCase(book.context, { basics: { caseNumber: '试救助〔2023〕99号', acceptedOn: '2023-02-01' }, recipients: [recipientInput({ name: '合并另一' })] })
    const returned = await settled('退回')
    const grouped = await settled('特殊群体')
    const awarded = await settled('典型案例')
    const visited = await settled('回访')
    await importLines(book.context, ['旧救助〔2023〕1号,2023-01-05,被撤回,男,重伤或严重残疾,故意伤害,20000,2023-01-20,2023-02-01'])
    const untouched = await settled('没有动过')

    const { id } = await lock()

    const late = await caseHandlers.caseCreate(book.as('补录人'), parsed('caseCreate', caseInput({ basics: { caseNumber: '补救助〔2023〕1号', acceptedOn: '2023-05-01' }, recipients: [recipientInput({ name: '补录' })], late: true })))
    await changeDecision(book.as('改日期人'), dated, { decidedOn: '2024-01-02' })
    await changeDecision(book.as('改金额人'), dearer, { amountFen: 1_500_000 })
    await caseHandlers.caseRecycle(book.as('移走人'), parsed('caseRecycle', { id: recycled.id, version: (await fresh(recycled)).version, reason: '与他院重复' }))
    await caseHandlers.caseRestore(book.as('恢复人'), { id: restored.id })
    await duplicateHandlers.duplicateMerge(book.as('合并人'), parsed('duplicateMerge', { entity: 'relief_case', keptId: kept.id, keptVersion: (await fresh(kept)).version, otherId: merged.id, otherVersion: (await fresh(merged)).version, take: [], reason: '同一件案件' }))
    await pay(book.as('退回人'), await fresh(returned), { kind: 'returned', amountFen: 300_000, happenedOn: '2023-11-01', reason: '账号错误退回' })
    await changeGroups(book.as('标群体人'), grouped, ['minor', 'woman'])
    await casePartHandlers.awardSave(book.as('报典型人'), parsed('awardSave', { caseId: awarded.id, id: null, version: null, fields: { level: 'province', publishedOn: '2023-10-01', title: '某某案' } }))
    await saveVisit(book.as('回访人'), visited.id, { doneOn: '2023-12-01', way: 'phone' })
    await importLines(book.as('导入人'), ['新救助〔2023〕1号,2023-06-05,导入来,女,急需救治,盗窃,30000,2023-06-20,2023-07-01'])
    const [batch] = await sql<{ id: Id; version: number }>("select b.id, b.version from import_batch b join relief_case c on c.batch_id = b.id where c.case_number = '旧救助〔2023〕1号'")
    if (!batch) throw new Error('no batch')
    await ledgerHandlers.importTakeBack(book.as('撤回人'), { ...batch, reason: '选错了文件' })
    await caseHandlers.caseSaveBasics(book.as('无关的人'), { id: untouched.id, version: (await fresh(untouched)).version, fields: { caseNumber: untouched.caseNumber, unifiedNumber: null, category: 'injury', cause: null, leadSource: null, officerName: null, urgent: false, appliedOn: null, acceptedOn: '2023-02-01', remark: '备注', applyWay: null, appliedBy: null } })

    const found = await compare(id)
    expect(found.unexplained).toBe(0)
    expect(found.problems).toEqual([])
    expect(found.definitions).toEqual([])
    for (const cell of found.cells) expect(cell.differences.length, JSON.stringify(cell)).toBeGreaterThan(0)
    expect(found.changes.map(({ who }) => who)).toEqual(['补录人', '改日期人', '改金额人', '移走人', '恢复人', '合并人', '退回人', '标群体人', '报典型人', '回访人', '导入人', '撤回人'])
    const expected: [who: string, reason: string | null, cell: string, detail: RegExp][] = [
      ['补录人', null, 'totals/accepted/cases', /登记案件：.*补救助〔2023〕1号/],
      ['改日期人', null, 'totals/granted/cases', /决定 · 决定日期：2023-03-01 → 2024-01-02/],
      ['改金额人', null, 'totals/granted/decidedFen', /决定 · 决定金额：10,000\.00 元 → 15,000\.00 元/],
      ['移走人', '与他院重复', 'totals/accepted/cases', /案件移到回收站：与他院重复/],
      ['恢复人', null, 'totals/accepted/cases', /案件从回收站恢复/],
      ['合并人', '同一件案件', 'totals/accepted/cases', /案件移到回收站|救助对象/],
      ['退回人', '账号错误退回', 'totals/paid/paidFen', /登记发放：事项 退回，金额 3,000\.00 元/],
      ['标群体人', null, 'specialGroup/minor/people', /特殊群体：（无） → 未成年人、困难妇女/],
      ['报典型人', null, 'totals/typical/cases', /登记典型案例：级别 省级/],
      ['回访人', null, 'visit/phone/events', /登记回访：/],
      ['导入人', null, 'totals/granted/people', /导入案件 新救助〔2023〕1号（导入来）/],
      ['撤回人', '选错了文件', 'totals/granted/people', /移除案件 1 条/],
    ]
    for (const [who, reason, cell, detail] of expected) {
      const change = by(found, who)
      if (reason !== null) expect(change.reason ?? change.details.join(), who).toContain(reason)
      expect(change.action, who).not.toBe('')
      expect(cellsOf(found, change), who).toContain(cell)
      expect(change.details.join('；'), who).toMatch(detail)
    }
    // One person's change does not stand beside another's case.
    expect(by(found, '改金额人').cases.map((one) => one.caseNumber)).toEqual([dearer.caseNumber])
    expect(by(found, '补录人').cases.map((one) => one.id)).toEqual([late.id])
    expect(cellsOf(found, by(found, '回访人'))).not.toContain('totals/granted/cases')
    expect(cellsOf(found, by(found, '标群体人'))).not.toContain('totals/granted/cases')
    // The figures themselves: what was locked beside today's.
    const today = await reportHandlers.report(book.context, year)
    for (const { cell, after } of found.cells) {
      const table = today.tables.find(({ key }) => key === cell.table)
      const row = [...(table?.rows ?? []), ...(table?.total ? [table.total] : [])].find(({ key }) => key === cell.row)
      expect(row?.values[cell.column] ?? 0, JSON.stringify(cell)).toBe(after)
    }
  })

  it('says so where a record changed and nobody is on record for it', async () => {
    const file = await settled('赵一')
    const { id } = await lock()
    book.store.raw.prepare('update decision set amount_fen = 1 where case_id = ?').run(file.id)
    expect(await compare(id)).toMatchObject({ changes: [], unexplained: 2 })
    expect((await compare(id)).differences.map(({ kind, before, after, changes }) => [kind, before?.fen, after?.fen, changes])).toEqual([['changed', 1_000_000, 1, []], ['changed', 1_000_000, 1, []]])
  })

  it('tells what moved because days went by from what somebody did', async () => {
    const file = await settled('赵一')
    await saveVisit(book.context, file.id, { dueOn: '2023-12-31' })
    const asked: ReportAsk = { ...year, kind: 'visits' }
    // Made on a day before the visit was due.
    const content = await contentOf(book.store.read, asked, { now: '2023-12-30' })
    const { id } = await book.context.change({ action: '定稿锁定' }, (unit) => writeSeal(unit, content, { reason: '年底', supersedes: null }))
    const found = await compareSeal(book.store.read, id, () => [], { now: '2024-01-05' })
    expect(found).toMatchObject({ unexplained: 0, changes: [] })
    expect(found.cells.map(({ column }) => column)).toContain('逾期未完成')
    expect(found.differences.every(({ byTime }) => byTime)).toBe(true)
  })
})

describe('one report, one standing seal', () => {
  it('is locked once, superseded with a reason, and only the newest stands', async () => {
    await settled('赵一')
    const first = await lock()
    expect((await refusal(lock())).message).toContain(`已有定稿${first.number}`)
    // Another basis is another report; a report without a choice of basis is one, whatever basis comes along.
    const other = await lock({ ...year, basis: 'paid' })
    const money = await lock({ ...year, kind: 'money', basis: 'paid' })
    expect((await refusal(lock({ ...year, kind: 'money', basis: 'accepted' }))).message).toContain(money.number)
    await settled('钱二')
    const second = await lock(year, { supersedes: first.id, reason: '补录一件' })
    expect([first, other, money, second].map(({ number }) => number.replace(/^.*定/, ''))).toEqual(['1号', '2号', '3号', '4号'])
    expect((await open(first.id)).head).toMatchObject({ supersededBy: { id: second.id, number: second.number, reason: '补录一件' } })
    expect((await open(second.id)).head).toMatchObject({ supersedes: { id: first.id, number: first.number }, supersededBy: null })
    expect((await refusal(lock(year, { supersedes: first.id }))).message).toContain(`已经由${second.number}换下`)
    expect((await refusal(lock({ ...year, kind: 'visits' }, { supersedes: second.id }))).message).toContain('不是同一报表')
    expect((await sealHandlers.sealList(book.context, undefined)).map(({ number }) => number)).toEqual([second, money, other, first].map(({ number }) => number))
    expect((await sealHandlers.sealFind(book.context, { number: money.number })).id).toBe(money.id)
    await expect(sealHandlers.sealFind(book.context, { number: '〔1999〕定1号' })).rejects.toThrow('没有这份定稿')
  })

  it('may be made by those who work on cases and those who manage', () => {
    expect((['officer', 'admin', 'approver', 'auditor', 'viewer'] as const).filter((role) => permissionsOf([role]).includes('report.lock'))).toEqual(['officer', 'admin'])
  })
})

describe('tampering', () => {
  const force = (text: string, ...parameters: unknown[]) => {
    for (const trigger of ['seal_unaltered', 'seal_undeleted', 'audit_entry_unaltered', 'audit_entry_undeleted']) book.store.raw.exec(`drop trigger if exists ${trigger}`)
    book.store.raw.prepare(text).run(...parameters)
  }
  let id: Id
  beforeEach(async () => {
    await settled('赵一')
    id = (await lock()).id
    expect((await verifySeals(book.store.read)).problems).toEqual([])
  })

  it('is refused by the database itself', () => {
    expect(() => book.store.raw.prepare("update seal set reason = '另一个'").run()).toThrow('never altered')
    expect(() => book.store.raw.prepare('delete from seal').run()).toThrow('never deleted')
    expect(() => book.store.raw.prepare('update disbursement set amount_fen = 1').run()).toThrow('never altered')
  })

  it.each<[string, string, RegExp]>([
    ['a figure in the content', `update seal set content = replace(content, '1000000', '9000000')`, /与定稿时的校验码不一致/],
    ['content and hash', `update seal set content = replace(content, '1000000', '9000000'), sha256 = '${'0'.repeat(64)}'`, /不一致/],
    ['content that is none', `update seal set content = '不是'`, /读不出来/],
    ['the reason', `update seal set reason = '另一个'`, /与操作记录不一致/],
    ['the number', `update seal set number = '〔2020〕定9号'`, /与操作记录不一致/],
    ['the trail before it', `update audit_entry set hash = '${'1'.repeat(64)}' where seq = (select audit_seq from seal)`, /以前的操作记录与定稿时不一致/],
    ['its own audit entry', `update audit_entry set who = '别人' where entity = 'seal'`, /与操作记录不一致/],
  ])('of %s is found at opening and by the check of everything, and is not given out', async (_what, text, problem) => {
    force(text)
    const { problems } = await open(id)
    expect(problems.join()).toMatch(problem)
    expect((await verifySeals(book.store.read)).problems.join()).toMatch(problem)
    const at: Context = { ...book.context, file: () => join(folder, 'a.xlsx') }
    expect((await refusal(reportHandlers.reportExport(at, parsed('reportExport', { ask: year, seal: id, file: 'out' })))).code).toBe('damaged')
  })

  it('by removing one is found by the check of everything', async () => {
    force('delete from seal')
    expect((await verifySeals(book.store.read)).problems.join()).toContain('登记的定稿有 1 份不见了')
  })
})

it('reads a seal that the first program with seals wrote', () => {
  const content = parseSealContent(readFileSync(new URL('../reports/seals/sealFormat1.json', import.meta.url), 'utf8'))
  expect(content?.roster).toBeNull()
  expect(content?.report.tables[0]?.rows[0]?.values['cases']).toBe(1)
  expect(content && sealedRecords(content, { table: 'totals', row: 'granted', column: 'decidedFen' })).toMatchObject([{ personName: '赵一', fen: 1_000_000, paidFen: 1_000_000, date: '2023-03-01' }])
})
