import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import type { ComputedRef, Ref, ShallowRef, WritableComputedRef } from 'vue'
import type { FieldError } from '../../../db/domain/errors.ts'
import type { CaseFile, CaseSection, Id } from '../../../db/domain/records.ts'
import type { Saved } from '../../../db/operations/contract.ts'
import { api, OperationError, plain } from '../../api.ts'
import { askConfirm } from '../../composables/ask.ts'
import { done, failed } from '../../composables/notify.ts'
import { useDraft } from '../../composables/useDraft.ts'
import type { DraftControl } from '../../composables/useDraft.ts'
import { sameContent } from './caseModels.ts'
import { compareVersions } from './compareVersions.ts'
import type { Comparison } from './compareVersions.ts'
import { useFieldErrors } from './fieldErrors.ts'
import type { FieldErrors } from './fieldErrors.ts'
import type { RecordField } from './recordFields.ts'
import { unreadableFaults } from './unreadable.ts'
import { useCase } from './useCase.ts'

export interface SectionFormOptions<T> {
  section: CaseSection
  /** The record that is edited; null for a new one. */
  id: Id | null
  version: number | null
  /** Tells drafts of different new records apart, e.g. of a payment and of a return. */
  draftKey?: string
  initial: T
  fields: readonly RecordField[]
  /** Saves by itself when the focus leaves the form. For records that exist; a new one waits for its verb. */
  autoSave: boolean
  save: (content: T, version: number | null) => Promise<Saved>
  /** The same record in a case read later; null when it is gone. */
  find: (file: CaseFile) => { content: T; version: number } | null
  check?: (content: T) => FieldError[]
  /** Said once it is saved and the form closes, e.g. 回访已记录. */
  doneText: string
}

/** What the draft holds: with the version it started from, so that a draft taken up days later is still compared before it is saved. */
interface FormState<T> {
  content: T
  base: T
  version: number | null
}
export interface Conflict<T> {
  message: string
  theirs: T
  version: number
  comparison: Comparison<T>
}

export interface SectionForm<T> {
  content: WritableComputedRef<T>
  fields: readonly RecordField[]
  isNew: boolean
  draft: DraftControl<FormState<T>>
  errors: FieldErrors
  dirty: ComputedRef<boolean>
  /** Set where something outside the content is to be saved too. */
  touched: Ref<boolean>
  saving: Ref<boolean>
  savedAt: ShallowRef<Date | null>
  conflict: ShallowRef<Conflict<T> | null>
  /** Saves; with `close` the section goes back to reading. False when it was refused. */
  submit: (options: { close: boolean }) => Promise<boolean>
  /** Gives up what was typed, after asking if there is something to lose. */
  cancel: () => Promise<void>
  onFocusOut: (event: FocusEvent) => void
  /** After a comparison: saves what was chosen over the version that was shown. */
  resolve: (chosen: T) => Promise<void>
  /** After a comparison: the other version stays, what was typed is dropped. */
  takeTheirs: () => Promise<void>
  /** Closes the comparison; what was typed stays in the form, unsaved. */
  putOff: () => void
}

