import { computed, nextTick, onMounted, ref, useTemplateRef, watch } from 'vue'
import { gridColumns } from '../../../db/domain/gridColumns.ts'
import { told } from '../../composables/notify.ts'
import { parseClipboard, toClipboard } from './clipboardTable.ts'
import { fixedColumns, WORDS_WIDTH } from './gridLayout.ts'
import type { Grid } from './useGrid.ts'

/**
 * The field that lies over the active cell and always holds the keyboard, its whole text selected: typing, an input method or a paste replaces it the way
 * the system does it. `reading`: keys move; `typing`: begun by a letter, arrows finish; `editing`: after F2 or a double click, arrows stay in the text.
 */
export function useCellField(grid: Grid, leave: () => void) {
  const scroller = useTemplateRef<HTMLElement>('scroller')
  const field = useTemplateRef<HTMLTextAreaElement>('field')
  const mode = ref<'reading' | 'typing' | 'editing'>('reading')
  /** Where Enter goes back to after a run of Tabs. */
  let startColumn = 0

  const place = computed(() => grid.active.value)

  /** Puts the field over the active cell and the cell's text into it. */
  async function settle(): Promise<void> {
    await nextTick()
    const cell = cellAt()
    const input = field.value
    if (!cell || !input || !scroller.value) return
    reveal(cell)
    lay(cell, input)
    if (mode.value !== 'reading') return
    input.value = grid.text(place.value)
    if (document.activeElement === input) input.select()
  }
  function lay(cell: HTMLElement, input: HTMLElement): void {
    Object.assign(input.style, { left: `${cell.offsetLeft}px`, top: `${cell.offsetTop}px`, width: `${cell.offsetWidth}px`, height: `${cell.offsetHeight}px` })
  }
  /** The first column stays in sight while the rest scrolls, and the field with it. */
  function onScroll(): void {
    const cell = place.value.column === 0 ? cellAt() : null
    if (cell && field.value) lay(cell, field.value)
  }
  const cellAt = () => scroller.value?.querySelector<HTMLElement>(`[data-cell="${place.value.row}-${place.value.column}"]`) ?? null
  /** Scrolls so that the fixed columns and the headings do not cover the cell. */
  function reveal(cell: HTMLElement): void {
    const box = scroller.value
    if (!box) return
    const fixed = fixedColumns.width
    const head = cell.offsetHeight
    const pinned = cell.classList.contains('is-fixed')
    if (pinned) box.scrollLeft = 0
    else {
      if (cell.offsetLeft - fixed < box.scrollLeft) box.scrollLeft = cell.offsetLeft - fixed
      else if (cell.offsetLeft + cell.offsetWidth > box.scrollLeft + box.clientWidth - WORDS_WIDTH) box.scrollLeft = cell.offsetLeft + cell.offsetWidth - box.clientWidth + WORDS_WIDTH
    }
    if (cell.offsetTop - head < box.scrollTop) box.scrollTop = cell.offsetTop - head
    else if (cell.offsetTop + cell.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = cell.offsetTop + cell.offsetHeight - box.clientHeight
  }
  watch([place, () => grid.content.value, () => grid.count.value], () => void settle())
  onMounted(() => {
    field.value?.focus({ preventScroll: true })
    void settle()
  })

  function finish(): void {
    if (mode.value === 'reading') return
    mode.value = 'reading'
    const typed = field.value?.value ?? ''
    if (typed !== grid.text(place.value)) grid.type(typed)
    void settle()
  }
  function giveUp(): void {
    mode.value = 'reading'
    void settle()
  }
  function edit(): void {
    const input = field.value
    if (!input || mode.value !== 'reading') return
    // Whoever edits a proposal goes on from its words.
    if (input.value === '') input.value = grid.offer(place.value)
    mode.value = 'editing'
    input.setSelectionRange(input.value.length, input.value.length)
  }
  function move(down: number, right: number, { extend = false } = {}): void {
    finish()
    grid.goTo({ row: place.value.row + down, column: place.value.column + right }, { extend })
    if (!extend && right !== 0) startColumn = place.value.column
  }
  function tab(back: boolean): void {
    finish()
    const { row, column } = place.value
    const last = gridColumns.length - 1
    if (back) grid.goTo(column > 0 ? { row, column: column - 1 } : { row: row - 1, column: row > 0 ? last : 0 })
    else grid.goTo(column < last ? { row, column: column + 1 } : { row: row + 1, column: 0 })
    if (place.value.row !== row) startColumn = place.value.column
  }
  function enter(back: boolean): void {
    finish()
    grid.goTo({ row: place.value.row + (back ? -1 : 1), column: startColumn })
  }
  function paste(text: string): void {
    const said = grid.paste(parseClipboard(text))
    if (said) told(said)
  }

  const pageRows = () => Math.max(1, Math.floor((scroller.value?.clientHeight ?? 0) / 36) - 2)
  /** Keys that move, whatever the mode; arrows stay in a text that is being edited. */
  function moves(event: KeyboardEvent): (() => void) | null {
    const { key, ctrlKey, shiftKey: extend } = event
    const end = { row: Math.max(0, grid.content.value.rows.length - 1), column: gridColumns.length - 1 }
    if (key === 'Enter' && !event.altKey && !ctrlKey) return () => enter(extend)
    if (key === 'Tab' && !ctrlKey) return () => tab(extend)
    if (mode.value === 'editing') return null
    if (key === 'ArrowDown') return () => move(ctrlKey ? end.row - place.value.row : 1, 0, { extend })
    if (key === 'ArrowUp') return () => move(ctrlKey ? -place.value.row : -1, 0, { extend })
    if (key === 'ArrowRight') return () => move(0, ctrlKey ? end.column : 1, { extend })
    if (key === 'ArrowLeft') return () => move(0, ctrlKey ? -end.column : -1, { extend })
    if (key === 'PageDown') return () => move(pageRows(), 0, { extend })
    if (key === 'PageUp') return () => move(-pageRows(), 0, { extend })
    if (mode.value === 'typing') return null
    if (key === 'Home') return () => (ctrlKey ? grid.goTo({ row: 0, column: 0 }, { extend }) : move(0, -end.column, { extend }))
    if (key === 'End') return () => (ctrlKey ? grid.goTo(end, { extend }) : move(0, end.column, { extend }))
    return null
  }
  function acts(event: KeyboardEvent): (() => void) | null {
    const { key, code, ctrlKey, metaKey, altKey } = event
    const ctrl = (ctrlKey || metaKey) && !altKey
    const reading = mode.value === 'reading'
    if (key === 'Escape') return reading ? leave : giveUp
    if (key === 'Enter' && altKey) return () => breakLine()
    if (key === 'F2') return edit
    if (ctrl && (code === 'KeyD' || code === 'Quote')) {
      return () => {
        if (!reading) giveUp()
        grid.fill()
      }
    }
    if (!reading) return null
    if (key === 'Delete' || key === 'Backspace') return grid.clearBlock
    if (ctrl && code === 'KeyZ') return event.shiftKey ? grid.redo : grid.undo
    if (ctrl && code === 'KeyY') return grid.redo
    if (ctrl && (code === 'Minus' || code === 'NumpadSubtract')) return grid.remove
    if (ctrl && (code === 'Equal' || code === 'NumpadAdd')) return insert
    return null
  }
  function insert(): void {
    const said = grid.insert()
    if (said) told(said)
  }
  function breakLine(): void {
    const input = field.value
    if (!input) return
    if (mode.value === 'reading') edit()
    input.setRangeText('\n', input.selectionStart, input.selectionEnd, 'end')
  }

  function onKeydown(event: KeyboardEvent): void {
    // 229 is what older input methods send while they compose.
    if (event.isComposing || event.keyCode === 229) return
    const act = acts(event) ?? moves(event)
    if (!act) return
    event.preventDefault()
    act()
  }
  function onInput(): void {
    if (mode.value === 'reading') mode.value = 'typing'
  }
  function onCopy(event: ClipboardEvent): void {
    if (mode.value !== 'reading') return
    event.preventDefault()
    event.clipboardData?.setData('text/plain', toClipboard(grid.copied()))
    if (event.type === 'cut') grid.clearBlock()
  }
  function onPaste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    // Into a text that is being edited goes plain text; a block of cells goes into the grid.
    if (mode.value !== 'reading' && !/[\t\n]/.test(text.trim())) return
    event.preventDefault()
    if (mode.value !== 'reading') giveUp()
    if (text !== '') paste(text)
  }
  function onMouseDown(event: MouseEvent): void {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]')
    if (!cell || event.button !== 0) return
    event.preventDefault()
    finish()
    const [row = 0, column = 0] = (cell.dataset.cell ?? '').split('-').map(Number)
    grid.goTo({ row, column }, { extend: event.shiftKey })
    startColumn = column
    field.value?.focus({ preventScroll: true })
  }
  /** Drags a block with the mouse held down. */
  function onMouseOver(event: MouseEvent): void {
    if (event.buttons !== 1 || mode.value !== 'reading') return
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]')
    const [row, column] = (cell?.dataset.cell ?? '').split('-').map(Number)
    if (row !== undefined && column !== undefined) grid.goTo({ row, column }, { extend: true })
  }

  function onFocus(): void {
    if (mode.value === 'reading') field.value?.select()
  }
  const focus = () => field.value?.focus({ preventScroll: true })
  return { mode, place, finish, edit, insert, focus, onFocus, onScroll, onKeydown, onInput, onCopy, onPaste, onMouseDown, onMouseOver }
}
