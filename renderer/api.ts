import { toRaw } from 'vue'
import type { Failure, Result } from '../db/domain/errors.ts'
import type { Input, NamesOfKind, OperationName, Output, Progress } from '../db/operations/contract.ts'
import type { Absence, Bridge, DroppedFile, HostState, MenuCommand, ShellApi } from './bridge.ts'

/** A refused or failed operation. `failure` says what to do, in Chinese; show it with `StateBlock`, `ErrorList` or `failed()`. */
export class OperationError extends Error {
  readonly failure: Failure
  readonly operation: OperationName
  /** When it happened, for the reference the user may copy. */
  readonly at: Date

  constructor(operation: OperationName, failure: Failure) {
    super(failure.message)
    this.name = 'OperationError'
    this.operation = operation
    this.failure = failure
    this.at = new Date()
  }
}

export type JobName = NamesOfKind<'job'>
type Args<N extends OperationName> = Input<N> extends undefined | void ? [] : [input: Input<N>]
export type Client = { [N in Exclude<OperationName, JobName>]: (...args: Args<N>) => Promise<Output<N>> }

/** Commands that leave no record behind; the status bar does not call them saved. */
const quiet: readonly OperationName[] = ['signIn', 'signOut', 'recover', 'openDemo', 'deleteDemo', 'draftSave', 'draftDelete', 'viewSet', 'reveal', 'revealText', 'comparisonReveal', 'attachmentExport', 'reportPaper', 'backupRestore']
/** Every other command changes records. Exhaustive, so that a new command cannot be forgotten. */
const commands: Record<NamesOfKind<'command'>, true> = {
  setUp: true,
  signIn: true,
  signOut: true,
  recover: true,
  changePassword: true,
  renewRecoveryCode: true,
  openDemo: true,
  deleteDemo: true,
  officeSave: true,
  accountAdd: true,
  accountSave: true,
  accountResetPassword: true,
  caseCreate: true,
  caseSaveBasics: true,
  caseSaveOriginal: true,
  recipientSave: true,
  decisionSave: true,
  disbursementAdd: true,
  visitSave: true,
  measureSave: true,
  awardSave: true,
  noteSave: true,
  partRecycle: true,
  partRestore: true,
  caseClose: true,
  caseReopen: true,
  caseRecycle: true,
  caseRestore: true,
  reveal: true,
  revealText: true,
  importTakeBack: true,
  fundsSave: true,
  fundsRecycle: true,
  planSave: true,
  bankApply: true,
  supervisedFundSave: true,
  supervisedEntryAdd: true,
  unsupervisedReasonSave: true,
  visitsPlan: true,
  visitSheets: true,
  visitsSave: true,
  duplicateMerge: true,
  duplicateJudge: true,
  mergeTakeApart: true,
  qualityMend: true,
  comparisonListSave: true,
  comparisonListPurge: true,
  comparisonQuestionSave: true,
  comparisonQuestionRecycle: true,
  comparisonQuestionRestore: true,
  comparisonJudge: true,
  comparisonJudgeUndo: true,
  comparisonReveal: true,
  comparisonToLead: true,
  ownReportSave: true,
  ownReportRecycle: true,
  ownReportRestore: true,
  agencySave: true,
  letterSave: true,
  leadSave: true,
  leadConclude: true,
  leadReopen: true,
  leadToCase: true,
  leadRecycle: true,
  leadRestore: true,
  materialsSave: true,
  stepSave: true,
  assessmentSave: true,
  hearingSave: true,
  approvalSave: true,
  approvalSign: true,
  jointOfficeSave: true,
  decisionChangeAdd: true,
  extensionSave: true,
  caseArchive: true,
  gridSave: true,
  handOver: true,
  referenceSave: true,
  referenceRemove: true,
  attachmentAdd: true,
  attachmentRename: true,
  attachmentRecycle: true,
  attachmentRestore: true,
  attachmentExport: true,
  paperMake: true,
  paperTemplateSave: true,
  backupRestore: true,
  reportPaper: true,
  cardLoad: true,
  cardReasonSave: true,
  draftSave: true,
  draftDelete: true,
  viewSet: true,
}
/** The jobs that write records. */
const savingJobs: readonly OperationName[] = ['importLedger', 'comparisonListLoad']

type SavedListener = (operation: OperationName) => void
type FailedListener = (error: OperationError) => void
const savedListeners = new Set<SavedListener>()
const failedListeners = new Set<FailedListener>()

