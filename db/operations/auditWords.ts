import { labelOf } from '../domain/codeLists.ts'
import { formatYuan } from '../domain/money.ts'
import { wholeTables } from '../exchange/wholeTables.ts'
import type { WholeColumn } from '../exchange/wholeTables.ts'
import { changedColumns } from '../reports/seals/laterChanges.ts'
import type { Values, WrittenEntry } from '../reports/seals/laterChanges.ts'

const tables = new Map(wholeTables.map((table) => [table.table as string, table]))
const MOST_SHOWN = 6

function valueText(value: unknown, column: WholeColumn | undefined): string {
  if (value === null || value === undefined || value === '') return '（空）'
  if (column?.kind === 'fen' && typeof value === 'number') return `${formatYuan(value)} 元`
  if (column?.kind === 'flag') return value === 1 ? '是' : '否'
  if (column?.kind === 'code' && typeof value === 'string') return column.word(value) ?? value
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}

/** Ids tell a reader nothing: that one changed is said, not from what to what. */
const isLink = (name: string) => name === 'id' || name.endsWith('_id')

function changeText(name: string, before: Values, after: Values, columns: ReadonlyMap<string, WholeColumn>): string {
  const column = columns.get(name)
  const label = (column?.label ?? name).replace(/（元）$/, '')
  if (isLink(name)) return `${label.replace(/编号$/, '')}改为另一条记录`
  return `${label}：${valueText(before[name], column)} → ${valueText(after[name], column)}`
}

const groupText = (value: unknown): string => (Array.isArray(value) && value.length > 0 ? value.map((code) => labelOf('specialGroup', String(code))).join('、') : '（无）')

/** What an audit entry wrote, in the words of the office: 决定：决定金额 10,000.00 元 → 12,000.00 元. Empty for acts that wrote nothing. */
export function entryWords(entry: WrittenEntry): string[] {
  const { entity, entityId, before, after } = entry
  const table = tables.get(entity)
  const name = table?.name ?? (entity === 'office' ? '单位设置' : '记录')
  const columns = new Map(table?.columns.map((column) => [column.name, column]))
  /** As the columns stand in the table, so that what matters comes first. */
  const inOrder = (names: readonly string[]): string[] => [...[...columns.keys()].filter((column) => names.includes(column)), ...names.filter((column) => !columns.has(column))]
  if (entity === 'recipient_group') return [`特殊群体：${groupText(before?.['groups'])} → ${groupText(after?.['groups'])}`]
  // What the action itself says is all there is to say.
  if (entity.startsWith('case_card')) return []
  if (Array.isArray(before?.['ids'])) return [`移除${name} ${before['ids'].length} 条`]
  if (after === null) return before === null ? [] : [`移除${name}`]
  if (before === null) {
    if (entity === 'disbursement' && after['moved'] !== undefined) return ['发放记录改归合并后的案件']
    if (entity === 'relief_case' && Array.isArray(after['relief_case'])) return [`导入案件${caseText(after)}`]
    const shown = inOrder(changedColumns(entry)).filter((column) => !isLink(column) && columns.has(column))
    const text = shown.slice(0, MOST_SHOWN).map((column) => `${(columns.get(column)?.label ?? column).replace(/（元）$/, '')} ${valueText(after[column], columns.get(column))}`)
    return [`登记${name}${text.length > 0 ? `：${text.join('，')}` : ''}`]
  }
  if (before['deleted_at'] == null && after['deleted_at'] != null) return [`${name}移到回收站${typeof after['delete_reason'] === 'string' ? `：${after['delete_reason']}` : ''}`]
  if (before['deleted_at'] != null && after['deleted_at'] == null) return [`${name}从回收站恢复`]
  const changed = inOrder(changedColumns(entry))
  return changed.length === 0 && entityId !== null ? [] : changed.slice(0, MOST_SHOWN).map((column) => `${name} · ${changeText(column, before, after, columns)}`)
}

function caseText(records: Values): string {
  const [row] = records['relief_case'] as { case_number?: unknown }[]
  const people = Array.isArray(records['person']) ? records['person'].flatMap((one: { name?: unknown }) => (typeof one.name === 'string' ? [one.name] : [])) : []
  return `${typeof row?.case_number === 'string' ? ` ${row.case_number}` : ''}${people.length > 0 ? `（${people.join('、')}）` : ''}`
}
