import { CasebookError } from '../domain/errors.ts'
import type { YearStart } from '../domain/periods.ts'
import type { LegalDate } from '../domain/records.ts'
import type { Reference } from '../domain/reference.ts'
import type { Basis, FigureCell, FigureRecord, FigureTable, Period } from '../domain/reportModel.ts'
import type { Db } from './population.ts'

/** What every report is made with. */
export interface Asked {
  period: Period
  basis: Basis
  startsOn: YearStart
  /** The day that tells what is overdue and which years still run. */
  today: LegalDate
  reference: Reference
}

export interface Made {
  tables: FigureTable[]
  notes: readonly string[]
  sentence?: string
}

/** A report as the catalogue holds it: its figures, and what each of them counts. Both read in the one transaction they are given. */
export interface ReportDefinition {
  make: (db: Db, asked: Asked) => Promise<Made>
  /** @throws CasebookError 'invalid' for a figure the report does not have */
  records: (db: Db, asked: Asked, cell: FigureCell) => Promise<FigureRecord[]>
  /** The records of every figure at once, each as `records` gives them: for what holds the whole report, such as a locked one. Figures without records may be left out. */
  everything: (db: Db, asked: Asked) => Promise<CellRecords>
}

/** The records behind every figure: table → row → column. Columns that count the same may share one list. */
export type CellRecords = Record<string, Record<string, Record<string, readonly FigureRecord[]>>>

export const noSuchCell = () => new CasebookError('invalid', '报表中没有这一项，请刷新报表后重新打开。')
