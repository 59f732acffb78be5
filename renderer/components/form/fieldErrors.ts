import { shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'
import type { FieldError } from '../../../db/domain/errors.ts'
import { OperationError } from '../../api.ts'
import { failed } from '../../composables/notify.ts'
import { valueAt } from './valueAt.ts'

export interface FieldErrors {
  list: ShallowRef<FieldError[]>
  /** The message for a field, `undefined` where there is none. */
  of: (path: string) => string | undefined
  clear: () => void
  set: (errors: FieldError[]) => void
  /** Takes what an operation refused to its fields (with `strip` cut off the front of their paths); says aloud what belongs to no field. */
  take: (thrown: unknown, strip?: string) => void
  /**
   * From now on a message goes as soon as its field is changed, and one the form finds by itself as soon as it no longer finds it: what stands in red is
   * always still to be mended.
   * @param content what is typed, with the fields at the paths of the messages
   * @param faults what the form itself finds wrong with it
   */
  follow: (content: () => unknown, faults?: () => readonly FieldError[]) => void
}

const said = (value: unknown) => JSON.stringify(value) ?? ''
const same = (a: FieldError, b: FieldError) => a.path === b.path && a.message === b.message

/** The messages of one form, by field. */
export function useFieldErrors(): FieldErrors {
  const list = shallowRef<FieldError[]>([])
  const followed = shallowRef<{ content: () => unknown; faults: () => readonly FieldError[] } | null>(null)
  /** What stood in the fields when the messages came. */
  let before = new Map<string, string>()
  let own: readonly FieldError[] = []

  function show(errors: FieldError[]): void {
    const content = followed.value?.content()
    before = new Map(errors.map(({ path }) => [path, said(valueAt(content, path))]))
    own = followed.value?.faults() ?? []
    list.value = errors
  }
  watch(
    () => (list.value.length === 0 ? null : followed.value?.content()),
    (content) => {
      if (!content) return
      const still = followed.value?.faults() ?? []
      const left = list.value.filter((error) => (own.some((one) => same(one, error)) ? still.some((one) => same(one, error)) : said(valueAt(content, error.path)) === before.get(error.path)))
      if (left.length < list.value.length) list.value = left
    },
    { deep: true },
  )
  return {
    list,
    of: (path) => list.value.find((error) => error.path === path)?.message,
    clear: () => show([]),
    set: show,
    take(thrown, strip = 'fields.') {
      const fields = thrown instanceof OperationError ? (thrown.failure.fields ?? []) : []
      show(fields.map(({ path, message }) => ({ path: path.startsWith(strip) ? path.slice(strip.length) : path, message })))
      if (fields.length === 0) failed(thrown)
    },
    follow: (content, faults = () => []) => (followed.value = { content, faults }),
  }
}
