import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { failed } from './notify.ts'

export interface UndoOffer {
  text: string
  undo: () => Promise<void>
}

const offered = shallowRef<UndoOffer | null>(null)
const OFFER_MS = 15_000
let timer: ReturnType<typeof setTimeout> | null = null

function close(): void {
  if (timer) clearTimeout(timer)
  timer = null
  offered.value = null
}

/** Says what was done and offers to take it back, with a button and Ctrl+Z. Undoing is a new operation, so it may be refused in words. */
function offer(text: string, undo: () => Promise<void>): void {
  close()
  offered.value = { text, undo }
  timer = setTimeout(close, OFFER_MS)
}

async function undoNow(): Promise<void> {
  const last = offered.value
  if (!last) return
  close()
  try {
    await last.undo()
  } catch (thrown) {
    failed(thrown)
  }
}

export function useUndo(): { offered: ShallowRef<UndoOffer | null>; offer: typeof offer; undoNow: typeof undoNow; close: typeof close } {
  return { offered, offer, undoNow, close }
}
