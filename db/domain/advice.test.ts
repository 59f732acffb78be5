import { describe, expect, it } from 'vitest'
import { adviceFor } from './advice.ts'
import type { AdviceFacts } from './advice.ts'
import { balanceOf } from './caseRules.ts'
import type { Balance, Disbursement } from './records.ts'
import { completeFacts, noPaymentDetail, testApproval, testAssessment, testDecision, testMaterial, testRecipient, testStep } from './testCaseWork.ts'

const texts = (facts: Partial<AdviceFacts>) => adviceFor({ ...completeFacts, ...facts }).map((one) => `${one.level} ${one.section}: ${one.text}`)
const first = (facts: Partial<AdviceFacts>) => texts(facts)[0]
const agreed = { result: 'agreed' as const, sentOn: '2023-02-01', answeredOn: '2023-02-02' }
const money = (decidedFen: number, entries: Disbursement[] = []): AdviceFacts['balance'] => {
  const balance: Balance = balanceOf(decidedFen, entries)
  return { ...balance, byRecipient: { r1: balance } }
}
const entry = (more: Partial<Disbursement> = {}): Disbursement => ({
  id: 'e1', recipientId: 'r1', kind: 'paid', amountFen: 100, happenedOn: '2023-03-01', method: null, payee: null, accountSnapshot: null, voucher: null, note: null, ...noPaymentDetail, createdAt: '', createdBy: '王', ...more,
}) // prettier-ignore
const child = { ...testRecipient, specialGroups: ['minor'], guardianName: '李父', person: { ...testRecipient.person, birthDate: '2015-01-01' } }
const capOf300 = () => ({ fen: 300, wageYear: 2022, annual: 1, months: 36, derived: false })

/** 2016 trial rules: 收取申请材料清单, 一次性告知, 三十日内补正, 逾期视为放弃申请. */
describe('before acceptance', () => {
  const before = { acceptedOn: null, stage: 'applied' as const }
  it('the papers that are still wanted are counted', () => {
    expect(first({ ...before, materials: [testMaterial('application', '2023-01-01'), testMaterial('damage', null)] })).toBe('next material: 还缺 1 份申请材料。请通知补正；材料齐全、符合条件的填写受理日期')
  })
  it('a notice waits for the supplement, and says when its time has run out', () => {
    const deadline = { rule: 'supplement', title: '补正材料', startedOn: '2023-01-04', dueOn: '2023-02-03', unit: 'day', length: 30, day: 3, endedOn: null, state: 'running', extended: false } as const
    const asked = { ...before, steps: [testStep('supplementAsked', '2023-01-04')] }
    expect(first({ ...asked, deadlines: [deadline] })).toBe('next material: 已通知补正，2023-02-03 届满。收到补正材料后请登记，符合条件的填写受理日期')
    expect(first({ ...asked, deadlines: [{ ...deadline, state: 'overdue' }] })).toContain('补正期限已于 2023-02-03 届满')
    expect(first({ ...asked, steps: [...asked.steps, testStep('supplemented', '2023-01-08')] })).toContain('填写受理日期')
    expect(first({ ...asked, steps: [...asked.steps, testStep('lapsed', '2023-02-06')] })).toContain('可以按“撤回申请”办结')
    const lapsed = (endedOn: string) => texts({ ...asked, steps: [...asked.steps, testStep('lapsed', endedOn)], deadlines: [{ ...deadline, endedOn, state: endedOn > deadline.dueOn ? 'missed' : 'kept' }] }).join()
    expect(lapsed('2023-02-03')).toContain('warning material: 补正期限到 2023-02-03 才届满，2023-02-03 还不能视为放弃申请，请核对日期')
    expect(lapsed('2023-02-06')).not.toContain('才届满')
  })
  it('a case sent to another organ can be closed', () => {
    expect(first({ steps: [testStep('transferredOut', '2023-01-20')] })).toBe('next basics: 已于 2023-01-20 移送其他机关，可以按“移送其他机关”办结')
    const sent = texts({ steps: [testStep('transferredOut', '2023-01-20')], assessments: [testAssessment({ proposedFen: 100 })], acceptedOn: '2023-01-05' })
    expect(sent.filter((text) => text.startsWith('next'))).toHaveLength(1)
  })
  it('emergency treatment may be paid for first; afterwards the papers are asked for', () => {
    expect(first({ ...before, category: 'treatment' })).toContain('可以先行救助')
    expect(first({ ...before, steps: [testStep('advanced', '2023-01-02')], decisions: [testDecision], balance: money(100) })).toBe('next material: 已于 2023-01-02 先行救助，请及时补齐申请材料并登记受理')
    expect(first({ ...before, category: 'treatment', steps: [testStep('advanced', '2023-01-02')] })).toBe('next material: 已于 2023-01-02 先行救助，请及时补齐申请材料并登记受理')
    expect(texts({ steps: [testStep('advanced', '2023-01-02')] })).toContain('missing approval: 先行救助还没有填写批准人')
    expect(texts({ steps: [testStep('advanced', '2023-02-01')], decisions: [{ ...testDecision, decidedOn: '2023-01-02' }], acceptedOn: '2023-01-05' }).join()).toContain('早于受理日期')
  })
})

