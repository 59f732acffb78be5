import { everyCodeOf } from '../domain/codeLists.ts'
import { formatDateChinese, yearOf } from '../domain/dates.ts'
import { formatWan } from '../domain/money.ts'
import { periodLabel } from '../domain/periods.ts'
import type { YearStart } from '../domain/periods.ts'
import type { LegalDate } from '../domain/records.ts'
import type { Basis, Period } from '../domain/reportModel.ts'
import type { BreakdownKey } from './breakdowns.ts'
import type { Caveats, ReportTotals } from './totals.ts'

export const basisLabels: Record<Basis, string> = { accepted: '按受理日期', decided: '按决定日期', paid: '按发放日期' }

/** What the tables count, in one sentence for each basis. */
export const basisExplained: Record<Basis, string> = {
  accepted: '受理日期在统计期间内、已决定给予救助的案件和人员；发放金额为这些人员截至目前实际发放的净额。',
  decided: '给予救助的决定日期在统计期间内的案件和人员；发放金额为这些人员截至目前实际发放的净额。',
  paid: '统计期间内实际发放净额大于零的案件和人员；发放金额为期间内的净额，退回、追回按发生日期扣减。',
}

/** The line under a table: its basis and whether its rows may be summed. */
export function tableNote(key: BreakdownKey, basis: Basis, exclusive: boolean): string {
  return `${basisLabels[basis]}统计。${sumNote(key, basis, exclusive)}`
}

function sumNote(key: BreakdownKey, basis: Basis, exclusive: boolean): string {
  if (key === 'visit') return '统计上述人员的全部已完成回访；次数可以相加，同一人可能回访多次，件数、人数不能相加。'
  if (key === 'measure') return '统计上述人员的全部多元救助措施（含已商请尚未落实的）；次数可以相加，件数、人数不能相加。'
  if (key === 'specialGroup') return '同一人可能属于几个群体，各行有重叠，不能相加。'
  if (exclusive) return '各行互不重叠，相加等于合计。'
  if (basis === 'paid') return '同一人可能在几个月都有发放，人数、件数和决定金额不能相加；发放金额可以相加。'
  return '同一案件的救助对象可能在不同月份决定，件数不能相加；人数、金额可以相加。'
}

/**
 * The usual sentence of the work report, e.g. 2023年，共办理国家司法救助案件12件13人，发放救助金31.5万元，其中未成年人1人。
 * Cases and people are those granted, money is the net paid, in 万元 without rounding; the groups overlap. `today`
 * tells whether a period of several years still runs: 2020年以来.
 */
export function sentenceOf(facts: { period: Period; startsOn: YearStart; totals: ReportTotals; groupPeople: readonly { code: string; people: number }[]; today: LegalDate }): string {
  const { period, startsOn, totals } = facts
  const { granted, paid, typical } = totals
  const when = whenOf(period, startsOn, facts.today)
  const people = new Map(facts.groupPeople.map((group) => [group.code, group.people]))
  const groups = everyCodeOf('specialGroup').flatMap(({ code, label }) => {
    const n = people.get(code) ?? 0
    return n > 0 && code !== 'other' ? [`${label}${n}人`] : []
  })
  const money = paid.fen < 0 ? `救助金净退回${formatWan(-paid.fen)}万元` : `发放救助金${formatWan(paid.fen)}万元`
  return [
    `${when}，共办理国家司法救助案件${granted.cases}件${granted.people}人，${money}`,
    groups.length > 0 ? `，其中${groups.join('、')}` : '',
    typical > 0 ? `，入选典型案例${typical}件` : '',
    '。',
  ].join('')
}

/** The period as the sentence begins: 2023年, 2020年以来. */
export function whenOf(period: Period, startsOn: YearStart, now: LegalDate): string {
  const days = `${formatDateChinese(period.from)}至${formatDateChinese(period.to)}`
  // A year from 26 December is not what a reader takes “2023年” for, so its days are named.
  if (startsOn !== '01-01') return days
  const running = period.from.endsWith('-01-01') && period.from <= now && period.to >= now && yearOf(period.to) === yearOf(now) && yearOf(period.from) < yearOf(now)
  return running ? `${yearOf(period.from)}年以来` : periodLabel(period, startsOn)
}

/** What a reader must know about the figures, in plain Chinese; only what applies. */
export function notesOf({ basis, caveats, startsOn }: { basis: Basis; caveats: Caveats; startsOn: YearStart }): string[] {
  const notes = [
    '总体情况各按自己的日期统计：受理按受理日期，给予救助和不予救助按决定日期，发放按发放日期，典型案例按公布日期。同一案件可能分别计入不同年度，各年度的件数、人数不能简单相加。',
    `分项表统计${basisExplained[basis]}`,
    '人数按每案每人计；户数按不同的户计，未登记户的人员每人计一户。金额由分精确合计。',
  ]
  if (startsOn === '12-26') notes.push('本单位统计年度从上年12月26日起至当年12月25日止，各月从上月26日起至当月25日止。')
  if (caveats.peopleReturned > 0) {
    notes.push(`有${caveats.peopleReturned}人在统计期间内退回、追回的金额不少于发放的金额，其净额计入发放金额，不计入发放人数。`)
  }
  if (caveats.typicalByDecision > 0) notes.push(`典型案例中有${caveats.typicalByDecision}件没有公布日期，按该案的决定日期计入。请核实后补填公布日期。`)
  if (caveats.typicalUndated > 0) notes.push(`另有${caveats.typicalUndated}件典型案例既没有公布日期也没有决定日期，未计入任何期间。请补填日期。`)
  if (caveats.grantsUndated > 0) notes.push(`全部台账中有${caveats.grantsUndated}人的给予救助决定没有填写决定日期，未计入任何期间的“给予救助”。请补填日期。`)
  if (caveats.casesUndated > 0) notes.push(`全部台账中有${caveats.casesUndated}件案件没有填写受理日期，未计入任何期间的“受理”。请补填日期。`)
  return notes
}
