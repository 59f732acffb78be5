import { closedHowLabels, disbursementEffect } from '../domain/caseRules.ts'
import { labelOf } from '../domain/codeLists.ts'
import type { CodeListName } from '../domain/codeLists.ts'
import type { Assessment, CaseStep, DecisionChange, StepKind } from '../domain/caseworkRecords.ts'
import { ageOn } from '../domain/dates.ts'
import { isPaperType, paperTypeLabels } from '../domain/identity.ts'
import type { Decision, Disbursement } from '../domain/records.ts'
import { count, date, long, money, person, secret, text } from './paperField.ts'
import type { Field } from './paperField.ts'
import type { PaperFacts } from './paperFacts.ts'
import { visitFindings } from './visitText.ts'

/** The placeholders of a paper: `{案号}`. Those of a person are of the one the paper is made for, in `{#救助对象}` of each in turn. */

type Facts = PaperFacts
/** The label, or null without a code. */
const label = (list: CodeListName, code: string | null | undefined): string | null => labelOf(list, code ?? null) || null
const mine = <T extends { recipientId: string | null }>({ recipient }: Facts, list: readonly T[] | undefined): T[] =>
  (list ?? []).filter(({ recipientId }) => recipientId === null || recipient === null || recipientId === recipient.id)

export const decisionOf = (facts: Facts): Decision | undefined => mine(facts, facts.case?.decisions).at(-1)
const grantOf = (facts: Facts): Decision | undefined => mine(facts, facts.case?.decisions).findLast(({ kind }) => kind === 'grant')
export const assessmentOf = (facts: Facts): Assessment | undefined => mine(facts, facts.case?.assessments).at(-1)
export const stepOf = (facts: Facts, kind: StepKind): CaseStep | undefined => mine(facts, facts.case?.steps).findLast((step) => step.kind === kind)
const changeOf = (facts: Facts): DecisionChange | undefined => {
  const decisions = mine(facts, facts.case?.decisions).map(({ id }) => id)
  return facts.case?.decisionChanges.findLast(({ decisionId }) => decisions.includes(decisionId))
}
export const paymentsOf = (facts: Facts): Disbursement[] => mine(facts, facts.case?.disbursements)
const paidFen = (facts: Facts): number => paymentsOf(facts).reduce((sum, { kind, amountFen }) => sum + disbursementEffect[kind].net * amountFen, 0)
const lastPayment = (facts: Facts): Disbursement | undefined => paymentsOf(facts).findLast(({ kind }) => kind === 'paid' || kind === 'repaid')
const lastAgreed = (facts: Facts) => facts.case?.approvals.findLast(({ result }) => result === 'agreed')
const caseTitle = ({ case: file, lead }: Facts): string | null => {
  const { charge, chargeText } = file?.original ?? lead ?? { charge: null, chargeText: null }
  return chargeText ?? label('charge', charge)
}
const answered: Record<NonNullable<Assessment['helpedElsewhere']>, string> = { no: '未发现其他机关已予国家司法救助', yes: '其他机关已予国家司法救助', unknown: '尚未查明' }
const elsewhere = (facts: Facts): string | null => {
  const { helpedElsewhere, elsewhereNote } = assessmentOf(facts) ?? {}
  return [helpedElsewhere ? answered[helpedElsewhere] : null, elsewhereNote].filter(Boolean).join('；') || null
}
const grounds = (facts: Facts): string | null => {
  const assessment = assessmentOf(facts)
  if (!assessment) return null
  if (assessment.grounds.length === 0) return '经审查，未发现《人民检察院开展国家司法救助工作细则》规定的一般不予救助的情形'
  return assessment.grounds.map(({ code, answer }) => `${label('refusalGround', code)}：${answer || '（未作说明）'}`).join('；')
}
/** What was decided for each recipient the paper is about, or else proposed. */
function amountsOf(facts: Facts): number[] {
  const people = (facts.case?.recipients ?? []).filter(({ id }) => facts.recipient === null || id === facts.recipient.id)
  return people.map((recipient) => grantOf({ ...facts, recipient })?.amountFen ?? assessmentOf({ ...facts, recipient })?.proposedFen ?? 0)
}
const months = (facts: Facts): string | null => {
  const fen = grantOf(facts)?.amountFen ?? assessmentOf(facts)?.proposedFen
  return fen && facts.cap ? (fen / facts.cap.monthlyFen).toFixed(1) : null
}
const changeKinds: Record<DecisionChange['kind'], string> = { correct: '更正', supplement: '补充', revoke: '撤销' }
/** What is said of each recipient, with names where there are several; null where nothing is said of anybody. */
function ofEach(facts: Facts, read: (one: Facts) => string | null | undefined): string | null {
  const people = facts.case?.recipients ?? []
  const said = people.flatMap((recipient) => {
    const words = read({ ...facts, recipient })
    return words ? [people.length > 1 ? `${recipient.person.name}：${words}` : words] : []
  })
  return said.join('\n') || null
}
const maybe = { maybe: true } as const

