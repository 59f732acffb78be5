import type { OwnDefinition, OwnReport } from '../domain/ownReports.ts'
import type { Id } from '../domain/records.ts'
import type { Reader } from './store.ts'
import type { Row } from './tables.ts'

const toOwnReport = ({ id, version, name, definition }: Row<'own_report'>): OwnReport => ({ id, version, name, definition: JSON.parse(definition) as OwnDefinition })

/** The office's own reports, by name. */
export async function ownReports(db: Reader): Promise<OwnReport[]> {
  const found = await db.selectFrom('own_report').selectAll().where('deleted_at', 'is', null).execute()
  return found.map(toOwnReport).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
}

/** Null where it is no more. */
export async function readOwnReport(db: Reader, id: Id): Promise<OwnReport | null> {
  const row = await db.selectFrom('own_report').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()
  return row ? toOwnReport(row) : null
}
