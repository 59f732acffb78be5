import type { TableColumn, TableModel } from './tableModel.ts'

export interface HeadCell {
  text: string
  /** Index of its first column, and over how many it stands. */
  at: number
  span: number
  /** Of a heading that stands over both rows: its upper and its lower half. */
  down?: 'restart' | 'continue'
}

/** The rows of headings: one, or two where some columns stand under a common heading. */
export function headCells(columns: readonly TableColumn[], groups: NonNullable<TableModel['groups']>): HeadCell[][] {
  const own = columns.map(({ label }, at): HeadCell => ({ text: label, at, span: 1 }))
  if (groups.length === 0) return [own]
  const at = (key: string) => columns.findIndex((column) => column.key === key)
  const upper: HeadCell[] = []
  const lower: HeadCell[] = []
  for (let index = 0; index < columns.length; ) {
    const group = groups.find(({ from }) => at(from) === index)
    const to = group ? Math.max(index, at(group.to)) : index
    if (group) {
      upper.push({ text: group.label, at: index, span: to - index + 1 })
      lower.push(...own.slice(index, to + 1))
    } else {
      upper.push({ text: columns[index]?.label ?? '', at: index, span: 1, down: 'restart' })
      lower.push({ text: '', at: index, span: 1, down: 'continue' })
    }
    index = to + 1
  }
  return [upper, lower]
}
