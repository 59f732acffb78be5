import { onBeforeUnmount, ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'

export interface Load<T> {
  data: ShallowRef<T | null>
  error: ShallowRef<unknown>
  loading: Ref<boolean>
  /** Runs it again; an answer that a later call has overtaken is dropped. */
  reload: () => Promise<void>
}

/** Loads what a page shows, at once: `const { data, error, loading, reload } = useLoad(() => api.dutyList())`. Old data stays while reloading. */
export function useLoad<T>(load: () => Promise<T>, { immediate = true } = {}): Load<T> {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<unknown>(null)
  const loading = ref(false)
  let latest = 0
  async function reload(): Promise<void> {
    const mine = (latest += 1)
    loading.value = true
    try {
      const value = await load()
      if (mine !== latest) return
      data.value = value
      error.value = null
    } catch (thrown) {
      if (mine === latest) error.value = thrown
    } finally {
      if (mine === latest) loading.value = false
    }
  }
  onBeforeUnmount(() => (latest += 1))
  if (immediate) void reload()
  return { data, error, loading, reload }
}
