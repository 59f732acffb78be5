import { onScopeDispose, ref } from 'vue'
import type { Ref } from 'vue'

/** Whether the page has little room in width: a small screen, or a large text scale, which makes the same screen smaller. */
export function useNarrow(): Readonly<Ref<boolean>> {
  const query = window.matchMedia('(width < 1000px)')
  const narrow = ref(query.matches)
  const look = () => (narrow.value = query.matches)
  query.addEventListener('change', look)
  onScopeDispose(() => query.removeEventListener('change', look))
  return narrow
}
