import type { YearStart } from '../../../db/domain/periods.ts'
import { basisNames } from '../../../db/domain/figureWords.ts'
import type { Id } from '../../../db/domain/records.ts'
import { aboutReport } from '../../../db/domain/reportModel.ts'
import type { FigureCell, Report, ReportAsk } from '../../../db/domain/reportModel.ts'
import type { TableFormat } from '../../../db/domain/exportOptions.ts'
import { chartsOf } from '../charts/chartSpec.ts'
import type { ChartSpec } from '../charts/chartSpec.ts'
import { periodName } from './periodChoice.ts'

export type OutputForm = TableFormat | 'pdf' | 'print'

export const outputForms: readonly { form: OutputForm; label: string; action: string; note: string }[] = [
  { form: 'xlsx', label: 'Excel', action: '导出', note: '工作簿（.xlsx），金额可以接着计算。' },
  { form: 'docx', label: 'Word', action: '导出', note: 'A4 文件（.docx），可以在 WPS 里接着改，最多 5000 行。' },
  { form: 'csv', label: 'CSV', action: '导出', note: '文本表格（.csv），供其他系统读取；几张表依次写在一个文件里。' },
  { form: 'pdf', label: 'PDF', action: '存为 PDF', note: '与打印出来的一样，最多 5000 行。' },
  { form: 'print', label: '打印', action: '打印', note: 'A4 纸，带页眉、页码和签字栏，最多 5000 行。' },
]

/** What is to leave the program: a report, or the list behind one of its figures. */
export interface WantedOutput {
  ask: ReportAsk
  /** Of a locked report. */
  seal: Id | null
  cell: FigureCell | null
  title: string
  /** Without an ending. */
  fileName: string
  form: OutputForm
  /** What it shows as pictures: none of a list. */
  charts: ChartSpec[]
  /** Whether the list of names behind its tables can go along. */
  hasRoster: boolean
}

/** Forms that take pictures along. */
export const takesCharts = (form: OutputForm): boolean => form === 'docx' || form === 'pdf' || form === 'print'

export function outputOf(report: Report, startsOn: YearStart, form: OutputForm, { figure = null, locked = null }: { figure?: { cell: FigureCell; title: string } | null; locked?: { id: Id; hasRoster: boolean } | null } = {}): WantedOutput {
  const period = periodName(report.ask.period, startsOn)
  const basis = aboutReport(report.ask.kind).chooses ? ` 按${basisNames[report.ask.basis]}日期` : ''
  return {
    ask: report.ask,
    seal: locked?.id ?? null,
    cell: figure?.cell ?? null,
    title: figure ? `${figure.title}的名单` : report.title,
    fileName: figure ? `${figure.title} 名单 ${period}` : `国家司法救助${report.title} ${period}${basis}`,
    form,
    charts: figure ? [] : chartsOf(report),
    hasRoster: figure === null && (locked?.hasRoster ?? report.ask.kind === 'annual'),
  }
}