/** The form of one section of a case: draft, saving, messages at the fields, and two versions side by side after a stale save. */
export function useSectionForm<T>(options: SectionFormOptions<T>): SectionForm<T> {
  const context = useCase()
  const start = (content: T, version: number | null): FormState<T> => ({ content: plain(content), base: plain(content), version })
  const state = ref(start(options.initial, options.version)) as Ref<FormState<T>>
  const draft = useDraft(`case:${context.id}:${options.section}:${options.id ?? options.draftKey ?? 'new'}`, state)
  const errors = useFieldErrors()
  const saving = ref(false)
  const savedAt = shallowRef<Date | null>(null)
  const conflict = shallowRef<Conflict<T> | null>(null)
  const content = computed({ get: () => state.value.content, set: (value) => (state.value.content = value) })
  const touched = ref(false)
  const dirty = computed(() => touched.value || !sameContent(state.value.content, state.value.base))

  async function close(): Promise<void> {
    await draft.clear().catch(() => undefined)
    context.beforeChange.value = null
    context.editing.value = null
  }

  async function onSaved(sent: T, saved: Saved, thenClose: boolean): Promise<void> {
    state.value.base = plain(sent)
    state.value.version = saved.version
    touched.value = false
    savedAt.value = new Date()
    context.saved.value = { section: options.section, at: savedAt.value }
    if (thenClose) {
      await close()
      done(options.doneText)
    } else if (!dirty.value) await draft.clear().catch(() => undefined)
    await context.reload()
  }

  /** Somebody saved meanwhile: reads the record as it is now and compares. True when nothing of this form was touched, so saving again is safe. */
  async function compare(message: string): Promise<boolean> {
    const file = await api.caseGet({ id: context.id })
    context.show(file)
    const theirs = options.find(file)
    if (!theirs) {
      failed(new OperationError('caseGet', { code: 'not-found', message: '这条记录刚被移到回收站，您填写的内容已留作草稿。请与承办人核对后再处理。' }))
      return false
    }
    const comparison = compareVersions(options.fields, state.value.base, state.value.content, theirs.content)
    state.value.version = theirs.version
    if (comparison.changed.length === 0) return true
    conflict.value = { message, theirs: theirs.content, version: theirs.version, comparison }
    return false
  }

  async function submit({ close: thenClose }: { close: boolean }): Promise<boolean> {
    if (saving.value) return false
    errors.set([...unreadableFaults(state.value.content), ...(options.check?.(state.value.content) ?? [])])
    if (errors.list.value.length > 0) return false
    if (!dirty.value && options.id !== null) {
      if (thenClose) await close()
      return true
    }
    saving.value = true
    try {
      const sent = plain(state.value.content)
      try {
        await onSaved(sent, await options.save(sent, state.value.version), thenClose)
      } catch (thrown) {
        const stale = thrown instanceof OperationError && thrown.failure.code === 'stale'
        if (!stale || !(await compare(thrown.failure.message))) {
          if (!stale) errors.take(thrown)
          return false
        }
        await onSaved(sent, await options.save(sent, state.value.version), thenClose)
      }
      return true
    } catch (thrown) {
      errors.take(thrown)
      return false
    } finally {
      saving.value = false
    }
  }

  const beforeChange = async (): Promise<boolean> => {
    if (!dirty.value) return true
    if (options.autoSave && (await submit({ close: false }))) return true
    if (conflict.value) return false
    done('填写的内容已留作草稿，回到这里可以接着填')
    return true
  }
  context.beforeChange.value = beforeChange
  onBeforeUnmount(() => {
    if (context.beforeChange.value === beforeChange) context.beforeChange.value = null
  })

  return {
    content,
    fields: options.fields,
    isNew: options.id === null,
    draft,
    errors,
    dirty,
    touched,
    saving,
    savedAt,
    conflict,
    submit,
    async cancel() {
      if (dirty.value && !(await askConfirm({ title: '放弃填写的内容', text: '还没有保存的内容将不再保留，已保存的不受影响。', action: '放弃', danger: true }))) return
      await close()
    },
    onFocusOut(event) {
      if (!options.autoSave || !dirty.value || conflict.value || saving.value) return
      const form = event.currentTarget
      const next = event.relatedTarget
      if (form instanceof HTMLElement && next instanceof HTMLElement && (form.contains(next) || next.closest('.el-popper, .el-overlay'))) return
      // Read after the click that took the focus has done its work: 取消 and 保存 stand inside and decide for themselves.
      setTimeout(() => {
        if (form instanceof HTMLElement && form.isConnected && !form.contains(document.activeElement)) void submit({ close: false })
      }, 150)
    },
    async resolve(chosen) {
      if (!conflict.value) return
      const { theirs, version } = conflict.value
      conflict.value = null
      state.value = { content: plain(chosen), base: plain(theirs), version }
      await submit({ close: true })
    },
    async takeTheirs() {
      conflict.value = null
      await close()
    },
    putOff: () => (conflict.value = null),
  }
}
