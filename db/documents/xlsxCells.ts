import { cellText } from './sheetText.ts'
import { escapeXml } from './zipWriter.ts'

/** Parts of a sheet's XML that every sheet is written with. */

/** A text, a number as it is to be read, or null for a cell that is only drawn. */
export type CellContent = string | { number: string } | null

/** A, B … Z, AA … */
export function letters(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : letters(Math.floor(index / 26) - 1) + letters(index % 26)
}

/** @param at such as B7 @param style its number in the book of looks */
export function cellXml(at: string, style: number, content: CellContent): string {
  const head = `<c r="${at}" s="${style}"`
  if (content === null) return `${head}/>`
  if (typeof content === 'object') return `${head}><v>${content.number}</v></c>`
  return `${head} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cellText(content))}</t></is></c>`
}

/** What stands before the cells; the rows above `below` and the columns left of `right` stay in view. */
export function beginXml({ selected, gridLines, right = 0, below, widths }: { selected: boolean; gridLines: boolean; right?: number; below: number; widths: readonly number[] }): string {
  const pane = `<pane${right > 0 ? ` xSplit="${right}"` : ''} ySplit="${below}" topLeftCell="${letters(right)}${below + 1}" activePane="${right > 0 ? 'bottomRight' : 'bottomLeft'}" state="frozen"/>`
  return [
    `<sheetViews><sheetView${gridLines ? '' : ' showGridLines="0"'}${selected ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="18"/>`,
    `<cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>`,
  ].join('')
}

/** @param areas such as A1:C1 */
export function mergesXml(areas: readonly string[]): string {
  return areas.length > 0 ? `<mergeCells count="${areas.length}">${areas.map((area) => `<mergeCell ref="${area}"/>`).join('')}</mergeCells>` : ''
}
