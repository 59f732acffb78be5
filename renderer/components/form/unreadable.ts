import { parseDate } from '../../../db/domain/dates.ts'
import type { FieldError } from '../../../db/domain/errors.ts'

/**
 * What could not be read, by the path of the operation. Amounts stand as NaN in a form (see MoneyField) and must never be taken for an empty
 * field; dates stand as they were typed (see DateField), in fields named `…On` or `…Date`.
 */
export function unreadableFaults(form: unknown, renamed: Readonly<Record<string, string>> = {}): FieldError[] {
  return faultsIn(form, '').map(({ path, message }) => {
    const [first = '', ...rest] = path.split('.')
    const steps = [renamed[first] ?? first, ...rest].filter((step) => step !== 'form')
    return { path: steps.join('.'), message }
  })
}

function faultsIn(value: unknown, path: string): FieldError[] {
  if (typeof value === 'number') return Number.isNaN(value) ? [{ path, message: '金额不能这样填写，请写成 25000 或 2.5万' }] : []
  if (typeof value === 'string' && value.trim() !== '' && /(?:On|Date)$/.test(path)) {
    const parsed = parseDate(value)
    return 'error' in parsed ? [{ path, message: parsed.error }] : []
  }
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => faultsIn(inner, path === '' ? key : `${path}.${key}`))
}
