import { addDays, daysBetween } from './dates.ts'
import { leadDeadline } from './deadlines.ts'
import type { FieldError } from './errors.ts'
import type { Lead } from './leadRecords.ts'
import type { Reference } from './reference.ts'
import type { LegalDate } from './records.ts'

/** The rules of a lead: the order of its dates, what is to be done next, what its outcome needs. */

/** What is filled in while a lead is worked on: of a new one nothing. */
export const unworked = {
  toldOn: null,
  toldWay: null,
  toldNote: null,
  checkedOn: null,
  checkers: null,
  checkNote: null,
  reportBack: false,
  reportedOn: null,
  reportNote: null,
  satisfaction: null,
} satisfies Partial<Lead>

type Dates = Pick<Lead, 'receivedOn' | 'toldOn' | 'checkedOn' | 'reportedOn'>

const labels = { receivedOn: '收到日期', toldOn: '告知日期', checkedOn: '核查日期', reportedOn: '反馈日期' } as const

/**
 * Dates that cannot be: received ≤ told, checked, outcome ≤ today, and the sender hears of an outcome only when there is one.
 * A lead logged late keeps what was found; only a day that has not come yet is refused there too.
 */
export function leadDateFaults(dates: Dates, facts: { outcomeOn: LegalDate | null; historical: boolean; today: LegalDate }): FieldError[] {
  const faults: FieldError[] = []
  for (const path of ['receivedOn', 'toldOn', 'checkedOn', 'reportedOn'] as const) {
    const date = dates[path]
    if (date !== null && date > facts.today) faults.push({ path, message: `${labels[path]}不能晚于今天（${facts.today}），请核对` })
  }
  if (faults.length > 0 || facts.historical) return faults
  for (const path of ['toldOn', 'checkedOn'] as const) {
    const date = dates[path]
    if (date !== null && date < dates.receivedOn) faults.push({ path, message: `${labels[path]} ${date} 早于收到线索的日期 ${dates.receivedOn}，请核对两个日期` })
  }
  if (facts.outcomeOn !== null && facts.outcomeOn < dates.receivedOn) {
    faults.push({ path: 'receivedOn', message: `收到日期 ${dates.receivedOn} 晚于处理结果的日期 ${facts.outcomeOn}，请核对两个日期` })
  }
  if (dates.reportedOn !== null) {
    if (facts.outcomeOn === null) faults.push({ path: 'reportedOn', message: '还没有登记处理结果，请先登记处理结果，再登记反馈日期' })
    else if (dates.reportedOn < facts.outcomeOn) faults.push({ path: 'reportedOn', message: `反馈日期 ${dates.reportedOn} 早于处理结果的日期 ${facts.outcomeOn}，请核对两个日期` })
  }
  return faults
}

/** How a lead ends without becoming a case of its own. */
export interface Conclusion {
  outcome: 'ineligible' | 'transferred' | 'socialAssistance' | 'merged' | 'unreachable'
  outcomeOn: LegalDate
  referredTo: string | null
  caseId: string | null
}

/** What is wrong with a conclusion, as fields of its form. */
export function conclusionFaults(
  conclusion: Conclusion,
  lead: Pick<Lead, 'receivedOn' | 'toldOn' | 'checkedOn' | 'historical' | 'reachedProcuratorate'>,
  today: LegalDate,
): FieldError[] {
  const { outcome, outcomeOn } = conclusion
  const faults: FieldError[] = []
  if (outcomeOn > today) faults.push({ path: 'outcomeOn', message: `处理日期不能晚于今天（${today}），请核对` })
  else if (!lead.historical && outcomeOn < lead.receivedOn) faults.push({ path: 'outcomeOn', message: `处理日期 ${outcomeOn} 早于收到线索的日期 ${lead.receivedOn}，请核对两个日期` })
  if (outcome === 'merged' && conclusion.caseId === null) faults.push({ path: 'caseId', message: '请选择并入的案件' })
  if (outcome === 'merged' && lead.reachedProcuratorate === false) {
    faults.push({ path: 'outcome', message: '原案没有进入检察环节，不能并入救助案件。请转社会救助，或选择其他处理结果' })
  }
  if (outcome === 'transferred' && conclusion.referredTo === null) faults.push({ path: 'referredTo', message: '请填写移送的机关' })
  if (outcome === 'socialAssistance' && conclusion.referredTo === null) faults.push({ path: 'referredTo', message: '请填写转交的部门或单位' })
  return faults
}

/** Why a lead cannot become a relief case now; null: it can. A relief case needs an original case that reached the procuratorate (原案进入检察环节). */
export function caseObstacle(lead: Pick<Lead, 'reachedProcuratorate' | 'outcome'>): string | null {
  if (lead.outcome !== null) return '这条线索已经登记处理结果，没有转为救助案件。需要重新处理的，请先恢复办理。'
  if (lead.reachedProcuratorate === null) return '还没有填写原案是否进入检察环节，没有转为救助案件。请先在“原案”一栏核实填写，再转为救助案件。'
  if (!lead.reachedProcuratorate) return '原案没有进入检察环节，不能作为救助案件办理。生活确有困难的，请登记处理结果“转社会救助”；否则登记其他处理结果。'
  return null
}

export type LeadStep = 'tell' | 'check' | 'conclude' | 'report' | 'none'

/** What is to be done next. What became a case is reported from the case, once that is closed. */
export function nextLeadStep(lead: Pick<Lead, 'toldOn' | 'checkedOn' | 'outcome' | 'caseId' | 'reportBack' | 'reportedOn' | 'historical'>): LeadStep {
  if (lead.outcome === null) return lead.historical ? 'conclude' : lead.toldOn === null ? 'tell' : lead.checkedOn === null ? 'check' : 'conclude'
  return lead.reportBack && lead.reportedOn === null && lead.caseId === null && !lead.historical ? 'report' : 'none'
}

/** A stretch of days, both ends included. */
export interface Stretch {
  from: LegalDate
  to: LegalDate
}

const FIRST_DAY: LegalDate = '1900-01-01'

/**
 * The days of receipt of leads that are overdue today if still open: one stretch for each version of the rule. Within a version a later receipt is due
 * later, so its end is found by halving.
 * @param versions the days from which the office set the rule anew, in any order
 */
export function overdueStretches(reference: Reference, versions: readonly LegalDate[], today: LegalDate): Stretch[] {
  const starts = [FIRST_DAY, ...[...new Set(versions)].filter((day) => day > FIRST_DAY && day <= today).sort()]
  const overdue = (day: LegalDate) => leadDeadline({ receivedOn: day, outcomeOn: null, historical: false }, reference, today)?.state === 'overdue'
  return starts.flatMap((from, index) => {
    const next = starts[index + 1]
    if (!overdue(from)) return []
    let [low, high] = [from, next === undefined ? today : addDays(next, -1)]
    // `low` is overdue; the last such day lies between the two.
    for (let days = daysBetween(low, high); days > 0; days = daysBetween(low, high)) {
      const middle = addDays(low, Math.ceil(days / 2))
      if (overdue(middle)) low = middle
      else high = addDays(middle, -1)
    }
    return [{ from, to: low }]
  })
}

