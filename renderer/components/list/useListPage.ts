import { computed, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { useViewState } from '../../composables/useViewState.ts'
import { useKeysetList } from './useKeysetList.ts'
import type { KeysetList, KeysetPage } from './useKeysetList.ts'

export interface ListPage<V, R, S> {
  /** What the list is narrowed to; remembered for the account. */
  view: Ref<V>
  list: KeysetList<R, S>
  narrowed: ComputedRef<boolean>
  clear: () => void
}

/**
 * A list over all cases that is searched, narrowed and read on as it is scrolled. `ListPage` stands around it.
 * @param options.narrowed whether anything is left out by a view
 * @param options.cleared what a view becomes when everything is shown again
 */
export function useListPage<V extends { text: string }, R, S>(options: {
  key: string
  initial: V
  narrowed: (view: V) => boolean
  cleared?: (view: V) => V
  read: (view: V, after: string | null) => Promise<KeysetPage<R, S>>
}): ListPage<V, R, S> {
  const { value: view, ready } = useViewState(`${options.key}.view`, options.initial)
  const list = useKeysetList((after) => options.read(view.value, after), { key: options.key, view: () => JSON.stringify(view.value) })
  void ready.then(() => {
    void list.open()
    watch(view, list.restart, { deep: true })
  })
  return {
    view,
    list,
    narrowed: computed(() => options.narrowed(view.value)),
    clear: () => (view.value = options.cleared?.(view.value) ?? { ...options.initial }),
  }
}
