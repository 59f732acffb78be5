import { paperLayout, piecesOf } from './paperLayout.ts'
import type { Orientation, PaperLayout } from './paperLayout.ts'
import type { TableDocument, TableModel } from './tableModel.ts'
import type { PaperPicture } from '../domain/pictures.ts'

export interface PaperPart {
  table: TableModel
  layout: PaperLayout
  /** Whether title and subtitle stand above it: not again over the next table of the same report. */
  begins: boolean
  /** The last of the whole document: what is signed stands right below it. */
  last: boolean
}
/** Tables that follow each other on pages of one orientation. */
export interface PaperSection {
  orientation: Orientation
  parts: PaperPart[]
  /** Below the tables; none but for the first. */
  pictures: readonly PaperPicture[]
  /** What is signed at its end; none but for the last. */
  signatures: readonly string[]
}

/**
 * A document as it stands on paper: the tables of one report lie alike (one that must lie across takes the others along), each new report begins a page.
 * @param chosen by the person; null leaves it to the tables
 */
export function sectionsOf({ tables, signatures, pictures = [] }: TableDocument, chosen: Orientation | null): PaperSection[] {
  const reports: TableModel[][] = []
  for (const table of tables) {
    const previous = reports.at(-1)
    if (previous?.[0]?.title === table.title) previous.push(table)
    else reports.push([table])
  }
  return reports.map((report, index) => {
    const isLast = index === reports.length - 1
    const drawn = index === 0 ? pictures : []
    const layouts = report.map((table) => paperLayout(table, chosen))
    const orientation = layouts.every((layout) => layout?.orientation === 'portrait') ? 'portrait' : 'landscape'
    const pieces = report.flatMap((table, at) => {
      const layout = layouts[at]
      return layout?.orientation === orientation ? [{ table, layout }] : piecesOf(table)
    })
    return {
      orientation,
      parts: pieces.map((piece, at): PaperPart => ({ ...piece, begins: at === 0, last: isLast && drawn.length === 0 && at === pieces.length - 1 })),
      pictures: drawn,
      signatures: isLast ? signatures : [],
    }
  })
}
