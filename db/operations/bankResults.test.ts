import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { CaseFile } from '../domain/caseFile.ts'
import { readTable } from '../exchange/readTable.ts'
import { bankResultHandlers } from './bankResults.ts'
import { caseListHandlers } from './caseLists.ts'
import type { Context } from './context.ts'
import type { Input } from './contract.ts'
import { importLedgerInto } from './ledgers.ts'
import { livePlanOf, plan, supervise } from './testMoney.ts'
import { fileOf } from './testCaseWork.ts'
import { createCase, grant, openTestCasebook, pay, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

const samples = join(import.meta.dirname, '../exchange/samples')
const sample = join(samples, 'bank-result.xlsx')
const folder = mkdtempSync(join(tmpdir(), 'casebook-bank-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let book: TestCasebook
beforeEach(async () => {
  book = await openTestCasebook()
  return () => book.store.close()
})

const at = (path: string): Context => ({ ...book.context, file: () => path })
type Columns = Input<'bankTry'>['columns']
const tryList = (path: string, columns: Columns = null) => bankResultHandlers.bankTry(at(path), { file: 'bank', columns })
const apply = async (path: string, choices: Input<'bankApply'>['choices'] = [], columns: Columns = null) =>
  bankResultHandlers.bankApply(at(path), { file: 'bank', fileSha256: (await tryList(path, columns)).fileSha256, columns, choices })

function csv(name: string, rows: readonly (readonly string[])[]): string {
  const path = join(folder, name)
  writeFileSync(path, rows.map((row) => row.join(',')).join('\n'))
  return path
}
const headings = ['户名', '账号', '金额', '日期', '处理结果', '失败原因']

/** The people of the sample as the county ledger has them, decided and not yet paid: one case each but the two of No. 8. */
async function asInTheLedger(): Promise<CaseFile[]> {
  const [sheet] = (await readTable(sample)).sheets
  const lines = (sheet?.rows ?? []).slice(1, 9).map((row) => row.map((cell) => cell.text))
  const numbers = [...new Set(lines.map((line) => (line[7] ?? '').replace('司法救助金 ', '')))]
  const files: CaseFile[] = []
  for (const caseNumber of numbers) {
    const people = lines.filter((line) => line[7]?.endsWith(caseNumber))
    let file = await createCase(book.context, { basics: { caseNumber }, recipients: people.map((line) => recipientInput({ name: line[1] ?? '' }, { bankName: '农业银行', bankAccount: line[2] ?? '' })) })
    for (const [index, line] of people.entries()) file = await grant(book.context, file, Number(line[3]) * 100, { recipientId: file.recipients[index]?.id ?? '', decidedOn: '2023-04-27' })
    files.push(file)
  }
  return files
}
const reread = (files: CaseFile[]) => Promise.all(files.map((file) => fileOf(book.context, file.id)))
const entries = async () => (await book.store.read.selectFrom('disbursement').select(['kind', 'amount_fen', 'happened_on', 'reason']).orderBy('id').execute()).map((row) => [row.kind, row.amount_fen, row.happened_on, row.reason])

describe('the bank’s list of the sample', () => {
  it('over what is to be paid: seven succeed, one fails, the total row is no payment, and a second time nothing doubles', async () => {
    const files = await asInTheLedger()
    const tried = await tryList(sample)
    expect(tried.totals).toEqual({ lines: 8, succeeded: 7, failed: 1, sure: 8, doubtful: 0, unmatched: 0, applied: 0, succeededFen: 16_400_000, failedFen: 2_300_000, fileTotalFen: 18_700_000 })
    expect(tried.columns.map((column) => column.meaning)).toEqual([null, 'name', 'account', 'amount', 'date', 'result', 'reason', 'reference'])
    expect(await apply(sample)).toEqual({ paid: 7, failed: 1, already: 0 })
    const after = await entries()
    expect(after).toHaveLength(8)
    expect(after.filter(([kind]) => kind === 'paid')).toHaveLength(7)
    expect(after).toContainEqual(['failed', 2_300_000, '2023-06-22', '户名不符'])
    const eight = (await reread(files)).find((file) => file.caseNumber?.endsWith('〔2023〕8号'))
    expect(eight?.balance).toMatchObject({ decidedFen: 4_500_000, netPaidFen: 2_200_000, outstandingFen: 2_300_000 })
    expect((await caseListHandlers.dutyList(book.context)).filter((duty) => duty.kind === 'pay').map((duty) => duty.text)).toEqual(['杨兰然发放失败（户名不符），请核对账户后重新发放。待发放 23,000.00 元'])

    const renamed = join(folder, '再次导出.xlsx')
    await copyFile(sample, renamed)
    for (const path of [sample, renamed]) {
      expect((await tryList(path)).totals).toMatchObject({ sure: 0, applied: 8 })
      expect(await apply(path)).toEqual({ paid: 0, failed: 0, already: 8 })
    }
    expect(await entries()).toEqual(after)

    // The same rows in another layout are known again; the new one is the re-payment.
    const again = csv('补发.csv', [headings, ['高琪', '6228480010000000000', '22000.00', '20230504', '交易成功', ''], ['杨兰然', '6228480010000023757', '23000', '2023-06-28', '成功', ''], ['合计', '', '45000', '', '', '']])
    const [line] = (await tryList(again)).lines
    expect(line?.match).toBe('unmatched')
    expect(line?.why).toContain('可能已经登记过发放')
    expect(await apply(again)).toEqual({ paid: 1, failed: 0, already: 0 })
    expect((await entries()).at(-1)?.slice(0, 3)).toEqual(['repaid', 2_300_000, '2023-06-28'])
    expect((await caseListHandlers.dutyList(book.context)).filter((duty) => duty.kind === 'pay')).toEqual([])
  })

  it('over the imported county ledger, in which everything is paid, matches nothing', async () => {
    await importLedgerInto(book.context, join(samples, 'ledger-county.xlsx'))
    const before = await entries()
    const tried = await tryList(sample)
    expect(tried.totals).toMatchObject({ sure: 0, doubtful: 0, unmatched: 8 })
    expect(await apply(sample)).toEqual({ paid: 0, failed: 0, already: 0 })
    expect(await entries()).toEqual(before)
  })

  it('with one digit of an account changed is doubtful, and only the officer matches it', async () => {
    const files = await asInTheLedger()
    const path = csv('一位不同.csv', [headings, ['高琪', '6228480010000000008', '22000', '2023-05-04', '成功', ''], ['邓欣文', '6228480010000007919', '21000', '2023-06-05', '成功', '']])
    const tried = await tryList(path)
    expect(tried.lines.map((line) => line.match)).toEqual(['doubtful', 'sure'])
    expect(tried.lines[0]).toMatchObject({ why: '户名相符，账号有一位不同（台账为尾号 0000）', recipientId: files[0]?.recipients[0]?.id, candidates: [{ name: '高琪', amountFen: 2_200_000 }] })
    expect(await apply(path)).toEqual({ paid: 1, failed: 0, already: 0 })
    expect(await apply(path, [{ row: 2, recipientId: tried.lines[0]?.recipientId ?? '', instalmentId: null }])).toEqual({ paid: 1, failed: 0, already: 1 })
    expect((await reread(files)).slice(0, 2).map((file) => file.balance.outstandingFen)).toEqual([0, 0])
  })
})

describe('a list', () => {
  it('is applied as a whole or not at all', async () => {
    await asInTheLedger()
    const path = csv('整批.csv', [headings, ['高琪', '6228480010000000000', '22000', '2023-05-04', '成功', ''], ['宋庆杰', '6228480010000015830', '23000', '2023-06-02', '成功', '']])
    const tried = await tryList(path)
    // The amount of somebody else: more than is owed there.
    const wrong = tried.lines[0]?.recipientId ?? ''
    const error = await refusal(bankResultHandlers.bankApply(at(path), { file: 'bank', fileSha256: tried.fileSha256, columns: null, choices: [{ row: 3, recipientId: wrong, instalmentId: null }] }))
    expect(error.message).toMatch(/^第 3 行（宋庆杰）不能登记：.*没有登记任何一行。$/)
    expect(await entries()).toEqual([])
    writeFileSync(path, '户名,账号\n')
    expect((await refusal(bankResultHandlers.bankApply(at(path), { file: 'bank', fileSha256: tried.fileSha256, columns: null, choices: [] }))).code).toBe('invalid')
    csv('整批.csv', [headings, ['高琪', '6228480010000000000', '22000', '2023-05-05', '成功', '']])
    expect((await refusal(bankResultHandlers.bankApply(at(path), { file: 'bank', fileSha256: tried.fileSha256, columns: null, choices: [] }))).message).toContain('试读以后改动过')
  })

  it('of another layout is read by its columns, those the officer named included', async () => {
    await asInTheLedger()
    const path = csv('农商行.csv', [
      ['某某农商银行代发回单', '', '', '', ''],
      ['付款账号', '对方', '对方卡', '发生额(万元)', '交易日期', '状态'],
      ['1300000000000000001', '高琪', '6228480010000000000', '2.2', '2023年5月4日', '未成功'],
      ['1300000000000000001', '邓欣文', '6228 4800 1000 0007 919', '2.1', '2023.06.05', '处理成功'],
      ['说明：失败款项退回原账户', '', '', '', ''],
      ['总计', '', '', '4.3', '', ''],
    ])
    const tried = await tryList(path)
    // The account is told by what stands under it; whose it is nobody can tell from “对方”.
    expect(tried.columns.map((column) => column.meaning)).toEqual([null, null, 'account', 'amount', 'date', 'result'])
    expect(tried.lines).toEqual([])
    const columns = tried.columns.map((column) => (column.heading === '对方' ? { ...column, meaning: 'name' as const } : column))
    expect((await refusal(apply(path))).fields?.[0]?.message).toBe('还没有指定户名是哪一列')
    const named = await tryList(path, columns)
    expect(named.lines.map((line) => [line.row, line.name, line.amountFen, line.succeeded, line.match])).toEqual([[3, '高琪', 2_200_000, false, 'sure'], [4, '邓欣文', 2_100_000, true, 'sure']])
    expect(named.totals.fileTotalFen).toBe(4_300_000)
    expect(await apply(path, [], columns)).toEqual({ paid: 1, failed: 1, already: 0 })
  })

  it('pays batch by batch, to the supervised account where there is one', async () => {
    let file = await createCase(book.context, { recipients: [recipientInput({ name: '张小丫', birthDate: '2015-05-20' })] })
    file = await supervise(book.context, await grant(book.context, file, 300_000), { bankAccount: '6228480018888888888' })
    file = await plan(book.context, file, ['2023-06-30', '2023-07-31', '2023-08-31'].map((dueOn) => ({ dueOn, amountFen: 100_000, purpose: null })))
    const row = (day: string, result: string, why: string) => ['前进村村民委员会', '6228480018888888888', '1000', day, result, why]
    const june = csv('6月.csv', [headings, row('2023-06-30', '成功', '')])
    const july = csv('7月.csv', [headings, row('2023-07-31', '失败', '账户冻结')])
    const august = csv('8月.csv', [headings, row('2023-08-05', '成功', ''), row('2023-08-31', '成功', '')])
    for (const [path, done] of [[june, [1, 0]], [july, [0, 1]], [august, [2, 0]]] as const) expect(await apply(path), path).toEqual({ paid: done[0], failed: done[1], already: 0 })
    file = await fileOf(book.context, file.id)
    expect(file.disbursements.map((entry) => [entry.kind, entry.happenedOn, entry.method])).toEqual([
      ['paid', '2023-06-30', 'supervised'],
      ['failed', '2023-07-31', 'supervised'],
      ['repaid', '2023-08-05', 'supervised'],
      ['paid', '2023-08-31', 'supervised'],
    ])
    expect(livePlanOf(file)?.instalments.map((batch) => batch.state)).toEqual(['paid', 'paid', 'paid'])
    expect(file.supervisedFunds[0]).toMatchObject({ depositedFen: 300_000, balanceFen: 300_000 })
  })

  it('of two equal rows pays two equal batches, once each', async () => {
    let file = await createCase(book.context, { recipients: [recipientInput({ name: '王某某' }, { bankAccount: '6228480010000001111' })] })
    file = await plan(book.context, await grant(book.context, file, 200_000), ['2023-06-30', '2023-07-31'].map((dueOn) => ({ dueOn, amountFen: 100_000, purpose: null })))
    const row = ['王某某', '6228480010000001111', '1000', '2023-07-31', '成功', '']
    const both = csv('两批.csv', [headings, row, row])
    expect(await apply(both)).toEqual({ paid: 2, failed: 0, already: 0 })
    expect(await apply(csv('两批另存.csv', [headings, row, row]))).toEqual({ paid: 0, failed: 0, already: 2 })
    expect((await fileOf(book.context, file.id)).balance.outstandingFen).toBe(0)
    await pay(book.context, file, { kind: 'returned', amountFen: 100_000, instalmentId: livePlanOf(file)?.instalments[0]?.id ?? null, happenedOn: '2023-08-01' })
    expect(await apply(both)).toEqual({ paid: 0, failed: 0, already: 2 })
  })
})
