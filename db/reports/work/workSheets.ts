import type { CellValue, TableColumn, TableModel, TableValues } from '../../documents/tableModel.ts'
import { formatDateChinese } from '../../domain/dates.ts'
import { workReports } from '../../domain/figureModel.ts'
import type { FigureColumn, FigureRow, WorkReport } from '../../domain/figureModel.ts'
import { figureText } from '../../domain/figureText.ts'
import type { LegalDate } from '../../domain/records.ts'

/** A work report as sheets, one a table. Figures only: nobody is named. */
export function workSheets(report: WorkReport, madeOn: LegalDate): TableModel[] {
  const basis = workReports.find(({ kind }) => kind === report.kind)?.basis ?? ''
  return report.tables.map((table, index) => {
    const values = (row: FigureRow): TableValues => ({ item: row.label, ...Object.fromEntries(table.columns.map((column) => [column.key, valueOf(row.values[column.key] ?? null, column)])) })
    return {
      name: table.title,
      title: `${report.title}：${table.title}`,
      subtitle: [
        `制表单位：${report.officeName}　　统计期间：${formatDateChinese(report.period.from)}至${formatDateChinese(report.period.to)}`,
        `统计口径：${basis}　　制表日期：${formatDateChinese(madeOn)}`,
      ],
      columns: [{ key: 'item', label: table.heading, kind: 'text', width: 30 }, ...table.columns.map(columnOf)],
      rows: table.rows.map(values),
      ...(table.total && { total: values(table.total) }),
      notes: [table.note, ...(index === 0 ? report.notes : [])],
      orientation: table.columns.length > 5 ? 'landscape' : 'portrait',
      frozenColumns: 1,
    }
  })
}

const columnOf = ({ key, label, unit }: FigureColumn): TableColumn => ({ key, label, kind: unit === 'fen' ? 'yuan' : unit === 'count' ? 'count' : 'text', width: unit === 'fen' ? 17 : 12 })

function valueOf(value: number | null, column: FigureColumn): CellValue {
  if (value === null) return '—'
  return column.unit === 'fen' || column.unit === 'count' ? value : figureText(value, column.unit)
}
