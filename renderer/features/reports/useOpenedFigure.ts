import { computed, nextTick } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { YearStart } from '../../../db/domain/periods.ts'
import type { FigureCell, FigureRecord, Report, ReportAsk } from '../../../db/domain/reportModel.ts'
import { api } from '../../api.ts'
import { findFigure } from './figureCells.ts'
import { periodName } from './periodChoice.ts'

/** A figure whose records are shown. */
export interface OpenedFigure {
  /** Tells it from others. */
  key: string
  cell: FigureCell
  title: string
  figures: string
  note: string
  read: () => Promise<FigureRecord[]>
  /** The report in which a case can be asked why it counts or not; null where its cases are what they were, or it is not saved. */
  whyIn: ReportAsk | null
}

/**
 * The opened figure stands in the address, so that coming back from a case finds its list open. `content` holds the figures, for the focus to return to.
 * `records`: from where the records of a figure come, where not from today's report.
 */
export function useOpenedFigure(report: () => Report | null, startsOn: () => YearStart, content: Ref<HTMLElement | null>, records?: (cell: FigureCell) => Promise<FigureRecord[]>): { opened: ComputedRef<OpenedFigure | null>; open: (name: string) => void; close: () => void; onClosed: () => Promise<void> } {
  const router = useRouter()
  const route = useRoute()
  const name = computed(() => (typeof route.query.open === 'string' ? route.query.open : null))
  let last = name.value
  const opened = computed((): OpenedFigure | null => {
    const of = report()
    const found = of && findFigure(of, name.value)
    if (!of || !found) return null
    return {
      key: JSON.stringify([of.ask, of.seal?.number, name.value]),
      cell: found.cell,
      title: found.title,
      figures: found.figures,
      note: `${periodName(of.ask.period, startsOn())} · ${found.note}`,
      whyIn: records ? null : of.ask,
      read: () => records?.(found.cell) ?? api.reportRecords({ ask: of.ask, cell: found.cell }),
    }
  })
  return {
    opened,
    open(figure) {
      last = figure
      void router.push({ path: route.path, query: { open: figure } })
    },
    close() {
      if (name.value !== null) void router.replace({ path: route.path })
    },
    async onClosed() {
      await nextTick()
      if (last !== null && !document.activeElement?.closest('[data-cell]')) content.value?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(last)}"]`)?.focus()
    },
  }
}
