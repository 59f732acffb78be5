import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Attempts } from './attempts.ts'
import { LOCK_SECONDS, MAX_FAILURES, attemptsKey, countTry, failedTry, secondsLeft } from './attempts.ts'
import { refusal } from './testing.ts'

function fail(times: number, now: number): Attempts {
  let attempts: Attempts | undefined
  for (let i = 0; i < times; i++) attempts = countTry(attempts, now, 'login')
  if (!attempts) throw new Error('times is at least 1')
  return attempts
}

describe('lock-out', () => {
  test('begins with the fifth failure and lasts thirty minutes of running time', async () => {
    const locked = fail(MAX_FAILURES, 1000)
    expect(secondsLeft(fail(4, 1000), 1000)).toBe(0)
    expect(secondsLeft(locked, 1000)).toBe(LOCK_SECONDS)
    expect((await refusal(() => countTry(locked, 1000 + 60, 'login'), 'locked-out')).message).toContain('29 分钟')
    expect(secondsLeft(locked, 1000 + LOCK_SECONDS)).toBe(0)
    expect(countTry(locked, 1000 + LOCK_SECONDS, 'login')).toMatchObject({ failures: 1, lockedSeconds: 0 })
  })

  test('says how many tries are left', async () => {
    for (let times = 1; times < MAX_FAILURES; times++) {
      const error = await refusal(() => {
        throw failedTry(fail(times, 0), 'login')
      }, 'password')
      expect(error.message).toContain(`还可以再试 ${MAX_FAILURES - times} 次`)
    }
    expect(failedTry(fail(MAX_FAILURES, 0), 'login').code).toBe('locked-out')
    expect(failedTry(fail(1, 0), 'recovery').message).toContain('恢复码')
  })

  test('a restart never shortens the lock: only time surely passed counts', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(100_000), fc.nat(100_000), (uptime, offFor, afterBoot) => {
        const locked = fail(MAX_FAILURES, uptime)
        const trulyElapsed = offFor + afterBoot
        expect(secondsLeft(locked, afterBoot)).toBeGreaterThanOrEqual(Math.min(LOCK_SECONDS, Math.max(0, LOCK_SECONDS - trulyElapsed)))
      }),
    )
  })

  test('without a restart it is exact', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(4000), (uptime, elapsed) => {
        expect(secondsLeft(fail(MAX_FAILURES, uptime), uptime + elapsed)).toBe(Math.max(0, LOCK_SECONDS - elapsed))
      }),
    )
  })

  test('unknown logins share at most 1024 counters and leave no trace of what was typed', () => {
    const keys = new Set(Array.from({ length: 5000 }, (_each, i) => attemptsKey(`某人${i}`, false)))
    expect(keys.size).toBeLessThanOrEqual(1024)
    expect([...keys].every(each => /^other:\d+$/.test(each))).toBe(true)
    expect(attemptsKey('li', true)).toBe('user:li')
  })
})
