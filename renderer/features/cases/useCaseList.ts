import { computed, ref, shallowRef } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { CaseListItem, CaseTotals } from '../../../db/domain/caseList.ts'
import type { Parsed } from '../../../db/operations/contract.ts'
import { api } from '../../api.ts'
import { useSession } from '../../composables/useSession.ts'

export type CaseFilter = Parsed<'caseList'>['filter']
export type CaseSort = Parsed<'caseList'>['sort']
export interface CaseListView {
  filter: CaseFilter
  sort: CaseSort
  descending: boolean
}

export const noFilter: CaseFilter = { text: '', year: null, stage: null, category: null, leadSource: null, specialGroup: null, officerName: null, historical: null }

const FIRST_PAGE = 50
const FURTHER_PAGE = 100
/** The most the operation answers at once; reading a long list again goes in steps of it. */
const MOST_AT_ONCE = 200

interface Kept {
  whose: string
  view: string
  rows: CaseListItem[]
  next: string | null
  totals: CaseTotals | null
  scrollTop: number
  activeId: string | null
  marked: ReadonlySet<string>
}
/** The list as it was left, so that coming back from a case finds the same place. One list, one memory. */
let kept: Kept | null = null

export interface CaseList {
  rows: ShallowRef<CaseListItem[]>
  totals: ShallowRef<CaseTotals | null>
  loading: Ref<boolean>
  loadingMore: Ref<boolean>
  error: ShallowRef<unknown>
  /** Reading on failed; what was read before stays. */
  moreError: ShallowRef<unknown>
  /** Whether the casebook has more than what is loaded. */
  hasMore: ComputedRef<boolean>
  activeId: Ref<string | null>
  marked: ShallowRef<ReadonlySet<string>>
  scrollTop: Ref<number>
  /** Opens the list: as it was left if the view is the same, else from its beginning. */
  open: () => Promise<void>
  /** Reads from the beginning after the view changed. */
  restart: () => Promise<void>
  more: () => Promise<void>
  /** Remembers the list; call when the page is left. */
  keep: () => void
}

export function useCaseList(view: Ref<CaseListView>): CaseList {
  const session = useSession()
  const rows = shallowRef<CaseListItem[]>([])
  const totals = shallowRef<CaseTotals | null>(null)
  const next = ref<string | null>(null)
  const loading = ref(false)
  const loadingMore = ref(false)
  const error = shallowRef<unknown>(null)
  const moreError = shallowRef<unknown>(null)
  const activeId = ref<string | null>(null)
  const marked = shallowRef<ReadonlySet<string>>(new Set())
  const scrollTop = ref(0)
  let latest = 0

  const whose = () => `${session.signedIn.value?.accountId ?? ''}/${session.generation.value}`
  const viewKey = () => JSON.stringify(view.value)
  const read = (after: string | null, limit: number) => api.caseList({ ...view.value, after, limit })

  /** Reads at least `count` cases anew and puts them in place of what is shown, totals included. */
  async function readAnew(count: number): Promise<void> {
    const mine = (latest += 1)
    loading.value = true
    loadingMore.value = false
    moreError.value = null
    try {
      const sums = api.caseTotals({ filter: view.value.filter })
      sums.catch(() => undefined)
      let page = await read(null, Math.min(count, MOST_AT_ONCE))
      let fresh = page.rows
      while (mine === latest && page.next !== null && fresh.length < count) {
        page = await read(page.next, MOST_AT_ONCE)
        fresh = [...fresh, ...page.rows]
      }
      const freshTotals = await sums
      if (mine !== latest) return
      rows.value = fresh
      next.value = page.next
      totals.value = freshTotals
      error.value = null
      if (!fresh.some(({ id }) => id === activeId.value)) activeId.value = fresh[0]?.id ?? null
    } catch (thrown) {
      if (mine === latest) error.value = thrown
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  return {
    rows,
    totals,
    loading,
    loadingMore,
    error,
    moreError,
    hasMore: computed(() => next.value !== null),
    activeId,
    marked,
    scrollTop,
    async open() {
      if (!kept || kept.whose !== whose() || kept.view !== viewKey()) return readAnew(FIRST_PAGE)
      rows.value = kept.rows
      next.value = kept.next
      totals.value = kept.totals
      scrollTop.value = kept.scrollTop
      activeId.value = kept.activeId
      marked.value = kept.marked
      // The case just visited may have changed, so what is shown at once is read again behind it.
      return readAnew(Math.max(FIRST_PAGE, kept.rows.length))
    },
    async restart() {
      scrollTop.value = 0
      activeId.value = null
      marked.value = new Set()
      return readAnew(FIRST_PAGE)
    },
    async more() {
      if (next.value === null || loading.value || loadingMore.value) return
      const mine = latest
      loadingMore.value = true
      try {
        const page = await read(next.value, FURTHER_PAGE)
        if (mine !== latest) return
        rows.value = [...rows.value, ...page.rows]
        next.value = page.next
        moreError.value = null
      } catch (thrown) {
        if (mine === latest) moreError.value = thrown
      } finally {
        if (mine === latest) loadingMore.value = false
      }
    },
    keep() {
      if (error.value) return
      kept = {
        whose: whose(),
        view: viewKey(),
        rows: rows.value,
        next: next.value,
        totals: totals.value,
        scrollTop: scrollTop.value,
        activeId: activeId.value,
        marked: marked.value,
      }
    },
  }
}
