import { useCodeLists } from '../domain/codeLists.ts'
import { referenceOf } from '../domain/reference.ts'
import type { Reference, ReferenceEntry, ReferenceKind } from '../domain/reference.ts'
import { builtInHolidays } from './holidays.ts'
import { readOffice } from './office.ts'
import type { Reader } from './store.ts'

/** What the office set itself, of one kind or of all; values were checked when they were saved. */
export async function referenceEntries(db: Reader, kind?: ReferenceKind): Promise<ReferenceEntry[]> {
  let query = db.selectFrom('reference_entry').selectAll().where('deleted_at', 'is', null)
  if (kind) query = query.where('kind', '=', kind)
  const rows = await query.orderBy('effective_from').orderBy('key').execute()
  return rows.map(
    (row) =>
      ({
        id: row.id,
        version: row.version,
        kind: row.kind,
        key: row.key,
        effectiveFrom: row.effective_from,
        value: JSON.parse(row.value) as unknown,
        changedBy: row.updated_by,
        changedAt: row.updated_at,
      }) as ReferenceEntry,
  )
}

/** The data the rules read, as it stands now. */
export async function readReference(db: Reader): Promise<Reference> {
  const [own, office, holidays] = [await referenceEntries(db), await readOffice(db), await builtInHolidays()]
  return referenceOf(own, office, holidays)
}

/** Has the code lists of this process speak as the office has set them; after unlocking, and whenever an entry was saved. */
export async function loadCodeLists(db: Reader): Promise<void> {
  const entries = await referenceEntries(db, 'code')
  useCodeLists(entries.flatMap((entry) => (entry.kind === 'code' ? [entry.value] : [])))
}
