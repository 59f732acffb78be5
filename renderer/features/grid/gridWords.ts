import { gridColumns } from '../../../db/domain/gridColumns.ts'
import type { GridColumn } from '../../../db/domain/gridColumns.ts'
import type { ImportReport, ImportRowReport } from '../../../db/operations/contract.ts'
import { codesOf, formatYuan } from '../../labels.ts'

export type Tone = 'stop' | 'warning' | 'plain'

/** What is said of one cell. */
export interface CellWords {
  tone: Tone
  reasons: string[]
}

/** The findings of a row by the column whose heading they begin with; those of the whole row under -1. */
export function wordsByCell(report: ImportRowReport | undefined): Map<number, CellWords> {
  const found = new Map<number, CellWords>()
  if (!report) return found
  for (const reason of report.reasons) {
    const column = gridColumns.findIndex(({ heading }) => reason.startsWith(heading) && /^[：\s]/.test(reason.slice(heading.length)))
    const stop = report.stops.includes(reason)
    const words = found.get(column) ?? { tone: 'plain' as Tone, reasons: [] }
    const tone: Tone = stop || words.tone === 'stop' ? 'stop' : report.kind === 'ok' ? words.tone : 'warning'
    found.set(column, { tone, reasons: [...words.reasons, reason] })
  }
  return found
}

/** One line for a row: what is wrong first, else what was understood. Empty for rows without content. */
export function rowLine(report: ImportRowReport | undefined): { tone: Tone | 'good'; text: string } {
  if (!report || (report.kind === 'skip' && report.reasons[0] === '空行')) return { tone: 'plain', text: '' }
  if (report.stops.length > 0) return { tone: 'stop', text: report.stops.join('；') }
  if (report.kind === 'skip') return { tone: 'plain', text: report.reasons.join('；') }
  if (report.kind === 'warning') return { tone: 'warning', text: report.reasons.join('；') }
  return { tone: 'good', text: understoodLine(report) }
}

export function understoodLine({ understood }: ImportRowReport): string {
  if (!understood) return ''
  const amount = understood.fen === null || understood.fen === 0 ? '' : ` ${formatYuan(understood.fen)} 元`
  return [`${understood.result}${amount}`, understood.dates].filter(Boolean).join(' · ')
}

/** What may be typed into a cell of this column. */
export function columnHelp({ kind, list, key }: GridColumn): string {
  if (key === 'caseNumber') return '同一案件有几个人的，第一人写案号，下面的人留空；案件没有案号的写“无”'
  if (key === 'outcome') return '可填：给予救助、不予救助；有金额的可以不填'
  if (key === 'paper') return '按 18 位（或旧 15 位）号码核对；没有的可以不填'
  if (key === 'typical') return '可填：是、否，或级别，例如 省级'
  if (kind === 'date') return '20210305、2021.3.5、2021年3月5日都可以'
  if (kind === 'money') return '20000、2万、20,000.00 都可以'
  if (kind === 'code' && list) {
    const several = key === 'specialGroups' || key === 'measures' ? '（几个之间用顿号）' : ''
    return `可填${several}：${codesOf(list).map(({ label }) => label).join('、')}`
  }
  return ''
}

/** The totals above the grid: only what can be saved is counted. */
export function totalsOf(report: ImportReport | null): { cases: number; people: number; fen: number; stopped: number; known: number } {
  if (!report) return { cases: 0, people: 0, fen: 0, stopped: 0, known: 0 }
  const known = report.rows.filter(({ kind, understood }) => kind === 'skip' && understood !== null).length
  return { ...report.toImport, stopped: report.blocking, known }
}

/** The first row that must be mended, and the cell in it. */
export function firstStop(report: ImportReport): { row: number; column: number } | null {
  const row = report.rows.find(({ stops }) => stops.length > 0)
  if (!row) return null
  const column = [...wordsByCell(row)].filter(([at, { tone }]) => at >= 0 && tone === 'stop').map(([at]) => at)
  return { row: row.row - 1, column: column.length > 0 ? Math.min(...column) : 0 }
}
