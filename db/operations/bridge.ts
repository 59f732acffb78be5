import type { Input, OperationName, Output, Progress } from './contract.ts'
import type { Result } from '../domain/errors.ts'

/** What the page is told of the database process. `restarting`: it stopped by itself, nobody is signed in now; `stopped`: for good. */
export interface HostState {
  state: 'ready' | 'restarting' | 'stopped'
  /** For the user: what happened, what it means, what to do. */
  message?: string
}

/** What the menu asks the page to do. The page also handles the keys shown beside these entries itself. */
export type MenuCommand = 'new' | 'save' | 'print' | 'find' | 'filter' | 'backup' | 'lock' | 'help'

/** Why main takes it that nobody is at the computer: it was not touched for as long as the office allows, or its screen was locked, or it goes to sleep. */
export type Absence = 'idle' | 'screen'

/** A file the user dropped on the page, as a token that operations accept in place of a path. */
export interface DroppedFile {
  token: string
  name: string
  size: number
}

export interface CallProgress extends Progress {
  /** The name that the caller gave to the call. */
  callId: string
}

/**
 * What main does for the renderer because only it may: dialogs, printing, the window. Files become tokens; the renderer never sees a path.
 */
export interface ShellApi {
  shellOpenFile(input: { title: string; filters: { name: string; extensions: string[] }[] }): Promise<{ token: string; name: string; size: number } | null>
  /** Several at once; none when cancelled. */
  shellOpenFiles(input: { title: string; filters: { name: string; extensions: string[] }[] }): Promise<{ token: string; name: string; size: number }[]>
  shellOpenFolder(input: { title: string }): Promise<{ token: string; name: string } | null>
  shellSaveFile(input: { title: string; suggestedName: string; filters: { name: string; extensions: string[] }[] }): Promise<{ token: string; name: string } | null>
  /** Writes text the page made (the recovery sheet) where the user chooses; null when cancelled. */
  shellSaveText(input: { title: string; suggestedName: string; text: string }): Promise<{ name: string } | null>
  /** Writes a picture the page drew (a chart) where the user chooses; null when cancelled. */
  shellSavePicture(input: { title: string; suggestedName: string; format: 'png' | 'svg'; bytes: Uint8Array }): Promise<{ name: string } | null>
  /** Prints a page of our own making through a hidden window without scripts. `headline` stands above each page, with the page's number below; sheets without one have neither. */
  shellPrintHtml(input: { title: string; html: string; headline?: string }): Promise<boolean>
  /** The same as a PDF file where the user chooses; null when cancelled. */
  shellSavePdf(input: { title: string; html: string; headline?: string; suggestedName: string }): Promise<{ token: string; name: string } | null>
  shellShowSaved(input: { token: string }): Promise<void>
  /** A new file of that name in the folder for papers (文档/检察司法救助文书); never one that is there already. */
  shellPaperFile(input: { suggestedName: string }): Promise<{ token: string; name: string }>
  /** Opens a saved paper in the program the PC has for it (WPS, Word). */
  shellOpenSaved(input: { token: string }): Promise<void>
  shellCopyText(input: { text: string }): Promise<void>
  shellSetTextScale(input: { percent: 100 | 125 | 150 }): Promise<void>
  shellInfo(): Promise<{ version: string; runtime: string; textScale: number }>
  shellQuit(): Promise<void>
}
export const shellNames = [
  'shellOpenFile',
  'shellOpenFiles',
  'shellOpenFolder',
  'shellSaveFile',
  'shellSaveText',
  'shellSavePicture',
  'shellPrintHtml',
  'shellSavePdf',
  'shellShowSaved',
  'shellPaperFile',
  'shellOpenSaved',
  'shellCopyText',
  'shellSetTextScale',
  'shellInfo',
  'shellQuit',
] as const satisfies readonly (keyof ShellApi)[]

type OperationFunctions = {
  /** `callId` names a job for its progress and for cancelling it. Never rejects. */
  [N in OperationName]: (...args: Input<N> extends undefined | void ? [input?: Input<N>, callId?: string] : [input: Input<N>, callId?: string]) => Promise<Result<Output<N>>>
}

/** `window.casebook`: all that the page can reach outside itself. Each `on…` returns the function that ends it. */
export interface Bridge extends OperationFunctions, ShellApi {
  cancel(callId: string): void
  onProgress(listener: (progress: CallProgress) => void): () => void
  /** Told at once how it is now, then on every change. */
  onHostState(listener: (state: HostState) => void): () => void
  onMenu(listener: (command: MenuCommand) => void): () => void
  /** Runs before the program is left, for saving drafts; it is waited for, two seconds at most. */
  onLeaving(listener: () => Promise<void> | void): () => void
  /** Nobody is at the computer: to be hidden and signed out. Where the page does not answer within five seconds, main signs out. */
  onAway(listener: (absence: Absence) => Promise<void>): () => void
  /** A file from the page's own `drop` event; null for a folder or for a File that no file is behind. */
  adoptDroppedFile(file: File): Promise<DroppedFile | null>
}
