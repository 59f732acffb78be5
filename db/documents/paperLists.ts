import { labelOf } from '../domain/codeLists.ts'
import type { Approval, Attachment, JointOffice, Material } from '../domain/caseworkRecords.ts'
import { disbursementEffect } from '../domain/caseRules.ts'
import type { LeadPerson } from '../domain/leadRecords.ts'
import type { Disbursement, LegalDate, Recipient, SupportMeasure, Visit } from '../domain/records.ts'
import { count, date, long, money, person, secret, text } from './paperField.ts'
import type { Field } from './paperField.ts'
import { paymentsOf, stepOf } from './paperFields.ts'
import type { PaperFacts } from './paperFacts.ts'
import { paperKinds } from './paperKinds.ts'
import { carriedOutText, visitFindings } from './visitText.ts'

/** Rows of a paper: `{#申请材料}{序号} {名称}{/申请材料}` comes once for each entry. */
export interface PaperList {
  name: string
  label: string
  /** Empty rows of a paper where nothing is recorded, to be filled by hand. */
  rows: number
  /** Nothing recorded is no gap in the case. */
  maybe: boolean
  /** Each entry, with the facts that hold for its row. */
  entries(facts: PaperFacts): { facts: PaperFacts; entry: unknown }[]
  fields: ReadonlyMap<string, Field<unknown>>
}

interface Listing<T> {
  name: string
  label: string
  rows: number
  maybe?: boolean
  entries(facts: PaperFacts): readonly T[]
  /** What the row is about, where the placeholders of the whole paper follow it. */
  within?(facts: PaperFacts, entry: T): PaperFacts
  fields: Field<T>[][]
}

/** Fields and entries of one list belong together; the type of the entry is of no interest to anybody else. */
function list<T>({ entries, within, fields, maybe = false, ...rest }: Listing<T>): PaperList {
  return {
    ...rest,
    maybe,
    entries: (facts) => entries(facts).map((entry) => ({ facts: within?.(facts, entry) ?? facts, entry })),
    fields: new Map(fields.flat().map((field) => [field.name, field as Field<unknown>])),
  }
}

const label = (...[name, code]: Parameters<typeof labelOf>): string | null => labelOf(name, code) || null
const maybe = { maybe: true } as const
const inRow = { maybe: true, line: 6 } as const
const own = <T extends { recipientId: string | null }>({ recipient }: PaperFacts, all: readonly T[] | undefined): T[] =>
  (all ?? []).filter(({ recipientId }) => recipientId === null || recipient === null || recipientId === recipient.id)
const nameOf = (facts: PaperFacts, recipientId: string | null): string | undefined => facts.case?.recipients.find(({ id }) => id === recipientId)?.person.name

/** A person of a lead in the shape of a recipient, so that the same placeholders hold for both. */
export function recipientOfLead({ id, version, ordinal, person: someone, relation }: LeadPerson): Recipient {
  const nothing = { guardianName: null, guardianPhone: null, guardianIsOffender: false, agentName: null, requestedFen: null, accountHolder: null, bankName: null, bankAccount: null, hardship: null, unsupervisedReason: null }
  return { id, version, ordinal, person: someone, relation, specialGroups: [], ...nothing }
}

type Step = { name: string; approval: Approval | null }
/** The latest round as far as it has gone, then what the chain still asks for. */
function approvalSteps({ case: file, chain }: PaperFacts): Step[] {
  const round = Math.max(0, ...(file?.approvals.map((one) => one.round) ?? []))
  const taken = file?.approvals.filter((one) => one.round === round) ?? []
  const open = chain.filter((name) => !taken.some(({ stepName }) => stepName === name))
  return [...taken.map((approval) => ({ name: approval.stepName, approval })), ...open.map((name) => ({ name, approval: null }))]
}
const results = { agreed: '同意', returned: '退回补充', rejected: '不同意' } as const
const jointRoles: Record<JointOffice['role'], string> = { higher: '上级院', lower: '下级院', peer: '其他院', department: '其他部门' }

