import type { Failure, Result } from '../../db/domain/errors.ts'
import type { Progress } from '../../db/operations/contract.ts'

/** What main says to the host. The first message is `open`. */
export type ToHost =
  | { open: { dataFolder: string; version: string } }
  | { id: number; operation: string; input: unknown; files: Record<string, string> }
  | { id: number; cancel: true }
  | { close: true }

/** What the host says to main. `refused`: it cannot work here and ends; starting it again would not help. */
export type FromHost =
  | { ready: true }
  | { refused: Failure }
  | { id: number; result: Result<unknown> }
  | { id: number; progress: Progress }
  /** `failure`: the backup on leaving was not made. */
  | { closed: true; failure?: Failure }

/** The host as main sees it, whichever way it runs. */
export interface HostProcess {
  send(message: ToHost): void
  kill(): void
  onMessage(listener: (message: FromHost) => void): void
  /** Called once, also when it could not be started. */
  onExit(listener: () => void): void
}

/** Main as the host sees it. */
export interface Parent {
  send(message: FromHost): void
  /** Sends the last message and ends the process once it is on its way. */
  finish(message: FromHost): void
  onMessage(listener: (message: ToHost) => void): void
}
