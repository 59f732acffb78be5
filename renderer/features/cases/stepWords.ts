import type { CaseFile } from '../../../db/domain/caseFile.ts'
import { stepKinds, stepSections } from '../../../db/domain/caseworkRecords.ts'
import type { PeriodKey, StepKind } from '../../../db/domain/caseworkRecords.ts'
import type { CaseSection } from '../../../db/domain/records.ts'
import { isSupplementing } from '../../../db/domain/stepRules.ts'

export interface StepWords {
  /** The verb on the button. */
  action: string
  /** Who stands on the other side. */
  party: string
  note: string
  /** Whether money belongs to it. */
  money?: string
  /** The period that begins with it, shown while the date is typed. */
  starts?: PeriodKey
  help?: string
}

export const stepWords: Record<StepKind, StepWords> = {
  transferredIn: { action: '登记移送受理', party: '移送单位', note: '说明' },
  materialsListed: { action: '出具材料清单', party: '收取人', note: '说明', help: '清单写明收到的材料和日期，可在“打印文书”中打印。' },
  supplementAsked: { action: '通知补正', party: '通知方式', note: '需要补正的材料', starts: 'supplement', help: '一次告知全部需要补正的内容。补正期间不计入受理前的期限。' },
  supplemented: { action: '收到补正材料', party: '收取人', note: '收到的材料' },
  lapsed: { action: '登记视为放弃', party: '经办人', note: '说明', help: '期限届满没有补正的，视为放弃申请。以后材料齐全，仍可再次申请。' },
  askedElsewhere: { action: '登记函询', party: '询问的机关', note: '函号、说明', help: '向公安机关、法院、司法行政机关查询同一案件是否已经救助。' },
  answeredElsewhere: { action: '登记复函', party: '答复的机关', note: '答复内容' },
  advanced: { action: '登记先行救助', party: '批准人', note: '紧急情况', money: '先行救助金额', help: '急需救治的，经分管检察长批准可以先行救助，材料随后补齐。付款在登记决定以后，在“发放”中按实际付款的日期登记。' },
  fundsRequested: { action: '登记资金申请', party: '向谁申请', note: '说明', money: '申请金额' },
  fundsArrived: { action: '登记资金到账', party: '资金来源', note: '说明', money: '到账金额', starts: 'collect' },
  collectTold: { action: '登记通知领取', party: '通知方式', note: '说明' },
  transferredOut: { action: '登记移送', party: '接收的机关', note: '移送原因' },
  reportedBack: { action: '登记反馈', party: '反馈的单位', note: '反馈内容' },
}

/** The steps of a section in the order of the work. */
export const stepsOfSection = (section: CaseSection): StepKind[] => stepKinds.filter((kind) => stepSections[kind] === section)

type Facts = Pick<CaseFile, 'steps' | 'acceptedOn' | 'closedOn' | 'decisions' | 'materials' | 'balance' | 'leadId' | 'fundsArrivals'>

/** Money came for the case: said on it, or given to it in the annual pool. */
export const fundsArrived = (file: Pick<CaseFile, 'steps' | 'fundsArrivals'>): boolean => file.fundsArrivals.length > 0 || file.steps.some(({ kind }) => kind === 'fundsArrived')

/** The steps that are likely next, for the buttons; all others stay in the menu beside them. */
export function likelySteps(file: Facts, section: CaseSection): StepKind[] {
  const has = (kind: StepKind) => file.steps.some((step) => step.kind === kind)
  if (file.closedOn !== null) return section === 'basics' && file.leadId !== null && !has('reportedBack') ? ['reportedBack'] : []
  if (section === 'material') {
    if (file.acceptedOn !== null || file.decisions.length > 0) return []
    if (isSupplementing(file.steps)) return ['supplemented', 'lapsed']
    return [...(has('materialsListed') ? [] : (['materialsListed'] as const)), ...(file.materials.some(({ receivedOn }) => receivedOn === null) ? (['supplementAsked'] as const) : [])]
  }
  if (section === 'assessment') return has('askedElsewhere') && !has('answeredElsewhere') ? ['answeredElsewhere'] : []
  if (section === 'disbursement') {
    const owed = file.decisions.some(({ kind, revokedOn }) => kind === 'grant' && revokedOn === null) && file.balance.outstandingFen > 0
    if (!owed) return []
    return fundsArrived(file) ? (has('collectTold') ? [] : ['collectTold']) : has('fundsRequested') ? ['fundsArrived'] : ['fundsRequested']
  }
  return []
}
