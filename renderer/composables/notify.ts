import { ElMessage } from 'element-plus'
import type { MessageHandler } from 'element-plus'
import { OperationError, ShellError } from '../api.ts'

/** At the lower right: the page's action is at its top, the buttons of a form at its left, the offer to undo in the middle. */
const place = { placement: 'bottom-right', offset: 44, grouping: true } as const

/** At most so many at once: the oldest makes room. (The library's own limit drops the newest, which may be the refusal that matters.) */
const MOST = 3
const shown: MessageHandler[] = []

function say(type: 'success' | 'info' | 'error', message: string, duration: number): void {
  const handler = ElMessage({ ...place, type, message, duration, showClose: type === 'error', onClose: () => forget(handler) })
  // The same words again are counted on the message that stands there.
  if (!shown.includes(handler)) shown.push(handler)
  if (shown.length > MOST) shown[0]?.close()
}
function forget(handler: MessageHandler): void {
  const at = shown.indexOf(handler)
  if (at >= 0) shown.splice(at, 1)
}

/** Says in one short line that something was done. */
export function done(text: string): void {
  say('success', text, 4000)
}

/** Says something that is neither good nor bad. */
export function told(text: string): void {
  say('info', text, 4000)
}

/** Says what happened where there is no field or page to say it at. A lost session has its own screen and needs no line. */
export function failed(thrown: unknown): void {
  if (thrown instanceof OperationError && ['signed-out', 'cancelled', 'host-stopped'].includes(thrown.failure.code)) return
  say('error', messageOf(thrown), 8000)
}

/** The sentence for a person: the operation's own, or that the page itself has failed. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof OperationError) return thrown.failure.message
  if (thrown instanceof ShellError) return thrown.message
  return '页面出错，这一步没有完成，已保存的内容不受影响。请重试；仍不行，请重新打开程序。'
}
