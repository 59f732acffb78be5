import { formatYuan } from '../../../db/domain/money.ts'
import type { Fen, LegalDate } from '../../../db/domain/records.ts'
import type { AmountAdvice } from '../../../db/operations/contract.ts'

/** So many months of the wage, to a tenth; null where no wage is known. */
export function monthsOf(fen: Fen | null, monthlyWageFen: Fen | null): string | null {
  if (fen === null || Number.isNaN(fen) || fen <= 0 || monthlyWageFen === null || monthlyWageFen <= 0) return null
  return (Math.round((fen * 10) / monthlyWageFen) / 10).toFixed(1)
}

/** How the cap came about: 上一年度平均工资 × months ÷ 12. `on`: the day it is for; says so where the wage of the year before is not there yet. */
export function capText({ cap }: Pick<AmountAdvice, 'cap'>, on?: LegalDate | null): string {
  if (!cap) return '没有可用的工资数据，算不出限额。请管理人员在“系统 · 工资与救助限额”中填写。'
  const wanted = on ? Number(on.slice(0, 4)) - 1 : cap.wageYear
  const older = cap.wageYear < wanted ? `。${wanted} 年的平均工资还没有公布或录入，按最近一年的计算` : ''
  return `${cap.wageYear} 年平均工资 ${cap.annual.toLocaleString('zh-CN')} 元 × ${cap.months} 个月 ÷ 12 = ${formatYuan(cap.fen)} 元${cap.derived ? '（工资数由增幅推算）' : ''}${older}`
}

/** The wages on record, a year a line: both series side by side. */
export function wageLines(wages: AmountAdvice['wages']): { year: number; employed: string; onPost: string }[] {
  const years = [...new Set(wages.map(({ year }) => year))].sort((a, b) => b - a)
  const text = (year: number, series: 'employed' | 'onPost') => {
    const wage = wages.find((one) => one.year === year && one.series === series)
    return wage ? `${wage.yuan.toLocaleString('zh-CN')}${wage.derived ? '（推算）' : ''}` : '—'
  }
  return years.map((year) => ({ year, employed: text(year, 'employed'), onPost: text(year, 'onPost') }))
}
/** What is left of the damage after what was obtained already; null while the damage is not known. */
export function uncovered(form: { damageFen: Fen | null; compensationFen: Fen | null; otherHelpFen: Fen | null }): Fen | null {
  if (form.damageFen === null || [form.damageFen, form.compensationFen, form.otherHelpFen].some((fen) => fen !== null && Number.isNaN(fen))) return null
  return form.damageFen - (form.compensationFen ?? 0) - (form.otherHelpFen ?? 0)
}
