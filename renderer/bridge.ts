import type { Bridge } from '../electron/bridge.ts'

/** The only door to the outside: `electron/preload.ts` exposes it, its shape is `electron/bridge.ts` (types only). */
declare global {
  interface Window {
    casebook: Bridge
  }
}

export type { Bridge, DroppedFile, HostState, MenuCommand } from '../electron/bridge.ts'
