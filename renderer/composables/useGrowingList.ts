import { computed, ref, watch } from 'vue'
import type { ComputedRef } from 'vue'

export interface GrowingList<T> {
  /** The first part of the list, growing towards its end. */
  shown: ComputedRef<readonly T[]>
  /** For the scrolling element: draws more when its end comes near. */
  onScroll: (event: Event) => void
  /** Draws at least as far as this index, for the keyboard. */
  reach: (index: number) => void
}

/** A long list drawn step by step, so that thousands of rows of uneven height open at once. A new list starts from its beginning. */
export function useGrowingList<T>(items: () => readonly T[], step = 200): GrowingList<T> {
  const count = ref(step)
  watch(items, () => (count.value = step))
  return {
    shown: computed(() => items().slice(0, count.value)),
    onScroll(event) {
      const element = event.currentTarget as HTMLElement
      if (count.value < items().length && element.scrollTop + element.clientHeight * 2 > element.scrollHeight) count.value += step
    },
    reach(index) {
      while (count.value <= index && count.value < items().length) count.value += step
    },
  }
}
