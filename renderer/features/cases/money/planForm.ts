import type { InstalmentPlan, Rhythm } from '../../../../db/domain/aftercareRecords.ts'
import type { CaseFile } from '../../../../db/domain/caseFile.ts'
import { isLegalDate } from '../../../../db/domain/dates.ts'
import type { FieldError } from '../../../../db/domain/errors.ts'
import { planFaults, rhythmLabels } from '../../../../db/domain/instalments.ts'
import { formatYuan } from '../../../../db/domain/money.ts'
import type { Balance, Disbursement, Fen, Id, LegalDate } from '../../../../db/domain/records.ts'
import type { Parsed } from '../../../../db/operations/contract.ts'
import { date, plain } from '../../../components/record/recordFields.ts'
import type { RecordField } from '../../../components/record/recordFields.ts'
import { leftOf } from '../../money/moneyWords.ts'

export interface BatchRow {
  dueOn: LegalDate | null
  amountFen: Fen | null
  purpose: string | null
}
/** A plan as its form edits it; rhythm, first day and number make the rows that are then corrected by hand. */
export interface PlanForm {
  rhythm: Rhythm
  firstOn: LegalDate | null
  count: number
  fixedOn: LegalDate | null
  approver: string | null
  reason: string | null
  instalments: BatchRow[]
}

export const newPlan = (firstOn: LegalDate, fixedOn: LegalDate | null): PlanForm => ({ rhythm: 'month', firstOn, count: 12, fixedOn, approver: null, reason: null, instalments: [] })

/** A change starts from what is still to be paid of the plan; what was paid stays where it is. */
export function changeOf(plan: InstalmentPlan, entries: readonly Disbursement[], day: LegalDate): PlanForm {
  const open = plan.instalments.map((batch) => ({ batch, left: leftOf(batch, entries) })).filter(({ left }) => left > 0)
  return {
    rhythm: plan.rhythm,
    firstOn: open[0]?.batch.dueOn ?? day,
    count: Math.max(1, open.length),
    fixedOn: day,
    approver: null,
    reason: null,
    instalments: open.map(({ batch, left }) => ({ dueOn: batch.dueOn, amountFen: left, purpose: batch.purpose })),
  }
}

/** Rows from a proposal; what a batch is for stays with its place. */
export const rowsFrom = (proposed: readonly { dueOn: LegalDate; amountFen: Fen }[], before: readonly BatchRow[]): BatchRow[] =>
  proposed.map((one, index) => ({ ...one, purpose: before[index]?.purpose ?? null }))

export const plannedFen = (form: Pick<PlanForm, 'instalments'>): Fen => form.instalments.reduce((sum, { amountFen }) => sum + (amountFen && !Number.isNaN(amountFen) ? amountFen : 0), 0)

/** How far the batches are from what is still to be paid: 还差 300.00 元; null where they are equal. */
export function gapText(form: Pick<PlanForm, 'instalments'>, outstandingFen: Fen): string | null {
  const gap = outstandingFen - plannedFen(form)
  return gap === 0 ? null : gap > 0 ? `还差 ${formatYuan(gap)} 元` : `多出 ${formatYuan(-gap)} 元`
}

/** Blanks first; a plan without them is judged as the operation judges it. */
export function planFormFaults(form: PlanForm, facts: { balance: Balance; decidedOn: LegalDate | null; replaces: boolean }): FieldError[] {
  if (form.instalments.length === 0) return [{ path: 'instalments', message: '请先生成批次' }]
  const blanks = form.instalments.flatMap(({ dueOn, amountFen }, index) => [
    ...(dueOn === null ? [{ path: `instalments.${index}.dueOn`, message: `请填写第 ${index + 1} 批的日期` }] : []),
    ...(amountFen === null || amountFen === 0 ? [{ path: `instalments.${index}.amountFen`, message: `请填写第 ${index + 1} 批的金额` }] : []),
  ])
  const blankToNull = (text: string | null) => (text?.trim() ? text : null)
  const rows = form.instalments.map(({ dueOn, amountFen }) => ({ dueOn: dueOn ?? '', amountFen: amountFen ?? 0 }))
  const found = planFaults({ instalments: rows, approver: blankToNull(form.approver), reason: blankToNull(form.reason) }, facts)
  // What is blank or cannot be read is said at its own field: neither order nor sum can be judged with it.
  const unread = form.instalments.some(({ dueOn, amountFen }) => dueOn === null || !isLegalDate(dueOn) || !amountFen)
  return [...blanks, ...(unread ? found.filter(({ path }) => !path.startsWith('instalments')) : found)]
}

export const planFieldsOf = ({ rhythm, fixedOn, approver, reason, instalments }: PlanForm): Parsed<'planSave'>['fields'] => ({
  rhythm,
  fixedOn,
  approver,
  reason,
  instalments: instalments.map(({ dueOn, amountFen, purpose }) => ({ dueOn: dueOn ?? '', amountFen: amountFen ?? 0, purpose })),
})

/** What a plan is, in one line: 按月，共 12 批；2026-01-01 确定. */
export function planText(plan: InstalmentPlan): string {
  return [`${rhythmLabels[plan.rhythm]}，共 ${plan.instalments.length} 批`, plan.fixedOn ? `${plan.fixedOn} 确定` : '', plan.approver ? `${plan.approver}批准` : '', plan.reason ?? ''].filter(Boolean).join('；')
}

/** How a plan is read where two versions of it are compared. */
export const planRecordFields: readonly RecordField[] = [
  { path: 'rhythm', label: '发放节奏', text: (value) => (typeof value === 'string' && value in rhythmLabels ? rhythmLabels[value as Rhythm] : '') },
  date('fixedOn', '确定日期'),
  plain('approver', '批准人'),
  plain('reason', '变更原因'),
  {
    path: 'instalments',
    label: '批次',
    wide: true,
    text: (value) => (Array.isArray(value) ? (value as BatchRow[]).map((one, index) => `${index + 1}. ${one.dueOn ?? ''} ${formatYuan(one.amountFen ?? 0)} 元${one.purpose ? ` ${one.purpose}` : ''}`).join('\n') : ''),
  },
]

/** The day the grant was decided; null where it does not bind (old cases). */
export const decidedOnOf = (file: Pick<CaseFile, 'decisions' | 'historical'>, recipientId: Id): LegalDate | null =>
  file.historical ? null : (file.decisions.find((one) => one.recipientId === recipientId && one.kind === 'grant')?.decidedOn ?? null)