type Archived = { name: string; number: string | null; on: LegalDate | null; filed: boolean }
/** Papers that the case's records say exist, in the order of the work, then what else was filed. */
function archived(facts: PaperFacts): Archived[] {
  const { case: file, titles } = facts
  if (!file) return []
  const step = (kind: Parameters<typeof stepOf>[1]) => stepOf({ ...facts, recipient: null }, kind)?.happenedOn ?? null
  const papersOf: Record<string, readonly { number?: string | null; on: LegalDate | null; name?: string | undefined }[]> = {
    leadTransfer: file.leadId ? [{ on: facts.lead?.receivedOn ?? null }] : [],
    notice: facts.lead?.toldOn ? [{ on: facts.lead.toldOn }] : [],
    application: file.appliedOn && file.applyWay !== 'oral' ? [{ on: file.appliedOn }] : [],
    oralApplication: file.appliedOn && file.applyWay === 'oral' ? [{ on: file.appliedOn }] : [],
    authorisation: file.recipients.some(({ agentName }) => agentName) ? [{ on: null }] : [],
    materialsList: file.materials.some(({ receivedOn }) => receivedOn) ? [{ on: step('materialsListed') }] : [],
    supplementNotice: step('supplementAsked') ? [{ on: step('supplementAsked') }] : [],
    acceptance: file.acceptedOn ? [{ on: file.acceptedOn }] : [],
    withdrawal: file.closedHow === 'withdrawn' ? [{ on: file.closedOn }] : [],
    elsewhereQuery: step('askedElsewhere') ? [{ on: step('askedElsewhere') }] : [],
    reviewReport: file.assessments.length > 0 ? [{ on: file.assessments.at(-1)?.reviewedOn ?? null }] : [],
    approvalForm: file.approvals.length > 0 ? [{ on: file.approvals.at(-1)?.answeredOn ?? null }] : [],
    ending: file.closedHow === 'ended' ? [{ on: file.closedOn }] : [],
    hearingRecord: file.hearings.map(({ heldOn }) => ({ on: heldOn })),
    grantDecision: file.decisions.filter(({ kind }) => kind === 'grant').map(({ number, decidedOn, recipientId }) => ({ number, on: decidedOn, name: nameOf(facts, recipientId) })),
    refusalDecision: file.decisions.filter(({ kind }) => kind === 'refuse').map(({ number, decidedOn, recipientId }) => ({ number, on: decidedOn, name: nameOf(facts, recipientId) })),
    correction: file.decisionChanges.map(({ number, decidedOn }) => ({ number, on: decidedOn })),
    serviceReceipt: file.decisions.filter(({ servedOn }) => servedOn).map(({ servedOn, recipientId }) => ({ on: servedOn, name: nameOf(facts, recipientId) })),
    paymentReceipt: file.disbursements.filter(({ kind }) => kind === 'paid' || kind === 'repaid').map(({ happenedOn, recipientId }) => ({ on: happenedOn, name: nameOf(facts, recipientId) })),
    supervisionAgreement:
      file.supervisedFunds.length > 0
        ? file.supervisedFunds.map(({ agreedOn, recipientId }) => ({ on: agreedOn, name: nameOf(facts, recipientId) }))
        : file.disbursements.some(({ method }) => method === 'supervised') ? [{ on: null }] : [],
    visitRecord: file.visits.filter(({ doneOn }) => doneOn).map(({ doneOn }) => ({ on: doneOn })),
  }
  const filed = (key: string): Attachment[] => file.attachments.filter(({ paperKey }) => paperKey === key)
  const material = file.materials.filter(({ receivedOn, kind }) => receivedOn && kind !== 'application')
  return paperKinds.flatMap(({ key, title }) => {
    const records = papersOf[key] ?? []
    const papers = records.length > 0 ? records : filed(key).slice(0, 1).map(() => ({ on: null }))
    const rows = papers.map(({ number = null, on, name }: { number?: string | null; on: LegalDate | null; name?: string | undefined }) => ({
      name: `${titles[key] ?? title}${name && file.recipients.length > 1 ? `（${name}）` : ''}`,
      number,
      on,
      filed: filed(key).length > 0,
    }))
    if (key !== 'materialsList') return rows
    return [...rows, ...material.map((one) => ({ name: one.name ?? label('material', one.kind) ?? '申请材料', number: null, on: one.receivedOn, filed: false }))]
  })
}

