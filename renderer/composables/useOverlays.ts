import { ref } from 'vue'
import type { Ref } from 'vue'

const finding = ref(false)
const helping = ref(false)

/** The two windows over every page: find anything (Ctrl+K) and what can I do here (F1). */
export function useOverlays(): { finding: Ref<boolean>; helping: Ref<boolean> } {
  return { finding, helping }
}
