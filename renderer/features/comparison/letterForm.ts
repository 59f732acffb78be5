import type { ComparisonList, ListLetter } from '../../../db/domain/comparison.ts'
import type { FieldError } from '../../../db/domain/errors.ts'
import type { ListReport } from '../../../db/operations/contract.ts'
import { labelOf } from '../../labels.ts'

/** What is known of a list while it is being typed: kind and days may still be missing. */
export type LetterForm = { [K in keyof ListLetter]: K extends 'kind' | 'receivedOn' | 'destroyOn' ? string | null : string }

/** For a file that was just read; what was understood of it stands in already. The name of a file that says nothing in Chinese is no name for a list. */
export function newLetter({ kind, proposed }: Pick<ListReport, 'kind' | 'proposed'>): LetterForm {
  const title = kind !== null && !/\p{Script=Han}/u.test(proposed.title) ? `${labelOf('comparisonKind', kind)}名单` : proposed.title
  return { ...proposed, title, kind, letterNumber: '', purpose: '', sendingAgency: '' }
}

export function letterOf({ title, kind, letterNumber, purpose, sendingAgency, receivedOn, destroyOn }: ComparisonList): LetterForm {
  return { title, kind, letterNumber, purpose, sendingAgency, receivedOn, destroyOn }
}

const asked: readonly { path: keyof LetterForm; message: string }[] = [
  { path: 'kind', message: '请选择名单种类' },
  { path: 'title', message: '请填写名单名称' },
  { path: 'sendingAgency', message: '请填写来函单位' },
  { path: 'letterNumber', message: '请填写来函文号；没有文号的，写明“无文号”和怎样收到的' },
  { path: 'purpose', message: '请填写用途' },
  { path: 'receivedOn', message: '请填写收到日期' },
  { path: 'destroyOn', message: '请填写销毁日期' },
]

/** What can be said of it before it is sent; days that cannot be read are told by their fields. */
export function letterFaults(form: LetterForm): FieldError[] {
  const missing = asked.filter(({ path }) => !form[path]?.trim()).map(({ path, message }) => ({ path, message }))
  const { receivedOn, destroyOn } = form
  const reversed = receivedOn !== null && destroyOn !== null && [receivedOn, destroyOn].every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)) && destroyOn < receivedOn
  return reversed ? [...missing, { path: 'destroyOn', message: '销毁日期早于收到日期，请核对两个日期' }] : missing
}

/** What the operation takes, once nothing is missing. */
export function letterFields(form: LetterForm): ListLetter {
  return { ...form, kind: form.kind ?? '', receivedOn: form.receivedOn ?? '', destroyOn: form.destroyOn ?? '' }
}
