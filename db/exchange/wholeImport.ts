import { CasebookError } from '../domain/errors.ts'
import { groupBy } from '../store/groups.ts'
import { insertRows } from '../store/insertRows.ts'
import { leadSearchText } from '../store/leadRepository.ts'
import { rows } from '../store/store.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import { readWorkbook } from './wholeFile.ts'
import type { WholeFault } from './wholeFile.ts'
import { columnsOf, referencesOf } from './wholeRecords.ts'
import type { WholeRecords, WholeRow } from './wholeRecords.ts'
import { wholeTables } from './wholeTables.ts'
import type { WholeTable } from './wholeTables.ts'
import type { Table } from './cells.ts'

export interface WholePlan {
  source: string
  sheets: { name: string; rows: number; fresh: number; same: number; different: number }[]
  /** What stops it: nothing is brought in while there is any. */
  faults: WholeFault[]
  /** Records that are in both and differ; those here stay as they are. */
  different: WholeFault[]
  fresh: WholeRecords
}

const readable = wholeTables.filter(({ listedOnly }) => !listedOnly)
const keyOf = ({ key }: WholeTable, row: WholeRow): string => key.map((name) => String(row[name])).join(' ')

/** Of rows that would be new: what only one of them may have. */
const onceOnly: readonly { table: keyof Tables; columns: readonly string[]; what: string }[] = [
  { table: 'relief_case', columns: ['case_number'], what: '救助案号' },
  { table: 'person', columns: ['paper_type', 'paper_number'], what: '证件号码' },
  { table: 'agency', columns: ['name'], what: '单位名称' },
  { table: 'reference_entry', columns: ['kind', 'key', 'effective_from'], what: '同一天起用的同一规则' },
  { table: 'disbursement', columns: ['bank_reference'], what: '银行流水' },
]

/** Compares a workbook with what is here; writes nothing. @throws CasebookError 'invalid' for another file */
export async function planWhole(db: Reader, file: Table, checkCancelled: () => void = () => {}): Promise<WholePlan> {
  const { records, places, faults, source } = readWorkbook(file)
  const plan: WholePlan = { source, sheets: [], faults, different: [], fresh: new Map() }
  const fault = (row: WholeRow, message: string): WholeFault => ({ ...(places.get(row) ?? { sheet: '', row: 0 }), message })
  for (const one of readable) {
    checkCancelled()
    const list = records.get(one.table) ?? []
    const required = new Set((await columnsOf(db, one.table)).filter((column) => column.required).map(({ name }) => name))
    const present = await presentRows(db, one)
    const seen = new Set<string>()
    const fresh: WholeRow[] = []
    let same = 0
    let different = 0
    for (const row of list) {
      const missing = one.columns.find(({ name, kind }) => required.has(name) && kind !== 'text' && row[name] === null) ?? one.columns.find(({ name }) => one.key.includes(name) && row[name] === null)
      if (missing && !faults.some(({ sheet, row: at }) => sheet === one.name && at === places.get(row)?.row)) faults.push(fault(row, `“${missing.label}”没有填写`))
      const key = keyOf(one, row)
      if (seen.has(key)) faults.push(fault(row, '编号与上面的一行相同，每条记录的编号只能有一个'))
      seen.add(key)
      const known = present.get(key)
      if (!known) fresh.push(row)
      else if (one.columns.every(({ name }) => (row[name] ?? '') === (known[name] ?? ''))) same += 1
      else {
        different += 1
        plan.different.push(fault(row, known['deleted_at'] == null ? '台账里已有这条记录，内容不同' : '台账里的这条记录在回收站里'))
      }
    }
    plan.fresh.set(one.table, fresh)
    plan.sheets.push({ name: one.name, rows: list.length, fresh: fresh.length, same, different })
  }
  await checkReferences(db, plan, fault)
  await checkOnce(db, plan, fault)
  return plan
}

async function presentRows(db: Reader, { table, columns, key }: WholeTable): Promise<Map<string, WholeRow>> {
  const recycles = (await columnsOf(db, table)).some(({ name }) => name === 'deleted_at')
  const names = [...columns.map(({ name }) => `"${name}"`), ...(recycles ? ['deleted_at'] : [])].join(', ')
  const list = await rows<WholeRow>(db, `select ${names} from ${table}`, [])
  return new Map(list.map((row) => [key.map((name) => String(row[name])).join(' '), row]))
}