const all: readonly PaperList[] = [
  list<Recipient>({
    name: '救助对象',
    label: '每名救助对象一行；行内可以用救助对象、审查、决定、发放各组的填空',
    rows: 2,
    entries: ({ case: file, lead }) => file?.recipients ?? lead?.people.map(recipientOfLead) ?? [],
    within: (facts, recipient) => ({ ...facts, recipient }),
    fields: [],
  }),
  list<Material>({
    name: '申请材料',
    label: '每件已收到的申请材料一行',
    rows: 8,
    entries: (facts) => own(facts, facts.case?.materials).filter(({ receivedOn }) => receivedOn !== null),
    fields: [
      text('名称', '材料名称', (_, one) => one.name ?? label('material', one.kind)),
      count('份数', '份数', (_, one) => one.copies),
      text('原件或复印件', '原件或者复印件', (_, one) => (one.isOriginal ? '原件' : '复印件')),
      date('收到日期', '收到的日期', (_, one) => one.receivedOn),
      text('备注', '备注', (_, one) => one.note, inRow),
    ],
  }),
  list<Material>({
    name: '待补材料',
    label: '每件还没有收到的申请材料一行',
    rows: 3,
    entries: (facts) => own(facts, facts.case?.materials).filter(({ receivedOn }) => receivedOn === null),
    fields: [
      text('名称', '材料名称', (_, one) => one.name ?? label('material', one.kind), { line: 24 }),
      count('份数', '份数', (_, one) => one.copies),
      text('说明', '需要说明的问题，写在括号里', (_, one) => one.note && `（${one.note}）`, { ...maybe, line: 0 }),
    ],
  }),
  list<Step>({
    name: '审批环节',
    label: '每个审批环节一行：已有结果的填写结果，其余留空',
    rows: 3,
    entries: approvalSteps,
    fields: [
      text('环节', '审批环节的名称', (_, one) => one.name, { always: true }),
      text('审批结果', '同意、不同意或者退回', (_, { approval }) => approval?.result && results[approval.result], maybe),
      long('审批意见', '审批意见', (_, { approval }) => approval?.opinion ?? (approval?.result ? results[approval.result] : null), maybe),
      text('审批人', '审批人', (_, { approval }) => approval?.approver, { ...maybe, line: 8 }),
      date('审批日期', '作出审批意见的日期', (_, { approval }) => approval?.answeredOn, maybe),
      money('批准金额', '批准的金额', (_, { approval }) => approval?.amountFen, maybe),
      text('会议纪要编号', '会议纪要的编号', (_, { approval }) => approval?.meetingNumber, maybe),
    ],
  }),
  list<Disbursement>({
    name: '发放记录',
    label: '每笔发放一行',
    rows: 3,
    entries: paymentsOf,
    fields: [
      date('日期', '发放的日期', (_, one) => one.happenedOn),
      text('种类', '发放、退回、追回等', (_, one) => disbursementEffect[one.kind].label),
      money('金额', '金额', (_, one) => one.amountFen),
      text('方式', '发放方式', (_, one) => label('paymentMethod', one.method), inRow),
      person('收款人', '收款人', (_, one) => one.payee, inRow),
      secret('bankAccount', 19, '收款账户', '收款账户', (_, one) => one.accountSnapshot, maybe),
      text('凭证', '凭证号', (_, one) => one.voucher, inRow),
      text('备注', '备注', (_, one) => one.note, inRow),
    ],
  }),
  list<Visit>({
    name: '回访',
    label: '每次已做的回访一行',
    rows: 2,
    entries: (facts) => own(facts, facts.case?.visits).filter(({ doneOn }) => doneOn !== null),
    fields: [
      date('日期', '回访的日期', (_, one) => one.doneOn),
      text('方式', '回访方式', (_, one) => label('visitWay', one.way), inRow),
      text('人员', '回访人员', (_, one) => one.visitors, inRow),
      text('情况', '回访情况', (_, one) => visitFindings(one), inRow),
    ],
  }),
  list<SupportMeasure>({
    name: '多元救助',
    label: '每项多元救助措施一行',
    rows: 3,
    maybe: true,
    entries: (facts) => own(facts, facts.case?.measures),
    fields: [
      text('措施', '措施', (_, one) => label('measure', one.kind)),
      text('单位', '采取措施的单位', (_, one) => one.agency, { ...maybe, line: 12 }),
      date('商定', '商定的日期', (_, one) => one.promisedOn, maybe),
      date('落实', '落实的日期', (_, one) => one.doneOn, maybe),
      text('是否落实', '是否已经落实', (facts, one) => carriedOutText(facts.visit, one)),
      text('说明', '说明', (_, one) => one.note, inRow),
    ],
  }),
  list<JointOffice>({
    name: '联合单位',
    label: '每个联合救助的单位一行',
    rows: 1,
    maybe: true,
    entries: ({ case: file }) => file?.jointOffices ?? [],
    fields: [
      text('单位', '单位名称', (_, one) => one.name, { line: 16 }),
      text('身份', '上级院、下级院等', (_, one) => jointRoles[one.role]),
      money('承担金额', '承担的金额', (_, one) => one.shareFen),
    ],
  }),
  list<Archived>({
    name: '归档材料',
    label: '案件里已有的每份文书和材料一行，按办理的先后',
    rows: 20,
    entries: archived,
    fields: [
      text('名称', '文书或者材料的名称', (_, one) => one.name),
      text('文号', '文号', (_, one) => one.number, inRow),
      date('日期', '形成的日期', (_, one) => one.on, maybe),
      text('备注', '是否已在附件中', (_, one) => (one.filed ? '附件有电子件' : null), inRow),
    ],
  }),
]

export const lists: ReadonlyMap<string, PaperList> = new Map(all.map((one) => [one.name, one]))
/** Counts the rows of every list. */
export const ROW_NUMBER = '序号'

