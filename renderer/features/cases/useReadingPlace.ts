import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import type { CaseSection } from '../../../db/domain/records.ts'
import { caseSections } from './caseSections.ts'

/** The section that is being read: the one at the top of the page, and the last one at its end. Writable for whoever jumps. @param page the element the sections stand in */
export function useReadingPlace(page: Ref<HTMLElement | null>): Ref<CaseSection> {
  const at = ref<CaseSection>('basics')
  function follow(): void {
    const content = page.value?.closest<HTMLElement>('.page-content')
    if (!content) return
    const top = content.getBoundingClientRect().top + 80
    const atEnd = content.scrollTop + content.clientHeight >= content.scrollHeight - 2
    const seen = caseSections.filter(({ key }) => (document.getElementById(`section-${key}`)?.getBoundingClientRect().top ?? Infinity) <= top)
    const last = atEnd && content.scrollTop > 0 ? caseSections.at(-1) : seen.at(-1)
    at.value = last?.key ?? 'basics'
  }
  watch(page, (element, _before, stop) => {
    const content = element?.closest<HTMLElement>('.page-content')
    content?.addEventListener('scroll', follow, { passive: true })
    stop(() => content?.removeEventListener('scroll', follow))
  })
  return at
}
