import { AlignmentType, Document, Footer, HeightRule, LineRuleType, Packer, PageNumber, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlignTable, WidthType } from 'docx'
import PizZip from 'pizzip'
import { docxFont, fontTable, paperFonts } from '../../db/documents/paperFonts.ts'

/** What a paper is made of, in the order of the page; texts hold placeholders such as `{案号}`. */
interface Said {
  kind: 'title' | 'office' | 'number' | 'to' | 'text' | 'heading' | 'plain' | 'sign' | 'small' | 'middle'
  text: string
}
export type Part =
  | Said
  | { kind: 'table'; widths: readonly number[]; rows: readonly Row[] }
  | { kind: 'gap' }
  /** Paragraphs that hold nothing but one end of what repeats or may be left out; they go when the paper is filled. */
  | { kind: 'end'; text: string }

export type Cell = string | { text: string; span?: number; left?: boolean; bold?: boolean }
/** `tall`: least height in millimetres. */
export type Row = readonly Cell[] | { cells: readonly Cell[]; tall: number }

export interface Paper {
  key: string
  /** Numbered pages, for papers that may run over one. */
  pages?: boolean
  /** A form: narrower margins above and below, so that it stays on one page. */
  form?: boolean
  parts: readonly Part[]
}

export const title = (text = '{文书名称}'): Part => ({ kind: 'title', text })
/** The office above the title of a paper it issues. */
export const office: Part = { kind: 'office', text: '{院名}' }
/** 文号. */
export const number = (text: string): Part => ({ kind: 'number', text })
/** Whom it is addressed to, at the margin. */
export const to = (text: string): Part => ({ kind: 'to', text })
/** A paragraph, two characters in. */
export const p = (text: string): Part => ({ kind: 'text', text })
export const h = (text: string): Part => ({ kind: 'heading', text })
/** A line at the margin: a field to be filled in. */
export const line = (text: string): Part => ({ kind: 'plain', text })
/** 落款. */
export const sign = (...texts: string[]): Part[] => [{ kind: 'gap' }, ...texts.map((text): Part => ({ kind: 'sign', text }))]
export const small = (text: string): Part => ({ kind: 'small', text })
export const middle = (text: string): Part => ({ kind: 'middle', text })
/** Parts that stand in the paper only where the condition holds. */
export const when = (condition: string, ...parts: Part[]): Part[] => [{ kind: 'end', text: `{#${condition}}` }, ...parts, { kind: 'end', text: `{/${condition}}` }]
/** Parts that come once for each entry of a list. */
export const each = when
/** @param widths shares of the width of the page, 156 in all */
export const table = (widths: readonly number[], ...rows: readonly Row[]): Part => ({ kind: 'table', widths, rows })
export const tall = (least: number, ...cells: readonly Cell[]): Row => ({ tall: least, cells })
/** A cell over several columns, its text at the left. */
export const wide = (span: number, text: string): Cell => ({ text, span, left: true })
export const left = (text: string): Cell => ({ text, left: true })

/** Sizes in half-points: 二号, 三号, 四号, 小四, 五号. */
const size = { title: 44, body: 32, four: 28, table: 24, small: 21 } as const
const heading = docxFont(paperFonts.title)
const song = docxFont(paperFonts.body)
const black = docxFont(paperFonts.heading)
/** 28 points, as 《党政机关公文格式》 (GB/T 9704) has it: 22 lines of 28 characters on a page. */
const fixed = { line: 560, lineRule: LineRuleType.EXACT }
const mm = (millimetres: number) => Math.round((millimetres * 1440) / 25.4)
const twoIn = { firstLine: size.body * 20 }

const run = (text: string, more: object = {}) => new TextRun({ text, font: song, size: size.body, ...more })

/** @param keep stays on the page of the next */
function paragraph({ kind, text }: Said, keep: boolean): Paragraph {
  switch (kind) {
    case 'office':
    case 'title':
      return new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { line: 640, lineRule: LineRuleType.EXACT, after: kind === 'title' ? 200 : 0 },
        keepNext: true,
        children: [run(text, { font: heading, size: size.title, bold: true })],
      })
    case 'number':
      return new Paragraph({ alignment: AlignmentType.CENTER, spacing: { ...fixed, after: 160 }, children: [run(text)] })
    case 'middle':
      return new Paragraph({ alignment: AlignmentType.CENTER, spacing: fixed, keepNext: true, children: [run(text)] })
    case 'heading':
      return new Paragraph({ spacing: fixed, indent: twoIn, keepNext: true, children: [run(text, { font: black })] })
    case 'to':
    case 'plain':
      return new Paragraph({ spacing: fixed, keepNext: keep, children: [run(text)] })
    case 'sign':
      // Four characters in from the right, as the date of an official paper stands.
      return new Paragraph({ alignment: AlignmentType.RIGHT, spacing: fixed, indent: { right: 4 * size.body * 10 }, keepLines: true, keepNext: keep, children: [run(text)] })
    case 'small':
      return new Paragraph({ spacing: { line: 360, lineRule: LineRuleType.EXACT, before: 60 }, children: [run(text, { size: size.small })] })
    default:
      return new Paragraph({ alignment: AlignmentType.BOTH, spacing: fixed, indent: twoIn, keepNext: keep, children: [run(text)] })
  }
}

