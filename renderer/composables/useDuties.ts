import { computed, shallowRef } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'
import type { Duty } from '../../db/domain/caseList.ts'
import { today } from '../../db/domain/dates.ts'
import { api, onSaved } from '../api.ts'
import { dutyCounts } from './dutyCounts.ts'
import type { DutyCounts } from './dutyCounts.ts'
import { useSession } from './useSession.ts'

const duties = shallowRef<Duty[]>([])
let timer: ReturnType<typeof setTimeout> | null = null
let watching = false

/** Reads again what is due. */
async function refresh(): Promise<void> {
  const { can, phase } = useSession()
  if (phase.value !== 'open' || !can('case.read')) return
  duties.value = await api.dutyList().catch(() => duties.value)
}

/** What is due, for the counts in the menu; read anew after every save, and each quarter of an hour because days change. */
export function useDuties(): { duties: ShallowRef<Duty[]>; counts: ComputedRef<DutyCounts>; refresh: () => Promise<void> } {
  if (!watching) {
    watching = true
    onSaved(() => {
      if (timer) clearTimeout(timer)
      timer = setTimeout(() => void refresh(), 500)
    })
    setInterval(() => void refresh(), 15 * 60_000)
  }
  const counts = computed(() => dutyCounts(duties.value, today()))
  return { duties, counts, refresh }
}