/** 2021 rules, list of materials; what relatives, agents and claims from civil judgements add. */
it('names the papers that have not come, once a list was begun', () => {
  expect(texts({}).join()).not.toContain('还没有收到')
  const some = ['application', 'identity', 'damage', 'hardship'].map((kind) => testMaterial(kind, '2023-01-01'))
  expect(texts({ materials: some })).toContain('missing material: 还没有收到是否获得赔偿、救助的说明')
  expect(texts({ materials: some, category: 'death', recipients: [{ ...testRecipient, agentName: '某律师' }] })).toContain('missing material: 还没有收到是否获得赔偿、救助的说明、社会关系证明、授权委托书')
  expect(texts({ materials: some, category: 'support' }).join()).toContain('原案法律文书')
})

describe('approval', () => {
  const review = [testAssessment({ proposedFen: 100 })]
  it('is asked for once there is a proposal, and says whose turn it is', () => {
    expect(first({ assessments: review })).toBe('next approval: 审查意见已提出，报“部门负责人”审批')
    expect(first({ assessments: review, stage: 'approving', approvals: [testApproval(1, '部门负责人', agreed)] })).toBe('next approval: 报“分管副检察长”审批')
    expect(first({ stage: 'approving', approvals: [testApproval(1, '部门负责人', { sentOn: '2023-12-20' })] })).toBe('next approval: 等候“部门负责人”审批，2023-12-20 报送，已等候 12 天')
    const all = ['部门负责人', '分管副检察长', '检察长'].map((name, index) => testApproval(index + 1, name, { ...agreed, sentOn: '2023-02-02' }))
    expect(texts({ stage: 'approving', approvals: all })).toEqual(['next decision: 审批已通过，登记救助决定'])
  })
  it('outside the office is waited for and timed apart', () => {
    expect(first({ stage: 'approving', approvals: [testApproval(1, '政法委', { kind: 'outside', sentOn: '2023-12-01' })] })).toBe('next approval: 等候“政法委”批复，2023-12-01 报送，已等候 31 天')
  })
  it('returned goes back to the review', () => {
    expect(first({ approvals: [testApproval(1, '部门负责人', { ...agreed, result: 'returned' })] })).toBe('next approval: 审批已退回补充。修改审查意见后重新报批')
    expect(first({ approvals: [testApproval(1, '部门负责人', { ...agreed, result: 'rejected' })] })).toContain('审批没有同意')
  })
  it('is missed beside a decision that came without it or before it', () => {
    const decided = { decisions: [testDecision], balance: money(100), approvals: [testApproval(1, '部门负责人', { ...agreed, answeredOn: '2023-02-05' })] }
    expect(texts(decided)).toContain('warning approval: 已登记决定，但审批还没有走完。请补登审批结果')
    expect(texts(decided)).toContain('warning approval: 决定日期 2023-02-01 早于最后一次批复 2023-02-05，请核对')
    expect(texts({ approvals: [testApproval(1, '检察长办公会', { ...agreed, kind: 'meeting' })] })).toContain('missing approval: “检察长办公会”还没有填写会议纪要文号')
  })
  it('is held against the amount of the decision: one nought too many is seen', () => {
    const checked = (amountFen: number, approved: number | null) => texts({ decisions: [{ ...testDecision, amountFen }], balance: money(amountFen), approvals: [testApproval(1, '部门负责人', { ...agreed, amountFen: 9 }), testApproval(2, '检察长', { ...agreed, amountFen: approved })] }).join()
    expect(checked(1000, 100)).toContain('warning decision: 决定金额 10.00 元超过批准金额 1.00 元')
    expect(checked(100, 100)).not.toContain('超过批准金额')
    expect(checked(10, null)).toContain('超过批准金额 0.09 元')
    expect(texts({ decisions: [{ ...testDecision, amountFen: 1000 }], balance: money(1000), approvals: [testApproval(1, '部门负责人', { ...agreed, result: 'returned', amountFen: 5 })] }).join()).not.toContain('超过批准金额')
  })
  /** 2021 rules: above 36 months only for 损失特别重大、生活特别困难, with a report upward. */
  it('above the cap asks for the reason and the higher approval', () => {
    const above = [testAssessment({ proposedFen: 301 })]
    expect(texts({ capOn: capOf300, assessments: above })).toContain('warning assessment: 李某的建议金额 3.01 元超过救助限额 3.00 元，没有写明理由。须报上一级审批')
    expect(texts({ capOn: capOf300, assessments: [testAssessment({ proposedFen: 301, overCapReason: '重伤' })] }).join()).not.toContain('没有写明理由')
    expect(texts({ capOn: capOf300, assessments: [testAssessment({ proposedFen: 300 })] }).join()).not.toContain('限额')
    const own = [testApproval(1, '部门负责人', agreed)]
    const missing = 'warning approval: 李某的金额超过救助限额，还没有上级审批（院外审批）同意的记录'
    expect(texts({ capOn: capOf300, assessments: above, approvals: own })).toContain(missing)
    // A meeting of the office is not upward.
    expect(texts({ capOn: capOf300, assessments: above, approvals: [...own, testApproval(2, '党组会', { ...agreed, kind: 'meeting' })] })).toContain(missing)
    const reported = [...own, testApproval(2, '上级检察院', { ...agreed, kind: 'outside' })]
    expect(texts({ capOn: capOf300, assessments: above, approvals: reported })).not.toContain(missing)
    const decided = (approvals: AdviceFacts['approvals']) => texts({ capOn: capOf300, approvals, decisions: [{ ...testDecision, amountFen: 301, overCapReason: '重伤' }], balance: money(301) }).filter((text) => text.includes('请确认已按规定报上级审批'))
    expect([decided(own).length, decided(reported).length]).toEqual([1, 0])
    expect(texts({ capOn: capOf300, assessments: above, approvals: [...own, testApproval(2, '政法委', { kind: 'outside' })] })).toContain(missing)
  })
})

