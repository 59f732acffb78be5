/**
 * The host: the process that owns the database. Runs as Electron's utility process or as a forked Node, with the same messages.
 * A promise nobody handles, or anything thrown by mistake, ends it; main then starts it again.
 */
import { join } from 'node:path'
import { startWorker } from './worker.ts'
import type { FromHost, Parent, ToHost } from './messages.ts'
import { serve } from './serve.ts'

/** What Electron adds to `process` inside a utility process. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: ToHost }) => void): void
  postMessage(message: FromHost): void
}
const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort }

function connect(): Parent {
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

process.on('unhandledRejection', (reason) => {
  throw reason
})
// Ctrl+C in a terminal reaches the whole group; main decides when the host ends.
process.on('SIGINT', () => undefined)

serve(connect(), {
  napi: process.versions.napi,
  async load({ dataFolder, version }) {
    // Loaded only here: importing it loads the driver.
    const { createDispatcher } = await import('../../db/operations/dispatch.ts')
    return createDispatcher({
      dataFolder,
      appVersion: version,
      demoLedger: join(__dirname, 'demonstration.xlsx'),
      startJob: startWorker(join(__dirname, 'job.cjs')),
      onBug: (thrown) => console.error(thrown),
    })
  },
})
