/** Lists printed from a page: a sheet of its own, black on white, A4, 宋体; headings repeat, no row is cut in two. Every text is escaped. */
import { escapeHtml } from '../db/domain/html.ts'

const sheetStyle = `
@page { size: A4 portrait; margin: 18mm 16mm 16mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; font: 10.5pt/1.5 SimSun, 'Noto Serif CJK SC', 'Source Han Serif SC', serif; }
h1 { margin: 0 0 4mm; font: bold 18pt/1.3 SimHei, 'Noto Sans CJK SC', sans-serif; text-align: center; }
h2 { margin: 5mm 0 1mm; font: bold 12pt/1.4 SimHei, 'Noto Sans CJK SC', sans-serif; break-after: avoid; }
p { margin: 0 0 2mm; }
.facts { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 8mm; margin-bottom: 3mm; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; overflow-wrap: anywhere; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 1mm 2mm; border: 0.3mm solid #000; text-align: left; vertical-align: top; }
th { font-weight: bold; text-align: center; vertical-align: middle; }
.signs { display: flex; justify-content: space-between; margin-top: 12mm; break-inside: avoid; }
`

export interface SheetTable {
  title?: string
  headings: readonly string[]
  /** In mm, one a column; null shares what is left. */
  widths: readonly (number | null)[]
  rows: readonly (readonly string[])[]
}

/** @param sheet.facts lines under the title, side by side; @param sheet.signs what is signed at its end */
export function sheetHtml(sheet: { title: string; facts: readonly string[]; notes?: readonly string[]; tables: readonly SheetTable[]; signs?: readonly string[] }): string {
  const cells = (tag: 'th' | 'td', texts: readonly string[]) => `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join('')}</tr>`
  const columns = (widths: readonly (number | null)[]) => `<colgroup>${widths.map((width) => `<col${width === null ? '' : ` style="width:${width}mm"`}>`).join('')}</colgroup>`
  const spans = (texts: readonly string[]) => texts.map((text) => `<span>${escapeHtml(text)}</span>`).join('')
  return [
    `<style>${sheetStyle}</style>`,
    `<h1>${escapeHtml(sheet.title)}</h1>`,
    `<div class="facts">${spans(sheet.facts)}</div>`,
    ...(sheet.notes ?? []).map((note) => `<p>${escapeHtml(note)}</p>`),
    ...sheet.tables.map(({ title, headings, widths, rows }) => `${title ? `<h2>${escapeHtml(title)}</h2>` : ''}<table>${columns(widths)}<thead>${cells('th', headings)}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table>`),
    ...(sheet.signs ? [`<div class="signs">${spans(sheet.signs)}</div>`] : []),
  ].join('\n')
}
