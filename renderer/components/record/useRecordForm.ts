import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import type { ComputedRef, Ref, ShallowRef, WritableComputedRef } from 'vue'
import type { FieldError } from '../../../db/domain/errors.ts'
import type { Saved } from '../../../db/operations/contract.ts'
import { OperationError, plain } from '../../api.ts'
import { askConfirm } from '../../composables/ask.ts'
import { done } from '../../composables/notify.ts'
import { useDraft } from '../../composables/useDraft.ts'
import type { DraftControl } from '../../composables/useDraft.ts'
import { useFieldErrors } from '../form/fieldErrors.ts'
import type { FieldErrors } from '../form/fieldErrors.ts'
import { unreadableFaults } from '../form/unreadable.ts'
import { compareVersions } from './compareVersions.ts'
import type { Comparison } from './compareVersions.ts'
import { sameContent } from './recordFields.ts'
import type { RecordField } from './recordFields.ts'

/** The page a form stands in. */
export interface FormHost {
  /** The open form registers here what is to be done before another takes its place. */
  beforeChange: Ref<(() => Promise<boolean>) | null>
  /** The form goes back to reading. */
  close: () => void
  /** Told after every save. */
  saved: (at: Date) => void
  reload: () => Promise<void>
}

export interface RecordFormOptions<T> {
  /** Names the form and its record. */
  draftKey: string
  isNew: boolean
  version: number | null
  initial: T
  fields: readonly RecordField[]
  /** Saves by itself when the focus leaves the form. For records that exist; a new one waits for its verb. */
  autoSave: boolean
  save: (content: T, version: number | null) => Promise<Saved>
  /** The record as it is now, after somebody else saved; null when it is gone, which is then said here. */
  readAgain: () => Promise<{ content: T; version: number } | null>
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

export interface RecordForm<T> {
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

/** A form in place of what it edits: draft, saving, messages at the fields, and two versions side by side after a stale save. */
export function useRecordForm<T>(host: FormHost, options: RecordFormOptions<T>): RecordForm<T> {
  const start = (content: T, version: number | null): FormState<T> => ({ content: plain(content), base: plain(content), version })
  const state = ref(start(options.initial, options.version)) as Ref<FormState<T>>
  const draft = useDraft(options.draftKey, state)
  const errors = useFieldErrors()
  const saving = ref(false)
  const savedAt = shallowRef<Date | null>(null)
  const conflict = shallowRef<Conflict<T> | null>(null)
  const content = computed({ get: () => state.value.content, set: (value) => (state.value.content = value) })
  const touched = ref(false)
  const faults = () => [...unreadableFaults(state.value.content), ...(options.check?.(state.value.content) ?? [])]
  errors.follow(() => state.value.content, faults)
  const dirty = computed(() => touched.value || !sameContent(state.value.content, state.value.base))

  async function close(): Promise<void> {
    await draft.clear().catch(() => undefined)
    host.beforeChange.value = null
    host.close()
  }

  async function onSaved(sent: T, saved: Saved, thenClose: boolean): Promise<void> {
    state.value.base = plain(sent)
    state.value.version = saved.version
    touched.value = false
    savedAt.value = new Date()
    host.saved(savedAt.value)
    if (thenClose) {
      await close()
      done(options.doneText)
    } else if (!dirty.value) await draft.clear().catch(() => undefined)
    await host.reload()
  }

  /** Somebody saved meanwhile: reads the record as it is now and compares. True when nothing of this form was touched, so saving again is safe. */
  async function compare(message: string): Promise<boolean> {
    const theirs = await options.readAgain()
    if (!theirs) return false
    const comparison = compareVersions(options.fields, state.value.base, state.value.content, theirs.content)
    if (comparison.changed.length === 0) {
      state.value.version = theirs.version
      return true
    }
    // The version stays the old one until a choice is made: put off and saved again, both are shown again instead of one written over the other.
    conflict.value = { message, theirs: theirs.content, version: theirs.version, comparison }
    return false
  }

  async function submit({ close: thenClose }: { close: boolean }): Promise<boolean> {
    if (saving.value) return false
    errors.set(faults())
    if (errors.list.value.length > 0) return false
    if (!dirty.value && !options.isNew) {
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
  host.beforeChange.value = beforeChange
  onBeforeUnmount(() => {
    if (host.beforeChange.value === beforeChange) host.beforeChange.value = null
  })

  return {
    content,
    fields: options.fields,
    isNew: options.isNew,
    draft,
    errors,
    dirty,
    touched,
    saving,
    savedAt,
    conflict,
    submit,
    async cancel() {
      if (dirty.value && !(await askConfirm({ title: '放弃填写的内容', text: '还没有保存的内容将不再保留，已保存的不受影响。', action: '放弃', keep: '接着填写', danger: true }))) return
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
