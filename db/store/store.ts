import type Database from 'better-sqlite3'
import { CompiledQuery, Kysely, SqliteDialect, SqliteDriver } from 'kysely'
import type { DatabaseConnection, SqliteDatabase, SqliteDialectConfig, SqliteStatement, Transaction, TransactionSettings } from 'kysely'
import type { Tables } from './tables.ts'

export type Trx = Transaction<Tables>

/** The read half of a store: everything a handler gets. Records are changed in a unit of work (`change` in unitOfWork.ts); with this nothing else compiles. */
export type ReadStore = Pick<Kysely<Tables>, 'selectFrom' | 'executeQuery' | 'getExecutor'>

/** Both halves over one open, migrated, encrypted file. */
export interface Store {
  read: ReadStore
  raw: Database.Database
  close(): Promise<void>
}

/** The whole handle, for the unit of work and for what is no record and stands outside the audit: drafts, view settings, when somebody signed in last. */
export const writable = (read: ReadStore): Kysely<Tables> => read as Kysely<Tables>

/** Everything that `work` reads belongs to one moment, whatever is saved meanwhile. */
export const atOneMoment = <T>(read: ReadStore, work: (read: ReadStore) => Promise<T>): Promise<T> => writable(read).transaction().setAccessMode('read only').execute(work)

/** Anything that can be asked: the open file, or a transaction on it. */
export type Reader = Pick<Kysely<Tables>, 'selectFrom' | 'executeQuery'>

/** More than the program has distinct statements; only lists of ids of many lengths could fill it. */
const KEPT_STATEMENTS = 500

/**
 * Keeps compiled statements: Kysely asks for the same text again and again, and compiling it anew costs more than a small query.
 * Streams get a statement of their own, because one that is being iterated cannot be used a second time.
 */
function preparedOnce(raw: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>()
  return {
    close: () => void raw.close(),
    prepare(text) {
      const known = kept.get(text)
      if (known) return wrap(known, text)
      const statement = raw.prepare(text)
      if (kept.size >= KEPT_STATEMENTS) kept.clear()
      kept.set(text, statement)
      return wrap(statement, text)
    },
  }

  function wrap(statement: Database.Statement, text: string): SqliteStatement {
    return {
      reader: statement.reader,
      all: (parameters) => statement.all(parameters),
      run: (parameters) => statement.run(parameters),
      iterate: (parameters) => raw.prepare(text).iterate(parameters) as IterableIterator<unknown>,
    }
  }
}

/** Runs one statement written out by hand: for the few lists whose plan and speed are under test. */
export async function rows<T>(db: Reader, text: string, parameters: readonly unknown[]): Promise<T[]> {
  const result = await db.executeQuery(CompiledQuery.raw(text, [...parameters]) as CompiledQuery<T>)
  return result.rows
}

/**
 * A transaction takes the write lock at its start unless it says it only reads. Begun as a reader, it would be refused instead of made to wait
 * whenever the other connection of the program (a job's) saved between its first read and its first write.
 */
class Driver extends SqliteDriver {
  readonly #raw: Database.Database
  constructor(config: SqliteDialectConfig, raw: Database.Database) {
    super(config)
    this.#raw = raw
  }
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(settings?.accessMode === 'read only' ? 'begin' : 'begin immediate'))
  }
  /** On a full disk SQLite has rolled back by itself; asked again it would complain, and that complaint would hide why the save failed. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#raw.inTransaction) await super.rollbackTransaction(connection)
  }
}

class Dialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig
  readonly #raw: Database.Database
  constructor(config: SqliteDialectConfig, raw: Database.Database) {
    super(config)
    this.#config = config
    this.#raw = raw
  }
  override createDriver(): Driver {
    return new Driver(this.#config, this.#raw)
  }
}

export function openStore(raw: Database.Database): Store {
  const kysely = new Kysely<Tables>({ dialect: new Dialect({ database: preparedOnce(raw) }, raw) })
  return { read: kysely, raw, close: () => kysely.destroy() }
}
