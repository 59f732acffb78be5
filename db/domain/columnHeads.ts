import type { FigureColumn, FigureTable } from './reportModel.ts'

/** A column as it is headed: under `group` together with those beside it that have the same, or by itself. */
export interface ColumnHead {
  column: FigureColumn
  group: string | null
  label: string
}

/** The table of an own report with columns calls them “2020年 件”: its measures stand under each value. A value may hold spaces, a measure does not. */
export function columnHeads({ key, columns }: Pick<FigureTable, 'key' | 'columns'>): ColumnHead[] {
  return columns.map((column) => {
    const space = key === 'own' ? column.label.lastIndexOf(' ') : -1
    return space < 0 ? { column, group: null, label: column.label } : { column, group: column.label.slice(0, space), label: column.label.slice(space + 1) }
  })
}

/** The headings above, each over so many columns; one without a group stands by itself over both rows. */
export function groupHeads(heads: readonly ColumnHead[]): { group: string | null; from: string; to: string; span: number; label: string }[] {
  const groups: ReturnType<typeof groupHeads> = []
  for (const { column, group, label } of heads) {
    const last = groups.at(-1)
    if (last && group !== null && last.group === group) {
      last.to = column.key
      last.span += 1
    } else groups.push({ group, from: column.key, to: column.key, span: 1, label })
  }
  return groups
}
