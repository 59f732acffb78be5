import { formatDateChinese } from '../../../db/domain/dates.ts'
import { figureText } from '../../../db/domain/figureText.ts'
import type { YearStart } from '../../../db/domain/periods.ts'
import type { LegalDate } from '../../../db/domain/records.ts'
import type { FigureRow, FigureTable, Report } from '../../../db/domain/reportModel.ts'
import { escapeHtml } from '../../../db/domain/html.ts'
import { basisText } from './figureCells.ts'
import { headlineOf, isHeadline } from './headline.ts'
import { periodDays, periodName } from './periodChoice.ts'

/** Its own sheet: black on white, A4 upright, 宋体; headings repeat, no row is cut in two. */
const sheetStyle = `
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

/** More columns than this lie across the sheet. */
const MOST_UPRIGHT = 5

/** The whole report as a page to print. Every text of the casebook is escaped. `printedOn` is the day on the sheet. */
export function reportHtml(report: Report, { startsOn, printedOn }: { startsOn: YearStart; printedOn: LegalDate }): string {
  const text = escapeHtml
  const { period } = report.ask
  const across = report.tables.some((table) => !isHeadline(table) && table.columns.length > MOST_UPRIGHT)
  return [
    `<style>${sheetStyle}${across ? '\n@page { size: A4 landscape; }' : ''}</style>`,
    `<h1>${text(reportTitle(report.title, periodName(period, startsOn)))}</h1>`,
    `<div class="facts"><span>制表单位：${text(report.officeName)}</span><span>制表日期：${formatDateChinese(printedOn)}</span></div>`,
    `<div class="facts"><span>统计期间：${text(periodDays(period))}</span><span>统计口径：${text(basisText(report.ask))}</span></div>`,
    ...(report.seal ? [`<div class="facts"><span>定稿号：${text(report.seal.number)}</span><span>定稿日期：${formatDateChinese(report.seal.lockedOn)}</span><span>校验码：${text(report.seal.code)}</span></div>`] : []),
    ...report.tables.map((table) => (isHeadline(table) ? headlineHtml(table) : tableHtml(table))),
    ...(report.sentence === null ? [] : [`<p class="sentence">${text(report.sentence)}</p>`]),
    `<h2>说明</h2><ol>${report.notes.map((note) => `<li>${text(note)}</li>`).join('')}</ol>`,
  ].join('\n')
}

/** A period of the user's own is said in full below the title, not in it. */
export function reportTitle(title: string, name: string): string {
  return `国家司法救助${title}${name.includes('至') ? '' : `（${name}）`}`
}

function headlineHtml(table: FigureTable): string {
  const rows = headlineOf(table).map(
    ({ title, byDate, parts, yuan }) =>
      `<tr><th>${escapeHtml(title)}</th><td>${parts.map(({ value, unit }) => `${escapeHtml(value)} ${escapeHtml(unit)}`).join('　')}</td><td>${escapeHtml(yuan ?? '')}</td><td>${escapeHtml(byDate)}</td></tr>`,
  )
  return `<h2>${escapeHtml(table.title)}</h2>\n<table><thead><tr><th>项目</th><th>数量</th><th>金额</th><th>统计日期</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

/** A table of a page's third is not cut in two; a longer one would leave too much paper white. */
const MOST_ROWS_KEPT_TOGETHER = 14

function tableHtml({ title, note, heading, columns, rows, total }: FigureTable): string {
  const line = ({ label, values }: FigureRow, className = '') =>
    `<tr${className && ` class="${className}"`}><td>${escapeHtml(label)}</td>${columns.map(({ key, unit }) => `<td class="figure">${escapeHtml(figureText(values[key] ?? null, unit))}</td>`).join('')}</tr>`
  const body = rows.length === 0 ? `<tr><td colspan="${columns.length + 1}">期间内没有记录</td></tr>` : rows.map((row) => line(row)).join('')
  const widths = columns.length > MOST_UPRIGHT ? '' : `<colgroup><col>${columns.map(({ unit, label }) => `<col class="${unit === 'fen' ? 'sum' : label.length <= 2 ? 'count' : ''}">`).join('')}</colgroup>`
  const head = `<tr><th>${escapeHtml(heading)}</th>${columns.map(({ label }) => `<th>${escapeHtml(label)}</th>`).join('')}</tr>`
  const section = rows.length <= MOST_ROWS_KEPT_TOGETHER ? '<section class="short">' : '<section>'
  return `${section}<h2>${escapeHtml(title)}</h2>\n<p class="note">${escapeHtml(note)}</p>\n<table>${widths}<thead>${head}</thead><tbody>${body}${total ? line(total, 'total') : ''}</tbody></table></section>`
}
