import { ref } from 'vue'
import type { Ref } from 'vue'

const finding = ref(false)
const helping = ref(false)
const reading = ref(false)

/** The windows over every page: find anything (Ctrl+K), what can I do here (F1), and the office guide, which is there before signing in too. */
export function useOverlays(): { finding: Ref<boolean>; helping: Ref<boolean>; reading: Ref<boolean> } {
  return { finding, helping, reading }
}
