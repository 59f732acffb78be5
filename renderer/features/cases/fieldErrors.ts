import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { FieldError } from '../../../db/domain/errors.ts'
import { OperationError } from '../../api.ts'
import { failed } from '../../composables/notify.ts'

export interface FieldErrors {
  list: ShallowRef<FieldError[]>
  /** The message for a field, `undefined` where there is none. */
  of: (path: string) => string | undefined
  clear: () => void
  set: (errors: FieldError[]) => void
  /** Takes what an operation refused to its fields (with `strip` cut off the front of their paths); says aloud what belongs to no field. */
  take: (thrown: unknown, strip?: string) => void
}

/** The messages of one form, by field. */
export function useFieldErrors(): FieldErrors {
  const list = shallowRef<FieldError[]>([])
  return {
    list,
    of: (path) => list.value.find((error) => error.path === path)?.message,
    clear: () => (list.value = []),
    set: (errors) => (list.value = errors),
    take(thrown, strip = 'fields.') {
      const fields = thrown instanceof OperationError ? (thrown.failure.fields ?? []) : []
      list.value = fields.map(({ path, message }) => ({ path: path.startsWith(strip) ? path.slice(strip.length) : path, message }))
      if (fields.length === 0) failed(thrown)
    },
  }
}
