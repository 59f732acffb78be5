import type { Input, Output } from '../../../db/operations/contract.ts'

/** How two records become one: which of them stays, and from which each differing value comes. */

export type DuplicatePair = Output<'duplicateFind'>['groups'][number]['pairs'][number]
export type Side = 'one' | 'other'

export interface PairChoice {
  kept: Side
  values: Record<string, Side>
}

export const entityWords: Record<DuplicatePair['entity'], { title: string; different: string; same: string }> = {
  person: { title: '人员', different: '不是同一人', same: '同一人' },
  relief_case: { title: '案件', different: '不是同一案件', same: '同一案件' },
  household: { title: '家庭', different: '不是同一户', same: '同一户' },
}

/** The fields there is something to choose of. */
export const choosable = (pair: DuplicatePair) => pair.fields.flatMap((field) => (field.key !== null && field.differs ? [{ ...field, key: field.key }] : []))

/** What is proposed: the record that stays keeps its values, and takes what it lacks from the other. */
export function proposal(pair: DuplicatePair, kept: Side = 'one'): PairChoice {
  const other: Side = kept === 'one' ? 'other' : 'one'
  return { kept, values: Object.fromEntries(choosable(pair).map(({ key, blank }) => [key, blank === kept ? other : kept])) }
}

/** What the operation is told. */
export function mergeInput(pair: DuplicatePair, { kept, values }: PairChoice, reason: string): Input<'duplicateMerge'> {
  const [here, there] = kept === 'one' ? [pair.one, pair.other] : [pair.other, pair.one]
  const take = Object.keys(values).filter((key) => values[key] !== kept)
  return { entity: pair.entity, keptId: here.id, keptVersion: here.version, otherId: there.id, otherVersion: there.version, take, reason }
}
