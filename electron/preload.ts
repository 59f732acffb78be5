import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { channels } from './channels.ts'

type Listener<T> = (value: T) => void

/** Hands every message of a channel to the listener; the event object, which leads to ipcRenderer, stays here. */
function subscribe<T>(channel: string, listener: Listener<T>): () => void {
  const relay = (_event: unknown, value: T): void => listener(value)
  ipcRenderer.on(channel, relay)
  return () => void ipcRenderer.removeListener(channel, relay)
}

async function shell(name: string, input: unknown): Promise<unknown> {
  const result = (await ipcRenderer.invoke(channels.shell, name, input)) as { ok: true; value: unknown } | { ok: false; error: { message: string } }
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** Electron 32 and later keep the path out of File; before, it was a property of it, which any other object could have too. */
function pathOf(file: unknown): string {
  if (!(file instanceof File)) return ''
  return webUtils ? webUtils.getPathForFile(file) : ((file as File & { path?: string }).path ?? '')
}

/** What main asks of the page and waits for: it is told once every listener has ended, and whether there was one. */
function answering<T>(asked: string, answered: string): (listener: (value: T) => Promise<void> | void) => () => void {
  const listeners = new Set<(value: T) => Promise<void> | void>()
  ipcRenderer.on(asked, (_event: unknown, value: T) => {
    void Promise.allSettled([...listeners].map(async (listener) => listener(value))).then(({ length }) => ipcRenderer.send(answered, length > 0))
  })
  return (listener) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
}

const bridge: Record<string, unknown> = {
  cancel: (callId: string) => ipcRenderer.send(channels.cancel, callId),
  onProgress: (listener: Listener<unknown>) => subscribe(channels.progress, listener),
  onHostState: (listener: Listener<unknown>) => {
    const end = subscribe(channels.hostState, listener)
    void ipcRenderer.invoke(channels.hostStateNow).then((state: unknown) => {
      if (state !== null) listener(state)
    })
    return end
  },
  onMenu: (listener: Listener<unknown>) => subscribe(channels.menu, listener),
  onLeaving: answering<void>(channels.leaving, channels.left),
  onAway: answering<unknown>(channels.nobody, channels.away),
  adoptDroppedFile: async (file: File) => {
    const path = pathOf(file)
    return path === '' ? null : ipcRenderer.invoke(channels.adopt, path)
  },
}
for (const name of __OPERATIONS__) bridge[name] = (input: unknown, callId?: string) => ipcRenderer.invoke(channels.call, name, input, callId)
for (const name of __SHELL_FUNCTIONS__) bridge[name] = (input: unknown) => shell(name, input)

contextBridge.exposeInMainWorld('casebook', bridge)
