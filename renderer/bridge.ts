import type { Bridge } from '../db/operations/bridge.ts'

/** The only door to the outside: `electron/preload.ts` exposes it, its shape is `db/operations/bridge.ts` (types only). */
declare global {
  interface Window {
    casebook: Bridge
  }
}

export type { Absence, Bridge, DroppedFile, HostState, MenuCommand, ShellApi } from '../db/operations/bridge.ts'
