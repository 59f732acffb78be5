import { letterTitle } from './agencyRules.ts'
import type { CaseFile, TimelineEntry } from './caseFile.ts'
import { closedHowLabels, disbursementEffect } from './caseRules.ts'
import type { CodeListName } from './codeLists.ts'
import { stepLabels } from './caseworkRecords.ts'
import type { Approval } from './caseworkRecords.ts'
import { today } from './dates.ts'
import { rhythmLabels } from './instalments.ts'
import type { Lead } from './leadRecords.ts'
import { formatYuan } from './money.ts'
import { supervisedEntryLabels } from './supervision.ts'
import type { LegalDate } from './records.ts'

/** An act in the audit trail of a case. */
export interface TimelineEvent {
  at: string
  who: string
  action: string
  reason: string | null
}

export type TimelineFacts = Omit<CaseFile, 'advice' | 'timeline' | 'stage' | 'balance' | 'deadlines'> & {
  leads: readonly Pick<Lead, 'receivedOn' | 'source' | 'sendingUnit' | 'officerName' | 'toldOn' | 'checkedOn'>[]
}

const resultLabels = { agreed: '同意', returned: '退回补充', rejected: '不同意' } as const
const changeLabels = { correct: '更正', supplement: '补充', revoke: '撤销' } as const
const yuan = (fen: number | null) => (fen === null ? '' : ` ${formatYuan(fen)} 元`)

/**
 * What happened in a case, newest first: what the records say happened (by day) and who changed the casebook (by instant).
 * Within one day the acts come above the facts, because an act is usually the recording of a fact.
 */
