import { labelOf } from '../domain/codeLists.ts'
import { isPaperType, paperTypeLabels } from '../domain/identity.ts'
import { formatYuan } from '../domain/money.ts'
import type { Id } from '../domain/records.ts'
import { hide } from '../domain/sensitive.ts'
import { groupBy } from '../store/groups.ts'
import { rows } from '../store/store.ts'
import type { Reader } from '../store/store.ts'
import type { DuplicateEntity, DuplicateField, DuplicatePair } from './duplicateOperations.ts'

type Values = Record<string, string | number | null>

interface Field {
  key: string
  label: string
  columns: readonly string[]
  /** What is shown; sensitive things masked. */
  text: (row: Values) => string
}

const asText = (column: string) => (row: Values) => String(row[column] ?? '')
const plain = (key: string, label: string, column: string): Field => ({ key, label, columns: [column], text: asText(column) })
const hidden = (key: keyof typeof hide, label: string, column: string): Field => ({ key, label, columns: [column], text: (row) => hide[key](asText(column)(row) || null) ?? '' })
const coded = (key: string, label: string, column: string, list: Parameters<typeof labelOf>[0]): Field => ({ key, label, columns: [column], text: (row) => labelOf(list, asText(column)(row) || null) })

/** What of a record is chosen when two are put together. */
export const mergeFields: Record<DuplicateEntity, readonly Field[]> = {
  person: [
    plain('name', '姓名', 'name'),
    {
      key: 'paper',
      label: '证件',
      columns: ['paper_type', 'paper_number'],
      text: (row) => {
        const type = asText('paper_type')(row)
        return row['paper_number'] === null ? '' : `${isPaperType(type) ? paperTypeLabels[type] : ''} ${hide.paperNumber(asText('paper_number')(row)) ?? ''}`.trim()
      },
    },
    coded('sex', '性别', 'sex', 'sex'),
    plain('birthDate', '出生日期', 'birth_date'),
    coded('ethnicity', '民族', 'ethnicity', 'ethnicity'),
    hidden('residence', '住址', 'residence'),
    hidden('phone', '电话', 'phone'),
    hidden('safeContact', '安全联系方式', 'safe_contact'),
    { key: 'household', label: '户', columns: ['household_id'], text: (row) => (row['household_id'] === null ? '' : (hide.residence(asText('household_address')(row) || null) ?? '有')) },
  ],
  relief_case: [
    { key: 'caseNumber', label: '救助案号', columns: ['case_number', 'number_year', 'number_seq'], text: asText('case_number') },
    plain('unifiedNumber', '统一受案号', 'unified_number'),
    { key: 'original', label: '原案', columns: ['original_case_id'], text: (row) => [asText('original_number')(row), labelOf('charge', asText('charge')(row) || null) || asText('charge_text')(row)].join(' ').trim() },
    coded('category', '救助情形', 'category', 'category'),
    coded('cause', '未获有效赔偿原因', 'cause', 'cause'),
    coded('leadSource', '线索来源', 'lead_source', 'leadSource'),
    plain('officerName', '承办人', 'officer_name'),
    plain('appliedOn', '申请日期', 'applied_on'),
    plain('acceptedOn', '受理日期', 'accepted_on'),
    plain('remark', '备注', 'remark'),
  ],
  household: [hidden('residence', '住址', 'address')],
}

const selects: Record<DuplicateEntity, string> = {
  person: 'select t.*, h.address as household_address from person t left join household h on h.id = t.household_id',
  relief_case: 'select t.*, o.number as original_number, o.charge, o.charge_text from relief_case t left join original_case o on o.id = t.original_case_id',
  household: 'select t.* from household t',
}

export async function duplicateRows(db: Reader, entity: DuplicateEntity, ids: readonly Id[]): Promise<Map<Id, Values>> {
  const found = await rows<Values>(db, `${selects[entity]} where t.deleted_at is null and t.id in (select value from json_each(?))`, [JSON.stringify(ids)])
  return new Map(found.map((row) => [asText('id')(row), row]))
}

