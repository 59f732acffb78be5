import type { z } from 'zod'
import { CasebookError, toFailure } from '../domain/errors.ts'
import type { FieldError, Result } from '../domain/errors.ts'
import { rolesWith } from '../domain/permissions.ts'
import type { Casebook } from './casebook.ts'
import { createCasebook } from './casebook.ts'
import type { CasebookOptions } from './casebook.ts'
import type { Context } from './context.ts'
import { contract } from './contract.ts'
import type { OperationName, Progress } from './contract.ts'
import { handlers } from './handlers.ts'
import { isSessionOperation, sessionHandlers } from './session.ts'
import { createWriteQueue } from './writeQueue.ts'

export interface CallContext {
  /** Paths of the files the user chose, by the token that main issued for each. */
  files: Record<string, string>
  onProgress(progress: Progress): void
  /** Element 0 becomes 1 when the user cancels; shared with the worker. */
  cancelFlag: Int32Array
}

/** What the worker needs to run one job on a connection of its own. */
export interface JobRequest {
  operation: OperationName
  input: unknown
  files: Record<string, string>
  folder: string
  key: Uint8Array
  actor: Context['actor']
  permissions: Context['permissions']
  appVersion: string
}
export type JobStarter = (request: JobRequest, cancelFlag: SharedArrayBuffer, onProgress: (progress: Progress) => void) => Promise<unknown>

export interface DispatcherOptions extends CasebookOptions {
  startJob: JobStarter
  /** Receives what was thrown by mistake: a bug, for the log. Never shown to the user. */
  onBug?: (thrown: unknown) => void
}

export interface Dispatcher {
  call(operation: string, input: unknown, context: CallContext): Promise<Result<unknown>>
  /** Waits for writers, makes the backup of the day when signed in, closes the files. */
  close(): Promise<void>
}

/** Turns zod's complaints into the fields of a Failure; whatever zod says in English becomes a plain Chinese sentence. */
function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: /[a-z]{3,}/i.test(issue.message) ? '此项填写不正确，请核对' : issue.message,
  }))
}

export function contextOf(open: Casebook['current'], call: CallContext, casebook: Pick<Casebook, 'appVersion'>): Context {
  if (!open) throw new CasebookError('signed-out', '您还没有登录，或者已经锁定。请输入密码登录后再试。')
  return {
    folder: open.folder,
    key: open.key,
    store: open.store,
    actor: open.actor,
    permissions: open.permissions,
    appVersion: casebook.appVersion,
    change: open.change,
    file: (token) => fileOf(call.files, token),
    progress: call.onProgress,
    checkCancelled: () => checkFlag(call.cancelFlag),
  }
}

export function fileOf(files: Record<string, string>, token: string): string {
  const path = Object.hasOwn(files, token) ? files[token] : undefined
  if (path === undefined) throw new CasebookError('invalid', '没有找到所选的文件，请重新选择。')
  return path
}

export function checkFlag(flag: Int32Array): void {
  if (Atomics.load(flag, 0) === 1) throw new CasebookError('cancelled', '已取消，没有改动任何数据。')
}

/** Validates, authorises and runs every call: the one door to the casebook, for the window and the terminal alike. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const casebook = createCasebook(options)
  const session = sessionHandlers(casebook)
  const writers = createWriteQueue()

  async function run(name: OperationName, rawInput: unknown, call: CallContext): Promise<unknown> {
    const operation = contract[name]
    if (operation.access !== 'public') {
      const open = casebook.current
      if (!open) throw new CasebookError('signed-out', '您还没有登录，或者已经锁定。请输入密码登录后再试。')
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
      if (isSessionOperation(name)) return session[name](input, call)
      const context = contextOf(casebook.current, call, casebook)
      if (operation.kind !== 'job') return handlers[name](context, input)
      const { folder, key, actor, permissions, appVersion } = context
      const request: JobRequest = { operation: name, input: parsed.data, files: call.files, folder, key, actor, permissions, appVersion }
      return options.startJob(request, call.cancelFlag.buffer as SharedArrayBuffer, call.onProgress)
    }
    return operation.writes ? writers.run(work) : work()
  }

  return {
    async call(name, input, context) {
      try {
        if (!Object.hasOwn(contract, name)) throw new CasebookError('invalid', '程序不认识这项操作，请重新打开程序。')
        return { ok: true, value: await run(name as OperationName, input, context) }
      } catch (thrown) {
        if (!(thrown instanceof CasebookError)) options.onBug?.(thrown)
        return { ok: false, error: toFailure(thrown) }
      }
    },
    close: () => writers.run(() => casebook.close()),
  }
}
