import { utilityProcess } from 'electron'
import type { FromHost, HostProcess } from './messages.ts'

/** Runs the host in Electron's own utility process: how the product runs it. */
export function forkUtility(entry: string): HostProcess {
  const child = utilityProcess.fork(entry, [], { serviceName: 'casebook-host', stdio: 'inherit' })
  return {
    send: (message) => child.postMessage(message),
    kill: () => {
      // SIGTERM, which the host leaves to main, is all that kill() sends.
      if (child.pid === undefined) child.kill()
      else process.kill(child.pid, 'SIGKILL')
    },
    onMessage: (listener) => void child.on('message', (message: FromHost) => listener(message)),
    onExit: (listener) => void child.once('exit', listener),
  }
}