/** What hangs on each record and is kept whichever is chosen: a person's cases, a case's people, a household's members. */
interface Hanging {
  id: Id
  caseId: Id | null
  caseNumber: string | null
  name: string
  kind: string | null
  fen: number | null
  on: string | null
}
const hangings: Record<DuplicateEntity, string> = {
  person: `select r.person_id as id, c.id as caseId, c.case_number as caseNumber, p.name, d.kind, d.amount_fen as fen, d.decided_on as "on"
    from recipient r join person p on p.id = r.person_id join relief_case c on c.id = r.case_id left join decision d on d.recipient_id = r.id and d.deleted_at is null
    where r.deleted_at is null and c.deleted_at is null and r.person_id in (select value from json_each(?)) order by c.id`,
  relief_case: `select c.id, c.id as caseId, c.case_number as caseNumber, p.name, d.kind, d.amount_fen as fen, d.decided_on as "on"
    from relief_case c left join recipient r on r.case_id = c.id and r.deleted_at is null left join person p on p.id = r.person_id
    left join decision d on d.recipient_id = r.id and d.deleted_at is null where c.id in (select value from json_each(?)) order by c.id, r.ordinal`,
  household: `select p.household_id as id, null as caseId, null as caseNumber, p.name, null as kind, null as fen, null as "on"
    from person p where p.deleted_at is null and p.household_id in (select value from json_each(?)) order by p.id`,
}
const hangingLabels: Record<DuplicateEntity, string> = { person: '案件', relief_case: '救助对象', household: '家庭成员' }

export async function duplicateHangings(db: Reader, entity: DuplicateEntity, ids: readonly Id[]): Promise<Map<Id, Hanging[]>> {
  return groupBy(await rows<Hanging>(db, hangings[entity], [JSON.stringify(ids)]), ({ id }) => id)
}

function hangingText(entity: DuplicateEntity, { caseNumber, name, kind, fen, on }: Hanging): string {
  const result = kind === null ? '' : `${kind === 'grant' ? `给予 ${formatYuan(fen ?? 0)} 元` : '不予'}${on === null ? '' : `（${on}）`}`
  return [entity === 'person' ? (caseNumber ?? '无案号') : name, result].filter(Boolean).join(' ')
}

export function titleOf(entity: DuplicateEntity, row: Values, hanging: readonly Hanging[]): string {
  if (entity === 'person') return asText('name')(row)
  if (entity === 'relief_case') return row['case_number'] === null ? `${hanging.map(({ name }) => name).join('、')}（无案号）` : asText('case_number')(row)
  return `${hanging.map(({ name }) => name).join('、')}一户`
}

/** Both records beside each other, line by line. */
export function comparison(entity: DuplicateEntity, one: Values, other: Values, hanging: Map<Id, Hanging[]>): DuplicateField[] {
  const lines = mergeFields[entity].map(({ key, label, columns, text }): DuplicateField => {
    const [here, there] = [text(one), text(other)]
    return { key, label, one: here, other: there, differs: columns.some((column) => one[column] !== other[column]), blank: here === '' ? 'one' : there === '' ? 'other' : null }
  })
  const listed = (row: Values) => (hanging.get(asText('id')(row)) ?? []).map((each) => hangingText(entity, each)).join('；')
  return [...lines.filter((line) => line.one !== '' || line.other !== ''), { key: null, label: hangingLabels[entity], one: listed(one), other: listed(other), differs: listed(one) !== listed(other), blank: null }]
}

export function sideOf(entity: DuplicateEntity, row: Values, hanging: readonly Hanging[]): DuplicatePair['one'] {
  const cases = new Map(hanging.flatMap(({ caseId, caseNumber }) => (caseId === null ? [] : [[caseId, { id: caseId, caseNumber }] as const])))
  return { id: asText('id')(row), version: Number(row['version']), title: titleOf(entity, row, hanging), cases: [...cases.values()] }
}
