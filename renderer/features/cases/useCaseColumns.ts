import { computed } from 'vue'
import { useNarrow } from '../../composables/useNarrow.ts'
import { caseColumns, narrowColumns } from './caseColumns.ts'
import type { CaseColumn } from './caseColumns.ts'

const widthOf = (some: readonly CaseColumn[]) => some.reduce((sum, { width }) => sum + width, 0)

/** The columns of the ledger for the room there is, and which of them stay in sight while the rest moves: at the left up to the case number, at the right the pinned ones. */
export function useCaseColumns() {
  const narrow = useNarrow()
  const columns = computed(() => (narrow.value ? narrowColumns : caseColumns))
  const fixed = computed(() => columns.value.findIndex(({ key }) => key === 'caseNumber') + 1)
  const firstPinned = computed(() => columns.value.findIndex(({ pinned }) => pinned))
  return {
    columns,
    tableWidth: computed(() => widthOf(columns.value)),
    /** Where a column stays: behind those before it at the left, or before the pinned ones behind it at the right. */
    places: computed(() =>
      columns.value.map((column, index) =>
        index < fixed.value ? { left: `${widthOf(columns.value.slice(0, index))}px` } : column.pinned ? { right: `${widthOf(columns.value.slice(index + 1).filter(({ pinned }) => pinned))}px` } : undefined,
      ),
    ),
    columnClass: (column: CaseColumn, index: number) => ({
      'is-fixed': index < fixed.value,
      'is-last-fixed': index === fixed.value - 1,
      'is-pinned': column.pinned === true,
      'is-first-pinned': index === firstPinned.value,
      'is-right': column.align === 'right',
      'is-center': column.align === 'center',
    }),
  }
}
