import type { CaseFile } from '../../../db/domain/caseFile.ts'
import type { StepKind } from '../../../db/domain/caseworkRecords.ts'
import { today } from '../../../db/domain/dates.ts'
import type { CaseSection, Id } from '../../../db/domain/records.ts'
import { isSupplementing } from '../../../db/domain/stepRules.ts'
import { handOverDue } from '../money/moneyWords.ts'
import { fundsArrived, stepWords } from './stepWords.ts'
import type { Editing, Signing } from './useCase.ts'

export interface NextStep {
  text: string
  section: CaseSection
  /** The verb of the one primary button. */
  action: string
  /** What the button opens: a form of that section (of a record, or of a new one), the closing of the case, or the section alone. */
  opens: Omit<Editing, 'section'> | 'close' | 'look'
}
type Opening = Pick<NextStep, 'action' | 'opens'>

const form = (action: string, id: Id | null = null): Opening => ({ action, opens: { id } })
const step = (kind: StepKind): Opening => ({ action: stepWords[kind].action, opens: { id: null, form: 'step', about: kind } })
const close: Opening = { action: '办结', opens: 'close' }
const has = (file: CaseFile, kind: StepKind) => file.steps.some((one) => one.kind === kind)

/** What is to be done next on a case, from the first advice of that kind. */
export function nextStepOf(file: CaseFile, signing: Signing = { signOff: false, maySign: false }): NextStep | null {
  const advice = file.advice.find(({ level }) => level === 'next')
  if (!advice) return null
  const { section, text } = advice
  return { text, section, ...openingOf(file, section, signing) }
}

function openingOf(file: CaseFile, section: CaseSection, { signOff, maySign }: Signing): Opening {
  switch (section) {
    case 'basics':
      if (file.closedOn !== null) return step('reportedBack')
      return file.decisions.length > 0 || has(file, 'transferredOut') || has(file, 'lapsed') ? close : { action: '填写受理日期', opens: { id: null, about: 'acceptedOn' } }
    case 'material': {
      if (isSupplementing(file.steps)) return step(file.deadlines.some(({ rule, state }) => rule === 'supplement' && state === 'overdue') ? 'lapsed' : 'supplemented')
      return has(file, 'advanced') ? form('登记材料') : step('supplementAsked')
    }
    case 'assessment': {
      if (has(file, 'askedElsewhere') && !has(file, 'answeredElsewhere')) return step('answeredElsewhere')
      return form('登记审查')
    }
    case 'approval': {
      const last = Math.max(...file.approvals.map(({ round }) => round))
      const open = file.approvals.find(({ round, result }) => round === last && result === null)
      // A signature is put by its own button, and only by whoever approves.
      if (open && signOff && open.kind === 'own' && !file.historical) return { action: maySign ? '去签署' : '看审批', opens: 'look' }
      return open ? form('登记审批结果', open.id) : form(file.approvals.length > 0 ? '继续报批' : '报批')
    }
    case 'decision': {
      const undecided = file.recipients.some(({ id }) => !file.decisions.some((decision) => decision.recipientId === id))
      const unserved = file.decisions.find(({ servedOn }) => servedOn === null)
      return undecided || !unserved ? form('登记决定') : form('填写送达日期', unserved.id)
    }
    case 'disbursement':
      return openingOfMoney(file)
    case 'visit': {
      const due = file.visits.filter(({ doneOn }) => doneOn === null).sort((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1))[0]
      return due ? form('记录回访', due.id) : form('安排回访')
    }
    // An answer is waited for: it is registered at the measure or letter that waits.
    case 'measure':
      return { action: '登记答复', opens: 'look' }
    case 'joint':
      return form('登记份额发放', file.jointOffices.find(({ paidOn }) => paidOn === null)?.id ?? null)
    default:
      return form('去填写')
  }
}

/** First what a revocation leaves to be done, then the funds on their way, then the batch that is due or did not arrive, then what is to be handed over, else the payment. */
function openingOfMoney(file: CaseFile): Opening {
  const revoked = file.decisions.some(({ kind, revokedOn, recipientId }) => {
    const balance = file.balance.byRecipient[recipientId]
    return kind === 'grant' && revokedOn !== null && balance !== undefined && (balance.netPaidFen > 0 || balance.outstandingFen > 0)
  })
  if (revoked) return form('登记追回或取消')
  if (file.closedOn === null && file.balance.netPaidFen === 0) {
    if (fundsArrived(file)) return has(file, 'collectTold') ? form('登记发放') : step('collectTold')
    if (has(file, 'fundsRequested')) return step('fundsArrived')
  }
  const batches = file.instalmentPlans.filter(({ supersededAt }) => supersededAt === null).flatMap(({ instalments }) => instalments)
  const broken = batches.find(({ state }) => state === 'failed' || state === 'returned')
  const batch = broken ?? batches.find(({ state }) => state === 'overdue' || state === 'due')
  if (batch) return { action: `${broken ? '重新发放' : '登记发放'}第 ${batch.ordinal} 批`, opens: { id: null, about: batch.id } }
  const fund = file.balance.outstandingFen <= 0 ? file.supervisedFunds.find((one) => handOverDue(one, today())) : undefined
  return fund ? { action: '登记移交', opens: { id: fund.id, form: 'fundEntry', about: 'handOver' } } : form('登记发放')
}
