/** What went wrong, as a word the program can act on. The message beside it is what a person reads. */
export type ErrorCode =
  | 'invalid' // the input breaks a rule; `fields` says where
  | 'not-found'
  | 'stale' // somebody saved meanwhile; `current` holds the record as it is now
  | 'conflict' // a unique rule or the state of the record forbids it
  | 'forbidden' // the user lacks the permission
  | 'signed-out' // no session, or it was locked
  | 'password' // wrong password or recovery code
  | 'locked-out' // too many wrong passwords
  | 'in-use' // another Casebook has the data folder open
  | 'bad-place' // the data folder is on a share or a removable disk
  | 'disk-full'
  | 'not-a-casebook' // not our file, or the key does not open it
  | 'damaged' // our file, but its content is damaged
  | 'newer' // written by a newer version of Casebook
  | 'unsupported' // this runtime cannot load the database driver
  | 'cancelled'
  | 'host-stopped' // the database process stopped before it answered
  | 'internal'

/** One field of a form and what to do about it. `path` is a dotted path into the operation's input, e.g. `recipients.0.paperNumber`. */
export interface FieldError {
  path: string
  message: string
}

/** What crosses every boundary when an operation fails. `message` is Chinese: what happened, what it means, what to do. */
export interface Failure {
  code: ErrorCode
  message: string
  fields?: FieldError[]
  /** With `stale`: the record as it stands now. */
  current?: unknown
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure }

/** The one error that operations throw on purpose; anything else is a bug and is reported as `internal`. */
export class CasebookError extends Error {
  readonly code: ErrorCode
  readonly fields: FieldError[] | undefined
  readonly current: unknown

  constructor(code: ErrorCode, message: string, more: { fields?: FieldError[]; current?: unknown; cause?: unknown } = {}) {
    super(message, { cause: more.cause })
    this.name = 'CasebookError'
    this.code = code
    this.fields = more.fields
    this.current = more.current
  }
}

/** Turns anything thrown into a Failure without a stack or an English word. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof CasebookError) {
    const { code, message, fields, current } = thrown
    return { code, message, ...(fields && { fields }), ...(current !== undefined && { current }) }
  }
  return { code: 'internal', message: '程序内部出错，本次操作没有保存。请重试；仍不行，请重新打开程序。' }
}
