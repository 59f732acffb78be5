import { formatDateChinese } from '../../../db/domain/dates.ts'
import { figureText } from '../../../db/domain/figureText.ts'
import { workReports } from '../../../db/domain/figureModel.ts'
import type { FigureRow, FigureTable, WorkReport } from '../../../db/domain/figureModel.ts'
import type { LegalDate } from '../../../db/domain/records.ts'
import { escapeHtml } from '../../printSheet.ts'
import { periodDays } from './periodChoice.ts'
import { sheetStyle } from './reportPrint.ts'

/** More columns than this lie across the sheet. */
const MOST_UPRIGHT = 5

/** A work report as a page to print. Every text of the casebook is escaped. `printedOn` is the day on the sheet. */
export function workHtml(report: WorkReport, printedOn: LegalDate): string {
  const across = report.tables.some(({ columns }) => columns.length > MOST_UPRIGHT)
  const basis = workReports.find(({ kind }) => kind === report.kind)?.basis ?? ''
  return [
    `<style>${sheetStyle}${across ? '\n@page { size: A4 landscape; }' : ''}</style>`,
    `<h1>国家司法救助${escapeHtml(report.title)}</h1>`,
    `<div class="facts"><span>制表单位：${escapeHtml(report.officeName)}</span><span>制表日期：${formatDateChinese(printedOn)}</span></div>`,
    `<div class="facts"><span>统计期间：${escapeHtml(periodDays(report.period))}</span><span>统计口径：${escapeHtml(basis)}</span></div>`,
    ...report.tables.map(tableHtml),
    `<h2>说明</h2><ol>${report.notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('')}</ol>`,
  ].join('\n')
}

function tableHtml({ title, note, heading, columns, rows, total }: FigureTable): string {
  const line = (row: FigureRow, className = '') =>
    `<tr${className && ` class="${className}"`}><td>${escapeHtml(row.label)}</td>${columns.map(({ key, unit }) => `<td class="figure">${escapeHtml(figureText(row.values[key] ?? null, unit))}</td>`).join('')}</tr>`
  const body = rows.length === 0 ? `<tr><td colspan="${columns.length + 1}">期间内没有记录</td></tr>` : rows.map((row) => line(row)).join('')
  const head = `<tr><th>${escapeHtml(heading)}</th>${columns.map(({ label }) => `<th>${escapeHtml(label)}</th>`).join('')}</tr>`
  return `<section><h2>${escapeHtml(title)}</h2>\n<p class="note">${escapeHtml(note)}</p>\n<table><thead>${head}</thead><tbody>${body}${total ? line(total, 'total') : ''}</tbody></table></section>`
}
