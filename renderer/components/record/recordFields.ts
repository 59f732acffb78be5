import { labelOf } from '../../../db/domain/codeLists.ts'
import type { CodeListName } from '../../../db/domain/codeLists.ts'
import { formatDate } from '../../../db/domain/dates.ts'
import { formatYuan } from '../../../db/domain/money.ts'
import { valueAt } from '../form/valueAt.ts'

/** How one field of a record is called and read: for the reading view of a section and for comparing two versions of it. */
export interface RecordField {
  /** Dotted path into the form, as in the messages of the operation. */
  path: string
  label: string
  /** Empty text where nothing is recorded. */
  text: (value: unknown) => string
  /** Takes the whole width: long text. */
  wide?: boolean
}

export const asText = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')
export const plain = (path: string, label: string): RecordField => ({ path, label, text: asText })
export const long = (path: string, label: string): RecordField => ({ path, label, text: asText, wide: true })
export const date = (path: string, label: string): RecordField => ({ path, label, text: (value) => (typeof value === 'string' ? formatDate(value) : '') })
export const money = (path: string, label: string): RecordField => ({ path, label, text: (value) => (typeof value === 'number' ? `${formatYuan(value)} 元` : '') })
export const code = (path: string, label: string, list: CodeListName): RecordField => ({ path, label, text: (value) => (typeof value === 'string' ? labelOf(list, value) : '') })
export const yesNo = (path: string, label: string): RecordField => ({ path, label, text: (value) => (value === true ? '是' : value === false ? '否' : '') })
/** Worth reading only where it holds. */
export const onlyYes = (path: string, label: string): RecordField => ({ path, label, text: (value) => (value === true ? '是' : '') })

/** The fields in which two versions of a record differ for a reader (a blank and nothing are the same). */
export function differing(fields: readonly RecordField[], mine: unknown, theirs: unknown): RecordField[] {
  return fields.filter((field) => {
    const [a, b] = [valueAt(mine, field.path), valueAt(theirs, field.path)]
    return JSON.stringify(a === '' || a === undefined ? null : a) !== JSON.stringify(b === '' || b === undefined ? null : b)
  })
}

/** Equal but for blank text against nothing, which a text box cannot tell apart. */
export function sameContent(a: unknown, b: unknown): boolean {
  return comparable(a) === comparable(b)
}

const comparable = (value: unknown) => JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' && inner.trim() === '' ? null : inner))
