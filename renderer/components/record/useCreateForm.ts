import { nextTick, onMounted, ref } from 'vue'
import type { Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { FieldError } from '../../../db/domain/errors.ts'
import { plain } from '../../api.ts'
import { askConfirm } from '../../composables/ask.ts'
import { done } from '../../composables/notify.ts'
import { useDraft } from '../../composables/useDraft.ts'
import type { DraftControl } from '../../composables/useDraft.ts'
import { useShortcuts } from '../../composables/useShortcuts.ts'
import { useFieldErrors } from '../form/fieldErrors.ts'
import type { FieldErrors } from '../form/fieldErrors.ts'
import { jumpToField } from '../jumpToField.ts'

export interface CreateFormOptions<T> {
  draftKey: string
  blank: () => T
  /** What is typed, with the fields at the paths of the messages. */
  fieldsOf: (model: T) => unknown
  faults: (model: T) => readonly FieldError[]
  /** Where a new one is typed in first. */
  startAt: string
  /** @returns what is then said, and the page of what was made */
  save: (content: T) => Promise<{ said: string; path: string }>
  /** Cut off the front of the paths of what the operation refuses. */
  strip?: string
}

export interface CreateForm<T> {
  model: Ref<T>
  draft: DraftControl<T>
  errors: FieldErrors
  saving: Ref<boolean>
  save: () => Promise<void>
  startOver: () => Promise<void>
}

/** The form of a page on which a record is made: draft, messages, saving once, Ctrl+S. `CreatePage` stands around it. */
export function useCreateForm<T>(options: CreateFormOptions<T>): CreateForm<T> {
  const router = useRouter()
  const model = ref(options.blank()) as Ref<T>
  const draft = useDraft(options.draftKey, model)
  const errors = useFieldErrors()
  const saving = ref(false)
  const faults = () => [...options.faults(model.value)]
  errors.follow(() => options.fieldsOf(model.value), faults)

  async function save(): Promise<void> {
    if (saving.value) return
    errors.set(faults())
    if (errors.list.value.length > 0) return
    saving.value = true
    try {
      const { said, path } = await options.save(plain(model.value))
      await draft.clear()
      done(said)
      await router.replace(path)
    } catch (thrown) {
      errors.take(thrown, options.strip)
    } finally {
      saving.value = false
    }
  }
  async function startOver(): Promise<void> {
    if (!(await askConfirm({ title: '清空重填', text: '这一页已填写的内容不再保留。', action: '清空', danger: true }))) return
    model.value = options.blank()
    errors.clear()
    await draft.clear()
  }
  useShortcuts({ 'ctrl+s': save })
  // Whoever comes here with Ctrl+N goes on typing.
  onMounted(() => nextTick(() => jumpToField(options.startAt)))
  return { model, draft, errors, saving, save, startOver }
}
