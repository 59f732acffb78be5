import { powerMonitor } from 'electron'
import type { Result } from '../db/domain/errors.ts'
import type { Absence } from '../db/operations/bridge.ts'
import type { SessionState } from '../db/operations/contract.ts'
import type { HostClient } from './host/client.ts'

/** Milliseconds between two looks at how long nobody has touched the computer. */
const LOOK_EVERY = 15_000
/** Seconds; the shortest that an office may allow. Before that the host need not be asked. */
const SHORTEST = 60

/**
 * Locks the casebook while nobody is at the computer. The page watches what happens in its window by itself; main does so for the whole computer, because a
 * page that hangs or whose timers are slowed down locks nothing, and because what is on the screen when the computer goes to sleep is there when it wakes.
 *
 * @param lockPage asks the page to do it; false where it does not answer, and then the session is ended without it
 */
export function watchAbsence(host: HostClient, lockPage: (absence: Absence) => Promise<boolean>): void {
  async function lock(absence: Absence): Promise<void> {
    if (!(await lockPage(absence))) await host.call('signOut', undefined, {}).result
  }

  /** Somebody's session in the real casebook; nothing in the demonstration needs a lock. */
  async function session(): Promise<{ idleSeconds: number } | null> {
    const answer = (await host.call('sessionState', undefined, {}).result) as Result<SessionState>
    const { signedIn = null, demo = true, office = null } = answer.ok ? answer.value : {}
    return signedIn && !demo && office ? { idleSeconds: office.idleLockMinutes * 60 } : null
  }

  async function onScreen(): Promise<void> {
    if (await session()) await lock('screen')
  }
  async function look(): Promise<void> {
    if (powerMonitor.getSystemIdleTime() < SHORTEST) return
    const open = await session()
    if (open && powerMonitor.getSystemIdleTime() >= open.idleSeconds) await lock('idle')
  }

  powerMonitor.on('lock-screen', () => void onScreen())
  powerMonitor.on('suspend', () => void onScreen())
  setInterval(() => void look(), LOOK_EVERY)
}
