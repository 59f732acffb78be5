/** Drawing takes its time: each chart gets a frame of its own, so that two beside each other do not hold the page up together. */
const waiting = new Map<object, () => void>()
let running = false

function next(): void {
  const [first] = waiting
  if (!first) {
    running = false
    return
  }
  const [owner, work] = first
  waiting.delete(owner)
  work()
  requestAnimationFrame(next)
}

/** Does `work` in the next free frame; what the same owner asked for before and has not got yet is dropped. */
export function inOwnFrame(owner: object, work: () => void): void {
  waiting.set(owner, work)
  if (running) return
  running = true
  requestAnimationFrame(next)
}
