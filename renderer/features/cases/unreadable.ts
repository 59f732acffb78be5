import type { FieldError } from '../../../db/domain/errors.ts'

/** Amounts that could not be read stand as NaN in a form (see MoneyField); they must never be taken for an empty field. */
export function unreadableFaults(form: unknown, renamed: Readonly<Record<string, string>> = {}): FieldError[] {
  return pathsOfNaN(form, '').map((path) => {
    const [first = '', ...rest] = path.split('.')
    const steps = [renamed[first] ?? first, ...rest].filter((step) => step !== 'form')
    return { path: steps.join('.'), message: '金额没有看懂，请按 25000 或 2.5万 这样填写' }
  })
}

function pathsOfNaN(value: unknown, path: string): string[] {
  if (typeof value === 'number') return Number.isNaN(value) ? [path] : []
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => pathsOfNaN(inner, path === '' ? key : `${path}.${key}`))
}
