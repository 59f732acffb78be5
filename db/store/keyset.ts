import { CasebookError } from '../domain/errors.ts'

/** One piece of a statement written out by hand, with what goes into its question marks. */
export interface Condition {
  text: string
  parameters: unknown[]
}

export const where = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? '' : ` where ${conditions.map((condition) => condition.text).join(' and ')}`

export const parametersOf = (conditions: readonly Condition[]): unknown[] => conditions.flatMap((condition) => condition.parameters)

/** The values a page of a list continues behind. @throws CasebookError 'invalid' for text that no list gave out */
export function readCursor(cursor: string, length: number): string[] {
  try {
    const parts: unknown = JSON.parse(cursor)
    if (Array.isArray(parts) && parts.length === length && parts.every((part) => typeof part === 'string')) return parts
  } catch {
    // Not JSON: told below like any other text.
  }
  throw new CasebookError('invalid', '列表位置已失效，请刷新列表后再翻看。')
}

/**
 * Everything behind a place in a list that is ordered by a computed value and then by columns without nulls. SQLite seeks an expression index only by a
 * plain comparison, not inside a row value, hence the two steps.
 */
export function behind(value: string, columns: readonly string[], compare: '<' | '>', place: readonly string[]): Condition {
  const [first = '', ...rest] = place
  return {
    text: `${value} ${compare}= ? and (${value} ${compare} ? or (${columns.join(', ')}) ${compare} (${rest.map(() => '?').join(', ')}))`,
    parameters: [first, first, ...rest],
  }
}
