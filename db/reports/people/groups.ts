import { basisExplained } from '../wording.ts'
import { fromFacts } from '../work/engine.ts'
import type { TableDefinition } from '../work/engine.ts'
import { byDimension } from './dimensions.ts'
import { peopleFacts } from './facts.ts'
import type { PersonFact } from './personFact.ts'
import { measureOf } from './measures.ts'

const measures = (['cases', 'people', 'households', 'decidedFen', 'paidFen', 'visits', 'supports'] as const).map((key) => measureOf(key))
const shorter = (['cases', 'people', 'decidedFen', 'paidFen'] as const).map((key) => measureOf(key))
const counts: Readonly<Record<string, string>> = { '0': '不属于任何特殊群体', '1': '只属于一个群体', '2': '同时属于两个群体', '3': '同时属于三个以上群体' }
const groupsOf = ({ keys }: PersonFact): number => (keys.specialGroup ?? []).filter((one) => one !== null).length

const tables: readonly TableDefinition<PersonFact>[] = [
  { key: 'specialGroup', title: '按特殊群体', note: '同一人可能属于几个群体，各行有重叠，不能相加；合计是全部救助对象。', heading: '群体', total: true, overlaps: true, grouping: byDimension('specialGroup'), measures },
  { key: 'overlap', title: '重叠情况', note: '每人只在一行，各行人数相加等于合计。', heading: '属于几个群体', total: true, grouping: () => ({ keysOf: (fact) => [String(Math.min(3, groupsOf(fact)))], labelOf: (key) => counts[key ?? ''] ?? '', order: Object.keys(counts), always: false }), measures: shorter },
  { key: 'age', title: '按年龄', note: '按受理、决定或发放当日的年龄。', heading: '年龄', total: true, grouping: byDimension('age'), measures: shorter },
  { key: 'sex', title: '按性别', note: '没有登记性别的另列。', heading: '性别', total: true, grouping: byDimension('sex'), measures: shorter },
]

/** 特殊群体: whom the relief reached; people granted, as the tables of the annual report count them. */
export const groups = fromFacts<PersonFact>(
  async (db, asked, named) =>
    (await peopleFacts(db, asked, { dimensions: ['specialGroup', 'age', 'sex'], measures: ['households', 'paidFen', 'visits', 'supports'], named })).filter(({ basis, fen }) => basis === 'paid' || fen !== null),
  tables,
  ({ basis }) => [`统计${basisExplained[basis]}`, '特殊群体按登记的选择，年龄按出生日期推算，两者可能不一致；没有登记出生日期的另列。'],
)
