import type { Failure, Result } from '../../db/domain/errors.ts'
import type { Progress } from '../../db/operations/contract.ts'
import type { FromHost, HostProcess } from './messages.ts'

/** How the database process is doing. `message` is for the user: what happened, what it means, what to do. */
export type HostState =
  | { state: 'starting' }
  | { state: 'ready' }
  /** It stopped by itself and is being started again: nobody is signed in now. `ready` follows. */
  | { state: 'restarting'; message: string }
  /** It cannot run; only leaving and opening the program again helps. */
  | { state: 'stopped'; message: string }
  /** The program is being left; the host makes its backup. */
  | { state: 'closing' }

export interface HostClientOptions {
  launch(): HostProcess
  dataFolder: string
  version: string
  onState(state: HostState): void
  /** The host was asked to close and did, but could not make its backup. Told before `close` is answered. */
  onCloseFailure?(failure: Failure): void
  /** Milliseconds, for counting crashes. */
  now?(): number
}

export interface HostClient {
  readonly state: HostState
  /** Never rejects: a host that stops before it answered gives `host-stopped`. */
  call(operation: string, input: unknown, files: Record<string, string>, onProgress?: (progress: Progress) => void): { id: number; result: Promise<Result<unknown>> }
  /** Asks a running call to stop; its result says whether it did. */
  cancel(id: number): void
  /** Lets the host finish its backup and end. @returns false when it had to be ended by force after `limit` milliseconds */
  close(limit: number): Promise<boolean>
}

interface Pending {
  done(result: Result<unknown>): void
  onProgress: ((progress: Progress) => void) | undefined
}

const crashWindow = 60_000
const crashLimit = 3

const stopped: Failure = { code: 'host-stopped', message: '数据程序意外停止，这一步没有得到确认，可能没有保存。请重新登录后核对，没有的请再做一次。' }
const leaving: Failure = { code: 'host-stopped', message: '程序正在退出，这一步没有执行。请重新打开程序后再做。' }
const restarting = '数据程序意外停止，正在自动重新启动。已提示保存成功的内容都在，刚才未完成的操作可能没有保存。请重新输入密码登录后核对。'
const crashLoop = '数据程序在一分钟内停止了三次，已不再重试。已保存的内容仍在本机。请退出程序后重新打开；仍不行，请从备份恢复，或联系管理员。'

/** Starts the host, hands calls to it, and starts it again after a crash. */
export function createHostClient(options: HostClientOptions): HostClient {
  const now = options.now ?? Date.now
  const pending = new Map<number, Pending>()
  const crashes: number[] = []
  let nextId = 1
  let state: HostState = { state: 'starting' }
  let host: HostProcess
  let refusal: Failure | null = null
  let closing: { done(clean: boolean): void; promise: Promise<boolean> } | null = null
  /** Whether the host said goodbye; what ends without it has crashed. */
  let saidClosed = false

  function enter(next: HostState): void {
    state = next
    options.onState(next)
  }

  function answerAll(error: Failure): void {
    for (const call of pending.values()) call.done({ ok: false, error })
    pending.clear()
  }

  function onMessage(message: FromHost): void {
    if ('ready' in message) {
      if (state.state === 'starting' || state.state === 'restarting') enter({ state: 'ready' })
    } else if ('refused' in message) {
      refusal = message.refused
    } else if ('closed' in message) {
      saidClosed = true
      if (message.failure) options.onCloseFailure?.(message.failure)
    } else if ('progress' in message) {
      pending.get(message.id)?.onProgress?.(message.progress)
    } else {
      pending.get(message.id)?.done(message.result)
      pending.delete(message.id)
    }
  }

  function onExit(): void {
    if (refusal) {
      answerAll(refusal)
      enter({ state: 'stopped', message: refusal.message })
      closing?.done(true)
      return
    }
    if (closing) {
      answerAll(leaving)
      closing.done(saidClosed)
      return
    }
    answerAll(stopped)
    const time = now()
    crashes.push(time)
    if (crashes.filter((crash) => time - crash < crashWindow).length >= crashLimit) {
      refusal = { code: 'host-stopped', message: crashLoop }
      enter({ state: 'stopped', message: crashLoop })
      return
    }
    enter({ state: 'restarting', message: restarting })
    start()
  }

  function start(): void {
    const started = options.launch()
    host = started
    let gone = false
    // Messages of a host that was given up must not reach the calls of the next one.
    started.onMessage((message) => host === started && !gone && onMessage(message))
    started.onExit(() => {
      if (gone || host !== started) return
      gone = true
      onExit()
    })
    started.send({ open: { dataFolder: options.dataFolder, version: options.version } })
  }

  start()
  return {
    get state() {
      return state
    },
    call(operation, input, files, onProgress) {
      const id = nextId++
      if (refusal) return { id, result: Promise.resolve({ ok: false, error: refusal }) }
      if (closing) return { id, result: Promise.resolve({ ok: false, error: leaving }) }
      const result = new Promise<Result<unknown>>((done) => {
        pending.set(id, { done, onProgress })
        host.send({ id, operation, input, files })
      })
      return { id, result }
    },
    cancel(id) {
      if (pending.has(id)) host.send({ id, cancel: true })
    },
    close(limit) {
      if (closing) return closing.promise
      if (refusal) return Promise.resolve(true)
      let done: (clean: boolean) => void = () => undefined
      const promise = new Promise<boolean>((resolve) => (done = resolve))
      const timer = setTimeout(() => {
        host.kill()
        done(false)
      }, limit)
      closing = {
        promise,
        done(clean) {
          clearTimeout(timer)
          done(clean)
        },
      }
      enter({ state: 'closing' })
      host.send({ close: true })
      return promise
    },
  }
}
