import { foundation } from './001-foundation.ts'
import { casework } from './002-casework.ts'
import { aftercare } from './003-aftercare.ts'
import { ledgers } from './004-ledgers.ts'
import { comparison } from './005-comparison.ts'
import { unseen } from './006-unseen.ts'
import { seals } from './007-seals.ts'
import { ownReports } from './008-own-reports.ts'
import { caseCards } from './009-case-cards.ts'

export interface Migration {
  number: number
  name: string
  sql: string
}

/** In order, numbered from 1 without gaps, each frozen once released. */
export const migrations: readonly Migration[] = [
  { number: 1, name: 'foundation', sql: foundation },
  { number: 2, name: 'casework', sql: casework },
  { number: 3, name: 'aftercare', sql: aftercare },
  { number: 4, name: 'ledgers', sql: ledgers },
  { number: 5, name: 'comparison', sql: comparison },
  { number: 6, name: 'unseen', sql: unseen },
  { number: 7, name: 'seals', sql: seals },
  { number: 8, name: 'own-reports', sql: ownReports },
  { number: 9, name: 'case-cards', sql: caseCards },
]

export const schemaVersion = migrations.length
