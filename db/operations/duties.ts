import { lastRound, proposedFen, stepsLeft } from '../domain/approvalRounds.ts'
import type { Duty } from '../domain/caseList.ts'
import type { Deadline, PeriodKey, StepKind } from '../domain/caseworkRecords.ts'
import { addDays, daysBetween, today } from '../domain/dates.ts'
import { caseDeadlines, deadlineText } from '../domain/deadlines.ts'
import { formatYuan } from '../domain/money.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import type { Reference } from '../domain/reference.ts'
import { advancedOn } from '../domain/stepRules.ts'
import { comesOfAge } from '../domain/supervision.ts'
import { visitTurns } from '../domain/visitRule.ts'
import { namesOf } from '../store/caseRepository.ts'
import { caseFactsOf } from '../store/deadlineRepository.ts'
import type { CaseFacts } from '../store/deadlineRepository.ts'
import { openCases, plannedVisits, unreportedCases, unvisitedPeople, waitingSteps } from '../store/dutyRepository.ts'
import type { OpenCase, UnvisitedPerson } from '../store/dutyRepository.ts'
import { handOversUntil, owedMoney } from '../store/moneyDutyRepository.ts'
import type { CaseMoney } from '../store/moneyDutyRepository.ts'
import { readReference } from '../store/reference.ts'
import { waitingReplies } from '../store/replyRepository.ts'
import type { Reader } from '../store/store.ts'
import { replyText } from './calendar.ts'
import type { Handlers } from './context.ts'
import { openLeadDuties } from './leadDuties.ts'
import { batchDuties, closedDuties, handOverDuty, handOverHorizon, outsideText } from './moneyDuties.ts'

/** Of two duties without a day, whose matter goes first: a signature somebody waits for, then money, then papers. */
const withoutDay: readonly Duty['kind'][] = ['sign', 'pay', 'decide', 'accept', 'lead', 'visit', 'arrange', 'reply', 'close', 'deadline']

/** Whom the list is for: somebody who may sign also sees what waits for a signature. */
export interface Viewer {
  name: string
  maySign: boolean
}

type Line = Pick<Duty, 'caseId' | 'caseNumber' | 'people' | 'officerName'>
type Matter = Pick<Duty, 'kind' | 'section' | 'text'>

/** One line a matter: a period that runs for it lends the line its last day. */
function dutyOf(line: Line, matter: Matter, deadline: Deadline | null): Duty {
  const base = { ...line, leadId: null, section: matter.section }
  return deadline
    ? { ...base, kind: 'deadline', deadline, dueOn: deadline.dueOn, text: `${deadlineText(deadline)}。${matter.text}` }
    : { ...base, kind: matter.kind, deadline: null, dueOn: null, text: matter.text }
}

function decideText(one: OpenCase, facts: CaseFacts, reference: Reference, day: LegalDate): string {
  const round = lastRound(facts.approvals)
  if (round?.open) {
    const { stepName, kind, sentOn } = round.open
    const days = sentOn === null ? null : daysBetween(sentOn, day)
    return `等候“${stepName}”${kind === 'outside' ? '批复' : '审批'}${days === null ? '' : `，已 ${days} 天`}`
  }
  if (round?.ended === 'returned') return '审批已退回补充，修改后重新报批'
  if (round?.ended === 'rejected') return '审批没有同意，请按批示登记决定或重新报批'
  if (round) {
    const first = round.steps[0]
    const [next] = stepsLeft(facts.approvals, reference.chain(first?.sentOn ?? first?.answeredOn ?? day), proposedFen(facts.assessments))
    return next ? `报“${next.name}”审批` : '审批已通过，登记救助决定'
  }
  if (one.stage !== 'accepted') return `还有 ${one.undecided} 人没有登记决定`
  if (facts.assessments.length === 0) return '已受理，登记审查意见和建议金额'
  return proposedFen(facts.assessments) === null ? '已受理，登记救助决定' : `审查意见已提出，报“${reference.chain(day).steps[0]?.name ?? '审批人'}”审批`
}

/** The case went elsewhere or the application lapsed: nothing is left but to close it. */
function overText(facts: CaseFacts): string | null {
  const happened = (kind: StepKind) => facts.steps.some((step) => step.kind === kind)
  if (happened('transferredOut')) return '已移送其他机关，可以办结'
  return happened('lapsed') && facts.acceptedOn === null && facts.decisions.length === 0 ? '逾期未补正，视为放弃申请，可以办结' : null
}

