import { everyCodeOf } from '../../domain/codeLists.ts'
import type { CodeListName } from '../../domain/codeLists.ts'
import { ageOn } from '../../domain/dates.ts'
import type { DimensionKey } from '../../domain/ownReports.ts'
import { monthKey, monthsOf } from '../../domain/periods.ts'
import type { Fen } from '../../domain/records.ts'
import { rowLabel } from '../breakdownTables.ts'
import type { Asked } from '../definition.ts'
import { FREE_TEXT } from '../population.ts'
import type { Grouping } from '../work/engine.ts'
import type { PersonFact, PersonRow } from './personFact.ts'

interface Dimension {
  /** What is read for it, in SQL over the case c, recipient r, decision d, person h and original case o; nothing for what follows from the day or the amount. */
  sql?: string
  keys: (row: PersonRow, asked: Asked, value: string | null) => readonly (string | null)[]
  label: (key: string | null, asked: Asked) => string
  order: (asked: Asked) => readonly string[]
  /** Written in the office's own words: what there is, the casebook knows. */
  free?: true
  /** Rows that stand there although nothing happened. */
  always?: (asked: Asked) => boolean
}

const one: Dimension['keys'] = (_row, _asked, value) => [value]
const ofList = (sql: string, list: CodeListName, none = '未填写'): Dimension => ({ sql, keys: one, label: (key) => (key === null ? none : rowLabel(key, list)), order: () => everyCodeOf(list).map(({ code }) => code) })
const ofText = (sql: string, none: string): Dimension => ({ sql: `nullif(trim(${sql}), '')`, keys: one, label: (key) => key ?? none, order: () => [], free: true })
const ofNames = (sql: string | undefined, names: Readonly<Record<string, string>>, none: string, keys: Dimension['keys'] = one): Dimension => ({ ...(sql !== undefined && { sql }), keys, label: (key) => names[key ?? ''] ?? key ?? none, order: () => Object.keys(names) })

const QUARTERS = ['一', '二', '三', '四']
const quarterOf = (month: string): string => `${month.slice(0, 4)}-${Math.ceil(Number(month.slice(5)) / 3)}`
/** Longer periods show only the months, quarters or years in which something happened. */
const SHOWN_EMPTY = 13
const ofTime = (keyOf: (month: string) => string, label: (key: string) => string): Dimension => {
  const order = ({ period, startsOn }: Asked) => [...new Set(monthsOf(period, startsOn).map(({ key }) => keyOf(key)))]
  return { keys: ({ day }, { startsOn }) => [keyOf(monthKey(day, startsOn))], label: (key) => label(key ?? ''), order, always: (asked) => order(asked).length <= SHOWN_EMPTY }
}

const YUAN = 100
const bands: readonly { key: string; label: string; upTo: Fen }[] = [
  { key: '5000', label: '5千元以下', upTo: 5_000 * YUAN },
  { key: '10000', label: '5千元至1万元', upTo: 10_000 * YUAN },
  { key: '20000', label: '1万元至2万元', upTo: 20_000 * YUAN },
  { key: '30000', label: '2万元至3万元', upTo: 30_000 * YUAN },
  { key: '50000', label: '3万元至5万元', upTo: 50_000 * YUAN },
  { key: 'more', label: '5万元以上', upTo: Infinity },
]
const yesNo = { '1': '是', '0': '否' }

/** One list of what people in cases are told apart by. */
export const dimensionOf: Record<DimensionKey, Dimension> = {
  year: ofTime((month) => month.slice(0, 4), (key) => `${key}年`),
  quarter: ofTime(quarterOf, (key) => `${key.slice(0, 4)}年${QUARTERS[Number(key.slice(5)) - 1] ?? ''}季度`),
  month: ofTime((month) => month, (key) => `${key.slice(0, 4)}年${Number(key.slice(5))}月`),
  outcome: ofNames('d.kind', { grant: '给予救助', refuse: '不予救助' }, '尚未决定'),
  category: ofList('c.category', 'category'),
  cause: ofList('c.cause', 'cause'),
  specialGroup: {
    ...ofList('(select group_concat(g.group_code) from recipient_group g where g.recipient_id = r.id)', 'specialGroup', '不属于特殊群体'),
    keys: (_row, _asked, value) => (value === null ? [null] : value.split(',')),
  },
  leadSource: ofList('c.lead_source', 'leadSource'),
  charge: { ...ofList(`coalesce(o.charge, '${FREE_TEXT}' || nullif(substr(trim(o.charge_text), 1, 100), ''))`, 'charge'), free: true },
  stage: ofList('o.stage', 'stageOfOriginalCase'),
  handlingUnit: ofText('o.handling_unit', '没有写明办案部门'),
  handlingOffice: ofText('o.handling_office', '没有写明办案单位'),
  officer: ofText('c.officer_name', '没有承办人'),
  amount: ofNames(undefined, Object.fromEntries(bands.map(({ key, label }) => [key, label])), '没有决定金额', ({ decidedFen }) => [decidedFen === null ? null : (bands.find(({ upTo }) => decidedFen < upTo)?.key ?? null)]),
  age: ofNames('h.birth_date', { minor: '未满18周岁', adult: '18至59周岁', elder: '60周岁以上' }, '没有出生日期', ({ day }, _asked, birth) => {
    if (birth === null || birth > day) return [null]
    const age = ageOn(birth, day)
    return [age < 18 ? 'minor' : age < 60 ? 'adult' : 'elder']
  }),
  sex: ofList('h.sex', 'sex'),
  ethnicity: ofList('h.ethnicity', 'ethnicity'),
  relation: ofList('r.relation', 'relation'),
  joint: ofNames('exists (select 1 from joint_office j where j.case_id = c.id and j.deleted_at is null)', { '1': '与其他单位联合救助', '0': '本院单独救助' }, ''),
  urgent: ofNames('c.urgent', yesNo, ''),
  historical: ofNames('c.historical', yesNo, ''),
}

/** People by one dimension, as rows of a table. */
export const byDimension =
  (key: DimensionKey) =>
  (asked: Asked): Grouping<PersonFact> => {
    const { label, order, always } = dimensionOf[key]
    return { keysOf: (fact) => fact.keys[key] ?? [null], labelOf: (row) => label(row, asked), order: order(asked), always: always?.(asked) ?? false }
  }
