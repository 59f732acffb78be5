import { computed, shallowRef } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'
import { today } from '../../db/domain/dates.ts'
import type { Duty } from '../../db/domain/records.ts'
import { api, onSaved } from '../api.ts'
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
export function useDuties(): { duties: ShallowRef<Duty[]>; counts: ComputedRef<Record<'all' | 'pay' | 'visit', number>>; refresh: () => Promise<void> } {
  if (!watching) {
    watching = true
    onSaved(() => {
      if (timer) clearTimeout(timer)
      timer = setTimeout(() => void refresh(), 500)
    })
    setInterval(() => void refresh(), 15 * 60_000)
  }
  const counts = computed(() => {
    const day = today()
    const due = duties.value.filter((duty) => duty.dueOn === null || duty.dueOn <= day)
    return { all: due.length, pay: due.filter((duty) => duty.kind === 'pay').length, visit: due.filter((duty) => duty.kind === 'visit').length }
  })
  return { duties, counts, refresh }
}
