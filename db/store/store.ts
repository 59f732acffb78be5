import type Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export type Trx = Transaction<Tables>

/**
 * The read half of a store: everything a query handler may use. Writing needs a unit of work (`change` in unitOfWork.ts),
 * so a read handle that reached the wrong place cannot change a record.
 */
export type ReadStore = Pick<Kysely<Tables>, 'selectFrom' | 'with' | 'fn' | 'case' | 'dynamic' | 'executeQuery'>

/** Both halves over one open, migrated, encrypted file. */
export interface Store {
  read: Kysely<Tables>
  raw: Database.Database
  close(): Promise<void>
}

export function openStore(raw: Database.Database): Store {
  const kysely = new Kysely<Tables>({ dialect: new SqliteDialect({ database: raw }) })
  return { read: kysely, raw, close: () => kysely.destroy() }
}
