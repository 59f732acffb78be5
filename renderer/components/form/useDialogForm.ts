import { nextTick, onBeforeUnmount, ref, useTemplateRef } from 'vue'
import type { Ref } from 'vue'
import type { FieldError } from '../../../db/domain/errors.ts'
import { OperationError } from '../../api.ts'
import { askConfirm } from '../../composables/ask.ts'
import { beginAt, nothingFocused } from '../../composables/focus.ts'
import { useShortcuts } from '../../composables/useShortcuts.ts'
import { moveOnEnter } from './formKeys.ts'
import { useFieldErrors } from './fieldErrors.ts'
import type { FieldErrors } from './fieldErrors.ts'
import { unreadableFaults } from './unreadable.ts'

export interface DialogForm {
  errors: FieldErrors
  saving: Ref<boolean>
  /** Checks, runs `work` once at a time, and takes what it refuses to the fields. What the page shows is read anew after a success and after a stale save. */
  submit: (content: () => unknown, faults: FieldError[], work: () => Promise<void>, strip?: string) => Promise<void>
  /** For the dialog's `@opened`: the menu that led here takes the focus back as it closes. */
  takeFocus: () => void
  /** For the form's keys: Enter goes on to the next field, and from the last one to the button, instead of saving from the middle. */
  onEnter: (event: KeyboardEvent) => void
  /** What leaves the dialog: asked about where something was filled in since it was opened. */
  leaving: (content: () => unknown, close: () => void) => () => Promise<void>
}

/** What the dialogs of a case and of a lead have in common. The form in the dialog carries `ref="form"`. @param page reads anew what stands behind the dialog */
export function useDialogForm({ reload }: { reload: () => Promise<void> }): DialogForm {
  const errors = useFieldErrors()
  const saving = ref(false)
  const form = useTemplateRef<HTMLFormElement>('form')
  useShortcuts({ 'ctrl+s': () => form.value?.requestSubmit() }, { inDialog: true })
  // The entry of a menu is gone by now and cannot take the focus back; its menu does.
  onBeforeUnmount(async () => {
    await nextTick()
    if (nothingFocused()) document.querySelector<HTMLElement>('.page-bar .el-dropdown button')?.focus()
  })
  return {
    errors,
    saving,
    async submit(content, faults, work, strip = 'fields.') {
      if (saving.value) return
      errors.follow(content)
      errors.set([...unreadableFaults(content()), ...faults])
      if (errors.list.value.length > 0) return
      saving.value = true
      try {
        await work()
        await reload()
      } catch (thrown) {
        if (thrown instanceof OperationError && thrown.failure.code === 'stale') await reload()
        errors.take(thrown, strip)
      } finally {
        saving.value = false
      }
    },
    takeFocus: () => beginAt(form.value, 'input:not([type=hidden]), textarea'),
    onEnter(event) {
      moveOnEnter(event)
      if (event.defaultPrevented && event.key === 'Enter' && document.activeElement === event.target) {
        form.value?.closest('[role="dialog"]')?.querySelector<HTMLElement>('.el-dialog__footer .el-button--primary:not(:disabled)')?.focus()
      }
    },
    leaving(content, close) {
      const before = JSON.stringify(content())
      return async () => {
        const agreed = JSON.stringify(content()) === before || (await askConfirm({ title: '放弃填写的内容', text: '刚才填写的内容将不再保留，已保存的不受影响。', action: '放弃', keep: '接着填写', danger: true }))
        if (agreed) close()
      }
    },
  }
}
