import { CasebookError } from '../domain/errors.ts'
import type { YearStart } from '../domain/periods.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import type { Reference } from '../domain/reference.ts'
import type { Basis, FigureCell, FigureRecord, FigureTable, Period, SentencePart } from '../domain/reportModel.ts'
import type { Db } from './population.ts'

/** Key of the row of what was not filled in. */
export const NONE = 'none'

/** What every report is made with. */
export interface Asked {
  period: Period
  basis: Basis
  startsOn: YearStart
  /** The day that tells what is overdue and which years still run. */
  today: LegalDate
  reference: Reference
  /** Only what of this case counts: for asking why. Everything else stays as it is for the whole report. */
  caseId?: Id
  /** Only these of its tables, where they are part of another report; left out for all. */
  tables?: readonly string[]
}

/** Whether the table is asked for. */
export const wants = ({ tables }: Pick<Asked, 'tables'>, key: string): boolean => tables === undefined || tables.includes(key)

export interface Made {
  tables: FigureTable[]
  notes: readonly string[]
  sentence?: string
  paragraphs?: SentencePart[][]
}

/** A report as the catalogue holds it: its figures, and what each of them counts. Both read in the one transaction they are given. */
export interface ReportDefinition {
  /** Keys of the tables it may have. */
  keys: readonly string[]
  make: (db: Db, asked: Asked) => Promise<Made>
  /** @throws CasebookError 'invalid' for a figure the report does not have */
  records: (db: Db, asked: Asked, cell: FigureCell) => Promise<FigureRecord[]>
  /** The records of every figure at once, each as `records` gives them: for what holds the whole report, such as a locked one. Figures without records may be left out. */
  everything: (db: Db, asked: Asked) => Promise<CellRecords>
}

/** The records behind every figure: table → row → column. Columns that count the same may share one list. */
export type CellRecords = Record<string, Record<string, Record<string, readonly FigureRecord[]>>>

export const noSuchCell = () => new CasebookError('invalid', '报表中没有这一项，请刷新报表后重新打开。')

/** Several definitions as one report: their tables one after the other, each opened by the one it is of. */
export function combine(parts: readonly ReportDefinition[]): ReportDefinition {
  return {
    keys: parts.flatMap(({ keys }) => keys),
    async make(db, asked) {
      const made: Made[] = []
      for (const part of parts) made.push(await part.make(db, asked))
      return { tables: made.flatMap(({ tables }) => tables), notes: made.flatMap(({ notes }) => notes) }
    },
    async records(db, asked, cell) {
      const part = parts.find(({ keys }) => keys.includes(cell.table))
      if (!part) throw noSuchCell()
      return part.records(db, asked, cell)
    },
    async everything(db, asked) {
      const cells: CellRecords = {}
      for (const part of parts) Object.assign(cells, await part.everything(db, asked))
      return cells
    },
  }
}
