import { toValue } from 'vue'
import type { MaybeRefOrGetter } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { askConfirm } from './ask.ts'

/** Asks before leaving the page while something would be lost. Forms that keep a draft do not need it. */
export function useLeaveGuard(dirty: MaybeRefOrGetter<boolean>, text = '填写的内容还没有保存，离开后不再保留。'): void {
  onBeforeRouteLeave(async () => {
    if (!toValue(dirty)) return true
    return askConfirm({ title: '还没有保存', text, action: '离开，不保存', keep: '留在这一页', danger: true })
  })
}
