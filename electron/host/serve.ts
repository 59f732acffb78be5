import { CasebookError, toFailure } from '../../db/domain/errors.ts'
import type { Failure } from '../../db/domain/errors.ts'
import type { Dispatcher } from '../../db/operations/dispatch.ts'
import type { Parent, ToHost } from './messages.ts'
import { canLoadDriver } from './napi.ts'

export interface ServeOptions {
  /** `process.versions.napi` of this process. */
  napi: string | undefined
  /** Loads what needs the driver. Not called where it cannot be loaded. */
  load(open: { dataFolder: string; version: string }): Promise<Pick<Dispatcher, 'call' | 'close'>>
}

/** Answers main's messages until it says to close. */
export function serve(parent: Parent, { napi, load }: ServeOptions): void {
  let dispatcher: Promise<Pick<Dispatcher, 'call' | 'close'>> | null = null
  const flags = new Map<number, Int32Array>()

  async function open(message: Extract<ToHost, { open: unknown }>): Promise<void> {
    if (!canLoadDriver(napi)) {
      const message = '这台电脑上的运行环境版本太低，打不开台账数据，没有读写任何数据。请安装新版程序，或联系管理员。'
      return parent.finish({ refused: toFailure(new CasebookError('unsupported', message)) })
    }
    dispatcher = load(message.open)
    await dispatcher
    parent.send({ ready: true })
  }

  async function call({ id, operation, input, files }: Extract<ToHost, { operation: string }>): Promise<void> {
    if (!dispatcher) return
    const flag = new Int32Array(new SharedArrayBuffer(4))
    flags.set(id, flag)
    const result = await (await dispatcher).call(operation, input, { files, cancelFlag: flag, onProgress: (progress) => parent.send({ id, progress }) })
    flags.delete(id)
    parent.send({ id, result })
  }

  async function close(): Promise<void> {
    // A job that still runs leaves nothing half done; the user asked to go.
    for (const flag of flags.values()) Atomics.store(flag, 0, 1)
    let failure: Failure | undefined
    try {
      if (dispatcher) await (await dispatcher).close()
    } catch (thrown) {
      // It must end all the same; main tells the user.
      if (!(thrown instanceof CasebookError)) console.error(thrown)
      failure = toFailure(thrown)
    }
    parent.finish({ closed: true, ...(failure && { failure }) })
  }

  parent.onMessage((message) => {
    if ('open' in message) void open(message)
    else if ('close' in message) void close()
    else if ('cancel' in message) {
      const flag = flags.get(message.id)
      if (flag) Atomics.store(flag, 0, 1)
    } else void call(message)
  })
}
