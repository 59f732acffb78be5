import { foundation } from './001-foundation.ts'

export interface Migration {
  number: number
  name: string
  sql: string
}

/** In order, numbered from 1 without gaps, each frozen once released. */
export const migrations: readonly Migration[] = [{ number: 1, name: 'foundation', sql: foundation }]

export const schemaVersion = migrations.length
