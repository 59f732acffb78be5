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

/** Electron 32 and later keep the path out of File; before, it was a property of it. */
function pathOf(file: File): string {
  return webUtils ? webUtils.getPathForFile(file) : ((file as File & { path?: string }).path ?? '')
}

const leaving = new Set<() => Promise<void> | void>()
ipcRenderer.on(channels.leaving, () => {
  void Promise.allSettled([...leaving].map(async (listener) => listener())).then(() => ipcRenderer.send(channels.left))
})

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
  onLeaving: (listener: () => Promise<void> | void) => {
    leaving.add(listener)
    return () => leaving.delete(listener)
  },
  adoptDroppedFile: async (file: File) => {
    const path = pathOf(file)
    return path === '' ? null : ipcRenderer.invoke(channels.adopt, path)
  },
}
for (const name of __OPERATIONS__) bridge[name] = (input: unknown, callId?: string) => ipcRenderer.invoke(channels.call, name, input, callId)
for (const name of __SHELL_FUNCTIONS__) bridge[name] = (input: unknown) => shell(name, input)

contextBridge.exposeInMainWorld('casebook', bridge)
