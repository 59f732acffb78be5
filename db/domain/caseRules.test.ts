import { describe, expect, it } from 'vitest'
import { adviceFor } from './advice.ts'
import type { AdviceFacts } from './advice.ts'
import { balanceOf, stageOf } from './caseRules.ts'
import { closingDateFaults, decisionDateFaults, paymentDateFaults } from './dateOrder.ts'
import { decisionFaults, paymentFaults } from './moneyRules.ts'
import { hide, keepHidden, looksMasked } from './sensitive.ts'
import { completeFacts as complete, noPaymentDetail, testApproval, testAssessment, testDecision as decision, testMaterial, testRecipient as recipient, testStep, testVisit } from './testCaseWork.ts'
import { timelineOf } from './timeline.ts'

const nothing = balanceOf(0, [])

describe('the stage of a case', () => {
  const facts = { acceptedOn: '2023-01-01', closedOn: null, closedHow: null, archivedOn: null }
  it.each([
    ['applied', { ...facts, acceptedOn: null, outcomes: [null], balance: nothing }],
    ['accepted', { ...facts, outcomes: [null], balance: nothing }],
    ['decided', { ...facts, outcomes: ['granted', null] as const, balance: balanceOf(100, []) }],
    ['decided', { ...facts, outcomes: ['granted'] as const, balance: balanceOf(100, []) }],
    ['paying', { ...facts, outcomes: ['granted', 'refused'] as const, balance: balanceOf(100, [{ kind: 'paid', amountFen: 40 }]) }],
    ['paid', { ...facts, outcomes: ['granted'] as const, balance: balanceOf(100, [{ kind: 'paid', amountFen: 100 }]) }],
    ['refused', { ...facts, outcomes: ['refused', 'refused'] as const, balance: nothing }],
    ['closed', { ...facts, closedOn: '2023-05-01', closedHow: 'paid' as const, outcomes: ['granted'] as const, balance: nothing }],
    ['archived', { ...facts, archivedOn: '2023-06-01', outcomes: [], balance: nothing }],
  ])('is %s', (stage, given) => expect(stageOf(given)).toBe(stage))
})

describe('dates and money of a decision and its payments', () => {
  it('say both dates', () => {
    const faults = decisionDateFaults({ decidedOn: '2023-04-30', servedOn: '2023-04-29' }, { acceptedOn: '2023-05-01', paidOn: [], today: '2024-01-01' })
    expect(faults.map((fault) => fault.message)).toEqual(['决定日期 2023-04-30 早于受理日期 2023-05-01，请核对两个日期', '送达日期 2023-04-29 早于决定日期 2023-04-30，请核对两个日期'])
  })
  it('let a return come only after a payment', () => {
    const facts = { decidedOn: '2023-01-01', paidOn: ['2023-03-01', '2023-02-01'], today: '2024-01-01' }
    expect(paymentDateFaults({ kind: 'returned', happenedOn: '2023-01-31' }, facts)).toHaveLength(1)
    expect(paymentDateFaults({ kind: 'returned', happenedOn: '2023-02-01' }, facts)).toEqual([])
    expect(paymentDateFaults({ kind: 'cancelled', happenedOn: '2023-01-31' }, facts)).toEqual([])
  })
  it('count service and payment into the day of closing only where money was paid', () => {
    const recipient = { name: '李某', decision: { kind: 'grant' as const, decidedOn: '2023-01-01', servedOn: '2023-01-05' }, netPaidFen: 1, paidOn: ['2023-01-10'] }
    const facts = { acceptedOn: '2022-12-01', recipients: [recipient], today: '2024-01-01' }
    expect(closingDateFaults('paid', '2023-01-03', facts)).toHaveLength(2)
    expect(closingDateFaults('ended', '2023-01-03', facts)).toEqual([])
  })
  it('hold at the fen', () => {
    const balance = balanceOf(100, [{ kind: 'paid', amountFen: 60 }, { kind: 'recovered', amountFen: 10 }])
    expect(balance).toEqual({ decidedFen: 100, netPaidFen: 50, cancelledFen: 10, outstandingFen: 40 })
    expect(paymentFaults('paid', 40, balance)).toEqual([])
    expect(paymentFaults('paid', 41, balance)).toHaveLength(1)
    expect(paymentFaults('recovered', 50, balance)).toEqual([])
    expect(paymentFaults('recovered', 51, balance)).toHaveLength(1)
    const settled = { balance, cap: null }
    expect(decisionFaults({ kind: 'grant', amountFen: 60, overCapReason: null }, settled)).toEqual([])
    expect(decisionFaults({ kind: 'grant', amountFen: 59, overCapReason: null }, settled)).toHaveLength(1)
  })
})

