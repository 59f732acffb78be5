import { computed, ref, shallowRef } from 'vue'
import type { ComputedRef, Ref, WritableComputedRef } from 'vue'
import { today } from '../../../db/domain/dates.ts'
import type { OwnReport } from '../../../db/domain/ownReports.ts'
import { statisticalYear, yearPeriod } from '../../../db/domain/periods.ts'
import type { YearStart } from '../../../db/domain/periods.ts'
import type { Id } from '../../../db/domain/records.ts'
import { aboutReport, bases } from '../../../db/domain/reportModel.ts'
import type { Basis, Period, ReportAsk, ReportKind } from '../../../db/domain/reportModel.ts'
import { api } from '../../api.ts'
import { useSession } from '../../composables/useSession.ts'
import { useViewState } from '../../composables/useViewState.ts'
import { isPeriod, yearsPeriod } from './periodChoice.ts'

export interface ReportPeriod {
  ask: ComputedRef<ReportAsk>
  period: WritableComputedRef<Period>
  basis: WritableComputedRef<Basis>
  startsOn: ComputedRef<YearStart>
  /** From the first year with cases to now; null while unknown or without any. */
  since: ComputedRef<{ first: number; last: number } | null>
  /** The newest year that has cases, for the way to figures. */
  lastKnown: ComputedRef<Period | null>
  /** Whether the period to begin with is known. */
  started: Ref<boolean>
}

/** How many years stand side by side to begin with. */
const YEARS_SHOWN = 10

/**
 * The period and basis of the reports: chosen once for all of them and remembered; years are compared over a period of their own. An own report
 * begins with what was saved with it; what is chosen there is not remembered.
 */
export function useReportPeriod(kind: () => ReportKind, own: () => OwnReport | null = () => null): ReportPeriod {
  const { office } = useSession()
  const startsOn = computed(() => office.value?.yearStartsOn ?? '01-01')
  const thisYear = computed(() => statisticalYear(today(), startsOn.value))
  const { value: view, ready } = useViewState<{ period: Period | null; years: Period | null; basis: Basis }>('reports', { period: null, years: null, basis: 'decided' })

  const years = shallowRef<number[]>([])
  const known = computed(() => (years.value.length > 0 ? { first: Math.min(...years.value), last: Math.max(...years.value) } : null))
  // Up to this year even without a case number of it: what was numbered before may be decided and paid now.
  const since = computed(() => (known.value ? { first: known.value.first, last: Math.max(known.value.last, thisYear.value) } : null))
  const lastKnown = computed(() => (known.value ? yearPeriod(Math.min(known.value.last, Math.max(known.value.first, thisYear.value)), startsOn.value) : null))
  const started = ref(false)
  void ready.then(async () => {
    years.value = (await api.caseFilterChoices().catch(() => null))?.years ?? []
    started.value = true
  })

  const of = computed(() => (kind() === 'years' ? 'years' : 'period'))
  const proposed = computed((): Period => {
    if (of.value === 'years' && since.value) return yearsPeriod(Math.max(since.value.first, since.value.last - YEARS_SHOWN + 1), since.value.last, startsOn.value)
    return lastKnown.value ?? yearPeriod(thisYear.value, startsOn.value)
  })
  const here = shallowRef<{ id: Id; period?: Period; basis?: Basis } | null>(null)
  const chosenHere = computed(() => (here.value && here.value.id === own()?.id ? here.value : null))
  const choose = (what: { period?: Period; basis?: Basis }, id: Id) => (here.value = { ...chosenHere.value, ...what, id })
  const period = computed({
    get: () => {
      const saved = chosenHere.value?.period ?? own()?.definition.period
      if (isPeriod(saved)) return saved
      const chosen = view.value[of.value]
      return isPeriod(chosen) ? chosen : proposed.value
    },
    set: (value: Period) => {
      const report = own()
      if (report) choose({ period: value }, report.id)
      else view.value = { ...view.value, [of.value]: { ...value } }
    },
  })
  const basis = computed({
    get: () => chosenHere.value?.basis ?? own()?.definition.basis ?? bases.find((one) => one === view.value.basis) ?? 'decided',
    set: (value: Basis) => {
      const report = own()
      if (report) choose({ basis: value }, report.id)
      else view.value = { ...view.value, basis: value }
    },
  })
  const ask = computed((): ReportAsk => ({ kind: kind(), period: period.value, basis: aboutReport(kind()).chooses ? basis.value : 'decided', ownId: own()?.id }))
  return { ask, period, basis, startsOn, since, lastKnown, started }
}