describe('the review', () => {
  /** 一般不予救助 (2021 rules) warns and never blocks: each ground is answered in writing. */
  it('answers the grounds on which relief is usually not given', () => {
    const grounds = [{ code: 'grossFault', answer: '' }, { code: 'waivedDamages', answer: '已说明' }]
    expect(texts({ assessments: [testAssessment({ grounds, proposedFen: 1 })] })).toContain('warning assessment: 李某有一般不予救助的情形：对案件发生有重大过错。仍要救助的，请逐项写明理由')
    expect(texts({ assessments: [testAssessment({ grounds, proposal: 'refuse' })] }).join()).not.toContain('一般不予救助')
  })
  /** 一次性原则 across agencies: 公安、法院、司法行政 may have paid. */
  it('asks whether other organs have helped', () => {
    expect(texts({ assessments: [testAssessment({ helpedElsewhere: 'unknown', proposedFen: 1 })] }).join()).toContain('还不清楚李某是否已由其他机关救助')
    expect(texts({ assessments: [testAssessment({ helpedElsewhere: 'yes', proposedFen: 1 })] }).join()).toContain('李某已由其他机关救助，请写明')
    expect(texts({ assessments: [testAssessment({ helpedElsewhere: 'yes', elsewhereNote: '法院 1 万元', proposedFen: 1 })] }).join()).not.toContain('请写明')
    const unasked = 'missing assessment: 还没有查李某是否已由公安、法院、司法行政机关救助'
    expect(texts({ assessments: [testAssessment({ proposedFen: 1 })] })).toContain(unasked)
    expect(texts({ assessments: [testAssessment({ proposal: 'refuse' })] })).not.toContain(unasked)
    expect(texts({ assessments: [testAssessment({ helpedElsewhere: 'no', proposedFen: 1 })] })).not.toContain(unasked)
    expect(texts({ steps: [testStep('askedElsewhere', '2023-01-10')] }).join()).toContain('收到复函后请登记')
  })
  /** 一次性原则: the repeat warns until it is answered in writing. */
  it('silences a repeat by its answer', () => {
    const otherCases = [{ recipientId: 'r1', caseNumber: '冀1号', sameOriginal: true, granted: true }]
    expect(texts({ otherCases }).join()).toContain('同一案件、同一人一般只救助一次')
    expect(texts({ otherCases, assessments: [testAssessment({ repeatAnswer: '前次因同案另一损害', proposedFen: 1 })] }).join()).not.toContain('只救助一次')
  })
  it('does not propose more than the damage that is left', () => {
    expect(texts({ assessments: [testAssessment({ damageFen: 1000, compensationFen: 600, otherHelpFen: 200, proposedFen: 201 })] }).join()).toContain('超过实际损失减去已获赔偿和救助后的数额')
    expect(texts({ assessments: [testAssessment({ damageFen: 1000, compensationFen: 600, otherHelpFen: 200, proposedFen: 200 })] }).join()).not.toContain('超过实际损失')
  })
})

