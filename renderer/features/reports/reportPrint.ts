import { formatDateChinese } from '../../../db/domain/dates.ts'
import type { YearStart } from '../../../db/domain/periods.ts'
import type { LegalDate } from '../../../db/domain/records.ts'
import type { AnnualReport, ReportTable } from '../../../db/domain/reportModel.ts'
import { escapeHtml } from '../../printSheet.ts'
import { periodDays, periodName } from './periodChoice.ts'
import { basisNames, columnsOf, figureText, headlineOf, rowHeadings, totalOf } from './reportTable.ts'

/** Its own sheet: black on white, A4 upright, 宋体; headings repeat, no row is cut in two. */
export const sheetStyle = `
@page { size: A4 portrait; margin: 18mm 16mm 16mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; font: 10.5pt/1.5 SimSun, 'Noto Serif CJK SC', 'Source Han Serif SC', serif; }
h1 { margin: 0 0 4mm; font: bold 18pt/1.3 SimHei, 'Noto Sans CJK SC', sans-serif; text-align: center; }
h2 { margin: 6mm 0 1mm; font: bold 12pt/1.4 SimHei, 'Noto Sans CJK SC', sans-serif; break-after: avoid; }
p { margin: 0 0 2mm; }
.facts { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 8mm; margin-bottom: 3mm; }
.note { margin: 0 0 1mm; font-size: 9pt; break-after: avoid; }
section.short { break-inside: avoid; }
table { width: 100%; border-collapse: collapse; }
col.count { width: 16mm; }
col.sum { width: 36mm; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 1mm 2mm; border: 0.3mm solid #000; text-align: left; vertical-align: middle; }
th { font-weight: bold; text-align: center; }
.figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.total { break-before: avoid; }
.total td { font-weight: bold; }
.sentence { margin-top: 6mm; text-indent: 2em; break-inside: avoid; }
ol { margin: 0; padding-left: 1.6em; font-size: 9pt; }
`

/** The whole report as a page to print. Every text of the casebook is escaped. `printedOn` is the day on the sheet. */
export function reportHtml(report: AnnualReport, { startsOn, printedOn }: { startsOn: YearStart; printedOn: LegalDate }): string {
  const text = escapeHtml
  const name = periodName(report.period, startsOn)
  return [
    `<style>${sheetStyle}</style>`,
    `<h1>${text(reportTitle(name))}</h1>`,
    `<div class="facts"><span>制表单位：${text(report.officeName)}</span><span>制表日期：${formatDateChinese(printedOn)}</span></div>`,
    `<div class="facts"><span>统计期间：${text(periodDays(report.period))}</span><span>分项统计口径：按${basisNames[report.basis]}日期</span></div>`,
    headlineHtml(report),
    ...report.tables.map(tableHtml),
    `<p class="sentence">${text(report.sentence)}</p>`,
    `<h2>说明</h2><ol>${report.notes.map((note) => `<li>${text(note)}</li>`).join('')}</ol>`,
  ].join('\n')
}

/** A period of the user's own is said in full below the title, not in it. */
export function reportTitle(name: string): string {
  return `国家司法救助年度统计表${name.includes('至') ? '' : `（${name}）`}`
}

function headlineHtml({ totals }: AnnualReport): string {
  const rows = headlineOf(totals).map(
    ({ title, byDate, parts, yuan }) =>
      `<tr><th>${escapeHtml(title)}</th><td>${parts.map(({ value, unit }) => `${value} ${unit}`).join('　')}</td><td>${escapeHtml(yuan ?? '')}</td><td>${escapeHtml(byDate)}</td></tr>`,
  )
  return `<h2>总体情况</h2>\n<table><thead><tr><th>项目</th><th>数量</th><th>金额</th><th>统计日期</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

/** A table of a page's third is not cut in two; a longer one would leave too much paper white. */
const MOST_ROWS_KEPT_TOGETHER = 14

function tableHtml(table: ReportTable): string {
  const columns = columnsOf(table)
  const total = totalOf(table)
  const line = (label: string, figures: readonly string[], className = '') =>
    `<tr${className && ` class="${className}"`}><td>${escapeHtml(label)}</td>${figures.map((figure) => `<td class="figure">${escapeHtml(figure)}</td>`).join('')}</tr>`
  const body =
    table.rows.length === 0
      ? `<tr><td colspan="${columns.length + 1}">期间内没有记录</td></tr>`
      : table.rows.map((row) => line(row.label, columns.map((column) => figureText(row, column)))).join('')
  const foot = total ? line(total.label, columns.map((column) => figureText(total, column)), 'total') : ''
  const widths = `<colgroup><col>${columns.map(({ money }) => `<col class="${money ? 'sum' : 'count'}">`).join('')}</colgroup>`
  const head = `<tr><th>${escapeHtml(rowHeadings[table.key])}</th>${columns.map(({ label }) => `<th>${escapeHtml(label)}</th>`).join('')}</tr>`
  const section = table.rows.length <= MOST_ROWS_KEPT_TOGETHER ? '<section class="short">' : '<section>'
  return `${section}<h2>${escapeHtml(table.title)}</h2>\n<p class="note">${escapeHtml(table.note)}</p>\n<table>${widths}<thead>${head}</thead><tbody>${body}${foot}</tbody></table></section>`
}
