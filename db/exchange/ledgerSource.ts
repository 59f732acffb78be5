/** Where the rows of a ledger come from: what the findings call it, and how a row is mended there. */
export interface LedgerSource {
  /** How its cases came into the casebook. */
  origin: 'imported' | 'late'
  /** 文件, 补录表: where the rows stand. */
  rows: string
  /** What is done with a row: 导入, 保存. */
  taking: string
  /** `mend('补上')`: how the person gets that done. */
  mend(how: string): string
}

/** A ledger kept in WPS or Excel. */
export const fromFile: LedgerSource = {
  origin: 'imported',
  rows: '文件',
  taking: '导入',
  mend: (how) => `请在台账中${how}后重新选择文件`,
}

/** Rows typed or pasted into the grid for old cases, mended in place. */
export const typedRows: LedgerSource = {
  origin: 'late',
  rows: '补录表',
  taking: '保存',
  mend: (how) => `请${how}`,
}
