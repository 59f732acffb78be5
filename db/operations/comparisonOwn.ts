import { unequalRule } from '../domain/comparison.ts'
import { recencyOf } from '../domain/comparisonRanking.ts'
import { labelOf } from '../domain/codeLists.ts'
import { formatYuan } from '../domain/money.ts'
import { grantsAlike, grownUps } from '../store/comparisonCasebook.ts'
import { groupBy } from '../store/groups.ts'
import type { Reader } from '../store/store.ts'
import { digestOf } from './comparisonAnswers.ts'
import type { Answer, Place, Work } from './comparisonAnswers.ts'
import type { Source } from './comparisonSources.ts'

/** The ready questions that only the casebook is asked. */

const casebook: Source = { listId: null, kind: 'casebook', title: '本院案件', receivedOn: null, destroyOn: null, people: 0, rows: () => [], describe: () => Promise.resolve(new Map()) }

type Own = Pick<Place, 'name' | 'paper' | 'sex' | 'birthDate' | 'phone' | 'caseId'> & { caseNumber: string | null }

const answer = (key: string, { caseNumber, name, paper, sex, birthDate, phone, caseId }: Own, reason: string, gravity: number, recency: number): Answer => ({
  key,
  certainty: 'certain',
  own: [{ source: casebook, ordinal: 0, place: caseNumber ?? '无案号', caseId, name, paper, sex, birthDate, phone, details: {}, help: null }],
  found: [],
  reason,
  rank: { lists: 1, gravity, recency },
  canBecomeLead: false,
})

/** Who has come of age while others still keep their money. */
export async function nowAdult(db: Reader, { day, secret }: Work): Promise<Answer[]> {
  return (await grownUps(db, day)).map((one) =>
    answer(
      digestOf(secret, 'fund', [one.fundId]),
      one,
      `已满 ${one.age} 周岁，救助金由${one.supervisor}监管，余额 ${formatYuan(one.balanceFen)} 元，还没有移交本人${one.handOverOn === null ? '' : `（约定移交日期 ${one.handOverOn}）`}`,
      one.balanceFen,
      recencyOf([one.handOverOn]),
    ),
  )
}

/** Grants far from the middle one of their like. */
export async function unequalAmounts(db: Reader, { secret, checkCancelled }: Work): Promise<Answer[]> {
  const { fewest, times } = unequalRule
  return [...groupBy(await grantsAlike(db), ({ category, charge }) => `${category}/${charge}`).values()].flatMap((group) => {
    checkCancelled()
    if (group.length < fewest) return []
    const amounts = group.map(({ amountFen }) => amountFen).sort((a, b) => a - b)
    const middle = Math.floor(((amounts[Math.floor((amounts.length - 1) / 2)] ?? 0) + (amounts[Math.floor(amounts.length / 2)] ?? 0)) / 2)
    return group
      .filter(({ amountFen }) => amountFen >= middle * times || amountFen * times <= middle)
      .map((one) => {
        const tenths = Math.round((one.amountFen * 10) / middle)
        const like = `${labelOf('category', one.category)}、${labelOf('charge', one.charge)}`
        return answer(
          digestOf(secret, 'grant', [one.decisionId]),
          one,
          `同类（${like}）${group.length} 人决定金额的中间值为 ${formatYuan(middle)} 元，此人为 ${formatYuan(one.amountFen)} 元，是中间值的 ${tenths / 10} 倍`,
          Math.round(Math.abs(Math.log(one.amountFen / middle)) * 1000),
          recencyOf([one.decidedOn]),
        )
      })
  })
}