/** 2021 rules: never above what a court would have awarded. */
it('relief above what the court awarded is said, with the shares of others, proposed or decided', () => {
  const original = completeFacts.original && { ...completeFacts.original, compensationOrderedFen: 300 }
  const office = { id: 'j', version: 1, name: '廊坊市院', role: 'higher' as const, shareFen: 101, decidedOn: null, paidOn: null, note: null }
  const said = (facts: Partial<AdviceFacts>) => texts({ original, ...facts }).filter((text) => text.includes('判决赔偿'))
  expect(said({ assessments: [testAssessment({ proposedFen: 300 })] })).toEqual([])
  expect(said({ assessments: [testAssessment({ proposedFen: 301 })] })).toEqual(['warning assessment: 救助金额合计 3.01 元超过原案判决赔偿的 3.00 元。救助金额不得超过法院依法应当判决的赔偿数额，请核对'])
  expect(said({ decisions: [{ ...testDecision, amountFen: 200 }], balance: money(200), jointOffices: [office] })[0]).toContain('warning decision: 救助金额合计 3.01 元')
  expect(said({ decisions: [{ ...testDecision, amountFen: 400, revokedOn: '2023-03-01' }] })).toEqual([])
  expect(texts({ assessments: [testAssessment({ proposedFen: 301 })] }).join()).not.toContain('判决赔偿')
})

