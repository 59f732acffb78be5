import { spawn } from 'node:child_process'
import type { FromHost, HostProcess } from './messages.ts'

/**
 * Runs the host in a Node of its own, where the running Electron is too old to load the database driver.
 *
 * @param node an executable of Node 22.14 or later
 */
export function forkNode(node: string, entry: string): HostProcess {
  const child = spawn(node, [entry], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced', // structured clone: bytes and dates arrive as themselves, as with utilityProcess
    windowsHide: true,
  })
  return {
    send: (message) => {
      // A host that is just ending reports it by its exit.
      if (child.connected) child.send(message, () => undefined)
    },
    kill: () => void child.kill('SIGKILL'),
    onMessage: (listener) => void child.on('message', (message) => listener(message as FromHost)),
    onExit(listener) {
      child.once('error', listener)
      // 'close', not 'exit': by then every message it sent has arrived.
      child.once('close', listener)
    },
  }
}
