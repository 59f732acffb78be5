import { computed, inject, provide, shallowRef } from 'vue'
import type { ComputedRef, InjectionKey, Ref, ShallowRef } from 'vue'
import type { CaseFile } from '../../../db/domain/caseFile.ts'
import type { CaseSection, Id } from '../../../db/domain/records.ts'
import { api } from '../../api.ts'
import { useOpenForm } from '../../components/record/useOpenForm.ts'
import type { OpenForm } from '../../components/record/useOpenForm.ts'
import { useLoad } from '../../composables/useLoad.ts'
import { useSession } from '../../composables/useSession.ts'

/** Which form of the case is open. `id` is null for a new record. */
export interface Editing {
  section: CaseSection
  id: Id | null
  /** Which form of the section, where it has several: a step of the procedure beside the section's own records; a plan of batches, an agreement on supervised money, what happened to it. */
  form?: 'step' | 'plan' | 'fund' | 'fundEntry' | 'letter'
  /** What a new record is about: the kind of the step, the person reviewed, the step of the chain, the batch to be paid. */
  about?: string
}

export interface CaseContext extends OpenForm<Editing> {
  id: Id
  file: ShallowRef<CaseFile | null>
  error: ShallowRef<unknown>
  loading: Ref<boolean>
  reload: () => Promise<void>
  /** Shows a case that was read in the course of a save. */
  show: (file: CaseFile) => void
  saved: ShallowRef<{ section: CaseSection; at: Date } | null>
  canWrite: ComputedRef<boolean>
  canPay: ComputedRef<boolean>
  canVisit: ComputedRef<boolean>
  nameOf: (recipientId: Id | null) => string
  /** Whether our own steps of the approval are signed inside Casebook, and whether the person at the screen may sign. */
  signing: ComputedRef<Signing>
  /** The one recipient of the case; null where there are several: a new record then concerns the case as a whole until somebody is chosen. */
  only: ComputedRef<Id | null>
}

export interface Signing {
  signOff: boolean
  maySign: boolean
}

const key: InjectionKey<CaseContext> = Symbol('case')

export function provideCase(id: Id): CaseContext {
  const session = useSession()
  const { data: file, error, loading, reload } = useLoad(() => api.caseGet({ id }))
  const { data: chain } = useLoad(() => api.approvalChain({ amountFen: null, date: null }))
  const form = useOpenForm<Editing>(id)
  const open = (permission: 'case.write' | 'payment.write' | 'visit.write') => computed(() => session.can(permission) && file.value !== null && file.value.deletedAt === null)
  const context: CaseContext = {
    id,
    file,
    error,
    loading,
    reload,
    show: (fresh) => (file.value = fresh),
    ...form,
    saved: shallowRef(null),
    canWrite: open('case.write'),
    canPay: open('payment.write'),
    canVisit: open('visit.write'),
    nameOf: (recipientId) => (recipientId === null ? '全案' : (file.value?.recipients.find((one) => one.id === recipientId)?.person.name ?? '已移走的人员')),
    signing: computed(() => ({ signOff: chain.value?.signOff ?? false, maySign: session.can('approval.sign') })),
    only: computed(() => (file.value?.recipients.length === 1 ? (file.value.recipients[0]?.id ?? null) : null)),
  }
  provide(key, context)
  return context
}

/** The form that is open in a section, null where none is; `form` for one that is not the section's own. */
export function useOpened(section: CaseSection, form?: Editing['form']): ComputedRef<Editing | null> {
  const { editing } = useCase()
  return computed(() => (editing.value?.section === section && editing.value.form === form ? editing.value : null))
}

export function useCase(): CaseContext {
  const context = inject(key)
  if (!context) throw new Error('useCase outside of a case page')
  return context
}