/** 最高人民检察院关于全面加强未成年人国家司法救助工作的意见 (2018). */
describe('minors', () => {
  it('need no cause, and a guardian who is the offender is no payee', () => {
    expect(texts({ recipients: [child], cause: null }).join()).not.toContain('未获有效赔偿的原因')
    const offender = { ...child, guardianIsOffender: true, accountHolder: '李父' }
    expect(texts({ recipients: [offender] })).toEqual(expect.arrayContaining(['warning recipients: 李某的开户名是本案加害人李父，请另行确定收款人', 'missing recipients: 李某的监护人是本案加害人，还没有填写安全联系方式']))
    expect(texts({ recipients: [{ ...offender, accountHolder: '李姑', person: { ...child.person, safeContact: '姑姑' } }] }).join()).not.toMatch(/开户名|还没有填写安全联系方式/)
  })
  it('are not heard in public', () => {
    const hearing = { id: 'h', version: 1, heldOn: '2023-06-01', place: null, isPublic: true, host: null, participants: null, opinions: null, conclusion: null }
    expect(texts({ recipients: [child], hearings: [hearing] })).toContain('warning hearing: 本案有未成年人，听证一般不公开进行。请核对是否公开')
    expect(texts({ recipients: [child], hearings: [{ ...hearing, isPublic: false }] }).join()).not.toContain('听证')
    expect(texts({ hearings: [hearing] }).join()).not.toContain('听证')
    // No birth date is on record: the mark tells.
    const marked = { ...child, person: { ...child.person, birthDate: null } }
    expect(texts({ recipients: [marked], hearings: [hearing], cause: null }).join()).toContain('听证一般不公开进行')
    expect(texts({ recipients: [{ ...marked, specialGroups: [] }], hearings: [hearing] }).join()).not.toContain('听证')
  })
  it('have their money supervised, or it is said why not', () => {
    const paid = (more: Partial<Disbursement>) => ({ recipients: [child], decisions: [testDecision], disbursements: [entry(more)], balance: money(100, [entry(more)]) })
    expect(texts(paid({ method: 'bank' })).join()).toContain('没有转入监管账户')
    expect(texts(paid({ method: 'supervised' })).join()).not.toContain('没有转入监管账户')
    expect(texts(paid({ method: 'supervised' }))).toContain('missing disbursement: 李某的救助金已转入监管账户，还没有登记监管协议')
    expect(texts({ ...paid({ method: 'bank' }), recipients: [{ ...child, unsupervisedReason: '已满十七周岁，独立生活' }] }).join()).not.toContain('监管')
    const unpaid = { recipients: [child], decisions: [testDecision], balance: money(100) }
    expect(texts(unpaid)).toContain('missing disbursement: 李某是未成年人，还没有登记监管协议。不设监管的，请说明理由')
    expect(texts({ ...unpaid, recipients: [{ ...child, unsupervisedReason: '金额很小' }] }).join()).not.toContain('监管')
    expect(texts(paid({ method: 'bank', note: '已满十七周岁，独立生活' })).join()).not.toContain('监管账户')
    expect(texts({ ...paid({ method: 'bank' }), notes: [{ id: 'n', version: 1, text: '村委会不愿监管，母亲按月支用', createdAt: '', createdBy: '王' }] }).join()).not.toContain('没有转入监管账户')
    expect(texts({ ...paid({ method: 'bank' }), recipients: [testRecipient] }).join()).not.toContain('监管账户')
  })
})

