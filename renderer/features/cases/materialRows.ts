import type { Material } from '../../../db/domain/caseworkRecords.ts'
import { codesOf, labelOf } from '../../../db/domain/codeLists.ts'
import { formatDate } from '../../../db/domain/dates.ts'
import type { Id, LegalDate } from '../../../db/domain/records.ts'
import type { Input } from '../../../db/operations/contract.ts'
import type { RecordField } from '../../components/record/recordFields.ts'

/** One line of the checklist: a paper that is on record, or one that could be asked for. */
export interface MaterialRow {
  id: Id | null
  version: number | null
  state: 'unasked' | 'wanted' | 'received'
  kind: string
  name: string | null
  recipientId: Id | null
  copies: number
  isOriginal: boolean
  receivedOn: LegalDate | null
  note: string | null
}
/** By a key of its own, so that a line stays the same line while others come and go. */
export type MaterialRows = Record<string, MaterialRow>

export const newRow = (kind: string): MaterialRow => ({ id: null, version: null, state: 'unasked', kind, name: null, recipientId: null, copies: 1, isOriginal: false, receivedOn: null, note: null })

function rowOf(material: Material): MaterialRow {
  const { id, version, kind, name, recipientId, copies, isOriginal, receivedOn, note } = material
  return { id, version, state: receivedOn === null ? 'wanted' : 'received', kind, name, recipientId, copies, isOriginal, receivedOn, note }
}

/** What is on record, and a line for every kind of paper of which nothing is. In the order of the code list. */
export function materialRows(materials: readonly Material[]): MaterialRows {
  const known = codesOf('material').map(({ code }) => code)
  const place = (kind: string) => (known.includes(kind) ? known.indexOf(kind) : known.length)
  const absent = known.filter((kind) => !materials.some((one) => one.kind === kind))
  return Object.fromEntries(
    [...materials.map((one): [string, MaterialRow] => [one.id, rowOf(one)]), ...absent.map((kind): [string, MaterialRow] => [`new-${kind}`, newRow(kind)])].sort(([, a], [, b]) => place(a.kind) - place(b.kind)),
  )
}

const stateLabels: Record<MaterialRow['state'], string> = { received: '已收到', wanted: '还缺', unasked: '未登记' }

export const materialLabel = ({ kind, name }: { kind: string; name: string | null }): string => name || labelOf('material', kind)

/** Every field of every line, for two versions side by side: what another changed in the same line is taken over beside what was typed. */
export const materialFields = (rows: MaterialRows, nameOf: (recipientId: Id | null) => string): RecordField[] =>
  Object.entries(rows).flatMap(([key, row]): RecordField[] => {
    const at = (path: keyof MaterialRow, what: string, text: RecordField['text']): RecordField => ({ path: `rows.${key}.${path}`, label: `${materialLabel(row)}：${what}`, text })
    const words = (value: unknown) => (typeof value === 'string' ? value : '')
    return [
      at('state', '情况', (value) => stateLabels[value as MaterialRow['state']] ?? ''),
      at('recipientId', '谁的材料', (value) => nameOf(typeof value === 'string' ? value : null)),
      at('receivedOn', '收到日期', (value) => formatDate(typeof value === 'string' ? value : null)),
      at('copies', '份数', (value) => (typeof value === 'number' ? `${value} 份` : '')),
      at('isOriginal', '原件', (value) => (value === true ? '原件' : '复印件')),
      at('name', '名称', words),
      at('note', '备注', words),
    ]
  })

type Sent = Input<'materialsSave'>['materials'][number] & { key: string }

/** The lines that are to be saved: what is on record, and what is asked for or has come. @param versions newer versions of lines that were compared */
export function rowsToSave(rows: MaterialRows, versions: ReadonlyMap<Id, number>): Sent[] {
  return Object.entries(rows).flatMap(([key, row]) => {
    const { id, version, state, receivedOn, ...fields } = row
    if (id === null && state === 'unasked') return []
    return [{ key, id, version: id === null ? null : (versions.get(id) ?? version), fields: { ...fields, receivedOn: state === 'received' ? receivedOn : null } }]
  })
}
