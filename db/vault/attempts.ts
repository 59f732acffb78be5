import { createHash } from 'node:crypto'
import { uptime } from 'node:os'
import { CasebookError } from '../domain/errors.ts'

/** Wrong tries before the lock-out, and its length in seconds. */
export const MAX_FAILURES = 5
export const LOCK_SECONDS = 30 * 60

/** Failed tries of one login, as kept in the keyring. */
export interface Attempts {
  failures: number
  /** Seconds of lock-out left at the moment `uptimeSeen` was read; 0 = not locked. */
  lockedSeconds: number
  /** Seconds since the computer started, when this was written. */
  uptimeSeen: number
}

/** Seconds since the computer started. Tests pass their own; the product always uses the operating system's. */
export type Uptime = () => number
export const systemUptime: Uptime = uptime

/**
 * Seconds of lock-out left. Time is counted by the computer's running time, which nobody can set, not by the clock: after a restart only
 * the time since that restart counts, so the result is never shorter than the true rest.
 */
export function secondsLeft(attempts: Attempts | undefined, now: number): number {
  if (!attempts || attempts.lockedSeconds <= 0) return 0
  const elapsed = now >= attempts.uptimeSeen ? now - attempts.uptimeSeen : now
  return Math.max(0, attempts.lockedSeconds - elapsed)
}

/** What was tried: a login with its password, or the printed recovery code. */
export type TryKind = 'login' | 'recovery'
const TRIED: Record<TryKind, string> = { login: '登录名或密码', recovery: '恢复码' }

/**
 * Counts one try before its password is looked at, so that neither a kill in between nor tries side by side are free.
 *
 * @returns the counter to write; a right password clears it afterwards
 * @throws CasebookError `locked-out` while the lock lasts
 */
export function countTry(attempts: Attempts | undefined, now: number, kind: TryKind): Attempts {
  const left = secondsLeft(attempts, now)
  if (left > 0) throw lockedOut(left, kind, `已连续错 ${MAX_FAILURES} 次，暂时锁定。`)
  // A lock that has run out gives five new tries.
  const before = attempts && attempts.lockedSeconds <= 0 ? attempts.failures : 0
  const failures = before + 1
  return { failures, lockedSeconds: failures >= MAX_FAILURES ? LOCK_SECONDS : 0, uptimeSeen: now }
}

/** The error of a failed try: how many are left, or that the lock has begun. */
export function failedTry(attempts: Attempts, kind: TryKind): CasebookError {
  const left = MAX_FAILURES - attempts.failures
  const fact = `${TRIED[kind]}不正确`
  if (left <= 0) return lockedOut(attempts.lockedSeconds, kind, `${fact}，已连续错 ${MAX_FAILURES} 次，现在锁定。`)
  const check = kind === 'login' ? '请核对大小写和输入法后重试。' : '请核对是不是这个台账最近一次打印的恢复码。'
  return new CasebookError('password', `${fact}，还可以再试 ${left} 次，之后将锁定 ${LOCK_SECONDS / 60} 分钟。${check}`)
}

function lockedOut(seconds: number, kind: TryKind, fact: string): CasebookError {
  const other = kind === 'login' ? '；忘记密码的，可用恢复码重设' : '；记得密码的，可用密码登录'
  return new CasebookError('locked-out', `${fact}请在 ${Math.ceil(seconds / 60)} 分钟后再试（按电脑开机的时间计算）${other}。`)
}

/**
 * The key under which the tries of a login are counted. Unknown logins share 1024 counters named by 10 bits of a hash: they are limited
 * like known ones, the file cannot grow without end, and a password typed into the wrong box leaves nothing to guess from.
 */
export function attemptsKey(login: string, known: boolean): string {
  if (known) return `user:${login}`
  return `other:${createHash('sha256').update(login).digest().readUInt16BE(0) & 0x3ff}`
}
