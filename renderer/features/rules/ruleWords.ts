import { approvalKindLabels } from '../../../db/domain/approvalChain.ts'
import { formatYuan } from '../../../db/domain/money.ts'
import type { AmountValue, ApprovalChain, PeriodValue } from '../../../db/domain/reference.ts'
import { wageSeriesLabels } from '../../../db/domain/wages.ts'

/** Values of the reference data in the words of the office. */

const unitLabels: Record<PeriodValue['unit'], string> = { workingDay: '个工作日', day: '个自然日' }

export function periodText(value: PeriodValue): string {
  return value.enabled ? `${value.length} ${unitLabels[value.unit]}` : '不提醒'
}

export const seriesLabels: Record<AmountValue['series'], string> = { ...wageSeriesLabels, higher: '两种口径中较高的' }

export function amountText(value: AmountValue): string {
  return `${value.months} 个月，${value.region || '未定地区'}，${seriesLabels[value.series]}`
}

export function thresholdText(fromFen: number): string {
  return fromFen === 0 ? '不论金额' : `${formatYuan(fromFen)} 元以上（含）`
}

export function chainText(chain: ApprovalChain): string {
  const steps = chain.steps.map((step) => `${step.name}${step.kind === 'own' ? '' : `（${approvalKindLabels[step.kind]}）`}${step.fromFen === 0 ? '' : ` ${thresholdText(step.fromFen)}`}`)
  return `${steps.join(' → ')}；${signText(chain)}`
}

export function signText({ signOff, onePerson }: Pick<ApprovalChain, 'signOff' | 'onePerson'>): string {
  return signOff ? `在本系统内签署${onePerson ? '，一人可以兼提出和审批' : ''}` : '只登记审批结果'
}
