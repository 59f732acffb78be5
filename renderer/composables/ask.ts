import { ElMessageBox } from 'element-plus'

/**
 * Asks before something that is hard to take back. `text` says what will happen and how to undo it; `action` is the verb on the button, `keep` the one that leaves
 * everything as it is, where 取消 could be taken for giving up what was filled in.
 *
 * @returns whether the user agreed
 */
export async function askConfirm(question: { title: string; text: string; action: string; keep?: string; danger?: boolean }): Promise<boolean> {
  return ElMessageBox.confirm(question.text, question.title, {
    confirmButtonText: question.action,
    cancelButtonText: question.keep ?? '取消',
    confirmButtonType: question.danger ? 'danger' : 'primary',
    closeOnClickModal: false,
    autofocus: !question.danger,
  }).then(
    () => true,
    () => false,
  )
}

/**
 * Asks for the reason of a deletion or correction.
 *
 * @returns the reason, trimmed, or null when the user thought better of it
 */
export async function askReason(question: { title: string; text: string; action: string; danger?: boolean; example?: string }): Promise<string | null> {
  return ElMessageBox.prompt(question.text, question.title, {
    confirmButtonText: question.action,
    cancelButtonText: '取消',
    confirmButtonType: question.danger ? 'danger' : 'primary',
    closeOnClickModal: false,
    inputType: 'text',
    inputPlaceholder: question.example ?? '请写明原因，将记入操作记录',
    inputValidator: (value: string) => {
      if (!value?.trim()) return '请写明原因，将记入操作记录'
      return value.trim().length <= 500 ? true : '原因最多 500 个字'
    },
  }).then(
    ({ value }) => value.trim(),
    () => null,
  )
}
