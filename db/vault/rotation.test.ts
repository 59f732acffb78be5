import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Backup, BackupReason } from './manifest.ts'
import { outdated } from './rotation.ts'

function backup(at: string, reason: BackupReason = 'quit', verified = true): Backup {
  return { name: `${at}-${reason}`, folder: `/x/${at}`, createdAt: at, reason, verified, cases: 0, people: 0, bytes: 0, lostFiles: 0 }
}
const newestFirst = (list: Backup[]) => list.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
/** One backup a day at noon, newest first, the newest on 2026-11-20. */
const daily = (days: number) => Array.from({ length: days }, (_each, i) => backup(new Date(Date.UTC(2026, 10, 20 - i, 12)).toISOString()))

describe('rotation', () => {
  test('keeps the newest ten and one of each of the last twelve months', () => {
    const all = daily(800)
    const kept = all.filter(each => !outdated(all, all[0]!.name).includes(each))
    expect(kept.slice(0, 10)).toEqual(all.slice(0, 10))
    expect(new Set(kept.map(each => each.createdAt.slice(0, 7))).size).toBe(12)
    expect(kept).toHaveLength(10 + 11)
  })

  test('a day of many backups does not push out those of the days before', () => {
    const today = Array.from({ length: 30 }, (_each, i) => backup(new Date(Date.UTC(2026, 10, 21, 12, i)).toISOString()))
    const all = newestFirst([...today, ...daily(20)])
    const kept = all.filter(each => !outdated(all, all[0]!.name).includes(each)).map(each => each.createdAt.slice(0, 10))
    expect(kept.filter(day => day === '2026-11-21')).toHaveLength(10)
    expect(new Set(kept).size).toBeGreaterThanOrEqual(10)
  })

  test('takes nothing from ten or fewer', () => {
    const all = daily(10)
    expect(outdated(all, all[0]!.name)).toEqual([])
  })

  test('keeps the newest two from before a migration and a restore', () => {
    const old = ['2026-11-01', '2026-11-02', '2026-11-03'].flatMap(day => [backup(`${day}T01:00:00Z`, 'migration'), backup(`${day}T02:00:00Z`, 'restore')])
    const all = newestFirst([...daily(19), ...old])
    expect(outdated(all, all[0]!.name).filter(each => each.reason !== 'quit').map(each => each.createdAt.slice(0, 10))).toEqual(['2026-11-01', '2026-11-01'])
  })

  test('never takes the one just made, the newest good one, or one that no longer looks whole', () => {
    const one = fc.record({
      day: fc.nat(2000),
      reason: fc.constantFrom<BackupReason>('quit', 'manual', 'migration', 'restore'),
      verified: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 60 }), fc.nat(), (list, pick) => {
        const all = newestFirst(list.map(({ day, reason, verified }, i) => backup(new Date(Date.UTC(2020, 0, 1 + day, 12, 0, i)).toISOString(), reason, verified)))
        const justMade = all[pick % all.length]!.name // even if a wrong clock makes it the oldest
        const gone = outdated(all, justMade)
        const good = all.filter(each => each.verified)
        expect(gone.some(each => each.name === justMade || !each.verified || each === good[0])).toBe(false)
        expect(good.length - gone.length).toBeGreaterThanOrEqual(Math.min(10, good.length))
      }),
    )
  })
})
