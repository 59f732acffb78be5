import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { FieldError } from '../../db/domain/errors.ts'
import { OperationError } from '../api.ts'
import { messageOf } from './notify.ts'

export interface Submit {
  busy: Ref<boolean>
  /** What is wrong, by field. */
  fields: ShallowRef<FieldError[]>
  /** What is wrong as a whole; null when it is only fields. */
  message: Ref<string | null>
  of: (path: string) => string | null
  /** Puts complaints of our own on the form. Returns whether there are none. */
  complain: (fields: FieldError[]) => boolean
  /** Runs once at a time; what it refuses lands in `fields` and `message`. Returns whether it went through. */
  submit: (work: () => Promise<void>) => Promise<boolean>
  clear: () => void
}

/** The sending of one short form: busy state and errors. */
export function useSubmit(): Submit {
  const busy = ref(false)
  const fields = shallowRef<FieldError[]>([])
  const message = ref<string | null>(null)
  function clear(): void {
    fields.value = []
    message.value = null
  }
  return {
    busy,
    fields,
    message,
    clear,
    of: (path) => fields.value.find((field) => field.path === path)?.message ?? null,
    complain(found) {
      message.value = null
      fields.value = found
      return found.length === 0
    },
    async submit(work) {
      if (busy.value) return false
      busy.value = true
      clear()
      try {
        await work()
        return true
      } catch (thrown) {
        fields.value = thrown instanceof OperationError ? (thrown.failure.fields ?? []) : []
        message.value = messageOf(thrown)
        return false
      } finally {
        busy.value = false
      }
    },
  }
}