async function checkReferences(db: Reader, plan: WholePlan, fault: (row: WholeRow, message: string) => WholeFault): Promise<void> {
  for (const one of readable) {
    for (const { column, to } of await referencesOf(db, one)) {
      const known = new Set((await rows<{ id: string }>(db, `select id from ${to}`, [])).map(({ id }) => id))
      for (const row of plan.fresh.get(to) ?? []) known.add(String(row['id']))
      const label = one.columns.find(({ name }) => name === column)?.label ?? column
      for (const row of plan.fresh.get(one.table) ?? []) {
        if (row[column] !== null && !known.has(String(row[column]))) plan.faults.push(fault(row, `“${label}”所指的记录不在文件里，也不在台账里`))
      }
    }
  }
}

async function checkOnce(db: Reader, plan: WholePlan, fault: (row: WholeRow, message: string) => WholeFault): Promise<void> {
  for (const { table, columns, what } of onceOnly) {
    const recycles = (await columnsOf(db, table)).some(({ name }) => name === 'deleted_at')
    const names = columns.map((name) => `"${name}"`).join(', ')
    const valueOf = (row: WholeRow) => JSON.stringify(columns.map((name) => row[name] ?? null))
    const taken = new Set((await rows<WholeRow>(db, `select ${names} from ${table}${recycles ? ' where deleted_at is null' : ''}`, [])).map(valueOf))
    for (const row of plan.fresh.get(table) ?? []) {
      if (columns.some((name) => row[name] === null)) continue
      if (taken.has(valueOf(row))) plan.faults.push(fault(row, `${what}“${String(row[columns.at(-1) ?? ''])}”已被台账里或文件里的另一条记录使用`))
      taken.add(valueOf(row))
    }
  }
}

/** Writes what is new, all or nothing. Numbers, dates and who logged it stay as in the file. @throws CasebookError 'invalid' where something has to be mended first */
export async function writeWhole(unit: UnitOfWork, plan: WholePlan, onTable: (done: number, total: number) => void = () => {}): Promise<{ cases: number; records: number }> {
  const [first] = plan.faults
  if (first) throw new CasebookError('invalid', `文件里有 ${plan.faults.length} 处要先改正，没有读入任何内容。第一处：“${first.sheet}”第 ${first.row} 行，${first.message}。`)
  // A lead and its case name each other.
  await rows(unit.trx, 'pragma defer_foreign_keys = on', [])
  let records = 0
  const touched = new Set<string>()
  for (const [index, { table, columns }] of readable.entries()) {
    onTable(index, readable.length)
    const list = plan.fresh.get(table) ?? []
    if (list.length === 0) continue
    const info = await columnsOf(unit.trx, table)
    const given = new Set(columns.map(({ name }) => name))
    const made: WholeRow = { version: 1, updated_at: unit.at, updated_by: unit.actor.name }
    const search = table === 'lead' ? leadTexts(plan.fresh) : null
    await insertRows(unit.trx, table, list.map((row) =>
      Object.fromEntries(info.map(({ name, required }) => {
        if (name === 'search_text') return [name, search?.(row) ?? '']
        const value = given.has(name) ? (row[name] ?? null) : (made[name] ?? null)
        return [name, value === null && required ? '' : value]
      })),
    ))
    records += list.length
    for (const row of list) {
      const caseId = table === 'relief_case' ? row['id'] : row['case_id']
      if (typeof caseId === 'string') touched.add(caseId)
    }
  }
  for (const caseId of touched) unit.touch(caseId)
  const cases = plan.fresh.get('relief_case') ?? []
  for (const { id, case_number } of cases) await unit.note('relief_case', String(id), String(id), { caseNumber: case_number, source: plan.source })
  await unit.note('casebook', null, null, { source: plan.source, records, sheets: Object.fromEntries(plan.sheets.map(({ name, fresh }) => [name, fresh])) })
  return { cases: cases.length, records }
}

/** What each lead is found by. */
function leadTexts(fresh: WholeRecords): (lead: WholeRow) => string {
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  const people = new Map((fresh.get('person') ?? []).map((row) => [row['id'], row]))
  const ofLead = groupBy(fresh.get('lead_person') ?? [], (row) => String(row['lead_id']))
  return (lead) =>
    leadSearchText(
      { sending_unit: text(lead['sending_unit']), letter_number: text(lead['letter_number']), original_number: text(lead['original_number']) },
      (ofLead.get(String(lead['id'])) ?? []).map((one) => {
        const person = people.get(one['person_id'] ?? null)
        return { name: text(person?.['name']) ?? '', paperNumber: text(person?.['paper_number']), phone: text(person?.['phone']) }
      }),
    )
}
