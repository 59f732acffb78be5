import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect } from 'vitest'
import type { CasebookError, ErrorCode } from '../domain/errors.ts'
import type { Migrate } from './vault.ts'

/** A cheap scrypt, for tests only. */
export const WORK = 2 ** 10
export const PASSWORD = '廊坊办案2026'
export const newKey = () => randomBytes(32)

const made: string[] = []

/** A temporary folder that goes away after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-vault-'))
  made.push(folder)
  return folder
}

/** To be called once at the top of a test file. */
export function removeFoldersAfterEach(): void {
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
  })
}

/** A schema of two versions, enough to see that the vault hands over to whichever migrations it is given. */
export function migrateTo(version: number): Migrate {
  return async (db, { beforeFirst }) => {
    const present = db.pragma('user_version', { simple: true }) as number
    if (present === version) return
    if (present > 0) await beforeFirst()
    db.transaction(() => {
      if (present < 1) db.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)')
      if (version > 1 && present < 2) db.exec('ALTER TABLE note ADD COLUMN colour TEXT')
      db.pragma(`user_version = ${version}`)
    }).exclusive()
  }
}

/** Every file below a folder, as paths relative to it. */
export function filesBelow(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).filter(name => statSync(join(folder, name)).isFile()).sort()
}

/** What a promise or function throws, as the CasebookError it must be, with a message a case officer can read. */
export async function refusal(work: () => unknown, code: ErrorCode): Promise<CasebookError> {
  let thrown: unknown
  try {
    await work()
  } catch (error) {
    thrown = error
  }
  expect(thrown).toMatchObject({ name: 'CasebookError', code })
  const error = thrown as CasebookError
  const words = error.message.replace(/“[^”]*”|(keyring|restore|manifest)\.json|(casebook|attachments)\.db|MB/g, '')
  expect(words).not.toMatch(/[A-Za-z]{2,}|[!！]/)
  expect(words).toMatch(/。$/)
  return error
}
