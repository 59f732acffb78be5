import { foundation } from './001-foundation.ts'
import { casework } from './002-casework.ts'

export interface Migration {
  number: number
  name: string
  sql: string
}

/** In order, numbered from 1 without gaps, each frozen once released. */
export const migrations: readonly Migration[] = [
  { number: 1, name: 'foundation', sql: foundation },
  { number: 2, name: 'casework', sql: casework },
]

export const schemaVersion = migrations.length