describe('money', () => {
  const owed = { decisions: [{ ...testDecision, servedOn: '2023-02-03' }], balance: money(100) }
  /** 2014 opinion: the person is told within two working days after the funds arrive. */
  it('goes from the request through the arrival and the notice to the payment', () => {
    expect(first({ ...owed, steps: [testStep('fundsRequested', '2023-02-05')] })).toBe('next disbursement: 资金已于 2023-02-05 申请，到账后请登记')
    const arrived = [testStep('fundsRequested', '2023-02-05'), testStep('fundsArrived', '2023-02-20', { amountFen: 100 })]
    expect(first({ ...owed, steps: arrived })).toBe('next disbursement: 资金已于 2023-02-20 到账，请通知领取并登记')
    expect(first({ ...owed, steps: [...arrived, testStep('collectTold', '2023-02-21')] })).toBe('next disbursement: 待发放 1.00 元，发放后请登记')
  })
  it('of a revoked decision is recovered and what is left is cancelled', () => {
    const revoked = [{ ...testDecision, servedOn: '2023-02-03', revokedOn: '2023-04-01' }]
    expect(texts({ decisions: revoked, disbursements: [entry({ amountFen: 60 })], balance: money(100, [entry({ amountFen: 60 })]) }).slice(0, 3)).toEqual([
      'next disbursement: 李某的决定已撤销，已发放的 0.60 元还没有追回。追回后请登记',
      'next disbursement: 李某的决定已撤销，请对未发放的 0.40 元登记取消发放',
    ])
  })
  it('of a revoked decision that is settled stands in the way of nothing', () => {
    const settled = [entry({ kind: 'cancelled' })]
    expect(first({ decisions: [{ ...testDecision, revokedOn: '2023-04-01' }], disbursements: settled, balance: money(100, settled) })).toBe('next basics: 决定已撤销，可以按“终止”办结，或者重新登记决定')
  })
  it('of the other offices is asked after', () => {
    const office = { id: 'j', version: 1, name: '廊坊市院', role: 'higher' as const, shareFen: 100, decidedOn: null, paidOn: null, note: null }
    expect(texts({ ...owed, jointOffices: [office] })).toContain('next joint: 廊坊市院的联合救助份额还没有登记发放')
    // Our own payment is the next step, then the share of the other office.
    expect(texts({ ...owed, jointOffices: [office] }).filter((text) => /^next (?:disbursement|joint)/.test(text)).at(-1)).toContain('next joint')
    expect(texts({ ...owed, jointOffices: [{ ...office, paidOn: '2023-03-01' }] }).join()).not.toContain('联合救助份额')
    expect(texts({ jointOffices: [office] }).join()).not.toContain('联合救助份额')
  })
})

/** 高检发〔2019〕3号: whoever sent the lead hears what became of it. */
it('the sender of the lead is told after closing', () => {
  const lead = { id: 'l', receivedOn: '2023-01-01', source: 'rural', sendingUnit: '安次区农业农村局', officerName: '王', toldOn: null, checkedOn: null, reportBack: true, reportedOn: null }
  const closed = { closedOn: '2023-05-01', closedHow: 'ended' as const, leads: [lead] }
  expect(first(closed)).toBe('next basics: 已办结，请向安次区农业农村局反馈办理结果')
  expect(texts({ ...closed, steps: [testStep('reportedBack', '2023-05-03')] })).toEqual([])
  expect(texts({ ...closed, leads: [{ ...lead, reportedOn: '2023-05-03' }] })).toEqual([])
  expect(texts({ leads: [lead] }).join()).not.toContain('反馈')
})

it('historical cases stay quiet whatever is missing, and still say what contradicts itself', () => {
  const quiet = {
    historical: true,
    acceptedOn: null,
    materials: [testMaterial('damage', null)],
    assessments: [testAssessment({ grounds: [{ code: 'grossFault', answer: '' }], helpedElsewhere: 'unknown' })],
    approvals: [testApproval(1, '部门负责人')],
    recipients: [{ ...child, guardianName: null }],
    decisions: [testDecision],
    disbursements: [entry()],
    balance: money(100, [entry()]),
  }
  expect(texts(quiet)).toEqual([])
  expect(texts({ ...quiet, steps: [testStep('supplementAsked', '2023-03-02'), testStep('supplemented', '2023-03-01')] })).toEqual(['warning material: “收到补正材料” 2023-03-01 早于“通知补正” 2023-03-02，请核对两个日期'])
})
