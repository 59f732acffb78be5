import { gridColumns } from '../../../db/domain/gridColumns.ts'

const widths: Record<string, number> = {
  caseNumber: 208, name: 104, sex: 60, paper: 176, phone: 124, category: 148, specialGroups: 124, charge: 112, leadSource: 124, outcome: 100, amount: 124,
  officer: 96, visitWay: 92, measures: 148, typical: 92, remark: 200,
} // prettier-ignore
const DATE_WIDTH = 108

/** Width of each column in pixels at the standard text size. */
export const columnWidths: readonly number[] = gridColumns.map(({ key }) => widths[key] ?? DATE_WIDTH)

const NUMBER_WIDTH = 44
export const WORDS_WIDTH = 232
/** `width`: of what stays at the left; `table`: of everything. */
export const fixedColumns = {
  width: NUMBER_WIDTH + (columnWidths[0] ?? 0),
  table: NUMBER_WIDTH + WORDS_WIDTH + columnWidths.reduce((sum, width) => sum + width, 0),
} as const
