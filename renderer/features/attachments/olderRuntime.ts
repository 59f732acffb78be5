/** What pdf.js takes for granted and Chromium before 119 lacks: the program also runs there, for trying and testing. Part of the page and of the worker. */

interface Settled<T> {
  promise: Promise<T>
  resolve: (value: T | PromiseLike<T>) => void
  reject: (reason?: unknown) => void
}
const promise = Promise as unknown as { withResolvers?: <T>() => Settled<T> }
promise.withResolvers ??= function withResolvers<T>(): Settled<T> {
  let resolve: Settled<T>['resolve'] = () => undefined
  let reject: Settled<T>['reject'] = () => undefined
  const made = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise: made, resolve, reject }
}

// The language library says it is there; older engines know better.
const signals = AbortSignal as { any?: typeof AbortSignal.any }
signals.any ??= function any(all) {
  const own = new AbortController()
  for (const signal of all) {
    if (signal.aborted) own.abort(signal.reason)
    else signal.addEventListener('abort', () => own.abort(signal.reason), { once: true, signal: own.signal })
  }
  return own.signal
}

export {}
