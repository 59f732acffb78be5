import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseFile } from '../domain/caseFile.ts'
import { addDays, addMonths, today } from '../domain/dates.ts'
import { archiveHandlers } from './archive.ts'
import { caseListHandlers } from './caseLists.ts'
import { caseHandlers } from './cases.ts'
import { partBinHandlers } from './partBin.ts'
import { supervisionHandlers } from './supervision.ts'
import { keep, livePlanOf, plan, supervise } from './testMoney.ts'
import { createCase, fieldsOf, grant, openTestCasebook, pay, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
beforeAll(async () => {
  book = await openTestCasebook()
})
afterAll(() => book.store.close())

const child = (birthDate = '2015-05-20') => recipientInput({ name: '张小丫', birthDate }, { guardianName: '杨小梅' })
const granted = async (birthDate?: string, fen = 100_000) => grant(book.context, await createCase(book.context, { recipients: [child(birthDate)] }), fen)
const fund = (file: CaseFile) => file.supervisedFunds[0]
const texts = (file: CaseFile) => file.advice.map((one) => one.text)

describe('supervised money', () => {
  it('is the disbursement when it is transferred; withdrawals are not, and the two are never added', async () => {
    let file = await supervise(book.context, await granted(), { guardian: '杨小梅', bankAccount: '6228480018888888888' })
    expect(fund(file)).toMatchObject({ handOverOn: '2033-05-20', bankAccount: expect.stringContaining('*') as string, balanceFen: 0 })
    file = await pay(book.context, file, { amountFen: 60_000, method: 'supervised' })
    expect(file.disbursements[0]).toMatchObject({ supervisedFundId: fund(file)?.id, payee: '前进村村民委员会', method: 'supervised' })
    file = await keep(book.context, file, { kind: 'withdrawal', amountFen: 20_000, purpose: '学费', voucher: '收据 12' })
    expect(fund(file)).toMatchObject({ depositedFen: 60_000, withdrawnFen: 20_000, balanceFen: 40_000 })
    expect(file.balance).toMatchObject({ netPaidFen: 60_000, outstandingFen: 40_000 })
    expect(fieldsOf(await refusal(keep(book.context, file, { kind: 'withdrawal', amountFen: 40_001, purpose: '房租' })))).toEqual(['fields.amountFen'])
    // What is taken back from the account must be on it.
    expect(fieldsOf(await refusal(pay(book.context, file, { kind: 'returned', amountFen: 50_000, supervisedFundId: fund(file)?.id ?? null, happenedOn: '2023-07-02' })))).toEqual(['fields.amountFen'])
    expect(file.timeline.map((one) => one.what)).toEqual(expect.arrayContaining(['监管资金支取 200.00 元：学费', '签订监管协议']))
  })

  it('stops and goes on with reasons, and ends with a hand-over of everything that may be taken back', async () => {
    let file = await pay(book.context, await supervise(book.context, await granted()), { amountFen: 60_000, method: 'supervised' })
    expect(fieldsOf(await refusal(keep(book.context, file, { kind: 'pause' })))).toEqual(['fields.reason'])
    file = await keep(book.context, file, { kind: 'pause', reason: '监护人挪用' })
    expect(fund(file)?.paused).toBe(true)
    expect(fieldsOf(await refusal(keep(book.context, file, { kind: 'withdrawal', amountFen: 1, purpose: '学费' })))).toEqual(['fields.amountFen'])
    file = await keep(book.context, file, { kind: 'resume', reason: '改由姑姑监护', happenedOn: '2023-07-05' })
    expect(fieldsOf(await refusal(keep(book.context, file, { kind: 'handOver', happenedOn: '2023-08-01' })))).toEqual(['fields.reason'])
    expect(fieldsOf(await refusal(keep(book.context, file, { kind: 'handOver', amountFen: 1, happenedOn: '2023-08-01', reason: '康复后交本人' })))).toEqual(['fields.amountFen'])
    expect((await archiveHandlers.caseCheck(book.context, { id: file.id, step: 'archive' })).missing.map(({ text }) => text)).toContain('前进村村民委员会监管的账户还没有移交，余额 600.00 元。归档后仍会提醒')
    file = await keep(book.context, file, { kind: 'handOver', happenedOn: '2023-08-01', reason: '康复后交本人' })
    expect(fund(file)).toMatchObject({ balanceFen: 0, endedOn: '2023-08-01', endReason: '康复后交本人' })
    expect((await refusal(pay(book.context, file, { amountFen: 1, supervisedFundId: fund(file)?.id ?? null, happenedOn: '2023-08-02' }))).code).toBe('invalid')
    const handOver = fund(file)?.entries.at(-1)
    await partBinHandlers.partRecycle(book.context, { id: handOver?.id ?? '', version: 1, entity: 'supervised_entry', reason: '日期写错' })
    file = await caseHandlers.caseGet(book.context, { id: file.id })
    expect(fund(file)).toMatchObject({ balanceFen: 60_000, endedOn: null, endReason: null })
    // Without the resumption the withdrawal behind it would stand in a time in which nothing could be withdrawn.
    const withdrawal = await keep(book.context, file, { kind: 'withdrawal', amountFen: 10_000, purpose: '学费', happenedOn: '2023-07-06' })
    const resume = fund(withdrawal)?.entries.find((entry) => entry.kind === 'resume')
    expect((await refusal(partBinHandlers.partRecycle(book.context, { id: resume?.id ?? '', version: 1, entity: 'supervised_entry', reason: '写错' }))).message).toContain('暂停支取期间')
    expect((await refusal(partBinHandlers.partRecycle(book.context, { id: fund(file)?.id ?? '', version: fund(withdrawal)?.version ?? 0, entity: 'supervised_fund', reason: '写错' }))).code).toBe('conflict')
  })

  it('of one person is kept once; an agreement without money may go and come back', async () => {
    let file = await supervise(book.context, await granted())
    expect(fieldsOf(await refusal(supervise(book.context, file)))).toEqual(['fields.recipientId'])
    const one = fund(file)
    await partBinHandlers.partRecycle(book.context, { id: one?.id ?? '', version: one?.version ?? 0, entity: 'supervised_fund', reason: '改由学校监管' })
    file = await supervise(book.context, await caseHandlers.caseGet(book.context, { id: file.id }), { supervisor: '实验小学', supervisorKind: 'school' })
    expect(file.supervisedFunds.map((each) => each.supervisor)).toEqual(['实验小学'])
    expect((await refusal(partBinHandlers.partRestore(book.context, { id: one?.id ?? '', entity: 'supervised_fund' }))).code).toBe('conflict')
  })

  it('says when a guardian was replaced and the agreement was not, or the guardian is the offender', async () => {
    let file = await supervise(book.context, await granted(), { guardian: '张大山' })
    expect(texts(file)).toContain('张小丫的监护人是杨小梅，监管协议上是张大山。监护人已变更的，请变更协议')
    file = await supervise(book.context, file, { guardian: '杨小梅' }, fund(file))
    expect(texts(file).join()).not.toContain('监管协议上是')
    const offender = recipientInput({ name: '张小苗', birthDate: '2016-01-01' }, { guardianName: '张大山', guardianIsOffender: true })
    file = await supervise(book.context, await grant(book.context, await createCase(book.context, { recipients: [offender] }), 100_000), { guardian: '张大山' })
    expect(texts(file)).toContain('张小苗的监管协议由本案加害人张大山作为监护人签订，请另行确定监护人并变更协议')
  })

  it('is what a minor is paid to: any other way wants its reason with the payment, until the person comes of age', async () => {
    let file = await granted()
    expect(fieldsOf(await refusal(pay(book.context, file, { amountFen: 100, method: 'bank' })))).toEqual(['fields.reason'])
    // A transfer that failed moved nothing, and what is cancelled has its own reason.
    file = await pay(book.context, file, { kind: 'failed', amountFen: 100, reason: '账户已销户' })
    file = await pay(book.context, file, { amountFen: 100, method: 'bank', reason: '急需住院押金，交祖母代管' })
    expect(texts(file).join()).not.toContain('没有转入监管账户')
    file = await supervise(book.context, file)
    await pay(book.context, file, { amountFen: 100, method: 'supervised' })
    // Marked as a minor and without a birth date, somebody is one.
    const marked = await grant(book.context, await createCase(book.context, { recipients: [recipientInput({ name: '小某' }, { specialGroups: ['minor'] })] }), 200_000)
    expect(fieldsOf(await refusal(pay(book.context, marked, { amountFen: 100 })))).toEqual(['fields.reason'])
    const grown = await granted('2005-06-10')
    expect((await pay(book.context, grown, { amountFen: 100, happenedOn: '2023-06-10' })).balance.netPaidFen).toBe(100)
    expect(fieldsOf(await refusal(pay(book.context, grown, { amountFen: 100, happenedOn: '2023-06-09' })))).toEqual(['fields.reason'])
  })

  it('is asked for where somebody is a minor, until it is said why not', async () => {
    let file = await granted()
    const asked = '张小丫是未成年人，还没有登记监管协议。不设监管的，请说明理由'
    expect(texts(file)).toContain(asked)
    const recipient = file.recipients[0]
    await supervisionHandlers.unsupervisedReasonSave(book.context, { caseId: file.id, recipientId: recipient?.id ?? '', version: recipient?.version ?? 0, reason: '已满十六周岁，自食其力' })
    file = await caseHandlers.caseGet(book.context, { id: file.id })
    expect(file.recipients[0]?.unsupervisedReason).toBe('已满十六周岁，自食其力')
    expect(texts(file)).not.toContain(asked)
    expect((await pay(book.context, file, { amountFen: 100 })).advice.map((one) => one.text).join()).not.toContain('监管')
  })
})

describe('a minor who comes of age in the middle of a plan', () => {
  it('is handed over to on the 18th birthday; batches before go to the account, those behind to the person', async () => {
    const birthday = addDays(today(), 10)
    let file = await supervise(book.context, await granted(addMonths(birthday, -18 * 12)))
    expect(fund(file)?.handOverOn).toBe(birthday)
    const due = [addMonths(today(), -1), addMonths(birthday, 1)]
    file = await plan(book.context, file, due.map((dueOn) => ({ dueOn, amountFen: 50_000, purpose: null })))
    const [first, second] = livePlanOf(file)?.instalments ?? []
    file = await pay(book.context, file, { amountFen: 50_000, instalmentId: first?.id ?? null, method: 'supervised', happenedOn: due[0] ?? '' })
    const duties = (await caseListHandlers.dutyList(book.context)).filter((duty) => duty.caseId === file.id && duty.kind === 'pay').map((duty) => [duty.kind, duty.dueOn, duty.text])
    expect(duties).toEqual([
      ['pay', birthday, '监管资金到移交日期（前进村村民委员会），移交后请登记'],
      ['pay', due[1], '第 2 批 500.00 元，发放后请登记'],
    ])
    file = await keep(book.context, file, { kind: 'handOver', happenedOn: today(), reason: '提前十天到场领取' })
    expect((await caseListHandlers.dutyList(book.context)).filter((duty) => duty.caseId === file.id && duty.kind === 'pay').map((duty) => duty.dueOn)).toEqual([due[1]])
    file = await pay(book.context, file, { amountFen: 50_000, instalmentId: second?.id ?? null, method: 'bank', happenedOn: today(), reason: '数日后成年，监管已移交' })
    expect(livePlanOf(file)?.instalments.map((batch) => batch.state)).toEqual(['paid', 'paid'])
    expect(fund(file)).toMatchObject({ depositedFen: 50_000, withdrawnFen: 50_000, balanceFen: 0 })
    expect(file.balance).toMatchObject({ netPaidFen: 100_000, outstandingFen: 0 })
  })
})
