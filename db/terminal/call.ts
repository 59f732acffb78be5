/** What every command of the terminal is made of: its options, its two streams, and the call of an operation. */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { parseArgs } from 'node:util'
import { CasebookError } from '../domain/errors.ts'
import type { Failure } from '../domain/errors.ts'
import type { Input, OperationName, Output } from '../operations/contract.ts'

export const options = {
  data: { type: 'string' },
  user: { type: 'string' },
  office: { type: 'string' },
  level: { type: 'string' },
  region: { type: 'string' },
  pattern: { type: 'string' },
  'year-starts': { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'string' },
  sheet: { type: 'string' },
  'only-good': { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
  basis: { type: 'string' },
  kind: { type: 'string' },
  own: { type: 'string' },
  question: { type: 'string' },
  out: { type: 'string' },
  'recovery-code': { type: 'string' },
  reason: { type: 'string' },
  supersedes: { type: 'string' },
  names: { type: 'boolean' },
  minors: { type: 'boolean' },
  attachments: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const
export type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values']

/** A call that cannot be meant; shown with the usage. */
export class UsageError extends Error {}

/** A failed operation, on its way to stderr and the exit code. */
export class OperationFailed extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

export const say = (text: string) => process.stdout.write(`${text}\n`)
export const complain = (text: string) => process.stderr.write(`${text}\n`)

/** npm runs its scripts in the project's folder; a path is meant from where the person stands. */
export function pathOf(given: string): string {
  const from = process.env['npm_lifecycle_event'] === 'casebook' ? process.env['INIT_CWD'] : undefined
  return resolve(from ?? '.', given)
}

/** Readable by its owner only: it may name people. @throws CasebookError 'invalid' where there is no such folder, or it may not be written to */
export async function writeText(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 }).catch((cause: unknown) => {
    throw new CasebookError('invalid', `文件没有保存：${path} 写不进去。请核对文件夹是否存在、是否有写入权限、磁盘是否已满，然后重试。`, { cause })
  })
}

export function need(values: Values, name: keyof Values): string {
  const value = values[name]
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing`)
  return value
}

export type Call = <N extends OperationName>(name: N, input: Input<N>, files?: Record<string, string>) => Promise<Output<N>>