type Group = readonly [group: string, fields: readonly Field<undefined>[]]
/** By subject, in the order they are shown to whoever edits a template. */
export const fieldGroups: readonly Group[] = [
  [
    '本院与制作',
    [
      ...text<undefined>('文书名称', '本文书的名称', (f) => f.title, { always: true }),
      ...text<undefined>('院名', '本院全称', (f) => f.office.name, { always: true }),
      ...text<undefined>('上级院', '上级院名称', (f) => f.office.higherOffice, maybe),
      ...text<undefined>('制作人', '制作文书的人', (f) => f.maker),
      ...date<undefined>('制作日期', '制作文书的日期', (f) => f.on),
    ],
  ],
  [
    '案件',
    [
      ...text<undefined>('案号', '救助案件的案号', (f) => f.case?.caseNumber, { line: 14 }),
      ...text<undefined>('统一受案号', '统一受案号', (f) => f.case?.unifiedNumber, maybe),
      ...text<undefined>('救助情形', '救助情形', (f) => label('category', f.case?.category)),
      ...text<undefined>('未获赔偿原因', '未获有效赔偿原因', (f) => label('cause', f.case?.cause), maybe),
      ...text<undefined>('线索来源', '线索来源', (f) => label('leadSource', f.case?.leadSource ?? f.lead?.source)),
      ...text<undefined>('承办人', '承办人', (f) => f.case?.officerName ?? f.lead?.officerName, { line: 8 }),
      ...date<undefined>('申请日期', '提出申请的日期', (f) => f.case?.appliedOn),
      ...text<undefined>('申请方式', '书面或者口头申请', (f) => label('applyWay', f.case?.applyWay), maybe),
      ...text<undefined>('申请人身份', '本人、法定代理人或者委托代理人', (f) => label('appliedBy', f.case?.appliedBy), maybe),
      ...date<undefined>('受理日期', '受理日期', (f) => f.case?.acceptedOn),
      ...date<undefined>('办结日期', '办结日期', (f) => f.case?.closedOn),
      ...text<undefined>('办结方式', '办结方式', (f) => f.case?.closedHow && closedHowLabels[f.case.closedHow]),
      ...date<undefined>('归档日期', '归档日期', (f) => f.case?.archivedOn),
      ...text<undefined>('档案号', '归档的档案号', (f) => f.case?.archiveNumber, maybe),
      ...text<undefined>('案件备注', '案件备注', (f) => f.case?.remark, maybe),
      ...person<undefined>('全部救助对象', '全部救助对象的姓名', (f) => (f.case?.recipients ?? f.lead?.people)?.map((one) => one.person.name).join('、'), { line: 16 }),
      ...count<undefined>('救助人数', '救助对象的人数', (f) => (f.case?.recipients ?? f.lead?.people)?.length),
    ],
  ],
  [
    '原案',
    [
      ...text<undefined>('案由', '原案的案由（罪名）', caseTitle, { line: 12 }),
      ...text<undefined>('原案案号', '原案的案号', (f) => f.case?.original?.number ?? f.lead?.originalNumber, { line: 16 }),
      ...text<undefined>('原案阶段', '原案所处阶段', (f) => label('stageOfOriginalCase', f.case?.original?.stage)),
      ...text<undefined>('原案办理机关', '办理原案的机关', (f) => f.case?.original?.handlingOffice, { line: 16 }),
      ...text<undefined>('办案部门', '办理原案的部门', (f) => f.case?.original?.handlingUnit ?? f.lead?.handlingUnit, { line: 12 }),
      ...person<undefined>('犯罪嫌疑人', '原案犯罪嫌疑人、被告人或者侵权人', (f) => f.case?.original?.suspects ?? f.lead?.suspects),
      ...long<undefined>('原案结果', '原案处理结果', (f) => f.case?.original?.outcome),
      ...money<undefined>('判决赔偿金额', '判决或者协议确定的赔偿金额', (f) => f.case?.original?.compensationOrderedFen, maybe),
      ...money<undefined>('实际获赔金额', '实际获得的赔偿金额', (f) => assessmentOf(f)?.compensationFen ?? f.case?.original?.compensationObtainedFen),
      ...text<undefined>('是否进入检察环节', '原案是否进入检察环节', (f) => {
        const reached = f.case?.original?.reachedProcuratorate ?? f.lead?.reachedProcuratorate
        return reached === null || reached === undefined ? null : reached ? '是' : '否'
      }, { line: 4 }),
    ],
  ],
  [
    '救助对象',
    [
      ...person<undefined>('姓名', '救助对象（申请人）的姓名', (f) => f.recipient?.person.name),
      ...text<undefined>('性别', '性别', (f) => label('sex', f.recipient?.person.sex), { line: 4 }),
      ...text<undefined>('民族', '民族', (f) => label('ethnicity', f.recipient?.person.ethnicity), { line: 4 }),
      ...date<undefined>('出生日期', '出生日期', (f) => f.recipient?.person.birthDate),
      ...count<undefined>('年龄', '制作文书时的周岁', (f) => f.recipient?.person.birthDate && ageOn(f.recipient.person.birthDate, f.on)),
      ...text<undefined>('证件类型', '身份证件的种类', (f) => (f.recipient && isPaperType(f.recipient.person.paperType) && f.recipient.person.paperType !== 'none' ? paperTypeLabels[f.recipient.person.paperType] : null), { line: 8 }),
      ...secret<undefined>('paperNumber', 18, '证件号码', '身份证件号码', (f) => f.recipient?.person.paperNumber),
      ...secret<undefined>('residence', 20, '住址', '住址', (f) => f.recipient?.person.residence),
      ...secret<undefined>('phone', 12, '电话', '联系电话', (f) => f.recipient?.person.phone),
      ...secret<undefined>('safeContact', 16, '安全联系方式', '安全联系方式', (f) => f.recipient?.person.safeContact, maybe),
      ...text<undefined>('与被害人关系', '与原案被害人的关系', (f) => label('relation', f.recipient?.relation)),
      ...text<undefined>('特殊群体', '特殊群体', (f) => f.recipient?.specialGroups.map((code) => label('specialGroup', code)).join('、'), maybe),
      ...person<undefined>('监护人', '法定代理人（监护人）', (f) => f.recipient?.guardianName, maybe),
      ...secret<undefined>('guardianPhone', 12, '监护人电话', '监护人的电话', (f) => f.recipient?.guardianPhone, maybe),
      ...person<undefined>('委托代理人', '委托代理人', (f) => f.recipient?.agentName, maybe),
      ...money<undefined>('申请金额', '申请救助的金额', (f) => f.recipient?.requestedFen),
      ...person<undefined>('户名', '收款账户的户名', (f) => f.recipient?.accountHolder),
      ...text<undefined>('开户行', '收款账户的开户银行', (f) => f.recipient?.bankName, { line: 14 }),
      ...secret<undefined>('bankAccount', 19, '银行账号', '收款账号', (f) => f.recipient?.bankAccount),
      ...long<undefined>('困难情况', '生活困难情况', (f) => f.recipient?.hardship),
    ],
  ],
  [
    '审查',
    [
      ...date<undefined>('审查日期', '审查日期', (f) => assessmentOf(f)?.reviewedOn),
      ...text<undefined>('审查人', '审查人', (f) => assessmentOf(f)?.reviewer, { line: 8 }),
      ...money<undefined>('损失金额', '实际损失', (f) => assessmentOf(f)?.damageFen),
      ...money<undefined>('其他救助金额', '已获得的其他救助', (f) => assessmentOf(f)?.otherHelpFen, maybe),
      ...count<undefined>('家庭人口', '家庭人口', (f) => assessmentOf(f)?.familyMembers),
      ...money<undefined>('家庭月收入', '家庭每月收入', (f) => assessmentOf(f)?.familyIncomeFen),
      ...money<undefined>('最低生活费用', '维持当地最低生活水平所必需的每人每月支出', (f) => assessmentOf(f)?.livingCostFen),
      ...long<undefined>('过错情况', '对案件发生有无过错', (f) => assessmentOf(f)?.fault),
      ...long<undefined>('家庭情况', '家庭和生活情况', (f) => assessmentOf(f)?.familyNote),
      ...long<undefined>('不予救助情形', '一般不予救助情形的审查', grounds),
      ...long<undefined>('重复救助说明', '同一案件此前已予救助的说明', (f) => assessmentOf(f)?.repeatAnswer, maybe),
      ...long<undefined>('其他机关救助情况', '其他机关是否已予救助', elsewhere),
      ...text<undefined>('审查建议', '建议给予或者不予救助', (f) => {
        const { proposal } = assessmentOf(f) ?? {}
        return proposal ? (proposal === 'grant' ? '给予救助' : '不予救助') : null
      }),
      ...money<undefined>('建议金额', '建议救助的金额', (f) => (assessmentOf(f)?.proposal === 'refuse' ? null : assessmentOf(f)?.proposedFen)),
      ...long<undefined>('审查意见', '审查意见', (f) => assessmentOf(f)?.opinion),
      ...money<undefined>('月平均工资', '上一年度职工月平均工资', (f) => f.cap?.monthlyFen),
      ...money<undefined>('救助限额', '救助限额', (f) => f.cap?.fen),
      ...text<undefined>('工资年度', '月平均工资的年度', (f) => f.cap && String(f.cap.wageYear), { line: 4 }),
      ...text<undefined>('折合月数', '救助金额折合月平均工资的月数', months, { line: 4 }),
      ...long<undefined>('超限额理由', '超过救助限额的理由', (f) =>
        mine(f, f.case?.decisions).find(({ overCapReason }) => overCapReason)?.overCapReason ?? mine(f, f.case?.assessments).find(({ overCapReason }) => overCapReason)?.overCapReason, maybe),
      ...long<undefined>('各人困难情况', '每名救助对象的生活困难情况，连写', (f) => ofEach(f, (one) => one.recipient?.hardship)),
      ...long<undefined>('各人审查意见', '对每名救助对象的审查意见，连写', (f) => ofEach(f, (one) => assessmentOf(one)?.opinion)),
      ...text<undefined>('函询单位', '函询的其他机关', (f) => stepOf(f, 'askedElsewhere')?.party, { line: 16 }),
      ...date<undefined>('函询日期', '函询其他机关的日期', (f) => stepOf(f, 'askedElsewhere')?.happenedOn),
      ...date<undefined>('补正通知日期', '通知补正的日期', (f) => stepOf(f, 'supplementAsked')?.happenedOn),
      ...date<undefined>('补正截止日期', '补正材料的最后一日', (f) => f.supplementDueOn),
      ...text<undefined>('审查期限', '受理以后审查的期限，按本单位的办案期限', (f) => f.reviewWithin, { line: 8 }),
      ...money<undefined>('先行救助金额', '先行救助的金额', (f) => stepOf(f, 'advanced')?.amountFen, maybe),
      ...date<undefined>('先行救助日期', '先行救助的日期', (f) => stepOf(f, 'advanced')?.happenedOn, maybe),
    ],
  ],
  [
    '决定与送达',
    [
      ...date<undefined>('批准日期', '最后一个审批环节同意的日期', (f) => lastAgreed(f)?.answeredOn),
      ...money<undefined>('批准金额', '批准的金额', (f) => lastAgreed(f)?.amountFen ?? (f.case?.decisions.length ? f.case.decisions.reduce((sum, one) => sum + one.amountFen, 0) : null)),
      ...text<undefined>('决定书名称', '决定书的名称', (f) => {
        const kind = decisionOf(f)?.kind
        return kind ? f.titles[kind === 'grant' ? 'grantDecision' : 'refusalDecision'] : null
      }, { line: 18 }),
      ...text<undefined>('决定书文号', '决定书的文号', (f) => decisionOf(f)?.number, { line: 14 }),
      ...text<undefined>('决定结果', '给予救助或者不予救助', (f) => {
        const kind = decisionOf(f)?.kind
        return kind ? (kind === 'grant' ? '给予救助' : '不予救助') : null
      }),
      ...date<undefined>('决定日期', '作出决定的日期', (f) => decisionOf(f)?.decidedOn),
      ...money<undefined>('决定金额', '决定救助的金额', (f) => grantOf(f)?.amountFen),
      ...long<undefined>('决定理由', '决定的理由', (f) => decisionOf(f)?.reason),
      ...date<undefined>('送达日期', '送达日期', (f) => decisionOf(f)?.servedOn),
      ...text<undefined>('送达方式', '送达方式', (f) => label('serviceWay', decisionOf(f)?.serviceWay)),
      ...text<undefined>('送达说明', '见证人、代收人等送达情况', (f) => decisionOf(f)?.serviceNote, { line: 20, maybe: true }),
      ...text<undefined>('变更种类', '更正、补充或者撤销', (f) => changeOf(f) && changeKinds[changeOf(f)?.kind ?? 'correct'], { line: 4 }),
      ...text<undefined>('变更文号', '变更决定的文号', (f) => changeOf(f)?.number, { line: 14 }),
      ...date<undefined>('变更日期', '变更决定的日期', (f) => changeOf(f)?.decidedOn),
      ...money<undefined>('变更前金额', '变更前的金额', (f) => changeOf(f)?.beforeFen),
      ...money<undefined>('变更后金额', '变更后的金额', (f) => changeOf(f)?.afterFen),
      ...long<undefined>('变更理由', '变更的理由', (f) => changeOf(f)?.reason),
    ],
  ],
  [
    '发放',
    [
      ...money<undefined>('资金申请金额', '向财政申请的金额', (f) => stepOf(f, 'fundsRequested')?.amountFen),
      ...date<undefined>('资金申请日期', '申请资金的日期', (f) => stepOf(f, 'fundsRequested')?.happenedOn),
      ...date<undefined>('资金到账日期', '资金到账的日期', (f) => stepOf(f, 'fundsArrived')?.happenedOn),
      ...money<undefined>('已发放金额', '已经发放的金额（扣除退回和追回）', (f) => (paymentsOf(f).length > 0 ? paidFen(f) : null)),
      ...date<undefined>('发放日期', '最近一次发放的日期', (f) => lastPayment(f)?.happenedOn),
      ...text<undefined>('发放方式', '最近一次发放的方式', (f) => label('paymentMethod', lastPayment(f)?.method)),
      ...person<undefined>('领款人', '最近一次发放的收款人', (f) => lastPayment(f)?.payee ?? f.recipient?.accountHolder),
      ...text<undefined>('凭证号', '最近一次发放的凭证号', (f) => lastPayment(f)?.voucher, maybe),
      ...money<undefined>('联合救助总额', '本院和联合单位救助的总额', (f) =>
        f.case && f.case.jointOffices.length > 0
          ? f.case.jointOffices.reduce((sum, one) => sum + one.shareFen, f.case.decisions.reduce((sum, one) => sum + one.amountFen, 0))
          : null, maybe),
    ],
  ],
  [
    '听证',
    [
      ...date<undefined>('听证日期', '听证日期', (f) => f.hearing?.heldOn),
      ...text<undefined>('听证地点', '听证地点', (f) => f.hearing?.place, { line: 20 }),
      ...text<undefined>('听证方式', '公开或者不公开', (f) => f.hearing && (f.hearing.isPublic ? '公开' : '不公开'), { line: 6 }),
      ...text<undefined>('主持人', '听证主持人', (f) => f.hearing?.host, { line: 8 }),
      ...long<undefined>('听证参加人', '参加听证的人员', (f) => f.hearing?.participants),
      ...long<undefined>('听证意见', '听证员和参加人的意见', (f) => f.hearing?.opinions, { line: 240 }),
      ...long<undefined>('听证结论', '听证的结论', (f) => f.hearing?.conclusion, { line: 80 }),
    ],
  ],
  [
    '回访与多元救助',
    [
      ...date<undefined>('应回访日期', '应当回访的日期', (f) => f.visit?.dueOn),
      ...date<undefined>('回访日期', '回访日期', (f) => f.visit?.doneOn),
      ...text<undefined>('回访方式', '回访方式', (f) => label('visitWay', f.visit?.way)),
      ...text<undefined>('回访人', '回访人员（两人）', (f) => f.visit?.visitors, { line: 16 }),
      ...long<undefined>('回访情况', '家庭生产生活情况', (f) => f.visit && visitFindings(f.visit)),
      ...long<undefined>('救助金使用情况', '救助金使用情况', (f) => f.visit?.moneyUse),
      ...text<undefined>('满意程度', '对救助工作的满意程度', (f) => label('satisfaction', f.visit?.satisfaction)),
      ...long<undefined>('仍需帮助', '仍需解决的困难', (f) => f.visit?.stillNeeded, maybe),
      ...text<undefined>('救助措施', '多元救助措施', (f) => label('measure', f.measure?.kind), { line: 12 }),
      ...text<undefined>('协作单位', '采取措施的单位', (f) => f.measure?.agency, { line: 16 }),
      ...date<undefined>('商定日期', '商定措施的日期', (f) => f.measure?.promisedOn),
      ...date<undefined>('落实日期', '措施落实的日期', (f) => f.measure?.doneOn, maybe),
      ...date<undefined>('要求答复日期', '要求协作单位答复的日期', (f) => f.measure?.replyDueOn),
      ...text<undefined>('措施说明', '措施的说明', (f) => f.measure?.note, { line: 20, maybe: true }),
    ],
  ],
  [
    '线索',
    [
      ...date<undefined>('线索接收日期', '收到线索的日期', (f) => f.lead?.receivedOn),
      ...text<undefined>('线索渠道', '线索渠道', (f) => label('leadChannel', f.lead?.channel), maybe),
      ...text<undefined>('移送单位', '移送线索的单位或者部门', (f) => f.lead?.sendingUnit, { line: 16 }),
      ...text<undefined>('来函文号', '移送线索的文号', (f) => f.lead?.letterNumber, maybe),
      ...long<undefined>('线索情况', '线索反映的情况', (f) => f.lead?.summary),
      ...text<undefined>('首问责任人', '首问责任人', (f) => f.lead?.officerName, { line: 8 }),
      ...date<undefined>('告知日期', '告知当事人的日期', (f) => f.lead?.toldOn),
      ...text<undefined>('告知方式', '告知方式', (f) => label('toldWay', f.lead?.toldWay)),
      ...date<undefined>('核实日期', '实地核实的日期', (f) => f.lead?.checkedOn),
      ...text<undefined>('核实人', '核实人员', (f) => f.lead?.checkers),
      ...long<undefined>('核实情况', '核实的情况', (f) => f.lead?.checkNote),
      ...text<undefined>('线索处理结果', '线索处理结果', (f) => label('leadOutcome', f.lead?.outcome)),
      ...date<undefined>('线索处理日期', '作出处理的日期', (f) => f.lead?.outcomeOn),
      ...text<undefined>('转往单位', '转往的机关或者部门', (f) => f.lead?.referredTo ?? stepOf(f, 'transferredOut')?.party, { line: 16 }),
    ],
  ],
]

