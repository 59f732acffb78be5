import type { Merge } from './cells.ts'

/** Cells of one column merged over several rows. */
export class MergedCells {
  readonly #byColumn = new Map<number, Merge[]>()

  constructor(merges: Merge[]) {
    for (const merge of merges) {
      if (merge.bottom === merge.top || merge.left !== merge.right) continue
      const list = this.#byColumn.get(merge.left - 1)
      if (list) list.push(merge)
      else this.#byColumn.set(merge.left - 1, [merge])
    }
    for (const list of this.#byColumn.values()) list.sort((a, b) => a.top - b.top)
  }

  /** First row of the merged cell this one belongs to, or its own row. `column` counts from 0. */
  topOf(row: number, column: number): number {
    const list = this.#byColumn.get(column) ?? []
    let [low, high] = [0, list.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const merge = list[middle]
      if (!merge || merge.top > row) high = middle - 1
      else if (merge.bottom < row) low = middle + 1
      else return merge.top
    }
    return row
  }

  /** Whether this cell is a lower part of a merged cell. */
  covers(row: number, column: number | undefined): boolean {
    return column !== undefined && this.topOf(row, column) < row
  }
}
