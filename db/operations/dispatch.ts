import type { z } from 'zod'
import { CasebookError, toFailure } from '../domain/errors.ts'
import type { FieldError, Result } from '../domain/errors.ts'
import { today } from '../domain/dates.ts'
import { rolesWith } from '../domain/permissions.ts'
import { mapSqliteError } from '../vault/connection.ts'
import { checkFlag, fileOf } from './calls.ts'
import type { CallContext, JobRequest, JobStarter } from './calls.ts'
import { createCasebook } from './casebook.ts'
import type { CasebookOptions, OpenCasebook } from './casebook.ts'
import type { Context } from './context.ts'
import { contract } from './contract.ts'
import type { OperationName } from './contract.ts'
import { isSessionOperation, sessionHandlers } from './session.ts'
import { createWriteQueue } from './writeQueue.ts'

export interface DispatcherOptions extends CasebookOptions {
  startJob: JobStarter
  /** Receives what was thrown by mistake: a bug, for the log. Never shown to the user. */
  onBug?: (thrown: unknown) => void
}

export interface Dispatcher {
  call(operation: string, input: unknown, context: CallContext): Promise<Result<unknown>>
  /** Waits for what is under way, makes the backup when something changed, closes the files. @throws CasebookError when the backup failed; the files are closed then too */
  close(): Promise<void>
}

/** Turns zod's complaints into the fields of a Failure; what zod says by itself, in English, becomes a plain Chinese sentence. */
function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: /\p{Script=Han}/u.test(issue.message) ? issue.message : '此项填写不正确，请核对',
  }))
}

const signedOut = () => new CasebookError('signed-out', '您还没有登录，或者已经锁定。请输入密码登录后再试。')

function contextOf(open: OpenCasebook, call: CallContext, appVersion: string): Context {
  return {
    folder: open.folder,
    key: open.key,
    store: open.store,
    actor: open.actor,
    permissions: open.permissions,
    appVersion,
    change: open.change,
    file: (token) => fileOf(call.files, token),
    progress: call.onProgress,
    checkCancelled: () => checkFlag(call.cancelFlag),
  }
}

/** Validates, authorises and runs every call: the one door to the casebook, for the window and the terminal alike. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { appVersion } = options
  const casebook = createCasebook(options)
  const session = sessionHandlers(casebook)
  const writers = createWriteQueue()

  /** Lists whose day has come are destroyed at signing in, and with the first call of every day that the casebook stays open. */
  async function purgeOnce(open: OpenCasebook): Promise<void> {
    const day = today()
    if (open.purgedOn === day) return
    open.purgedOn = day
    const { purgeDue } = await import('./comparisonPurge.ts')
    // Signing in must not fail for it: it is tried again the next time.
    await purgeDue(open).catch((thrown: unknown) => options.onBug?.(thrown))
  }

  async function run(name: OperationName, rawInput: unknown, call: CallContext): Promise<unknown> {
    const operation = contract[name]
    const open = casebook.current
    if (operation.access !== 'public') {
      if (!open) throw signedOut()
      if (operation.access !== 'signed-in' && !open.permissions.includes(operation.access)) {
        throw new CasebookError('forbidden', `您的账号不能做这一项。需要${rolesWith(operation.access)}角色的人员来做，或请管理人员给您加上角色。`)
      }
    }
    const parsed = operation.input.safeParse(rawInput)
    if (!parsed.success) {
      throw new CasebookError('invalid', '有内容需要改正，改好后再保存。', { fields: fieldErrors(parsed.error) })
    }
    const input = parsed.data as never
    const work = async (): Promise<unknown> => {
      if (isSessionOperation(name)) {
        const answer = await session[name](input, call)
        if (operation.writes && casebook.current) await purgeOnce(casebook.current)
        return answer
      }
      // Loaded with the first call after signing in: the way to the sign-in page needs none of it.
      const { handlers } = await import('./handlers.ts')
      // Asked again: a writer before this one may have signed out, and somebody else in. What was allowed was allowed to the one who called.
      if (!open || casebook.current !== open) throw signedOut()
      const context = contextOf(open, call, appVersion)
      if (operation.kind !== 'job') return casebook.follow<unknown>(handlers[name](context, input))
      const { folder, key, actor, permissions } = context
      const request: JobRequest = { operation: name, input: parsed.data, files: call.files, folder, key, actor, permissions, appVersion }
      const result = await casebook.follow(options.startJob(request, call.cancelFlag.buffer as SharedArrayBuffer, call.onProgress))
      // The worker has code lists of its own: what it wrote of them is read here too.
      if (operation.writes && casebook.current === open) await (await import('../store/reference.ts')).loadCodeLists(open.store.read)
      return result
    }
    // Nobody waits for it: a list is not used past its day anyway, and an import may be under way.
    if (open && open.purgedOn !== today()) void writers.run(() => (casebook.current === open ? casebook.follow(purgeOnce(open)) : Promise.resolve()))
    return operation.writes ? writers.run(work) : work()
  }

  return {
    async call(name, input, context) {
      try {
        if (!Object.hasOwn(contract, name)) throw new CasebookError('invalid', '程序不认识这项操作，请重新打开程序。')
        return { ok: true, value: await run(name as OperationName, input, context) }
      } catch (thrown) {
        // A full or failing disk shows itself anywhere, and is no bug.
        const error = mapSqliteError(thrown)
        if (!(error instanceof CasebookError)) options.onBug?.(thrown)
        return { ok: false, error: toFailure(error) }
      }
    },
    close: () => writers.run(() => casebook.close()),
  }
}
