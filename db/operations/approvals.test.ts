import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseFile } from '../domain/caseFile.ts'
import type { ApprovalChain } from '../domain/reference.ts'
import { approvalHandlers } from './approvals.ts'
import { casePartHandlers } from './caseParts.ts'
import { caseHandlers } from './cases.ts'
import type { Context } from './context.ts'
import { dutiesOf } from './duties.ts'
import { addAccount, approve, assess, fileOf, send, setRule } from './testCaseWork.ts'
import { createCase, fieldsOf, grant, openTestCasebook, parsed, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
let file: CaseFile
beforeEach(async () => {
  book = await openTestCasebook()
  file = await createCase(book.context, { basics: { acceptedOn: '2023-05-04', officerName: '王检察官' } })
})
afterEach(() => book.store.close())

const chain: ApprovalChain = {
  steps: [
    { name: '部门负责人', kind: 'own', fromFen: 0 },
    { name: '检察长办公会', kind: 'meeting', fromFen: 5_000_000 },
    { name: '政法委', kind: 'outside', fromFen: 0 },
  ],
  signOff: false,
  onePerson: false,
}
const places = () => file.approvals.map((one) => [one.round, one.ordinal, one.stepName, one.result])
const bin = (id: string, version: number) => casePartHandlers.partRecycle(book.context, { id, version, entity: 'approval', reason: '误登' })

describe('results of an approval', () => {
  it('go up the office’s own chain; the amount of the review decides about the meeting', async () => {
    await setRule(book, 'chain', 'chain', chain)
    file = await assess(book.context, file, { proposedFen: 5_000_000 })
    expect(fieldsOf(await refusal(approve(book.context, file, '政法委', { kind: 'outside' })))).toEqual(['fields.stepName'])
    file = await approve(book.context, file, '部门负责人')
    expect(file.stage).toBe('approving')
    expect((await refusal(approve(book.context, file, '政法委', { kind: 'outside' }))).fields?.[0]?.message).toContain('现在应由“检察长办公会”审批')
    file = await approve(book.context, file, '检察长办公会', { kind: 'meeting', meetingNumber: '〔2023〕7号', sentOn: '2023-05-11' })
    file = await send(book.context, file, '政法委', { kind: 'outside', sentOn: '2023-05-12' })
    file = await approve(book.context, file, '政法委', { id: file.approvals[2]?.id ?? '', kind: 'outside', sentOn: '2023-05-12', answeredOn: '2023-05-20' })
    expect(places()).toEqual([[1, 1, '部门负责人', 'agreed'], [1, 2, '检察长办公会', 'agreed'], [1, 3, '政法委', 'agreed']])
    expect(file.advice.map((one) => one.text)).toContain('审批已通过，登记救助决定')
    file = await grant(book.context, file, 5_000_000)
    expect(file.stage).toBe('decided')
  })

  it('returned for correction keep the first round as it was', async () => {
    file = await approve(book.context, file, '部门负责人')
    file = await approve(book.context, file, '分管副检察长', { result: 'returned', sentOn: '2023-05-12', answeredOn: '2023-05-15', opinion: '补充家庭收入' })
    expect(file.stage).toBe('accepted')
    expect((await refusal(approve(book.context, file, '检察长'))).fields?.[0]?.message).toContain('还没有轮到“检察长”')
    file = await approve(book.as('李检察官'), file, '部门负责人', { sentOn: '2023-05-18', answeredOn: '2023-05-18' })
    expect(places()).toEqual([[1, 1, '部门负责人', 'agreed'], [1, 2, '分管副检察长', 'returned'], [2, 1, '部门负责人', 'agreed']])
    // Whoever began the round is its proposer, whoever recorded the steps after.
    file = await send(book.context, file, '分管副检察长')
    expect(file.approvals.map((one) => one.proposedBy)).toEqual(['王检察官', '王检察官', '李检察官', '李检察官'])
  })

  it('refuse days that cannot be, a result without its day, and another step in its place', async () => {
    expect(fieldsOf(await refusal(approve(book.context, file, '部门负责人', { sentOn: '2023-05-12', answeredOn: '2023-05-11' })))).toEqual(['fields.answeredOn'])
    expect(fieldsOf(await refusal(approve(book.context, file, '部门负责人', { answeredOn: null })))).toEqual(['fields.answeredOn'])
    file = await send(book.context, file, '部门负责人')
    expect((await refusal(approve(book.context, file, '检察长', { id: file.approvals[0]?.id ?? '' }))).code).toBe('conflict')
  })

  it('of an old case are taken as they were found', async () => {
    file = await createCase(book.context, { late: true })
    file = await send(book.context, file, '检察长', { sentOn: '2023-05-12' })
    file = await approve(book.context, file, '部门负责人', { sentOn: '2023-05-12', answeredOn: '2023-05-11' })
    expect(file.approvals).toHaveLength(2)
  })

  it('leave no holes: only the newest step can be moved away, and it comes back only to its place', async () => {
    file = await approve(book.context, file, '部门负责人')
    file = await approve(book.context, file, '分管副检察长')
    const [first, second] = file.approvals
    expect((await refusal(bin(first?.id ?? '', 1))).message).toContain('后面的“分管副检察长”已经登记')
    await bin(second?.id ?? '', 1)
    await approve(book.context, await fileOf(book.context, file.id), '分管副检察长', { result: 'returned' })
    expect((await refusal(casePartHandlers.partRestore(book.context, { id: second?.id ?? '', entity: 'approval' }))).message).toContain('不能恢复')
    file = await fileOf(book.context, file.id)
    await bin(file.approvals[1]?.id ?? '', 1)
    await casePartHandlers.partRestore(book.context, { id: second?.id ?? '', entity: 'approval' })
    file = await fileOf(book.context, file.id)
    expect(places()).toEqual([[1, 1, '部门负责人', 'agreed'], [1, 2, '分管副检察长', 'agreed']])
  })

  it('are closed with the case', async () => {
    file = await send(book.context, file, '部门负责人')
    const sent = file.approvals[0]?.id ?? ''
    await caseHandlers.caseClose(book.context, { id: file.id, version: file.version, how: 'withdrawn', closedOn: '2023-06-01' })
    expect((await refusal(approve(book.context, file, '部门负责人'))).message).toContain('先恢复办理')
    expect((await refusal(bin(sent, 1))).message).toContain('先恢复办理')
  })

  it('chain of a day and amount is what the office set', async () => {
    await setRule(book, 'chain', 'chain', chain)
    const names = async (amountFen: number | null) => (await approvalHandlers.approvalChain(book.context, parsed('approvalChain', { amountFen, date: null }))).steps.map((step) => step.name)
    expect(await names(5_000_000)).toEqual(['部门负责人', '检察长办公会', '政法委'])
    expect(await names(4_999_999)).toEqual(['部门负责人', '政法委'])
    expect(await names(null)).toEqual(['部门负责人', '政法委'])
  })
})

describe('signing inside Casebook', () => {
  const sign = (context: Context, result: 'agreed' | 'returned' = 'agreed', version = 1) =>
    approvalHandlers.approvalSign(context, parsed('approvalSign', { id: file.approvals.at(-1)?.id ?? '', version, caseId: file.id, result, opinion: '同意救助', amountFen: 300_000 }))
  const waiting = async (name: string) => (await dutiesOf(book.store.read, { name, maySign: true })).filter((duty) => duty.kind === 'sign').map((duty) => [duty.people, duty.text])

  it('is off until the office switches it on', async () => {
    const approver = await addAccount(book, '孙检察长')
    file = await send(book.context, file, '部门负责人')
    expect((await refusal(sign(approver))).message).toContain('没有启用在本系统签批')
    expect(await waiting('孙检察长')).toEqual([])
  })

  it('signs the open own step, with name, day and account; what was signed stays', async () => {
    await setRule(book, 'chain', 'chain', { ...chain, signOff: true })
    const approver = await addAccount(book, '孙检察长')
    expect((await refusal(approve(book.context, file, '部门负责人'))).fields?.[0]?.message).toContain('已启用在本系统签批')
    file = await send(book.context, file, '部门负责人')
    expect(await waiting('孙检察长')).toEqual([['李某某', '“部门负责人”等候签批，2023-05-10 报送']])
    // Nobody is asked to sign what he may not sign.
    expect(await waiting('王检察官')).toEqual([])
    await sign(approver)
    file = await fileOf(book.context, file.id)
    expect(file.approvals[0]).toMatchObject({ result: 'agreed', approver: '孙检察长', signedBy: approver.actor.accountId, amountFen: 300_000, opinion: '同意救助', version: 2 })
    expect((await refusal(sign(approver, 'agreed', 2))).message).toContain('已有审批结果')
    expect((await refusal(approve(book.context, file, '部门负责人', { id: file.approvals[0]?.id ?? '', result: 'rejected' }))).message).toContain('已由孙检察长在本系统签批')
    expect((await refusal(bin(file.approvals[0]?.id ?? '', 2))).message).toContain('不能移走')
    // A step outside the office is answered on paper.
    file = await send(book.context, file, '政法委', { kind: 'outside' })
    expect((await refusal(sign(approver))).message).toContain('不是本院审批环节')
    expect((await approve(book.context, file, '政法委', { id: file.approvals[1]?.id ?? '', kind: 'outside' })).approvals[1]?.result).toBe('agreed')
  })

  it('is refused to the proposer and to the case officer, unless the office lets one person do both; then the audit trail says so', async () => {
    await setRule(book, 'chain', 'chain', { ...chain, signOff: true })
    const officer = await addAccount(book, '王检察官')
    const proposer = await addAccount(book, '李检察官')
    file = await send(proposer, file, '部门负责人')
    expect((await refusal(sign(proposer))).code).toBe('forbidden')
    expect((await refusal(sign(officer))).message).toContain('不能审批自己的案件')
    // A new name for the account makes it nobody else.
    expect((await refusal(sign({ ...proposer, actor: { ...proposer.actor, name: '李主任' } }))).code).toBe('forbidden')
    const rule = await book.store.read.selectFrom('reference_entry').select(['id', 'version']).executeTakeFirstOrThrow()
    await book.context.change({ action: '修改规则' }, (unit) => unit.update('reference_entry', rule.id, rule.version, { value: JSON.stringify({ ...chain, signOff: true, onePerson: true }) }))
    await sign(officer)
    const audit = await book.store.read.selectFrom('audit_entry').select(['who', 'action', 'reason']).orderBy('seq', 'desc').executeTakeFirst()
    expect(audit).toEqual({ who: '王检察官', action: '签批同意', reason: '本院已设定可由一人提出并审批' })
  })

  it('is refused over a record that changed meanwhile', async () => {
    await setRule(book, 'chain', 'chain', { ...chain, signOff: true })
    const approver = await addAccount(book, '孙检察长')
    file = await send(book.context, file, '部门负责人')
    await approvalHandlers.approvalSave(book.context, parsed('approvalSave', { caseId: file.id, id: file.approvals[0]?.id ?? '', version: 1, fields: { stepName: '部门负责人', kind: 'own', sentOn: '2023-05-09', answeredOn: null, approver: null, result: null, opinion: null, amountFen: null, meetingNumber: null } }))
    expect(await refusal(sign(approver))).toMatchObject({ code: 'stale', current: { sentOn: '2023-05-09', version: 2 } })
  })
})
