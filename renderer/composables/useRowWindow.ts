import { computed, nextTick, onBeforeUnmount, onMounted, ref, useTemplateRef, watch } from 'vue'
import type { Ref } from 'vue'
import { lineStarts, rowWindow, scrollToCase } from './rowWindow.ts'

/** Height of a list's line in pixels. */
export const LINE = 36
const STEP_LINES = 6
const SPARE_LINES = 8

/**
 * For a long table in a scrolling box: which rows are near enough to be drawn, and when to read on. The box carries `ref="scroller"`; bind `onScroll` to its scrolling.
 * @param options.lines how many lines each loaded row takes
 * @param options.canReadOn whether there is more and nothing is being read
 */
export function useRowWindow(options: { lines: () => number[]; scrollTop: Ref<number>; canReadOn: () => boolean; readOn: () => void }) {
  const { scrollTop } = options
  const scroller = useTemplateRef<HTMLElement>('scroller')
  const height = ref(600)
  const starts = computed(() => lineStarts(options.lines()))
  /** The window moves in steps, so that most scrolling draws nothing new. */
  const steppedTop = computed(() => Math.floor(scrollTop.value / (LINE * STEP_LINES)) * LINE * STEP_LINES)
  const drawn = computed(() => rowWindow(starts.value, { scrollTop: steppedTop.value, height: height.value + LINE * STEP_LINES, lineHeight: LINE, spare: SPARE_LINES }))
  /** Rows that PageUp and PageDown pass over. */
  const screenLines = computed(() => Math.max(1, Math.floor(height.value / LINE) - 2))

  function askForMore(): void {
    const end = (starts.value.at(-1) ?? 0) * LINE
    if (options.canReadOn() && scrollTop.value + height.value * 2 > end) options.readOn()
  }
  function onScroll(): void {
    if (!scroller.value) return
    scrollTop.value = scroller.value.scrollTop
    askForMore()
  }
  function showRow(index: number): void {
    if (!scroller.value) return
    scroller.value.scrollTop = scrollToCase(starts.value, index, { scrollTop: scroller.value.scrollTop, height: height.value, lineHeight: LINE, headHeight: LINE })
  }

  // Another filter begins at the top; reading on does not move anything.
  watch(starts, async () => {
    await nextTick()
    if (scroller.value && Math.abs(scroller.value.scrollTop - scrollTop.value) > 1) scroller.value.scrollTop = scrollTop.value
    askForMore()
  })

  let watchSize: ResizeObserver | null = null
  onMounted(() => {
    const element = scroller.value
    if (!element) return
    watchSize = new ResizeObserver(() => {
      height.value = element.clientHeight
      askForMore()
    })
    watchSize.observe(element)
    height.value = element.clientHeight
    element.scrollTop = scrollTop.value
  })
  onBeforeUnmount(() => watchSize?.disconnect())

  return { scroller, drawn, screenLines, onScroll, showRow }
}
