export interface RecordColumn<R> {
  key: string
  title: string
  /** In px at the least; the table fills the page. */
  width: number
  align?: 'right'
  text: (row: R) => string
  /** Colours the cell: what is past its day, what is coming. */
  tone?: (row: R) => 'late' | 'waiting' | undefined
  /** A dot before the words, for where a record stands. */
  dot?: (row: R) => 'plain' | 'active' | 'due' | 'done'
}
