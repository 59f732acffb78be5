import { formatDateChinese, today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import { formatYuan } from '../domain/money.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import { ALL } from '../domain/reportModel.ts'
import type { CaseWhy, FigureColumn, FigureRecord, FigureTable, FigureWhy, Period, ReportAsk, WhyReason } from '../domain/reportModel.ts'
import { rows } from '../store/store.ts'
import type { CellRecords } from './definition.ts'
import type { Db } from './population.ts'
import { caseInReport } from './reports.ts'

/** Every day a case may have: what of it counts at all, in whatever period. */
const anyDay = (now: LegalDate): Period => ({ from: '1980-01-01', to: `${Number(now.slice(0, 4)) + 5}-12-31` })

interface CaseState {
  case_number: string | null
  people: string | null
  deleted_at: string | null
  deleted_by: string | null
  delete_reason: string | null
  historical: 0 | 1
}

const recycledParts: Record<string, string> = { decision: '决定', visit: '回访', support_measure: '多元救助措施', typical_award: '典型案例', joint_office: '联合救助单位', recipient: '救助对象' }

/** Parts of the case in the recycle bin, in words: they count nowhere. */
async function partsRecycled(db: Db, caseId: Id): Promise<string[]> {
  const words: string[] = []
  for (const [table, label] of Object.entries(recycledParts)) {
    const found = await rows<{ reason: string | null; who: string | null }>(db, `select delete_reason as reason, deleted_by as who from ${table} where case_id = ? and deleted_at is not null`, [caseId])
    if (found.length > 0) words.push(`${label} ${found.length} 条（${found.map(({ reason, who }) => [who, reason].filter(Boolean).join('：')).join('；')}）`)
  }
  return words
}

/**
 * Why a case counts or does not count in each figure of a report. It asks nothing but the counting itself, for this case: in the period, and in any period; so it
 * cannot say otherwise than the figures do. What fails comes first.
 * @throws CasebookError 'not-found'
 */
export async function whyInReport(db: Db, ask: ReportAsk, caseId: Id, { now = today(), onStep }: { now?: LegalDate; onStep?: (done: number, total: number) => void } = {}): Promise<CaseWhy> {
  const [state] = await rows<CaseState>(
    db,
    `select c.case_number, c.deleted_at, c.deleted_by, c.delete_reason, c.historical,
       (select group_concat(h.name, '、') from recipient r join person h on h.id = r.person_id where r.case_id = c.id and r.deleted_at is null) as people
     from relief_case c where c.id = ?`,
    [caseId],
  )
  if (!state) throw new CasebookError('not-found', '没有找到这件案件，可能已被移走。请重新查找。')
  const { report, within, otherwise } = await caseInReport(db, ask, caseId, anyDay(now), now, onStep)
  const bin = await partsRecycled(db, caseId)
  const figures = report.tables.flatMap((table) =>
    [...table.rows, ...(table.total ? [table.total] : [])].flatMap((row) =>
      table.columns
        .filter((column) => column.opens !== false && row.values[column.key] !== null)
        .map((column): FigureWhy => {
          const cell = { table: table.key, row: row.key, column: column.key }
          const counted = within[table.key]?.[row.key]?.[column.key] ?? []
          const reasons = state.deleted_at === null ? reasonsOf({ table, column, rowKey: row.key, rowLabel: row.label, within, otherwise, period: ask.period, historical: state.historical === 1, bin }) : [recycled(state)]
          reasons.sort((a, b) => Number(a.holds) - Number(b.holds))
          return { cell, table: table.title, row: row.label, column: column.label, counted: counted.length > 0, reasons }
        }),
    ),
  )
  return { caseId, caseNumber: state.case_number, people: state.people ?? '', title: report.title, figures }
}

const recycled = ({ deleted_by, delete_reason }: CaseState): WhyReason => ({ holds: false, text: `案件在回收站里，不计入任何数字（${[deleted_by, delete_reason].filter(Boolean).join('：')}）。` })

interface Place {
  table: FigureTable
  column: FigureColumn
  rowKey: string
  rowLabel: string
  within: CellRecords
  otherwise: CellRecords
  period: Period
  historical: boolean
  bin: readonly string[]
}

/** Records of a table in this column, by row; the sum of all rows apart, where there are rows. */
function inColumn(cells: CellRecords, table: string, column: string): Map<string, readonly FigureRecord[]> {
  const all = Object.entries(cells[table] ?? {}).flatMap(([row, columns]) => ((columns[column]?.length ?? 0) > 0 ? [[row, columns[column] ?? []] as const] : []))
  const rowsOnly = all.filter(([row]) => row !== ALL)
  return new Map(rowsOnly.length > 0 ? rowsOnly : all)
}

const recordText = ({ personName, fen, paidFen, detail }: FigureRecord): string =>
  [personName, fen === null ? null : `${formatYuan(fen)} 元`, paidFen === undefined || paidFen === 0 ? null : `发放 ${formatYuan(paidFen)} 元`, detail].filter(Boolean).join('，')

function whereText(date: LegalDate | null, { from, to }: Period): string {
  if (date === null) return '没有日期'
  if (date < from) return `${formatDateChinese(date)}，早于统计期间`
  return date > to ? `${formatDateChinese(date)}，晚于统计期间` : `${formatDateChinese(date)}，在统计期间内`
}

/** The conditions of one figure, in the order in which they are asked. */
function reasonsOf({ table, column, rowKey, rowLabel, within, otherwise, period, historical, bin }: Place): WhyReason[] {
  const here = rowKey === ALL ? [...inColumn(within, table.key, column.key).values()].flat() : (within[table.key]?.[rowKey]?.[column.key] ?? [])
  const counts = (within[table.key]?.[rowKey]?.[column.key]?.length ?? 0) > 0
  if (counts) return here.map((record) => ({ holds: true, text: `按日期 ${whereText(record.date, period)}，计入“${rowLabel}”：${recordText(record)}` }))
  const otherColumns = table.columns.filter(({ key }) => key !== column.key && (within[table.key]?.[rowKey]?.[key]?.length ?? 0) > 0)
  if (otherColumns.length > 0) {
    const records = otherColumns.flatMap(({ key }) => within[table.key]?.[rowKey]?.[key] ?? [])
    return [
      { holds: false, text: `计入了同一行的${otherColumns.map(({ label }) => `“${label}”`).join('、')}，不符合“${column.label}”的条件：${[...new Set(records.map(({ detail }) => detail))].join('；')}` },
      ...records.slice(0, 1).map((record) => ({ holds: true, text: `日期符合：${whereText(record.date, period)}` })),
    ]
  }
  const sameRow = rowKey === ALL ? [...inColumn(otherwise, table.key, column.key).values()].flat() : (otherwise[table.key]?.[rowKey]?.[column.key] ?? [])
  if (sameRow.length > 0) return sameRow.map((record) => ({ holds: false, text: `按${whereText(record.date, period)}（${formatDateChinese(period.from)}至${formatDateChinese(period.to)}）：${recordText(record)}` }))
  // Rows of a headline are no parts of one whole: that another one counts says nothing.
  const parts = !table.rows.some(({ note }) => note !== undefined)
  const labelOf = (key: string) => table.rows.find((row) => row.key === key)?.label ?? '另一行'
  const elsewhere = parts ? [...inColumn(within, table.key, column.key)].filter(([row]) => row !== rowKey) : []
  if (elsewhere.length > 0) {
    return elsewhere.flatMap(([row, records]) => [
      { holds: false, text: `计入的是“${labelOf(row)}”这一行，不是“${rowLabel}”。` },
      ...records.map((record) => ({ holds: true, text: `日期符合：${whereText(record.date, period)}，${recordText(record)}` })),
    ])
  }
  const anyTime = parts ? [...inColumn(otherwise, table.key, column.key)] : []
  if (anyTime.length > 0) {
    return anyTime.flatMap(([row, records]) => records.map((record) => ({ holds: false, text: `属于“${labelOf(row)}”，按${whereText(record.date, period)}：${recordText(record)}` })))
  }
  // In a headline, where it does count says what it is: 不予救助, and so no grant.
  const others = parts ? [] : [...inColumn(within, table.key, column.key).keys()].map((key) => `“${labelOf(key)}”`)
  const hints = [
    ...(others.length > 0 ? [`本期计入了${others.join('、')}`] : []),
    ...(historical && (table.key === 'period' || column.key === 'open') ? ['这件是历史案件，不计期限和在办'] : []),
    ...(bin.length > 0 ? [`回收站里有${bin.join('、')}，不计入`] : []),
  ]
  return [{ holds: false, text: `案件里没有可以计入“${parts ? table.title : rowLabel} · ${column.label}”的记录${hints.length > 0 ? `；${hints.join('；')}` : ''}。` }]
}
