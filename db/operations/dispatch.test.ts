import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from '../vault/lock.ts'
import type { JobRequest } from './calls.ts'
import { createDispatcher } from './dispatch.ts'
import type { Dispatcher } from './dispatch.ts'
import { runJob } from './job.ts'
import { testOffice, testOfficer } from './testCasebook.ts'

let folder: string
let dispatcher: Dispatcher
let bugs: unknown[]
/** A job of the tests starts when this is called. */
let letJobStart: () => void
let asked: JobRequest | null

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-'))
  bugs = []
  asked = null
  const gate = new Promise<void>((open) => (letJobStart = open))
  dispatcher = createDispatcher({
    dataFolder: join(folder, 'data'),
    demoLedger: '',
    appVersion: '0.0.0-test',
    startJob: async (request, flag, onProgress) => {
      asked = request
      await gate
      return runJob(request, flag, onProgress)
    },
    onBug: (bug) => bugs.push(bug),
  })
  expect(await call('setUp', { office: testOffice, officer: testOfficer })).toMatchObject({ ok: true })
})
afterEach(async () => {
  letJobStart()
  await dispatcher.close()
  rmSync(folder, { recursive: true, force: true })
  expect(bugs).toEqual([])
})

const call = (name: string, input?: unknown, files: Record<string, string> = {}) =>
  dispatcher.call(name, input, { files, onProgress: () => {}, cancelFlag: new Int32Array(new SharedArrayBuffer(4)) })
const signIn = { login: testOfficer.login, password: testOfficer.password }

test('signing out waits for a job: its key is not wiped and the folder is not free under it', async () => {
  const job = call('verifyCasebook')
  await expect.poll(() => asked).not.toBeNull()
  const left = call('signOut')
  await call('sessionState')
  expect(asked?.key.some((byte) => byte !== 0)).toBe(true)
  expect(() => lockFolder(join(folder, 'data'))).toThrow('另一个窗口')
  // The session itself has ended.
  expect(await call('caseList', { filter: {} })).toMatchObject({ ok: false, error: { code: 'signed-out' } })
  letJobStart()
  expect(await job).toMatchObject({ ok: true, value: { ok: true } })
  expect(await left).toMatchObject({ ok: true })
  lockFolder(join(folder, 'data')).release()
  expect(asked?.key.every((byte) => byte === 0)).toBe(true)
})

test('what was asked for in one session is never done in another', async () => {
  expect(await call('accountAdd', { name: '李查看', login: 'li', password: 'reading only 1', roles: ['viewer'] })).toMatchObject({ ok: true })
  const noted = { caseId: '0192f0c1-0000-7000-8000-000000000001', id: null, version: null, fields: { text: '一' } }
  const [, entered, late] = await Promise.all([call('signOut'), call('signIn', { login: 'li', password: 'reading only 1' }), call('noteSave', noted)])
  expect(entered).toMatchObject({ ok: true })
  expect(late).toMatchObject({ ok: false, error: { code: 'signed-out' } })
})

test('a refused sign-in leaves the folder free for the next', async () => {
  expect(await call('signOut')).toMatchObject({ ok: true })
  for (const password of ['wrong password', testOfficer.password]) await call('signIn', { ...signIn, password })
  expect(await call('sessionState')).toMatchObject({ value: { signedIn: { login: 'zhang' } } })
})

test('a demonstration that cannot be filled is not entered, and can be opened again', async () => {
  expect(await call('openDemo')).toMatchObject({ ok: false })
  expect(await call('sessionState')).toMatchObject({ value: { signedIn: null, demoExists: true } })
  expect(existsSync(join(folder, 'demonstration'))).toBe(true)
  expect(await call('openDemo')).toMatchObject({ ok: false })
  expect(await call('signIn', signIn)).toMatchObject({ ok: true })
  bugs.length = 0 // the missing ledger is the test's doing
})

test('our own words reach the form even with a sample in Latin letters; zod’s do not', async () => {
  const failure = await call('officeSave', { version: 1, fields: { ...testOffice, caseNumberPattern: '无序号', level: 'village', idleLockMinutes: 15, severalRoles: true } })
  expect(failure).toMatchObject({
    error: {
      fields: [
        { path: 'fields.level', message: '此项填写不正确，请核对' },
        { path: 'fields.caseNumberPattern', message: expect.stringContaining('{year}') },
      ],
    },
  })
})