/** Called after every operation that changed records. Returns the function that stops it. */
export function onSaved(listener: SavedListener): () => void {
  savedListeners.add(listener)
  return () => savedListeners.delete(listener)
}

/** Called for every failed operation, before its caller learns of it. Returns the function that stops it. */
export function onFailed(listener: FailedListener): () => void {
  failedListeners.add(listener)
  return () => failedListeners.delete(listener)
}

function bridge(): Bridge {
  return window.casebook
}

/** Vue's proxies cannot cross the bridge; plain copies can. */
export function plain<T>(value: T): T {
  const raw = toRaw(value)
  if (Array.isArray(raw)) return raw.map(plain) as T
  if (raw !== null && typeof raw === 'object' && Object.getPrototypeOf(raw) === Object.prototype) {
    return Object.fromEntries(Object.entries(raw).map(([key, item]) => [key, plain(item as unknown)])) as T
  }
  return raw
}

async function call<N extends OperationName>(name: N, input: Input<N> | undefined, callId?: string): Promise<Output<N>> {
  let result: Result<Output<N>>
  try {
    const run = bridge()[name] as (input?: Input<N>, callId?: string) => Promise<Result<Output<N>>>
    result = await run(input === undefined ? undefined : plain(input), callId)
  } catch {
    result = { ok: false, error: { code: 'internal', message: '程序各部分之间没有接通，这一步没有完成，已保存的内容不受影响。请重试；仍不行，请重新打开程序。' } }
  }
  if (!result.ok) {
    const error = new OperationError(name, result.error)
    for (const listener of failedListeners) listener(error)
    throw error
  }
  const saves = (Object.hasOwn(commands, name) && !quiet.includes(name)) || savingJobs.includes(name)
  if (saves) for (const listener of savedListeners) listener(name)
  return result.value
}

/**
 * One function per operation of the contract (jobs excepted, see `runJob`). Resolves to the operation's output.
 *
 * @throws OperationError
 */
export const api = new Proxy({} as Client, {
  get: (_, name) => (input?: never) => call(name as OperationName, input),
})

let calls = 0

/**
 * Runs a long operation in the worker.
 *
 * @param options.onProgress called as it goes; `total` is 0 while unknown
 * @param options.signal aborting it asks the job to stop; it then fails with code `cancelled` and leaves nothing half done
 * @throws OperationError
 */
export async function runJob<N extends JobName>(
  name: N,
  input: Input<N>,
  options: { onProgress?: (progress: Progress) => void; signal?: AbortSignal } = {},
): Promise<Output<N>> {
  const callId = `job-${Date.now()}-${(calls += 1)}`
  const cancel = () => bridge().cancel(callId)
  if (options.onProgress) progressListeners.set(callId, options.onProgress)
  listenForProgress()
  options.signal?.addEventListener('abort', cancel, { once: true })
  try {
    return await call(name, input, callId)
  } finally {
    progressListeners.delete(callId)
    options.signal?.removeEventListener('abort', cancel)
  }
}

const progressListeners = new Map<string, (progress: Progress) => void>()
let listening = false
function listenForProgress(): void {
  if (listening) return
  listening = true
  bridge().onProgress(({ callId, done, total, label }) => progressListeners.get(callId)?.({ done, total, label }))
}

/** Dialogs, printing, the window: what main does for the page. Each rejects with an Error whose message is for the user. */
export const shell: ShellApi = new Proxy({} as ShellApi, {
  get: (_, name) => async (input?: unknown) => {
    const run = bridge()[name as keyof ShellApi] as (input?: unknown) => Promise<unknown>
    try {
      return await run(plain(input))
    } catch (thrown) {
      throw new ShellError(thrown instanceof Error ? thrown.message : String(thrown))
    }
  },
})

/** A refused dialog, print or file; the message is Chinese and says what to do. */
export class ShellError extends Error {
  override readonly name = 'ShellError'
}

/** A file from the page's own `drop` event as a token; null for a folder or for something that is no file. */
export const adoptDroppedFile = (file: File): Promise<DroppedFile | null> => bridge().adoptDroppedFile(file)
export const onHostState = (listener: (state: HostState) => void): (() => void) => bridge().onHostState(listener)
export const onMenu = (listener: (command: MenuCommand) => void): (() => void) => bridge().onMenu(listener)
export const onAway = (listener: (absence: Absence) => Promise<void>): (() => void) => bridge().onAway(listener)
export const onLeaving = (listener: () => Promise<void>): (() => void) => bridge().onLeaving(listener)
