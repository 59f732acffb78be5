import { mapSqliteError, openEncrypted } from '../vault/connection.ts'
import { casebookPath } from '../vault/files.ts'
import { loadCodeLists } from '../store/reference.ts'
import { openStore } from '../store/store.ts'
import { change } from '../store/unitOfWork.ts'
import type { Context } from './context.ts'
import type { OperationName, Progress } from './contract.ts'
import { checkFlag, fileOf } from './calls.ts'
import type { JobRequest } from './calls.ts'
import { handlers } from './handlers.ts'
import type { SessionOperation } from './session.ts'

/**
 * Runs one job in the worker, on a connection of its own, so that reads in the host go on meanwhile.
 * The dispatcher has validated and authorised the request before it came here.
 */
export async function runJob(request: JobRequest, cancelFlag: SharedArrayBuffer, onProgress: (progress: Progress) => void): Promise<unknown> {
  const flag = new Int32Array(cancelFlag)
  const key = Buffer.from(request.key)
  const store = openStore(openEncrypted(casebookPath(request.folder), key))
  const { folder, actor, permissions, appVersion } = request
  const context: Context = {
    folder,
    key,
    store,
    actor,
    permissions,
    appVersion,
    change: (why, work) => change(store.read, actor, why, work),
    file: (token) => fileOf(request.files, token),
    progress: onProgress,
    checkCancelled: () => checkFlag(flag),
  }
  try {
    await loadCodeLists(store.read)
    const name = request.operation as Exclude<OperationName, SessionOperation>
    return await handlers[name](context, request.input as never)
  } catch (thrown) {
    throw mapSqliteError(thrown) // here, because errors of the driver lose their code on the way between threads
  } finally {
    await store.close()
    key.fill(0)
  }
}