/** Where that is done, as the case page has it: first the review, then the approval of what it proposes. */
function decideSection(one: OpenCase, facts: CaseFacts): Duty['section'] {
  if (facts.approvals.length > 0) return 'approval'
  if (one.stage !== 'accepted') return 'decision'
  if (facts.assessments.length === 0) return 'assessment'
  return proposedFen(facts.assessments) === null ? 'decision' : 'approval'
}

/** Everybody has a decision and nothing is to be paid any more: what is left until the case is closed (办结: decision served and paid, or refused). */
function finishing(one: OpenCase, facts: CaseFacts): Matter {
  if (facts.acceptedOn === null && advancedOn(facts.steps) !== null) return { kind: 'accept', section: 'material', text: '已先行救助，补齐申请材料后登记受理' }
  if (facts.decisions.some((decision) => decision.servedOn === null && decision.revokedOn === null)) return { kind: 'decide', section: 'decision', text: '决定书还没有送达，送达后填写送达日期' }
  if (facts.decisions.some((decision) => decision.revokedOn !== null)) {
    return one.paidFen > 0 ? { kind: 'pay', section: 'disbursement', text: '有决定已撤销，请核对已发放的是否追回' } : { kind: 'close', section: 'basics', text: '决定已撤销，可以办结，或者重新登记决定' }
  }
  const text = one.stage === 'refused' ? '不予救助决定书已送达，可以办结' : one.stage === 'paid' ? '决定书已送达并已发放，可以办结' : '待发放的已全部取消，可以办结'
  return { kind: 'close', section: 'basics', text }
}

/** The duties of one open case and the periods that run in it. */
function ofOpenCase(one: OpenCase, line: Line, facts: CaseFacts | undefined, money: CaseMoney | undefined, reference: Reference, day: LegalDate): Duty[] {
  const running = facts ? caseDeadlines(facts, reference, day).filter((deadline) => deadline.endedOn === null) : []
  const takeFirst = (...rules: PeriodKey[]) => running.find((deadline) => rules.includes(deadline.rule)) ?? null
  const duties: Duty[] = []
  if (one.outstandingFen > 0) {
    const revoked = facts?.decisions.some((decision) => decision.revokedOn !== null) ?? false
    const collect = takeFirst('collect')
    const owed = `待发放 ${formatYuan(one.outstandingFen)} 元`
    const text = revoked ? `有决定已撤销，请核对未发放的 ${formatYuan(one.outstandingFen)} 元` : money === undefined ? owed : (outsideText(money) ?? (collect ? owed : null))
    if (text !== null) duties.push(dutyOf(line, { kind: 'pay', section: 'disbursement', text }, collect))
  }
  const over = facts ? overText(facts) : null
  if (over !== null) duties.push(dutyOf(line, { kind: 'close', section: 'basics', text: over }, null))
  else if (one.stage === 'applied') duties.push(dutyOf(line, { kind: 'accept', section: 'basics', text: '已申请，审查材料后登记受理' }, takeFirst('supplementNotice', 'review')))
  else if (one.stage === 'supplementing') duties.push(dutyOf(line, { kind: 'accept', section: 'material', text: '已通知补正，收到材料后请登记' }, takeFirst('supplement')))
  else if (one.undecided > 0 && facts) {
    const text = decideText(one, facts, reference, day)
    duties.push(dutyOf(line, { kind: 'decide', section: decideSection(one, facts), text }, takeFirst('review')))
  } else if (one.outstandingFen <= 0 && facts && facts.decisions.length > 0) duties.push(dutyOf(line, finishing(one, facts), null))
  return duties
}

/** Nobody has planned a visit to somebody who was paid: due when the office's rule wants the first one, and nothing where it wants none. */
function unvisitedDuty(one: UnvisitedPerson, reference: Reference): Duty[] {
  const minor = one.birthDate === null ? one.minorGroup === 1 : one.paidOn < comesOfAge(one.birthDate)
  const [first] = visitTurns(reference.visitRule(one.paidOn), one.paidOn, minor)
  if (!first) return []
  const { caseId, caseNumber, officerName } = one
  return [{ caseId, caseNumber, officerName, people: one.personName, kind: 'arrange', leadId: null, deadline: null, dueOn: first.dueOn, text: `${one.paidOn} 已发放，还没有安排回访`, section: 'visit' }]
}

