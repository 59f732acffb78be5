import { ipcMain } from 'electron'
import type { Failure } from '../db/domain/errors.ts'
import type { Absence, HostState } from '../db/operations/bridge.ts'
import { channels } from './channels.ts'
import type { HostClient } from './host/client.ts'
import { isOurPage } from './security.ts'
import { ShellError } from './shell.ts'
import type { createShell } from './shell.ts'
import type { TokenStore } from './tokens.ts'
import type { MainWindow } from './window.ts'

const operations = new Set(__OPERATIONS__)
const shellFunctions = new Set(__SHELL_FUNCTIONS__)

const notOurs: Failure = { code: 'forbidden', message: '这项请求不是本程序的页面发出的，没有执行。' }
const unknown: Failure = { code: 'invalid', message: '程序不认识这项操作，请重新打开程序。' }
const broken: Failure = { code: 'internal', message: '程序内部出错，本次操作没有执行。请重试；仍不行，请重新打开程序。' }

export interface Parts {
  main: MainWindow
  host: HostClient
  tokens: TokenStore
  shell: ReturnType<typeof createShell>
}

/** Starting and closing are not the page's concern: it waits for `ready`, and a notice of its own covers leaving. */
export function forPage(state: HostClient['state']): HostState | null {
  return state.state === 'starting' || state.state === 'closing' ? null : state
}

/** Listens to the page: every message is checked for its sender, then relayed to the host or done here. */
export function listen({ main, host, tokens, shell }: Parts): void {
  const contents = main.window.webContents
  /** Ids of running calls that the page gave a name to. */
  const named = new Map<string, number>()

  ipcMain.handle(channels.call, async (event, operation: unknown, input: unknown, callId: unknown) => {
    if (!isOurPage(event, contents)) return { ok: false, error: notOurs }
    if (typeof operation !== 'string' || !operations.has(operation)) return { ok: false, error: unknown }
    if (typeof callId !== 'string') return host.call(operation, input, tokens.filesIn(input)).result
    const { id, result } = host.call(operation, input, tokens.filesIn(input), (progress) => {
      if (!contents.isDestroyed()) contents.send(channels.progress, { ...progress, callId })
    })
    named.set(callId, id)
    return result.finally(() => named.delete(callId))
  })

  ipcMain.on(channels.cancel, (event, callId: unknown) => {
    const id = typeof callId === 'string' && isOurPage(event, contents) ? named.get(callId) : undefined
    if (id !== undefined) host.cancel(id)
  })

  ipcMain.handle(channels.shell, async (event, name: unknown, input: unknown) => {
    if (!isOurPage(event, contents)) return { ok: false, error: notOurs }
    if (typeof name !== 'string' || !shellFunctions.has(name)) return { ok: false, error: unknown }
    try {
      return { ok: true, value: await shell.call(name, input) }
    } catch (thrown) {
      return { ok: false, error: thrown instanceof ShellError ? { code: 'invalid', message: thrown.message } : broken }
    }
  })

  ipcMain.handle(channels.adopt, async (event, path: unknown) => (isOurPage(event, contents) ? shell.adopt(path) : null))
  ipcMain.handle(channels.hostStateNow, (event) => (isOurPage(event, contents) ? forPage(host.state) : null))
}

/**
 * Asks the page for something only it can do, and waits for its word, `limit` milliseconds at most: a page that hangs must not hold anything up.
 *
 * @returns whether it did it
 */
function askPage({ window: { webContents: contents } }: MainWindow, asked: string, answered: string, limit: number, what?: unknown): Promise<boolean> {
  if (contents.isDestroyed() || contents.isCrashed() || contents.isLoading()) return Promise.resolve(false)
  return new Promise((done) => {
    const finish = (heard: boolean): void => {
      clearTimeout(timer)
      ipcMain.removeListener(answered, onAnswer)
      done(heard)
    }
    const onAnswer = (event: Electron.IpcMainEvent, heard: unknown): void => {
      if (isOurPage(event, contents)) finish(heard === true)
    }
    const timer = setTimeout(() => finish(false), limit)
    ipcMain.on(answered, onAnswer)
    contents.send(asked, what)
  })
}

/** Lets the page save its drafts before the program is left. */
export const letPageLeave = (main: MainWindow, limit: number): Promise<boolean> => askPage(main, channels.leaving, channels.left, limit)

/** Tells the page that nobody is there, so that it hides and signs out. */
export const letPageLock = (main: MainWindow, limit: number, absence: Absence): Promise<boolean> => askPage(main, channels.nobody, channels.away, limit, absence)
