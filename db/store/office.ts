import type { Office } from '../domain/records.ts'
import type { ReadStore } from './store.ts'
import type { NewRow } from './tables.ts'

/** The one office of this casebook. */
export async function readOffice(db: Pick<ReadStore, 'selectFrom'>): Promise<Office> {
  const row = await db.selectFrom('office').selectAll().executeTakeFirstOrThrow()
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    level: row.level as Office['level'],
    higherOffice: row.higher_office,
    region: row.region,
    caseNumberPattern: row.case_number_pattern,
    yearStartsOn: row.year_starts_on as Office['yearStartsOn'],
    idleLockMinutes: row.idle_lock_minutes,
    severalRoles: row.several_roles === 1,
  }
}

export function officeColumns(fields: Omit<Office, 'id' | 'version'>): Omit<NewRow<'office'>, 'id'> {
  return {
    name: fields.name,
    level: fields.level,
    higher_office: fields.higherOffice,
    region: fields.region,
    case_number_pattern: fields.caseNumberPattern,
    year_starts_on: fields.yearStartsOn,
    idle_lock_minutes: fields.idleLockMinutes,
    several_roles: fields.severalRoles ? 1 : 0,
  }
}
