import { ElMessage } from 'element-plus'
import { OperationError, ShellError } from '../api.ts'

/** At the lower right: the page's action is at its top, the buttons of a form at its left, the offer to undo in the middle. */
const place = { placement: 'bottom-right', offset: 44 } as const

/** Says in one short line that something was done. */
export function done(text: string): void {
  ElMessage({ ...place, type: 'success', message: text, grouping: true, duration: 4000 })
}

/** Says something that is neither good nor bad. */
export function told(text: string): void {
  ElMessage({ ...place, type: 'info', message: text, grouping: true, duration: 4000 })
}

/** Says what happened where there is no field or page to say it at. A lost session has its own screen and needs no line. */
export function failed(thrown: unknown): void {
  if (thrown instanceof OperationError && ['signed-out', 'cancelled', 'host-stopped'].includes(thrown.failure.code)) return
  ElMessage({ ...place, type: 'error', message: messageOf(thrown), grouping: true, duration: 8000, showClose: true })
}

/** The sentence for a person: the operation's own, or that the page itself has failed. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof OperationError) return thrown.failure.message
  if (thrown instanceof ShellError) return thrown.message
  return '页面出错，这一步没有完成，已保存的内容不受影响。请重试；仍不行，请重新打开程序。'
}
