import { computed, inject, useId } from 'vue'
import type { ComputedRef, InjectionKey, Ref } from 'vue'

/** What a field tells the control inside it, and the control its field. */
export interface FieldContext {
  /** Attributes that tie the control to its label, help and error. */
  attributes: ComputedRef<FieldAttributes>
  /** What the control could not read in what was typed; shown in place of the error of the form. */
  unreadable: Ref<string | null>
}
export interface FieldAttributes {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: 'true'
  'aria-required'?: 'true'
}
export const fieldContext: InjectionKey<FieldContext> = Symbol('field')

/** For a control: the attributes of the field around it, or its own id where there is none. */
export function useField(): { attributes: ComputedRef<FieldAttributes>; setUnreadable: (text: string | null) => void } {
  const context = inject(fieldContext, null)
  const ownId = useId()
  return {
    attributes: context?.attributes ?? computed(() => ({ id: ownId })),
    setUnreadable(text) {
      if (context) context.unreadable.value = text
    },
  }
}