export const fields: ReadonlyMap<string, Field<undefined>> = new Map(fieldGroups.flatMap(([, list]) => list).map((field) => [field.name, field]))

/** Parts that stand in a paper only where something holds: `{#有监护人}…{/有监护人}`. */
export const conditions: ReadonlyMap<string, { label: string; /** Whether the part stands in a blank paper. */ blank: boolean; holds(facts: Facts): boolean }> = new Map([
  ['未成年', { blank: false, label: '救助对象未满十八周岁', holds: ({ recipient, on }) => recipient !== null && (recipient.specialGroups.includes('minor') || (recipient.person.birthDate !== null && ageOn(recipient.person.birthDate, on) < 18)) }],
  ['有监护人', { blank: true, label: '登记了法定代理人（监护人）', holds: ({ recipient }) => Boolean(recipient?.guardianName) }],
  ['有代理人', { blank: true, label: '登记了委托代理人', holds: ({ recipient }) => Boolean(recipient?.agentName) }],
  ['先行救助', { blank: false, label: '登记了先行救助', holds: (facts) => stepOf(facts, 'advanced') !== undefined }],
  ['联合救助', { blank: false, label: '登记了联合救助的单位', holds: (facts) => (facts.case?.jointOffices.length ?? 0) > 0 }],
  ['超过限额', { blank: false, label: '救助金额超过救助限额', holds: (facts) => amountsOf(facts).some((fen) => facts.cap !== null && fen > facts.cap.fen) }],
  ['建议救助', { blank: true, label: '审查建议给予救助', holds: (facts) => assessmentOf(facts)?.proposal !== 'refuse' }],
  ['决定给予', { blank: true, label: '决定给予救助', holds: (facts) => decisionOf(facts)?.kind === 'grant' }],
  ['决定不予', { blank: false, label: '决定不予救助', holds: (facts) => decisionOf(facts)?.kind === 'refuse' }],
  ['建议不予救助', { blank: false, label: '审查建议不予救助', holds: (facts) => assessmentOf(facts)?.proposal === 'refuse' }],
])