describe('what is hidden', () => {
  it.each([
    ['河北省廊坊市安次区某街道1号', '河北省廊坊市安次区******'],
    ['大厂回族自治县某乡某村', '大厂回族自治县******'],
    ['某村三组', '某村三******'],
    ['安次区', '安次区'],
  ])('%s is shown as %s', (residence, shown) => expect(hide.residence(residence)).toBe(shown))

  it('comes back as it was, and nothing half hidden is taken', () => {
    expect(keepHidden('phone', '139****1790', '13903161790')).toBe('13903161790')
    expect(keepHidden('phone', '139****1791', '13903161790')).toBe('139****1791')
    expect(keepHidden('phone', null, '13903161790')).toBeNull()
    expect(looksMasked('139****1791', '13903161790')).toBe(true)
    expect(looksMasked('13903161791', '13903161790')).toBe(false)
  })
})

const balanced = (decided: number, paid: number) => {
  const balance = balanceOf(decided, paid === 0 ? [] : [{ kind: 'paid', amountFen: paid }])
  return { ...balance, byRecipient: { r1: balance } }
}
const texts = (facts: Partial<AdviceFacts>) => adviceFor({ ...complete, ...facts }).map((one) => `${one.level} ${one.section}: ${one.text}`)

describe('advice', () => {
  it('names the next step of every stage', () => {
    expect(texts({ acceptedOn: null })).toEqual(['next basics: 审查申请材料，符合条件的填写受理日期'])
    expect(texts({})).toEqual(['next assessment: 登记审查意见和建议金额', 'next decision: 登记救助决定'])
    expect(texts({ decisions: [decision], balance: balanced(100, 0) })).toEqual(['next decision: 送达决定书，并填写送达日期', 'next disbursement: 待发放 1.00 元，发放后请登记'])
    // Where it could be anybody of several, it is said whose.
    const second = { ...recipient, id: 'r2', person: { ...recipient.person, id: 'p2', name: '王某' } }
    expect(texts({ recipients: [recipient, second] })).toContain('next decision: 登记李某、王某的救助决定')
    const served = [{ ...decision, servedOn: '2023-02-03' }]
    expect(texts({ decisions: served, balance: balanced(100, 100) })).toEqual(['next basics: 决定书已送达并已发放，可以办结'])
    expect(texts({ decisions: served, balance: balanced(100, 100), closedOn: '2023-05-01', closedHow: 'paid' })).toEqual(['next visit: 还没有安排回访，请填写计划回访日期'])
  })

  it('names what is missing, in one line a section and person', () => {
    const bare = { ...recipient, relation: null, bankAccount: null, person: { ...recipient.person, birthDate: null, phone: null, paperType: 'idCard' } }
    expect(texts({ caseNumber: null, leadSource: null, original: null, recipients: [bare] }).slice(2)).toEqual([
      'missing basics: 还没有填写案号、线索来源',
      'missing original: 还没有填写原案的案号和案由',
      'missing original: 还没有填写原案是否进入检察环节',
      'missing recipients: 李某还没有填写证件号码、联系电话、出生日期、与被害人关系',
    ])
  })

  it('asks for a cause only for adults and the categories that need one', () => {
    const minor = { ...recipient, guardianName: '李父', person: { ...recipient.person, birthDate: '2015-01-01' } }
    const wanting = 'missing basics: 这类救助情形要说明未获有效赔偿的原因，还没有填写'
    expect(texts({ cause: null })).toContain(wanting)
    expect(texts({ cause: null, recipients: [minor] })).not.toContain(wanting)
    expect(texts({ cause: null, category: 'civilInjury' })).not.toContain(wanting)
  })

  it('leaves historical cases in peace but for what contradicts itself', () => {
    expect(texts({ historical: true, caseNumber: null, original: null, visits: [{ ...testVisit, dueOn: '2020-01-01' }] })).toEqual([])
    expect(texts({ historical: true, decisions: [{ ...decision, decidedOn: '2022-12-01' }], balance: balanced(100, 120) })).toEqual([
      'warning decision: 李某的决定日期 2022-12-01 早于受理日期 2023-01-05，请核对两个日期',
      'warning disbursement: 李某的发放和取消合计超过决定金额 1.00 元，请核对',
    ])
  })

  it('warns of a guardian who is the offender', () => {
    expect(texts({ recipients: [{ ...recipient, guardianIsOffender: true }] }).join()).toContain('监护人是本案加害人')
  })
})

