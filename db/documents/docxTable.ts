import { headCells } from './paperHead.ts'
import { docxFont, paperFonts } from './paperFonts.ts'
import { cellPadding } from './paperLayout.ts'
import type { PaperLayout } from './paperLayout.ts'
import { cellText } from './sheetText.ts'
import { alignmentOf, shownValue } from './tableModel.ts'
import type { RowSpan, TableModel, TableValues } from './tableModel.ts'
import { escapeXml } from './zipWriter.ts'

type Alignment = 'left' | 'center' | 'right'
interface ParagraphLook {
  /** Points. */
  size: number
  alignment?: Alignment
  font?: string
  bold?: boolean
  /** On the page of the next. */
  keep?: boolean
  /** In twentieths of a point. */
  before?: number
  after?: number
  /** The first line is set in by two characters. */
  indent?: boolean
}
interface CellLook {
  alignment: Alignment
  bold?: boolean
  keep?: boolean
  span?: number
  merge?: 'restart' | 'continue'
}

const fontsOf = new Map<string, string>()
/** The letters of a run, and what stands in for them in other scripts. */
export function fontXml(name: string): string {
  const known = fontsOf.get(name)
  if (known !== undefined) return known
  const xml = `<w:rFonts${Object.entries(docxFont(name)).map(([use, font]) => ` w:${use}="${font}"`).join('')}/>`
  fontsOf.set(name, xml)
  return xml
}

/** A paragraph of one text; its line breaks stay. */
export function paragraph(text: string, { size, alignment = 'left', font = paperFonts.body, bold = false, keep = false, before = 0, after = 0, indent = false }: ParagraphLook): string {
  const look = `<w:rPr>${fontXml(font)}${bold ? '<w:b/>' : ''}<w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/></w:rPr>`
  const lines = cellText(text).split('\n').map((line) => `<w:t xml:space="preserve">${escapeXml(line)}</w:t>`)
  return `<w:p><w:pPr>${keep ? '<w:keepNext/>' : ''}<w:spacing w:before="${before}" w:after="${after}"/>${indent ? '<w:ind w:firstLineChars="200" w:firstLine="480"/>' : ''}<w:jc w:val="${alignment}"/></w:pPr><w:r>${look}${lines.join('<w:br/>')}</w:r></w:p>`
}

const twips = (millimetres: number) => Math.round((millimetres * 1440) / 25.4)
const BATCH = 200
/** These many rows at the end go along with the notes and signatures, which would otherwise stand alone on a page. */
const KEPT = 2

/** A table of WordprocessingML. */
export class DocxTable {
  readonly #table: TableModel
  readonly #size: number
  readonly #widths: number[]
  readonly #spans: Map<string, RowSpan>

  constructor(table: TableModel, { size, widths }: PaperLayout) {
    this.#table = table
    this.#size = size
    this.#widths = widths.map(twips)
    this.#spans = new Map((table.spans ?? []).flatMap((span) => Array.from({ length: span.to - span.from + 1 }, (_, more) => [`${span.key}/${span.from + more}`, span] as const)))
  }

  *pieces(): Generator<{ xml: string; count: number }> {
    const { columns, groups = [], rows, total } = this.#table
    const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`).join('')
    const room = twips(cellPadding)
    const head = headCells(columns, groups).map((cells) =>
      this.#row(cells.map(({ text, at, span, down }) => this.#cell(text, at, { alignment: 'center', bold: true, keep: true, span, ...(down && { merge: down }) })), true),
    )
    yield {
      xml: `<w:tbl><w:tblPr><w:tblW w:w="${this.#widths.reduce((all, one) => all + one, 0)}" w:type="dxa"/><w:tblBorders>${edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="${room}" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/><w:right w:w="${room}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${this.#widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${head.join('')}`,
      count: 0,
    }
    for (let from = 0; from < rows.length; from += BATCH) {
      const batch = rows.slice(from, from + BATCH)
      yield { xml: batch.map((values, index) => this.#line(values, from + index, { keep: from + index >= rows.length - KEPT })).join(''), count: batch.length }
    }
    const last = [
      ...(rows.length === 0 ? [this.#row([this.#cell('期间内没有记录', 0, { alignment: 'center', span: columns.length, keep: true })])] : []),
      ...(total ? [this.#line(total, -1, { bold: true, keep: true })] : []),
    ]
    yield { xml: `${last.join('')}</w:tbl>`, count: 0 }
  }

  #line(values: TableValues, index: number, look: Pick<CellLook, 'bold' | 'keep'>): string {
    return this.#row(
      this.#table.columns.map(({ key, kind }, at) => {
        const span = this.#spans.get(`${key}/${index}`)
        const value = values[key] ?? null
        return this.#cell(span && index > span.from ? '' : shownValue(value, kind), at, { ...look, alignment: alignmentOf(value, kind), ...(span && { merge: index === span.from ? 'restart' : 'continue' }) })
      }),
    )
  }

  #row(cells: readonly string[], isHead = false): string {
    return `<w:tr><w:trPr><w:cantSplit/>${isHead ? '<w:tblHeader/>' : ''}</w:trPr>${cells.join('')}</w:tr>`
  }

  #cell(text: string, at: number, { alignment, bold = false, keep = false, span = 1, merge }: CellLook): string {
    const width = this.#widths.slice(at, at + span).reduce((all, one) => all + one, 0)
    return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}${merge ? `<w:vMerge w:val="${merge}"/>` : ''}<w:vAlign w:val="center"/></w:tcPr>${paragraph(text, { size: this.#size, alignment, font: paperFonts.table, bold, keep })}</w:tc>`
  }
}
