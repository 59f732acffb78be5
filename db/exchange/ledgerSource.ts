/** Where the rows of a ledger come from: and what the findings call it. */
export interface LedgerSource {
  /** How its cases came into the casebook. */
  origin: 'imported' | 'late'
  /** 文件, 补录表: where the rows stand. */
  rows: string
  /** What is done with a row: 导入, 保存. */
  taking: string
}

/** A ledger kept in WPS or Excel. */
export const fromFile: LedgerSource = {
  origin: 'imported',
  rows: '文件',
  taking: '导入',
}

/** Rows typed or pasted into the grid for old cases, mended in place. */
export const typedRows: LedgerSource = {
  origin: 'late',
  rows: '补录表',
  taking: '保存',
}
