import { gridColumns } from '../../../db/domain/gridColumns.ts'
import { squeeze } from '../../../db/domain/text.ts'

/**
 * The cells of a block copied in Excel or WPS: tabs between cells, line breaks between rows; a cell with either in it stands in quotes, its own quotes doubled.
 * A quote that does not enclose its whole cell is part of the text.
 */
export function parseClipboard(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  const source = text.replace(/\r\n?/g, '\n')
  while (at < source.length) {
    const quoted = source[at] === '"' ? /"((?:[^"]|"")*)"(?=[\t\n]|$)/y : null
    if (quoted) quoted.lastIndex = at
    const match = quoted?.exec(source)
    let cell: string
    if (match) {
      cell = (match[1] ?? '').replaceAll('""', '"')
      at += match[0].length
    } else {
      const end = source.slice(at).search(/[\t\n]/)
      cell = end < 0 ? source.slice(at) : source.slice(at, at + end)
      at += cell.length
    }
    row.push(cell)
    const separator = source[at]
    at += 1
    if (separator === '\t') {
      if (at >= source.length) row.push('')
      continue
    }
    rows.push(row)
    row = []
  }
  if (row.length > 0) rows.push(row)
  return rows
}

/** The same the other way: a block for Excel and WPS. */
export function toClipboard(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\n')
}

export interface PastedBlock {
  /** Cells by column of the grid, from the column where they go; undefined leaves a cell as it is. */
  rows: (string | undefined)[][]
  /** First column of the grid that the block covers. */
  column: number
  /** What was left out or understood, to be said once. */
  notes: string[]
}

const bare = (heading: string) => squeeze(heading).replace(/[(（][^)）]*[)）]/g, '')
const columnOf = new Map(gridColumns.map(({ heading }, index) => [bare(heading), index]))
const SERIAL = /^\d{0,5}$/
const TOTAL = /^(?:合计|总计|共计|累计|小计)/

/** Fits a pasted block into the grid: by its headings where they were copied along, else cell by cell from the active one, without the serial numbers of a ledger. */
export function fitBlock(block: readonly (readonly string[])[], activeColumn: number): PastedBlock {
  return byHeadings(block) ?? byPlace(block, activeColumn)
}

/** Copied with its row of headings: every column finds its place, wherever it stood. */
function byHeadings(block: readonly (readonly string[])[]): PastedBlock | null {
  const headings = block[0] ?? []
  const places = headings.map((heading) => columnOf.get(bare(heading)) ?? null)
  if (new Set(places.filter((place) => place !== null)).size < 3) return null
  const unknown = headings.filter((heading, index) => places[index] === null && heading.trim() !== '' && bare(heading) !== '序号')
  const serial = headings.findIndex((heading) => bare(heading) === '序号')
  // A heading in 万元 says what its bare numbers are.
  const inWan = headings.map((heading) => /[(（]万元?[)）]|万元/.test(heading))
  const rows = withoutTotals(block.slice(1), serial).map((cells) => {
    const row: (string | undefined)[] = gridColumns.map(() => undefined)
    places.forEach((place, index) => {
      const cell = cells[index] ?? ''
      if (place !== null) row[place] = inWan[index] && /^\s*[\d.,，]+\s*$/.test(cell) ? `${cell.trim()}万` : cell
    })
    return row
  })
  return { rows, column: 0, notes: unknown.length > 0 ? [`没有用上的列：${unknown.map((heading) => heading.trim()).join('、')}`] : [] }
}

function byPlace(block: readonly (readonly string[])[], activeColumn: number): PastedBlock {
  const width = Math.max(0, ...block.map((cells) => cells.length))
  const firsts = block.map((cells) => squeeze(cells[0] ?? ''))
  const numbered = activeColumn === 0 && width > 2 && firsts.some((text) => /^\d+$/.test(text)) && firsts.every((text) => SERIAL.test(text) || TOTAL.test(text))
  const rows = (numbered ? withoutTotals(block, 0) : block).map((cells) => cells.slice(numbered ? 1 : 0))
  const room = gridColumns.length - activeColumn
  const over = rows.some((cells) => cells.slice(room).some((cell) => cell.trim() !== ''))
  return {
    rows: rows.map((cells) => Array.from({ length: Math.min(room, width - (numbered ? 1 : 0)) }, (_, index) => cells[index] ?? '')),
    column: activeColumn,
    notes: [...(numbered ? ['序号列没有贴入'] : []), ...(over ? ['最右边的列放不下，没有贴入，请核对列的位置'] : [])],
  }
}

const withoutTotals = (rows: readonly (readonly string[])[], serial: number) => rows.filter((cells) => serial < 0 || !TOTAL.test(squeeze(cells[serial] ?? '')))
