import type { Dispatcher } from '../../db/operations/dispatch.ts'
import type { FromHost, Parent, ToHost } from './messages.ts'
import { serve } from './serve.ts'

/** What Electron adds to `process` inside a utility process. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: ToHost }) => void): void
  postMessage(message: FromHost): void
}

function connect(): Parent {
  const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort }
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      finish(message) {
        parentPort.postMessage(message)
        setImmediate(() => process.exit(0))
      },
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
    }
  }
  // Main is gone: what was acknowledged is in the database, and the folder must be free for the next start.
  process.on('disconnect', () => process.exit(0))
  const send = (message: FromHost, sent: () => void): void => void process.send?.(message, undefined, undefined, sent)
  return {
    send: (message) => send(message, () => undefined),
    finish: (message) => send(message, () => process.exit(0)),
    onMessage: (listener) => void process.on('message', (message) => listener(message as ToHost)),
  }
}

/**
 * Makes this process the host of whoever started it, as Electron's utility process or as a forked Node.
 * A promise nobody handles, or anything thrown by mistake, ends it; main then starts it again.
 */
export function serveAsHost(load: (open: { dataFolder: string; version: string }) => Promise<Pick<Dispatcher, 'call' | 'close'>>, napi = process.versions.napi): void {
  process.on('unhandledRejection', (reason) => {
    throw reason
  })
  // Ctrl+C in a terminal and the end of a desktop session reach every process at once; main decides when the host ends, and has it make its backup first.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
  serve(connect(), { napi, load })
}
