import type { Actor } from '../store/audit.ts'
import type { Store } from '../store/store.ts'
import type { UnitOfWork, Why } from '../store/unitOfWork.ts'
import type { Permission } from '../domain/permissions.ts'
import type { WriteOptions } from '../documents/newFile.ts'
import type { OperationName, Output, Parsed, Progress } from './contract.ts'

/** What an operation may use. Handlers get it after sign-in and permission were checked. */
export interface Context {
  /** The data folder that is open. */
  folder: string
  /** Opens both the database and its backups; never leaves the host and its worker. */
  key: Buffer
  /** For reading; changes go through `change`. */
  store: Store
  actor: Actor & { accountId: string }
  permissions: readonly Permission[]
  /** Version of the program, written into backups and files. */
  appVersion: string
  change<T>(why: Why, work: (unit: UnitOfWork) => Promise<T>): Promise<T>
  /** Path of a file that the user chose. @throws CasebookError 'invalid' for a token nobody issued */
  file(token: string): string
  progress(progress: Progress): void
  /** @throws CasebookError 'cancelled' once the user asked for it */
  checkCancelled(): void
}

export type Handlers<N extends OperationName> = {
  [K in N]: (context: Context, input: Parsed<K>) => Promise<Output<K>>
}

/** For a file whose rows are made as it is written: the page sees how far it is and may cancel. */
export const whileWriting = (context: Pick<Context, 'checkCancelled' | 'progress'>, label: string): WriteOptions => ({
  cancelled: () => {
    context.checkCancelled()
    return false
  },
  onProgress: (done, total) => context.progress({ done, total, label }),
})
