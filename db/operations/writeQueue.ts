/** One writer at a time, in the order they came: a job keeps its place until it ends, so commands wait instead of blocking the process. */
export function createWriteQueue() {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run<T>(work: () => Promise<T>): Promise<T> {
      const mine = last.then(work, work)
      last = mine.catch(() => undefined)
      return mine
    },
  }
}
