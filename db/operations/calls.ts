import { CasebookError } from '../domain/errors.ts'
import type { Context } from './context.ts'
import type { OperationName, Progress } from './contract.ts'

/** What comes with a call besides its input. */
export interface CallContext {
  /** Paths of the files the user chose, by the token that main issued for each. */
  files: Record<string, string>
  onProgress(progress: Progress): void
  /** Element 0 becomes 1 when the user cancels; shared with the worker. */
  cancelFlag: Int32Array
}

/** What the worker needs to run one job on a connection of its own. */
export interface JobRequest extends Pick<Context, 'folder' | 'actor' | 'permissions' | 'appVersion'> {
  operation: OperationName
  input: unknown
  files: Record<string, string>
  key: Uint8Array
}
export type JobStarter = (request: JobRequest, cancelFlag: SharedArrayBuffer, onProgress: (progress: Progress) => void) => Promise<unknown>

/** @throws CasebookError 'invalid' for a token that nobody issued */
export function fileOf(files: Record<string, string>, token: string): string {
  const path = Object.hasOwn(files, token) ? files[token] : undefined
  if (path === undefined) throw new CasebookError('invalid', '没有找到所选的文件，请重新选择。')
  return path
}

/** @throws CasebookError 'cancelled' once the user asked for it */
export function checkFlag(flag: Int32Array): void {
  if (Atomics.load(flag, 0) === 1) throw new CasebookError('cancelled', '已取消，没有改动任何数据。')
}
