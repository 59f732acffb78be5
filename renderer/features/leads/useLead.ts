import { computed, inject, provide, ref, shallowRef } from 'vue'
import type { ComputedRef, InjectionKey, Ref, ShallowRef } from 'vue'
import type { Id } from '../../../db/domain/records.ts'
import type { LeadView } from '../../../db/operations/contract.ts'
import { api } from '../../api.ts'
import type { FormHost } from '../../components/record/useRecordForm.ts'
import { useLoad } from '../../composables/useLoad.ts'
import { useSession } from '../../composables/useSession.ts'
import type { LeadFormKey } from './leadSections.ts'

export interface LeadContext extends FormHost {
  id: Id
  lead: ShallowRef<LeadView | null>
  error: ShallowRef<unknown>
  /** Shows a lead that was read in the course of a save. */
  show: (lead: LeadView) => void
  /** Which form is open; one at a time, so that Ctrl+S and Esc never have to guess. */
  editing: Ref<LeadFormKey | null>
  /** Opens a form; the one that is open saves itself first, or keeps its draft. False when it could not be left. */
  edit: (next: LeadFormKey | null) => Promise<boolean>
  savedIn: ShallowRef<{ section: LeadFormKey; at: Date } | null>
  canWrite: ComputedRef<boolean>
}

const key: InjectionKey<LeadContext> = Symbol('lead')

export function provideLead(id: Id): LeadContext {
  const { can } = useSession()
  const { data: lead, error, reload } = useLoad(() => api.leadGet({ id }))
  const editing = ref<LeadFormKey | null>(null)
  const beforeChange: FormHost['beforeChange'] = ref(null)
  const savedIn: LeadContext['savedIn'] = shallowRef(null)
  const context: LeadContext = {
    id,
    lead,
    error,
    reload,
    show: (fresh) => (lead.value = fresh),
    editing,
    beforeChange,
    close: () => (editing.value = null),
    saved: (at) => editing.value && (savedIn.value = { section: editing.value, at }),
    async edit(next) {
      if (beforeChange.value && !(await beforeChange.value())) return false
      beforeChange.value = null
      editing.value = next
      return true
    },
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
