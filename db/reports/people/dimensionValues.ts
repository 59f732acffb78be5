import type { DimensionKey } from '../../domain/ownReports.ts'
import { today } from '../../domain/dates.ts'
import { readOffice } from '../../store/office.ts'
import { readReference } from '../../store/reference.ts'
import { rows } from '../../store/store.ts'
import type { Db } from '../population.ts'
import { dimensionOf } from './dimensions.ts'

/** More than these no list offers. */
const MOST_VALUES = 300

/** What people can be filtered by: the known values in their order, then words of the office's own that the casebook has, and last what was not filled in. None for times, which the period chooses. */
export async function dimensionValues(db: Db, key: DimensionKey): Promise<{ key: string | null; label: string }[]> {
  const { sql, order, label, always, free } = dimensionOf[key]
  if (always) return []
  const day = today()
  const asked = { period: { from: day, to: day }, basis: 'decided' as const, startsOn: (await readOffice(db)).yearStartsOn, today: day, reference: await readReference(db) }
  const known = order(asked)
  const found = free && sql !== undefined ? await rows<{ value: string | null }>(db, `select distinct ${sql} as value from relief_case c left join original_case o on o.id = c.original_case_id where c.deleted_at is null limit ${MOST_VALUES}`, []) : []
  const own = found.flatMap(({ value }) => (value === null || known.includes(value) ? [] : [value])).sort((a, b) => a.localeCompare(b, 'zh-CN'))
  return [...known, ...own, null].flatMap((value) => (label(value, asked) === '' ? [] : [{ key: value, label: label(value, asked) }]))
}