export function timelineOf(file: TimelineFacts, events: readonly TimelineEvent[], label: (list: CodeListName, code: string) => string): TimelineEntry[] {
  const names = new Map(file.recipients.map((recipient) => [recipient.id, recipient.person.name]))
  /** Whose it is needs no word where the case has one person. */
  const of = (recipientId: string | null) => (names.size > 1 && recipientId !== null && names.has(recipientId) ? `（${names.get(recipientId)}）` : '')
  const facts: TimelineEntry[] = []
  const add = (at: LegalDate | null, what: string, who: string | null = null) => {
    if (at !== null) facts.push({ at, who, what })
  }
  for (const lead of file.leads) {
    add(lead.receivedOn, `收到线索（${lead.sendingUnit ?? label('leadSource', lead.source)}）`, lead.officerName)
    add(lead.toldOn, '告知可以申请国家司法救助')
    add(lead.checkedOn, '实地调查核实线索')
  }
  add(file.appliedOn, '申请救助')
  for (const [day, papers] of materialsByDay(file)) add(day, `收到申请材料：${papers.map((paper) => paper.name ?? label('material', paper.kind)).join('、')}`)
  add(file.acceptedOn, '受理')
  for (const step of file.steps) add(step.happenedOn, `${stepLabels[step.kind]}${yuan(step.amountFen)}${of(step.recipientId)}${step.late ? '（补录）' : ''}`, step.party)
  for (const assessment of file.assessments) {
    const proposal = assessment.proposal === 'grant' ? `，建议救助${yuan(assessment.proposedFen)}` : assessment.proposal === 'refuse' ? '，建议不予救助' : ''
    add(assessment.reviewedOn, `审查${of(assessment.recipientId)}${proposal}`, assessment.reviewer)
  }
  for (const approval of file.approvals) {
    add(approval.sentOn, `报送“${approval.stepName}”审批${roundText(approval)}`)
    const answer = approval.result === null ? '' : `：${resultLabels[approval.result]}${yuan(approval.amountFen)}`
    add(approval.answeredOn, `“${approval.stepName}”批复${answer}${approval.meetingNumber ? `（${approval.meetingNumber}）` : ''}${roundText(approval)}`, approval.approver)
  }
  for (const hearing of file.hearings) add(hearing.heldOn, `${hearing.isPublic ? '公开听证' : '不公开听证'}${hearing.place ? `（${hearing.place}）` : ''}`, hearing.host)
  for (const decision of file.decisions) {
    // The amount as it was decided; what changed it stands below on its own day.
    // What it was at first: of a decision taken anew after a revocation, what it was then.
    const changes = file.decisionChanges.filter((change) => change.decisionId === decision.id)
    const revocations = changes.flatMap((change, index) => (change.kind === 'revoke' ? [index] : []))
    const [first] = changes.slice((revocations.at(decision.revokedOn === null ? -1 : -2) ?? -1) + 1)
    add(decision.decidedOn, decision.kind === 'grant' ? `决定给予救助${yuan(first?.beforeFen ?? decision.amountFen)}${of(decision.recipientId)}` : `决定不予救助${of(decision.recipientId)}`)
    add(decision.servedOn, `决定书送达${decision.serviceWay ? `（${label('serviceWay', decision.serviceWay)}）` : ''}${of(decision.recipientId)}`)
  }
  for (const change of file.decisionChanges) {
    const amounts = change.beforeFen === change.afterFen ? '' : `，由${yuan(change.beforeFen)}改为${yuan(change.afterFen)}`
    add(change.decidedOn, `${changeLabels[change.kind]}决定${of(file.decisions.find((one) => one.id === change.decisionId)?.recipientId ?? null)}${amounts}`)
  }
  for (const office of file.jointOffices) {
    add(office.decidedOn, `${office.name}决定联合救助${yuan(office.shareFen)}`)
    add(office.paidOn, `${office.name}发放${yuan(office.shareFen)}`)
  }
  for (const extension of file.extensions) add(extension.approvedOn, `批准延期到 ${extension.untilOn}`, extension.approver)
  const batches = new Map(file.instalmentPlans.flatMap((plan) => plan.instalments).map((one) => [one.id, one.ordinal]))
  for (const entry of file.disbursements) {
    const batch = batches.get(entry.instalmentId ?? '')
    const what = `${disbursementEffect[entry.kind].label}${batch === undefined ? '' : `第 ${batch} 批`}${yuan(entry.amountFen)}${of(entry.recipientId)}`
    add(entry.happenedOn, entry.reason === null ? what : `${what}：${entry.reason}`, entry.createdBy)
  }
  for (const plan of file.instalmentPlans) add(plan.fixedOn, `确定分期发放（${rhythmLabels[plan.rhythm]}，${plan.instalments.length} 批）${of(plan.recipientId)}`, plan.approver)
  for (const fund of file.supervisedFunds) {
    add(fund.agreedOn, `签订监管协议${of(fund.recipientId)}`, fund.supervisor)
    for (const entry of fund.entries) {
      const why = entry.purpose ?? entry.reason
      add(entry.happenedOn, `监管资金${supervisedEntryLabels[entry.kind]}${yuan(entry.amountFen)}${of(fund.recipientId)}${why === null ? '' : `：${why}`}`, fund.supervisor)
    }
    if (!fund.entries.some((entry) => entry.kind === 'handOver')) add(fund.endedOn, `监管结束${of(fund.recipientId)}`, fund.supervisor)
  }
  for (const visit of file.visits) add(visit.doneOn, `回访${visit.way ? `（${label('visitWay', visit.way)}）` : ''}${of(visit.recipientId)}`, visit.visitors)
  for (const measure of file.measures) {
    add(measure.doneOn, `落实${label('measure', measure.kind)}${of(measure.recipientId)}`, measure.agency)
    add(measure.askedOn, `请求${measure.agency ?? '有关单位'}给予${label('measure', measure.kind)}${of(measure.recipientId)}`)
    add(measure.refusedOn, `没有同意${label('measure', measure.kind)}${of(measure.recipientId)}`, measure.agency)
    if (measure.doneOn === null) add(measure.promisedOn, `商定${label('measure', measure.kind)}${of(measure.recipientId)}`, measure.agency)
  }
  for (const letter of file.letters) {
    add(letter.sentOn, `向${letter.agencyName}发出${letterTitle(letter)}`)
    add(letter.repliedOn, `${letter.agencyName}答复${letterTitle(letter)}`, letter.agencyName)
  }
  for (const award of file.awards) add(award.publishedOn, `入选${label('awardLevel', award.level)}典型案例`)
  for (const attachment of file.attachments) facts.push({ at: attachment.createdAt, who: attachment.createdBy, what: `归入${attachment.paperKey === null ? '附件' : '文书'}：${attachment.name}` })
  add(file.closedOn, `办结${file.closedHow ? `（${closedHowLabels[file.closedHow]}）` : ''}`)
  add(file.archivedOn, file.archiveNumber === null ? '归档' : `归档（${file.archiveNumber}）`)

  const acts = events.map((event): TimelineEntry => ({ at: event.at, who: event.who, what: event.reason ? `${event.action}：${event.reason}` : event.action }))
  const day = (entry: TimelineEntry) => (entry.at.length > 10 ? today(new Date(entry.at)) : entry.at)
  return [...acts.reverse(), ...facts.reverse()].sort((a, b) => (day(a) === day(b) ? 0 : day(a) < day(b) ? 1 : -1))
}

const roundText = (approval: Approval) => (approval.round > 1 ? `（第 ${approval.round} 次报批）` : '')

/** Papers of one day are one line. */
function materialsByDay(file: Pick<CaseFile, 'materials'>): Map<LegalDate, CaseFile['materials']> {
  const days = new Map<LegalDate, CaseFile['materials']>()
  for (const material of file.materials) {
    if (material.receivedOn !== null) days.set(material.receivedOn, [...(days.get(material.receivedOn) ?? []), material])
  }
  return days
}
