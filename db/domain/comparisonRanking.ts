import type { ListedDetails } from './comparison.ts'
import { ageOn } from './dates.ts'
import type { LegalDate } from './records.ts'

/**
 * Which results stand first, as data: certain before doubtful (they are apart anyway), then by these criteria, one after the other. 本单位自定: a way of ordering work,
 * no rule of law.
 */
export const rankingCriteria = ['lists', 'gravity', 'recency'] as const
type Criterion = (typeof rankingCriteria)[number]
export type Rank = Record<Criterion, number>

/** What befell a person, by words of 伤情、案由、类别、等级; the gravest word counts. */
const harms: readonly (readonly [number, RegExp])[] = [
  [4, /死亡|致死|杀人/],
  [3, /重伤|强奸|猥亵|拐卖|绑架|虐待|遗弃|一级|二级/],
  [2, /轻伤|故意伤害|伤害|抢劫|交通肇事|交通事故|伤残|残疾|三级/],
  [1, /诈骗|盗窃|敲诈|损失|四级/],
]
/** What a list says of somebody's need. */
const needs: Readonly<Record<string, number>> = { destitute: 3, lowIncome: 2, povertyWatch: 2, disabled: 1, veteran: 1 }
const MINOR = 2

export function gravityOf(details: readonly ListedDetails[], kinds: readonly string[], birthDate: LegalDate | null, day: LegalDate): number {
  const text = details.flatMap(({ injury, charge, level, grade }) => [injury, charge, level, grade]).join(' ')
  const harm = harms.find(([, words]) => words.test(text))?.[0] ?? 0
  const need = Math.max(0, ...kinds.map((kind) => needs[kind] ?? 0))
  return harm * 2 + need + (birthDate !== null && ageOn(birthDate, day) < 18 ? MINOR : 0)
}

/** The latest day that is known of, as a number to compare by. */
export const recencyOf = (days: readonly (LegalDate | null | undefined)[]): number =>
  days.reduce<number>((latest, day) => Math.max(latest, day ? Number(day.replaceAll('-', '')) : 0), 0)

export function compareRanks(a: Rank, b: Rank): number {
  for (const criterion of rankingCriteria) if (a[criterion] !== b[criterion]) return b[criterion] - a[criterion]
  return 0
}
