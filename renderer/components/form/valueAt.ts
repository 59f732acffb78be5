/** The value at a dotted path of a record. */
export function valueAt(record: unknown, path: string): unknown {
  let value = record
  for (const step of path.split('.')) {
    if (value === null || typeof value !== 'object') return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return value
}

/** A copy of `record` with another value at the path. */
export function withValue<T>(record: T, path: string, value: unknown): T {
  const [step = '', ...rest] = path.split('.')
  const holder = record as Record<string, unknown>
  return { ...holder, [step]: rest.length === 0 ? value : withValue(holder[step], rest.join('.'), value) } as T
}
