import { yearOf } from './dates.ts'
import type { Fen, LegalDate } from './records.ts'

/** Which published series of average wages an office goes by: all employed (就业人员) or staff on post (在岗职工). */
export type WageSeries = 'employed' | 'onPost'

export const wageSeriesLabels: Record<WageSeries, string> = { employed: '就业人员', onPost: '在岗职工' }

export interface Wage {
  series: WageSeries
  /** The year the wage was earned in; it is published in May or June of the next. */
  year: number
  /** Yuan per year. */
  yuan: number
  /** Derived from a stated increase instead of being published itself. */
  derived: boolean
  /** First day the figure may be used, where known; without it from the first day of the next year. */
  publishedOn?: LegalDate
}

/**
 * Hebei, urban non-private units (城镇非私营单位), yuan a year: figures the province published, collected from published reports; those marked
 * `derived` were reckoned from a stated increase. On-post figures for 2020-2022 were not found. 2025 was not found: until the office enters it, the last year's figure holds.
 * They appear in May or June; the day is not on record, so each may be used from 1 May on: later would ask for a reason where perhaps none is needed.
 */
export const hebeiWages: readonly Wage[] = [
  ...series('employed', [[2014, 45_114, true], [2015, 50_921], [2016, 55_334], [2017, 63_036], [2018, 68_717], [2019, 72_956],
    [2020, 77_323], [2021, 82_526], [2022, 90_745], [2023, 94_818, true], [2024, 97_046]]),
  ...series('onPost', [[2015, 52_409, true], [2016, 56_987], [2017, 65_266, true], [2018, 71_633], [2019, 75_775],
    [2023, 96_958, true], [2024, 99_091]]),
] // prettier-ignore

function series(name: WageSeries, figures: readonly (readonly [year: number, yuan: number, derived?: boolean])[]): Wage[] {
  return figures.map(([year, yuan, derived = false]) => ({ series: name, year, yuan, derived, publishedOn: `${year + 1}-05-01` }))
}

export interface Cap {
  /** Most that may normally be granted to one person, in fen. */
  fen: Fen
  /** Year of the wage it is reckoned from; earlier than the previous year where that was not to be had. */
  wageYear: number
  /** Yuan per year. */
  annual: number
  /** How many months of it. */
  months: number
  derived: boolean
}

/**
 * The usual limit of relief for a decision of that date: annual wage × months ÷ 12, rounded once to the fen (99,091 → 297,273.00).
 * Basis: 《人民检察院开展国家司法救助工作细则》: the average monthly wage of the province in the previous year, normally up to 36 months.
 * If the previous year's figure is missing or not yet published, the last published one is used. Null where no earlier figure exists.
 */
export function capFor(question: { date: LegalDate; series: WageSeries; months?: number; wages?: readonly Wage[] }): Cap | null {
  const { date, series: wanted, months = 36, wages = hebeiWages } = question
  let used: Wage | null = null
  for (const wage of wages) {
    if (wage.series !== wanted || wage.year >= yearOf(date) || (wage.publishedOn !== undefined && wage.publishedOn > date)) continue
    if (!used || wage.year > used.year) used = wage
  }
  if (!used) return null
  return { fen: Math.floor((used.yuan * 100 * months * 2 + 12) / 24), wageYear: used.year, annual: used.yuan, months, derived: used.derived }
}
