import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import { api, plain } from '../api.ts'
import { useSession } from './useSession.ts'

/** Known settings of this visit, by account and key, so that a page seen before opens as it was at once. */
const remembered = new Map<string, string>()

/**
 * A setting of a page (filters, sort, folded panels) that is remembered for the account, encrypted with the data.
 *
 * @param key names page and setting, e.g. `cases.filter`
 * @returns `value`, writable; `ready`, which resolves once what was remembered is in place (load the list after it)
 */
export function useViewState<T>(key: string, initial: T): { value: Ref<T>; ready: Promise<void> } {
  const { signedIn, demo } = useSession()
  const cacheKey = `${demo.value ? 'demo' : 'own'}/${signedIn.value?.accountId ?? ''}/${key}`
  const value = ref(plain(initial)) as Ref<T>
  let timer: ReturnType<typeof setTimeout> | null = null

  function take(text: string): void {
    try {
      const parsed: unknown = JSON.parse(text)
      const isRecord = (item: unknown): item is Record<string, unknown> => item !== null && typeof item === 'object' && !Array.isArray(item)
      // Settings of an older version may lack a key: what is missing keeps its default.
      value.value = (isRecord(parsed) && isRecord(initial) ? { ...plain(initial), ...parsed } : parsed) as T
    } catch {
      remembered.delete(cacheKey)
    }
  }

  const known = remembered.get(cacheKey)
  if (known !== undefined) take(known)
  const ready =
    known !== undefined
      ? Promise.resolve()
      : api.viewGet({ key }).then(
          (text) => {
            if (text !== null && !remembered.has(cacheKey)) take(text)
          },
          () => undefined,
        )

  watch(
    value,
    () => {
      const text = JSON.stringify(value.value)
      if (text === remembered.get(cacheKey)) return
      remembered.set(cacheKey, text)
      if (timer) clearTimeout(timer)
      timer = setTimeout(() => void api.viewSet({ key, value: text }).catch(() => undefined), 300)
    },
    { deep: true },
  )
  return { value, ready }
}