describe('the timeline', () => {
  it('puts facts and acts in one order, newest first', () => {
    const lines = timelineOf(
      { ...complete, decisions: [decision], disbursements: [{ id: 'e', recipientId: 'r1', kind: 'paid', amountFen: 250_000, happenedOn: '2023-03-01', method: null, payee: null, accountSnapshot: null, voucher: null, note: null, ...noPaymentDetail, createdAt: '', createdBy: '王' }] },
      [{ at: '2023-02-01T04:00:00.000Z', who: '王', action: '登记决定', reason: null }, { at: '2023-03-02T04:00:00.000Z', who: '王', action: '移走记事', reason: '写错了' }],
      (_list, code) => code,
    )
    expect(lines.map((line) => line.what)).toEqual(['移走记事：写错了', '发放 2,500.00 元', '登记决定', '决定给予救助 1.00 元', '受理', '申请救助'])
  })

  it('tells the whole way of a case: lead, papers, steps, review, approval, hearing, change, shares, extension, files', () => {
    const lead = { id: 'l', receivedOn: '2023-01-01', source: 'womensFederation', sendingUnit: '安次区妇联', officerName: '王', toldOn: '2023-01-02', checkedOn: '2023-01-03', reportBack: true, reportedOn: null }
    const lines = timelineOf(
      {
        ...complete,
        appliedOn: '2023-01-04',
        acceptedOn: '2023-01-08',
        leads: [lead],
        materials: [testMaterial('application', '2023-01-05'), testMaterial('damage', '2023-01-05'), testMaterial('account', null)],
        steps: [testStep('supplementAsked', '2023-01-06', { late: true }), testStep('fundsArrived', '2023-01-15', { amountFen: 10_000, party: '区财政局' })],
        assessments: [testAssessment({ reviewedOn: '2023-01-09', proposedFen: 10_000, reviewer: '王' })],
        approvals: [testApproval(1, '党组会', { kind: 'meeting', round: 2, sentOn: '2023-01-10', answeredOn: '2023-01-11', result: 'agreed', amountFen: 10_000, meetingNumber: '〔2023〕1号' })],
        hearings: [{ id: 'h', version: 1, heldOn: '2023-01-12', place: '听证室', isPublic: false, host: '赵', participants: null, opinions: null, conclusion: null }],
        decisions: [{ ...decision, amountFen: 9_000, decidedOn: '2023-01-13', servedOn: '2023-01-14', serviceWay: 'left' }],
        decisionChanges: [{ id: 'c', version: 1, decisionId: 'd1', kind: 'correct', decidedOn: '2023-01-18', number: null, beforeFen: 10_000, afterFen: 9_000, reason: '计算有误' }],
        jointOffices: [{ id: 'j', version: 1, name: '廊坊市院', role: 'higher', shareFen: 5_000, decidedOn: '2023-01-16', paidOn: '2023-01-17', note: null }],
        extensions: [{ id: 'x', version: 1, rule: 'review', untilOn: '2023-02-01', reason: '核实', approver: '李', approvedOn: '2023-01-07' }],
        attachments: [{ id: 'f', version: 1, entity: null, entityId: null, name: '申请书.pdf', mediaType: 'application/pdf', bytes: 1, note: null, paperKey: null, createdAt: '2023-01-19T04:00:00.000Z', createdBy: '王' }],
        archivedOn: '2023-01-20',
        archiveNumber: '17',
      },
      [],
      (_list, code) => code,
    )
    expect(lines.map((line) => `${line.at.slice(8, 10)} ${line.what}`).reverse()).toEqual([
      '01 收到线索（安次区妇联）',
      '02 告知可以申请国家司法救助',
      '03 实地调查核实线索',
      '04 申请救助',
      '05 收到申请材料：application、damage',
      '06 通知补正（补录）',
      '07 批准延期到 2023-02-01',
      '08 受理',
      '09 审查，建议救助 100.00 元',
      '10 报送“党组会”审批（第 2 次报批）',
      '11 “党组会”批复：同意 100.00 元（〔2023〕1号）（第 2 次报批）',
      '12 不公开听证（听证室）',
      '13 决定给予救助 100.00 元',
      '14 决定书送达（left）',
      '15 资金到账 100.00 元',
      '16 廊坊市院决定联合救助 50.00 元',
      '17 廊坊市院发放 50.00 元',
      '18 更正决定，由 100.00 元改为 90.00 元',
      '19 归入附件：申请书.pdf',
      '20 归档（17）',
    ])
  })
})
