import { nextTick, onBeforeUnmount, ref, useTemplateRef } from 'vue'
import type { Ref } from 'vue'
import type { FieldError } from '../../../db/domain/errors.ts'
import { OperationError } from '../../api.ts'
import { nothingFocused } from '../../composables/focus.ts'
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
  /** For the form's Esc: a closed choice list would keep it to itself. */
  leaveList: (event: KeyboardEvent, leave: () => void) => void
}

/** What the dialogs of a case and of a lead have in common. The form in the dialog carries `ref="form"`. @param page reads anew what stands behind the dialog */
export function useDialogForm({ reload }: { reload: () => Promise<void> }): DialogForm {
  const errors = useFieldErrors()
  const saving = ref(false)
  const form = useTemplateRef<HTMLFormElement>('form')
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
    takeFocus: () => form.value?.querySelector<HTMLElement>('input:not([type=hidden]), textarea')?.focus(),
    leaveList(event, leave) {
      if (event.target instanceof HTMLElement && event.target.getAttribute('aria-expanded') === 'false' && !event.isComposing) leave()
    },
  }
}
