import { headCells } from './paperHead.ts'
import { cssFonts } from './paperFonts.ts'
import { cellPadding, paper, requireForPaper } from './paperLayout.ts'
import type { Orientation } from './paperLayout.ts'
import { pictureSize, picturesHeading } from './paperPictures.ts'
import { sectionsOf } from './paperSections.ts'
import type { PaperPart, PaperSection } from './paperSections.ts'
import { alignmentOf, pageHeadline, rowsOf, shownValue } from './tableModel.ts'
import type { TableDocument, TableValues } from './tableModel.ts'
import { escapeHtml } from '../domain/html.ts'
import type { PaperPicture } from '../domain/pictures.ts'

/** The tables as a page to print or to save as PDF: the same widths as .docx; black on white; no scripts, no requests. */

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replace(/[\r\n]/g, ' ').replaceAll('<', '\\3c ')}"`

/** Chromium draws what stands in the margins from version 131 on; before, main prints its own header and footer (electron/print.ts). */
const pageStyle = (orientation: Orientation, headline: string) => `
@page {
  size: A4 ${orientation};
  margin: ${paper.top}mm ${paper.sides}mm ${paper.bottom}mm;
  @top-center { content: ${quoted(headline)}; font: 9pt ${cssFonts.table}; }
  @bottom-center { content: "第 " counter(page) " 页　共 " counter(pages) " 页"; font: 9pt ${cssFonts.table}; }
}`

const style = `
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; font: 10.5pt/1.5 ${cssFonts.body}; }
.begins { break-before: page; }
h1 { margin: 0 0 2mm; font: bold 18pt/1.3 ${cssFonts.title}; text-align: center; }
h2 { margin: 4mm 0 1mm; font: 12pt/1.4 ${cssFonts.heading}; }
h1, h2, .subtitle { break-after: avoid; }
p { margin: 0; }
.subtitle { text-align: center; }
.subtitle, .note { white-space: pre-wrap; }
.note { margin-top: 1mm; font-size: 9pt; }
table { border-collapse: collapse; table-layout: fixed; margin-top: 1mm; font-family: ${cssFonts.table}; line-height: 1.35; overflow-wrap: anywhere; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 0.6mm ${cellPadding}mm; border: 0.25mm solid #000; text-align: left; vertical-align: middle; white-space: pre-wrap; }
th { font-weight: bold; text-align: center; }
.figure { text-align: right; font-variant-numeric: tabular-nums; }
.middle { text-align: center; }
.figure, .middle { white-space: nowrap; overflow-wrap: normal; }
.lead { margin-top: 2mm; font-size: 12pt; text-indent: 2em; }
.total td { font-weight: bold; }
.keep, .end .note { break-before: avoid; }
figure + .signatures { margin-top: 4mm; }
.together { break-inside: avoid; }
.signatures { display: flex; justify-content: space-between; margin-top: 8mm; break-inside: avoid; break-before: avoid; }
figure { margin: 2mm 0 0; text-align: center; break-inside: avoid; }
h2 + figure { break-before: avoid; }
figcaption { margin-bottom: 1mm; }
img { display: block; margin: 0 auto; }
`

/** Half of the outer lines stands outside the table, where it would be cut off. In mm. */
const edge = 0.4

const places = { left: '', right: 'figure', center: 'middle' } as const

/**
 * @param chosen upright or across; null leaves it to the tables
 * @throws CasebookError 'invalid' above 5,000 rows
 */
export function printHtml(document: TableDocument, chosen: Orientation | null = null): string {
  requireForPaper(rowsOf(document.tables))
  const headline = pageHeadline(document)
  const wanted = sectionsOf(document, chosen)
  // Older engines and some printers lay out all pages as the first: one table that lies across takes the whole print along.
  const orientation = wanted.some((section) => section.orientation === 'landscape') ? 'landscape' : 'portrait'
  const sections = orientation === 'portrait' ? wanted : sectionsOf(document, 'landscape')
  return [
    `<style>${pageStyle(orientation, headline)}${style}</style>`,
    ...sections.map(sectionHtml),
  ].join('\n')
}

function sectionHtml({ orientation, parts, pictures, signatures }: PaperSection, index: number): string {
  const signed = signatures.length > 0 ? `<div class="signatures">${signatures.map((line) => `<span>${escapeHtml(line)}</span>`).join('')}</div>` : ''
  const drawn = pictures.map((picture) => pictureHtml(picture, orientation))
  const heading = drawn.length > 0 ? `<h2>${picturesHeading}</h2>` : ''
  // What is signed stands on the page of the last picture, never alone on one.
  const end = signed === '' ? drawn.join('') : `${drawn.slice(0, -1).join('')}<div class="together">${drawn.at(-1) ?? ''}${signed}</div>`
  return `<section${index > 0 ? ' class="begins"' : ''}>${parts.map(partHtml).join('\n')}${heading}${end}</section>`
}

function pictureHtml(picture: PaperPicture, orientation: Orientation): string {
  const { width, height } = pictureSize(picture, orientation)
  const title = escapeHtml(picture.title)
  return `<figure><figcaption>${title}</figcaption><img src="data:image/png;base64,${Buffer.from(picture.png).toString('base64')}" alt="${title}" style="width:${width.toFixed(2)}mm;height:${height.toFixed(2)}mm"></figure>`
}

function partHtml({ table, layout, begins, last }: PaperPart): string {
  const { title, subtitle, lead = [], heading, columns, groups = [], rows, spans = [], total, notes } = table
  const width = layout.widths.reduce((all, one) => all + one, 0) - edge
  const head = headCells(columns, groups).map((cells) => `<tr>${cells.filter(({ down }) => down !== 'continue').map(({ text, span, down }) => `<th${attribute('colspan', span)}${attribute('rowspan', down ? 2 : 1)}>${escapeHtml(text)}</th>`).join('')}</tr>`)
  const line = (values: TableValues, index: number, className = '') =>
    `<tr${className && ` class="${className}"`}>${columns
      .map(({ key, kind }) => {
        const span = spans.find((one) => one.key === key && one.from <= index && index <= one.to)
        if (span && span.from !== index) return ''
        const value = values[key] ?? null
        const place = places[alignmentOf(value, kind)]
        return `<td${place && ` class="${place}"`}${attribute('rowspan', span ? span.to - span.from + 1 : 1)}>${escapeHtml(shownValue(value, kind))}</td>`
      })
      .join('')}</tr>`
  const body = rows.length === 0 ? [`<tr><td class="middle" colspan="${columns.length}">期间内没有记录</td></tr>`] : rows.map((values, index) => line(values, index, index === rows.length - 1 ? 'keep' : ''))
  return [
    begins ? `<h1>${escapeHtml(title)}</h1>${subtitle.map((one) => `<p class="subtitle">${escapeHtml(one)}</p>`).join('')}` : '',
    lead.map((one) => `<p class="lead">${escapeHtml(one)}</p>`).join(''),
    heading === undefined ? '' : `<h2>${escapeHtml(heading)}</h2>`,
    `<table style="width:${width.toFixed(2)}mm;font-size:${layout.size}pt"><colgroup>${layout.widths.map((one) => `<col style="width:${one.toFixed(2)}mm">`).join('')}</colgroup>`,
    `<thead>${head.join('')}</thead><tbody>${body.join('')}${total ? line(total, -1, 'total keep') : ''}</tbody></table>`,
    `<div${last ? ' class="end"' : ''}>${notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('')}</div>`,
  ].join('')
}

const attribute = (name: string, value: number): string => (value > 1 ? ` ${name}="${value}"` : '')