/** How far ahead the workbench speaks of planned visits: the first of a new plan is seen at once. Later ones stand in the lists and the calendar. */
const VISITS_AHEAD = 92
const ALL_TIMES: LegalDate = '9999-12-31'

/**
 * Everything that is due, in the order to do it. Derived anew each time: nothing is stored, nothing is moved silently.
 * @param visitsUntil planned visits after that day are left out
 */
export async function dutiesOf(db: Reader, viewer: Viewer, visitsUntil: LegalDate = ALL_TIMES): Promise<Duty[]> {
  const day = today()
  const reference = await readReference(db)
  const open = await openCases(db)
  const visits = await plannedVisits(db, visitsUntil)
  const replies = await waitingReplies(db)
  const unreported = await unreportedCases(db)
  const money = await owedMoney(db, day)
  const closedOwing = [...money.values()].filter((one) => one.closed === 1)
  const handOvers = await handOversUntil(db, handOverHorizon(day))
  const facts = await caseFactsOf(db, [...open, ...unreported])
  const { signOff, onePerson } = reference.chain(day)
  const steps = signOff && viewer.maySign ? (await waitingSteps(db)).filter((step) => onePerson || (step.proposedBy !== viewer.name && step.officerName !== viewer.name)) : []
  const wanted = new Set<Id>([...open, ...[...visits, ...replies].filter((one) => one.personName === null), ...unreported, ...steps, ...closedOwing].map((one) => one.caseId))
  const names = await namesOf(db, [...wanted])
  const lineOf = ({ caseId, caseNumber, officerName }: { caseId: Id; caseNumber: string | null; officerName: string | null }, people?: string | null): Line => ({
    caseId,
    caseNumber,
    officerName,
    people: people ?? names.get(caseId) ?? '',
  })

  const duties: Duty[] = [
    ...visits.map(
      (visit): Duty => ({ ...lineOf(visit, visit.personName), kind: 'visit', leadId: null, deadline: null, dueOn: visit.dueOn, text: '计划回访，回访后请记录', section: 'visit' }),
    ),
    ...(await unvisitedPeople(db)).flatMap((one) => unvisitedDuty(one, reference)),
    ...replies.map(
      (reply): Duty => ({ ...lineOf(reply, reply.personName), kind: 'reply', leadId: null, deadline: null, dueOn: reply.dueOn, text: `等候${replyText(reply)}，到期没有答复的请催办`, section: 'measure' }),
    ),
    ...open.flatMap((one) => ofOpenCase(one, lineOf(one), facts.get(one.caseId), money.get(one.caseId), reference, day)),
    ...unreported.map((one) => {
      const fact = facts.get(one.caseId)
      const deadline = fact ? (caseDeadlines(fact, reference, day).find((period) => period.rule === 'reportBack' && period.endedOn === null) ?? null) : null
      return dutyOf(lineOf(one), { kind: 'lead', section: 'basics', text: `已办结，请向${one.sendingUnit ?? '线索移送单位'}反馈办理结果` }, deadline)
    }),
    ...steps.map((step) => {
      const text = `“${step.stepName}”等候签批${step.sentOn === null ? '' : `，${step.sentOn} 报送`}`
      return dutyOf(lineOf(step), { kind: 'sign', section: 'approval', text }, null)
    }),
    ...[...money.values()].flatMap((one) => batchDuties(one, day)),
    ...closedOwing.flatMap((one) => closedDuties(one, lineOf(one).people)),
    ...handOvers.map(handOverDuty),
    ...(await openLeadDuties(db, reference, day)),
  ]
  /** Overdue first and the longest overdue at the top, then by day, then what has no day: older cases first. */
  const rank = (duty: Duty) => (duty.dueOn === null ? 2 + withoutDay.indexOf(duty.kind) : duty.dueOn < day ? 0 : 1)
  const keyed = duties.map((duty) => ({ duty, rank: rank(duty), key: duty.dueOn ?? duty.caseId ?? duty.leadId ?? '' }))
  return keyed.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ duty }) => duty)
}

export const dutyHandlers: Handlers<'dutyList'> = {
  dutyList: ({ store, actor, permissions }) => dutiesOf(store.read, { name: actor.name, maySign: permissions.includes('approval.sign') }, addDays(today(), VISITS_AHEAD)),
}
