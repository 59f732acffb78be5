import { computed, onBeforeUnmount, ref, shallowRef, toValue, watch } from 'vue'
import type { ComputedRef, MaybeRefOrGetter, Ref, ShallowRef } from 'vue'
import { api, plain } from '../api.ts'
import { noteDraft } from './useSafety.ts'
import { onBeforeLeaving } from './useSession.ts'

export interface DraftControl<T> {
  /** What an earlier visit left unfinished; null when there is nothing to offer. Show `DraftOffer` for it. */
  found: ShallowRef<{ content: T; updatedAt: string } | null>
  /** Takes over what was found. */
  restore: () => void
  /** Throws away what was found. */
  discard: () => Promise<void>
  /**
   * Call after the form was saved or deliberately given up: forgets the draft; the present content is the new starting point. What was found and neither taken
   * over nor thrown away is another piece of work, and stays.
   */
  clear: () => Promise<void>
  /** Whether the form differs from its starting point. */
  dirty: ComputedRef<boolean>
  /** When the draft was last put away in this visit. */
  keptAt: Ref<Date | null>
  /** Takes the model's present content as the starting point, e.g. after a record was loaded into it. */
  rebase: () => void
}

/**
 * Keeps what is being typed, encrypted, so that it survives a crash, a lock or leaving the page.
 *
 * @param key names the form and its record, e.g. `case-new` or `visit:<id>`; drafts belong to the account
 * @param model the form's whole content, as JSON can hold it
 */
export function useDraft<T>(key: MaybeRefOrGetter<string>, model: Ref<T>, { debounceMs = 400 } = {}): DraftControl<T> {
  const found = shallowRef<{ content: T; updatedAt: string } | null>(null)
  const keptAt = ref<Date | null>(null)
  const baseline = ref(JSON.stringify(model.value))
  const current = computed(() => JSON.stringify(model.value))
  const dirty = computed(() => current.value !== baseline.value)
  let timer: ReturnType<typeof setTimeout> | null = null
  let kept: string | null = null
  let gone = false

  async function keep(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    const content = current.value
    if (content === kept || (!dirty.value && kept === null)) return
    if (dirty.value) {
      await api.draftSave({ key: toValue(key), content })
      kept = content
      keptAt.value = new Date()
      noteDraft(keptAt.value)
    } else {
      await api.draftDelete({ key: toValue(key) })
      kept = null
      noteDraft(null)
    }
  }
  /** A draft that could not be put away is tried again with the next change; the text itself is still on the page. */
  const keepQuietly = () => keep().catch(() => undefined)

  async function look(): Promise<void> {
    const draft = await api.draftGet({ key: toValue(key) }).catch(() => null)
    if (!draft || gone || draft.content === current.value) return
    try {
      found.value = { content: JSON.parse(draft.content) as T, updatedAt: draft.updatedAt }
    } catch {
      found.value = null
    }
  }

  watch(current, () => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => void keepQuietly(), debounceMs)
  })
  watch(
    () => toValue(key),
    () => {
      found.value = null
      kept = null
      void look()
    },
  )
  const stop = onBeforeLeaving(keepQuietly)
  onBeforeUnmount(() => {
    gone = true
    stop()
    if (timer) void keepQuietly()
  })
  void look()

  return {
    found,
    dirty,
    keptAt,
    restore() {
      if (!found.value) return
      // What was written meanwhile has been put away in its place.
      kept = null
      model.value = plain(found.value.content)
      found.value = null
    },
    async discard() {
      found.value = null
      if (!dirty.value) await api.draftDelete({ key: toValue(key) })
    },
    async clear() {
      if (timer) clearTimeout(timer)
      timer = null
      baseline.value = current.value
      kept = null
      noteDraft(null)
      const other = found.value
      if (other) await api.draftSave({ key: toValue(key), content: JSON.stringify(other.content) })
      else await api.draftDelete({ key: toValue(key) })
    },
    rebase() {
      baseline.value = JSON.stringify(model.value)
    },
  }
}
