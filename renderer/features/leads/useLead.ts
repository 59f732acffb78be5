import { computed, inject, provide, shallowRef } from 'vue'
import type { ComputedRef, InjectionKey, ShallowRef } from 'vue'
import type { Id } from '../../../db/domain/records.ts'
import type { LeadView } from '../../../db/operations/contract.ts'
import { api } from '../../api.ts'
import { useOpenForm } from '../../components/record/useOpenForm.ts'
import type { OpenForm } from '../../components/record/useOpenForm.ts'
import type { FormHost } from '../../components/record/useRecordForm.ts'
import { useLoad } from '../../composables/useLoad.ts'
import { useSession } from '../../composables/useSession.ts'
import type { LeadFormKey } from './leadSections.ts'

export interface LeadContext extends FormHost, OpenForm<LeadFormKey> {
  id: Id
  lead: ShallowRef<LeadView | null>
  error: ShallowRef<unknown>
  /** Shows a lead that was read in the course of a save. */
  show: (lead: LeadView) => void
  savedIn: ShallowRef<{ section: LeadFormKey; at: Date } | null>
  canWrite: ComputedRef<boolean>
}

const key: InjectionKey<LeadContext> = Symbol('lead')

export function provideLead(id: Id): LeadContext {
  const { can } = useSession()
  const { data: lead, error, reload } = useLoad(() => api.leadGet({ id }))
  const form = useOpenForm<LeadFormKey>(id)
  const { editing } = form
  const savedIn: LeadContext['savedIn'] = shallowRef(null)
  const context: LeadContext = {
    id,
    lead,
    error,
    reload,
    show: (fresh) => (lead.value = fresh),
    ...form,
    close: () => (editing.value = null),
    saved: (at) => editing.value && (savedIn.value = { section: editing.value, at }),
    savedIn,
    canWrite: computed(() => can('case.write') && lead.value !== null),
  }
  provide(key, context)
  return context
}

export function useLead(): LeadContext {
  const context = inject(key)
  if (!context) throw new Error('useLead outside of a lead page')
  return context
}
