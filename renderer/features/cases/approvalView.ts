import { amountOfRound, lastRound } from '../../../db/domain/approvalRounds.ts'
import type { CaseFile } from '../../../db/domain/caseFile.ts'
import type { Approval, ApprovalKind } from '../../../db/domain/caseworkRecords.ts'
import { daysBetween, formatDate } from '../../../db/domain/dates.ts'
import type { Fen, LegalDate } from '../../../db/domain/records.ts'
import { resultLabels } from './workFields.ts'

/** One line of the chain: what was taken, or what the chain still asks for. */
export interface ChainLine {
  name: string
  kind: ApprovalKind
  taken: Approval | null
  /** The one whose turn it is. */
  turn: boolean
}
export interface ApprovalView {
  /** The round that runs or was the last; 0 before the first. */
  round: number
  /** Why the round shown has ended without being agreed to the top; its history stays. */
  ended: 'returned' | 'rejected' | null
  lines: ChainLine[]
  /** Rounds before it, the last first. */
  history: { round: number; steps: Approval[] }[]
}

/** What everybody together is proposed to get, or was sent up with: it decides how far up the chain goes. */
export function amountToApprove(file: Pick<CaseFile, 'assessments' | 'decisions' | 'approvals'>): Fen | null {
  const proposed = file.assessments.flatMap(({ proposedFen }) => proposedFen ?? [])
  const decided = file.decisions.flatMap(({ kind, amountFen }) => (kind === 'grant' ? amountFen : []))
  const amounts = proposed.length > 0 ? proposed : decided
  return amountOfRound(lastRound(file.approvals), amounts.length === 0 ? null : amounts.reduce((sum, fen) => sum + fen, 0))
}

/** The chain as steps with their state. A round that ended with 退回 or 不同意 is shown as it was; the next begins with a new step. */
export function approvalView(approvals: readonly Approval[], chain: readonly { name: string; kind: ApprovalKind }[]): ApprovalView {
  const round = lastRound(approvals)
  const taken = round?.steps ?? []
  const going = round === null || round.ended === null
  const left = going ? chain.filter(({ name }) => !taken.some(({ stepName }) => stepName === name)) : []
  const lines: ChainLine[] = [
    ...taken.map((step) => ({ name: step.stepName, kind: step.kind, taken: step, turn: step.result === null })),
    ...left.map((step, index) => ({ ...step, taken: null, turn: index === 0 && (round?.open ?? null) === null })),
  ]
  const earlier = [...new Set(approvals.map((one) => one.round))].filter((number) => number !== round?.number).sort((a, b) => b - a)
  const history = earlier.map((number) => ({ round: number, steps: approvals.filter((one) => one.round === number).toSorted((a, b) => a.ordinal - b.ordinal) }))
  return { round: round?.number ?? 0, ended: round?.ended ?? null, lines, history }
}

/** How a step stands: 同意, 等候 3 天, 还没有报送. */
export function stateText(step: Approval | null, day: LegalDate): string {
  if (step === null) return '还没有报送'
  if (step.result !== null) return `${resultLabels[step.result]}${step.answeredOn ? `　${formatDate(step.answeredOn)}` : ''}`
  return step.sentOn === null ? '等候审批' : `${formatDate(step.sentOn)} 报送，已等候 ${Math.max(0, daysBetween(step.sentOn, day))} 天`
}
