import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { ImportReport, ImportRowReport } from '../../../db/operations/contract.ts'
import { api } from '../../api.ts'
import { effectiveRows } from './gridRows.ts'
import type { GridContent } from './useGrid.ts'

export interface GridCheck {
  report: ShallowRef<ImportReport | null>
  /** By row of the grid, from 0. */
  byRow: ComputedRef<ReadonlyMap<number, ImportRowReport>>
  checking: Ref<boolean>
  error: ShallowRef<unknown>
  /** The rows as they would be saved. */
  rows: ComputedRef<string[][]>
  /** Asks at once about what is there now. @throws OperationError */
  now: () => Promise<ImportReport | null>
}

/** Asks after each pause what the rows would be understood as. Nothing is written. */
export function useGridCheck(content: ShallowRef<GridContent>, { pauseMs = 250 } = {}): GridCheck {
  const report = shallowRef<ImportReport | null>(null)
  const checking = ref(false)
  const error = shallowRef<unknown>(null)
  const rows = computed(() => effectiveRows(content.value.rows))
  let timer: ReturnType<typeof setTimeout> | null = null
  let latest = 0

  async function now(): Promise<ImportReport | null> {
    if (timer) clearTimeout(timer)
    timer = null
    const mine = (latest += 1)
    const asked = rows.value
    if (asked.every((cells) => cells.every((cell) => cell === ''))) {
      report.value = null
      checking.value = false
      return null
    }
    checking.value = true
    try {
      const answer = await api.gridTry({ rows: asked })
      if (mine === latest) {
        report.value = answer
        error.value = null
      }
      return answer
    } catch (thrown) {
      if (mine === latest) error.value = thrown
      throw thrown
    } finally {
      if (mine === latest) checking.value = false
    }
  }
  watch(rows, () => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => void now().catch(() => undefined), pauseMs)
  })
  onBeforeUnmount(() => {
    if (timer) clearTimeout(timer)
    latest += 1
  })

  return { report, byRow: computed(() => new Map((report.value?.rows ?? []).map((row) => [row.row - 1, row]))), checking, error, rows, now }
}
