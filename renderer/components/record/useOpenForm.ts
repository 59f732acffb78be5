import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'
import type { Id } from '../../../db/domain/records.ts'

export interface OpenForm<E> {
  /** Which form is open; null where all is being read. */
  editing: ShallowRef<E | null>
  /** Opens a form; the one that is open saves itself first, or keeps its draft. False when it could not be left. */
  edit: (next: E | null) => Promise<boolean>
  /** The open form registers here what is to be done before another takes its place. */
  beforeChange: Ref<(() => Promise<boolean>) | null>
}

/** The form that is open on the page of a record: one at a time, so that Ctrl+S and Esc never have to guess. It is left in the same way when the page is. */
export function useOpenForm<E>(id: Id): OpenForm<E> {
  const editing = shallowRef<E | null>(null)
  const beforeChange: OpenForm<E>['beforeChange'] = ref(null)
  const leave = async () => (beforeChange.value ? beforeChange.value() : true)
  onBeforeRouteLeave(leave)
  onBeforeRouteUpdate((to) => (to.params['id'] === id ? true : leave()))
  return {
    editing,
    beforeChange,
    async edit(next) {
      if (!(await leave())) return false
      beforeChange.value = null
      editing.value = next
      return true
    },
  }
}
