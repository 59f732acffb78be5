import { computed, ref, shallowRef } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { Permission } from '../../db/domain/permissions.ts'
import type { Input, SessionState } from '../../db/operations/contract.ts'
import { api, onAway, onFailed, onHostState, onLeaving, OperationError } from '../api.ts'

/**
 * `loading` before the first answer, `failed` when there was none, `trouble` when the data folder cannot be opened, `first-run` without a casebook,
 * `sign-in` with one, `open` at work, `locked` when work goes on after the password (idle, or the data process stopped).
 */
export type Phase = 'loading' | 'failed' | 'trouble' | 'first-run' | 'sign-in' | 'open' | 'locked'
type LockReason = 'idle' | 'asked' | 'stopped'

const state = shallowRef<SessionState | null>(null)
const phase = ref<Phase>('loading')
/** What is said above the sign-in form, e.g. what happened when the data process stopped. */
const notice = ref<string | null>(null)
/** Why the data process cannot run at all; only leaving and opening the program again helps. */
const hostFailure = ref<string | null>(null)
const startError = shallowRef<unknown>(null)
/** Changes when the pages must be built anew: another person, another casebook. */
const generation = ref(0)
const beforeLeaving = new Set<() => Promise<void>>()
let who: string | null = null
let runningJobs = 0

function place(next: SessionState): void {
  state.value = next
  if (next.signedIn) {
    const now = `${next.signedIn.accountId}/${next.demo}`
    if (who !== now) generation.value += 1
    else if (phase.value === 'locked') void flush() // drafts that could not be put away when the host stopped
    who = now
    notice.value = null
    phase.value = 'open'
  } else {
    phase.value = next.vault === 'incomplete' ? 'trouble' : next.vault === 'empty' ? 'first-run' : 'sign-in'
  }
}

/** Shows the pages once they can name the office's own codes; where those cannot be had, the built-in lists serve. */
async function arrive(next: SessionState): Promise<void> {
  if (next.signedIn) await import('../codeLists.ts').then(({ loadCodeLists }) => loadCodeLists()).catch(() => undefined)
  place(next)
}

async function refresh(): Promise<void> {
  try {
    await arrive(await api.sessionState())
    startError.value = null
  } catch (thrown) {
    startError.value = thrown
    if (phase.value !== 'open' && phase.value !== 'locked') phase.value = 'failed'
  }
}

/** Lets every open form put its draft away first. */
async function flush(): Promise<void> {
  await Promise.allSettled([...beforeLeaving].map((save) => save()))
}

async function signIn(input: Input<'signIn'>): Promise<void> {
  await arrive(await api.signIn(input))
}

async function recover(input: Input<'recover'>): Promise<void> {
  await arrive(await api.recover(input))
}

async function openDemo(): Promise<void> {
  if (phase.value === 'open') await flush()
  await arrive(await api.openDemo())
}

/** Ends the session; the pages are dropped, their drafts kept. */
async function signOut(): Promise<void> {
  await flush()
  try {
    await api.signOut()
  } finally {
    // Also where the backup on leaving failed, which is said: nobody is signed in any more.
    await restarted()
  }
}

/** After a backup was restored nobody is signed in and nothing on the screen is true any more. */
async function restarted(): Promise<void> {
  who = null
  generation.value += 1
  notice.value = null
  await refresh()
}

/** Hides the pages and asks for the password; they come back as they were for the same person. */
async function lock(reason: LockReason, text: string | null = null): Promise<void> {
  if (phase.value !== 'open') {
    if (text) notice.value = text
    return
  }
  if (reason !== 'stopped') await flush()
  notice.value = text
  phase.value = 'locked'
  if (reason !== 'stopped') void endSession()
}

/** What could not be backed up is said on the lock; a host that has stopped says so itself. */
async function endSession(): Promise<void> {
  try {
    await api.signOut()
  } catch (thrown) {
    if (!(thrown instanceof OperationError)) throw thrown
    if (phase.value === 'locked' && thrown.failure.code !== 'host-stopped') notice.value = thrown.failure.message
  }
}

const signedIn = computed(() => state.value?.signedIn ?? null)
const office = computed(() => state.value?.office ?? null)
const demo = computed(() => state.value?.demo ?? false)

export interface Session {
  state: ShallowRef<SessionState | null>
  phase: Ref<Phase>
  notice: Ref<string | null>
  startError: ShallowRef<unknown>
  hostFailure: Ref<string | null>
  generation: Ref<number>
  signedIn: ComputedRef<SessionState['signedIn']>
  office: ComputedRef<SessionState['office']>
  demo: ComputedRef<boolean>
  /** Whether the person at the screen may do it. The host decides; this only spares them the refusal. */
  can: (permission: Permission) => boolean
  refresh: () => Promise<void>
  signIn: typeof signIn
  recover: typeof recover
  openDemo: typeof openDemo
  signOut: typeof signOut
  lock: typeof lock
  restarted: typeof restarted
}

/** Who is at the screen and what they may do. One for the whole window. */
export function useSession(): Session {
  const can = (permission: Permission) => signedIn.value?.permissions.includes(permission) ?? false
  return { state, phase, notice, startError, hostFailure, generation, signedIn, office, demo, can, refresh, signIn, recover, openDemo, signOut, lock, restarted }
}

/** Runs `save` before the session is locked or left (drafts that are still waiting). Returns the function that stops it. */
export function onBeforeLeaving(save: () => Promise<void>): () => void {
  beforeLeaving.add(save)
  return () => beforeLeaving.delete(save)
}

/** A running job counts as being at work: the idle lock waits for it. */
export async function whileBusy<T>(work: () => Promise<T>): Promise<T> {
  runningJobs += 1
  try {
    return await work()
  } finally {
    runningJobs -= 1
    touched = Date.now()
  }
}

let touched = Date.now()

async function lockIdle(): Promise<void> {
  const minutes = state.value?.office?.idleLockMinutes
  // Nothing real is in the demonstration, so it never locks.
  if (phase.value !== 'open' || demo.value || !minutes || runningJobs > 0) return
  if (Date.now() - touched >= minutes * 60_000) await lock('idle', `已有 ${minutes} 分钟没有操作，屏幕已锁定，填写的内容都还在。请输入密码接着做。`)
}

/** Starts the session: asks the host, watches for idleness, a lost session and a stopped host. Once, at the start of the window. */
export function startSession(): void {
  const touch = () => (touched = Date.now())
  for (const type of ['keydown', 'pointerdown', 'pointermove', 'wheel']) window.addEventListener(type, touch, { passive: true, capture: true })
  window.setInterval(() => void lockIdle(), 5_000)
  onAway((absence) => (absence === 'idle' ? lockIdle() : lock('idle', '电脑锁屏或休眠时，台账也已锁定，填写的内容都还在。请输入密码接着做。')))

  onFailed((error) => {
    // Answers that come in after signing out are no news.
    if (phase.value === 'open' && error.failure.code === 'signed-out' && error.operation !== 'signOut') void lock('stopped', error.failure.message)
  })
  onHostState((host) => {
    if (host.state === 'ready' && (phase.value === 'loading' || phase.value === 'failed')) void refresh()
    if (host.state === 'restarting') {
      void lock('stopped', host.message)
      if (phase.value !== 'locked') void refresh()
    }
    hostFailure.value = host.state === 'stopped' ? (host.message ?? '数据程序没有运行，已保存的内容仍在本机。请退出程序后重新打开。') : null
  })
  onLeaving(flush)
  void refresh()
}
