import { computed, ref, shallowRef } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { GRID_ROWS, gridColumns } from '../../../db/domain/gridColumns.ts'
import { fitBlock } from './clipboardTable.ts'
import { blockOf, clear, fillDown, insertRow, isFilled, pasteBlock, placesOf, proposals, removeRows, rowAt, shownRow, write } from './gridRows.ts'
import type { Block, GridRow, Place } from './gridRows.ts'

export interface GridContent {
  rows: readonly GridRow[]
}
/** At least so many rows are drawn, and some empty ones below the last used. */
const SHOWN = 20
const SPARE = 5
const UNDO_STEPS = 100

export interface Grid {
  content: ShallowRef<GridContent>
  active: Ref<Place>
  block: ComputedRef<Block>
  /** Rows to draw. */
  count: ComputedRef<number>
  filled: ComputedRef<boolean>
  offers: ComputedRef<string[][]>
  text: (place: Place) => string
  offer: (place: Place) => string
  goTo: (place: Place, options?: { extend?: boolean }) => void
  type: (text: string) => void
  clearBlock: () => void
  fill: () => void
  /** Says in a sentence what was left out, or why nothing was pasted; null: all is in. */
  paste: (block: readonly (readonly string[])[]) => string | null
  copied: () => string[][]
  insert: () => string | null
  remove: () => void
  undo: () => void
  redo: () => void
  replaceAll: (rows: readonly GridRow[]) => void
}

/** The cells, the place of the keyboard among them and the way back, without any drawing. */
export function useGrid(): Grid {
  const content = shallowRef<GridContent>({ rows: [] })
  const active = ref<Place>({ row: 0, column: 0 })
  const anchor = ref<Place>({ row: 0, column: 0 })
  const past: { rows: readonly GridRow[]; active: Place }[] = []
  const future: { rows: readonly GridRow[]; active: Place }[] = []

  const rows = () => content.value.rows
  const block = computed(() => blockOf(anchor.value, active.value))
  const count = computed(() => Math.min(GRID_ROWS, Math.max(SHOWN, rows().length + SPARE, active.value.row + 1)))
  const offers = computed(() => proposals(rows()))

  function change(next: readonly GridRow[]): void {
    if (next === rows() || JSON.stringify(next) === JSON.stringify(rows())) return
    past.push({ rows: rows(), active: active.value })
    if (past.length > UNDO_STEPS) past.shift()
    future.length = 0
    content.value = { rows: next }
  }
  function step(from: typeof past, to: typeof past): void {
    const state = from.pop()
    if (!state) return
    to.push({ rows: rows(), active: active.value })
    content.value = { rows: state.rows }
    goTo(state.active)
  }
  function goTo({ row, column }: Place, { extend = false } = {}): void {
    active.value = { row: Math.max(0, Math.min(GRID_ROWS - 1, row)), column: Math.max(0, Math.min(gridColumns.length - 1, column)) }
    if (!extend) anchor.value = active.value
  }

  return {
    content,
    active,
    block,
    count,
    filled: computed(() => rows().some(isFilled)),
    offers,
    text: ({ row, column }) => rowAt(rows(), row)[column] ?? '',
    offer: ({ row, column }) => (rowAt(rows(), row)[column] === null ? (offers.value[row]?.[column] ?? '') : ''),
    goTo,
    type: (text) => change(write(rows(), [{ ...active.value, text }])),
    clearBlock: () => change(clear(rows(), block.value)),
    fill: () => change(fillDown(rows(), block.value)),
    paste(cells) {
      const { top, left, bottom, right } = block.value
      const single = cells.length === 1 && cells[0]?.length === 1 ? cells[0][0] : undefined
      if (single !== undefined) {
        change(write(rows(), placesOf({ top, left, bottom, right }).map((place) => ({ ...place, text: single }))))
        return null
      }
      const fitted = fitBlock(cells, left)
      const next = pasteBlock(rows(), { row: top, column: fitted.column }, fitted.rows)
      if (next === null) return `一次最多 ${GRID_ROWS} 行，从第 ${top + 1} 行起放不下复制的 ${fitted.rows.length} 行，没有粘贴。请先保存前面的，或分几次粘贴。`
      change(next)
      goTo({ row: top, column: fitted.column })
      return fitted.notes.length > 0 ? `已粘贴 ${fitted.rows.length} 行。${fitted.notes.join('；')}。` : null
    },
    copied() {
      const { top, left, bottom, right } = block.value
      return Array.from({ length: bottom - top + 1 }, (_, down) => shownRow(rows(), top + down).slice(left, right + 1))
    },
    insert() {
      const next = insertRow(rows(), active.value.row)
      if (next === null) return `已有 ${GRID_ROWS} 行，不能再插入。请先保存前面的。`
      change(next)
      return null
    },
    remove() {
      change(removeRows(rows(), block.value.top, block.value.bottom))
      goTo({ row: block.value.top, column: active.value.column })
    },
    undo: () => step(past, future),
    redo: () => step(future, past),
    replaceAll: change,
  }
}
