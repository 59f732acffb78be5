import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import { sectionId } from './sections.ts'

/**
 * The section that is being read: the one at the top of the page, and the last one at its end; null before anything was moved. Writable for whoever jumps.
 * @param page the element the sections stand in
 * @param keys the sections from top to bottom
 */
export function useReadingPlace<K extends string>(page: Ref<HTMLElement | null>, keys: () => readonly K[]): Ref<K | null> {
  const at = ref(null) as Ref<K | null>
  function follow(): void {
    const content = page.value?.closest<HTMLElement>('.page-content')
    if (!content) return
    const top = content.getBoundingClientRect().top + 80
    const atEnd = content.scrollTop + content.clientHeight >= content.scrollHeight - 2
    const seen = keys().filter((key) => (document.getElementById(sectionId(key))?.getBoundingClientRect().top ?? Infinity) <= top)
    const last = atEnd && content.scrollTop > 0 ? keys().at(-1) : seen.at(-1)
    at.value = last ?? null
  }
  watch(page, (element, _before, stop) => {
    const content = element?.closest<HTMLElement>('.page-content')
    content?.addEventListener('scroll', follow, { passive: true })
    stop(() => content?.removeEventListener('scroll', follow))
  })
  return at
}
