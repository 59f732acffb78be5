import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'

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
  restart: () => Promise<void>
  more: () => Promise<void>
}

/** A list that is read on as it is scrolled, from one keyset cursor to the next. */
export function useKeysetList<T, S>(read: (after: string | null) => Promise<KeysetPage<T, S>>): KeysetList<T, S> {
  const rows = shallowRef<T[]>([])
  const total = shallowRef<S | null>(null)
  const next = ref<string | null>(null)
  const loading = ref(false)
  const error = shallowRef<unknown>(null)
  const moreError = shallowRef<unknown>(null)
  let latest = 0
  onBeforeUnmount(() => (latest += 1))

  async function load(after: string | null): Promise<void> {
    const mine = (latest += 1)
    loading.value = true
    const failure = after === null ? error : moreError
    try {
      const page = await read(after)
      if (mine !== latest) return
      rows.value = after === null ? page.rows : [...rows.value, ...page.rows]
      next.value = page.next
      total.value = page.total
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
    restart: () => load(null),
    more: async () => {
      if (next.value !== null && !loading.value) await load(next.value)
    },
  }
}
