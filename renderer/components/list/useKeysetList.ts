import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { useSession } from '../../composables/useSession.ts'

export interface KeysetPage<T, S> {
  rows: T[]
  next: string | null
  total: S
}
export interface KeysetList<T, S> {
  rows: ShallowRef<T[]>
  total: ShallowRef<S | null>
  loading: Ref<boolean>
  error: ShallowRef<unknown>
  /** Reading on failed; what was read before stays. */
  moreError: ShallowRef<unknown>
  hasMore: ComputedRef<boolean>
  /** Where the reader is in it: the chosen row and how far it is scrolled. */
  place: { active: Ref<number>; scrollTop: Ref<number> }
  /** Opens the list as it was left, if it is remembered and the view is the same; else from its beginning. */
  open: () => Promise<void>
  restart: () => Promise<void>
  more: () => Promise<void>
}

interface Kept {
  view: string
  rows: unknown[]
  next: string | null
  total: unknown
  active: number
  scrollTop: number
}
/** Lists as they were left, by person and list, so that coming back from a record finds the same place. */
const kept = new Map<string, Kept>()

/**
 * A list that is read on as it is scrolled, from one keyset cursor to the next.
 * @param remember names the list and what it is narrowed to, where coming back shall find the same place
 */
export function useKeysetList<T, S>(read: (after: string | null) => Promise<KeysetPage<T, S>>, remember?: { key: string; view: () => string }): KeysetList<T, S> {
  const session = useSession()
  const rows = shallowRef<T[]>([])
  const total = shallowRef<S | null>(null)
  const next = ref<string | null>(null)
  const loading = ref(false)
  const error = shallowRef<unknown>(null)
  const moreError = shallowRef<unknown>(null)
  const place = { active: ref(0), scrollTop: ref(0) }
  let latest = 0
  const keptAs = remember && `${session.signedIn.value?.accountId ?? ''}/${session.generation.value}/${remember.key}`
  onBeforeUnmount(() => {
    latest += 1
    if (!remember || keptAs === undefined || error.value || total.value === null) return
    kept.set(keptAs, { view: remember.view(), rows: rows.value, next: next.value, total: total.value, active: place.active.value, scrollTop: place.scrollTop.value })
  })

  /** Reads behind a place, or anew until there are `count` rows. */
  async function load(after: string | null, count = 0): Promise<void> {
    const mine = (latest += 1)
    loading.value = true
    const failure = after === null ? error : moreError
    try {
      let page = await read(after)
      let fresh = after === null ? page.rows : [...rows.value, ...page.rows]
      const { total: sum } = page
      while (mine === latest && page.next !== null && fresh.length < count) {
        page = await read(page.next)
        fresh = [...fresh, ...page.rows]
      }
      if (mine !== latest) return
      rows.value = fresh
      next.value = page.next
      total.value = sum
      error.value = null
      moreError.value = null
    } catch (thrown) {
      if (mine === latest) failure.value = thrown
    } finally {
      if (mine === latest) loading.value = false
    }
  }
  return {
    rows,
    total,
    loading,
    error,
    moreError,
    hasMore: computed(() => next.value !== null),
    place,
    open: async () => {
      const left = keptAs === undefined ? undefined : kept.get(keptAs)
      if (!left || left.view !== remember?.view()) return load(null)
      rows.value = left.rows as T[]
      next.value = left.next
      total.value = left.total as S
      place.active.value = left.active
      place.scrollTop.value = left.scrollTop
      // The record just visited may have changed: what is shown at once is read again behind it.
      return load(null, left.rows.length)
    },
    restart: () => {
      place.active.value = 0
      place.scrollTop.value = 0
      return load(null)
    },
    more: async () => {
      if (next.value !== null && !loading.value) await load(next.value)
    },
  }
}