function tableOf({ widths, rows }: Extract<Part, { kind: 'table' }>): Table {
  const cells = (row: Row) => ('cells' in row ? row.cells : row)
  return new Table({
    width: { size: mm(156), type: WidthType.DXA },
    columnWidths: widths.map(mm),
    layout: TableLayoutType.FIXED,
    rows: rows.map((row) => {
      let column = 0
      return new TableRow({
        cantSplit: !('cells' in row) || row.tall < 100,
        height: { value: mm('cells' in row ? row.tall : 10), rule: HeightRule.ATLEAST },
        children: cells(row).map((cell) => {
          const { text, span = 1, left: atLeft = false, bold = false } = typeof cell === 'string' ? { text: cell } : cell
          const width = widths.slice(column, column + span).reduce((sum, one) => sum + one, 0)
          column += span
          return new TableCell({
            columnSpan: span,
            width: { size: mm(width), type: WidthType.DXA },
            verticalAlign: VerticalAlignTable.CENTER,
            margins: { top: 40, bottom: 40, left: 80, right: 80, marginUnitType: WidthType.DXA },
            children: text.split('\n').map(
              (one) =>
                new Paragraph({
                  alignment: one.startsWith('>') ? AlignmentType.RIGHT : atLeft ? AlignmentType.LEFT : AlignmentType.CENTER,
                  children: [run(one.replace(/^>/, ''), { size: size.table, bold })],
                }),
            ),
          })
        }),
      })
    }),
  })
}

function childrenOf(part: Part, index: number, parts: readonly Part[]): Paragraph | Table {
  if (part.kind === 'table') return tableOf(part)
  // 落款 never stands alone on a page: what comes before it goes along.
  const next = parts.slice(index + 1).filter(({ kind }) => kind !== 'end')
  const keep = next.slice(0, 3).some(({ kind }) => kind === 'sign')
  if (part.kind === 'gap') return new Paragraph({ spacing: { line: 280, lineRule: LineRuleType.EXACT }, keepNext: true, children: [] })
  return part.kind === 'end' ? new Paragraph({ children: [run(part.text)] }) : paragraph(part, keep)
}

/** Parts that say when and by what a file was made, or that a plain paper has no use for: the same template is the same file every time. */
const superfluous = ['docProps/custom.xml', 'word/footnotes.xml', 'word/_rels/footnotes.xml.rels', 'word/endnotes.xml', 'word/_rels/endnotes.xml.rels', 'word/comments.xml', 'word/_rels/comments.xml.rels', 'word/theme/theme1.xml', 'word/numbering.xml', 'word/_rels/fontTable.xml.rels']

/** The paper as a .docx: A4 with the margins of an official paper. */
export async function docxOf({ parts, pages = false, form = false }: Paper): Promise<Buffer> {
  const numberLine = new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: docxFont('宋体'), size: size.four })] })
  const document = new Document({
    creator: '检察司法救助办案台账',
    styles: { default: { document: { run: { font: song, size: size.body, language: { value: 'en-US', eastAsia: 'zh-CN' } } } } },
    sections: [
      {
        properties: { page: { size: { width: mm(210), height: mm(297) }, margin: { top: mm(form ? 20 : 37), bottom: mm(form ? 16 : 35), left: mm(28), right: mm(26), footer: mm(form ? 10 : 25) } } },
        ...(pages && { footers: { default: new Footer({ children: [numberLine] }) } }),
        children: parts.map(childrenOf),
      },
    ],
  })
  const zip = new PizZip(await Packer.toBuffer(document))
  for (const name of superfluous) zip.remove(name)
  const forget = (name: string) => {
    const text = zip.file(name)?.asText() ?? ''
    zip.file(name, text.replace(/<(?:Override|Relationship) [^>]*(?:custom|footnotes|endnotes|comments|theme1?|numbering)(?:\.xml|-properties)?"[^>]*\/>/g, ''))
  }
  for (const name of ['[Content_Types].xml', '_rels/.rels', 'word/_rels/document.xml.rels']) forget(name)
  zip.file('word/fontTable.xml', fontTable)
  zip.file('docProps/core.xml', (zip.file('docProps/core.xml')?.asText() ?? '').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-01-01T00:00:00Z'))
  const plain = new PizZip()
  const date = new Date(2026, 0, 1)
  // Word looks for the list of contents first.
  const names = Object.keys(zip.files).filter((name) => !zip.files[name]?.dir)
  for (const name of names.toSorted((a, b) => Number(b === '[Content_Types].xml') - Number(a === '[Content_Types].xml'))) plain.file(name, zip.file(name)?.asText() ?? '', { date, createFolders: false })
  return plain.generate({ type: 'nodebuffer', compression: 'DEFLATE' }) as Buffer
}
