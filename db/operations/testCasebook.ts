import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Failure } from '../domain/errors.ts'
import type { Input, OperationName, Output, Progress } from './contract.ts'
import { createDispatcher } from './dispatch.ts'
import { runJob } from './job.ts'

/** For tests: a casebook in a folder of its own, called through the same door as the window and the terminal. */
export interface TestCasebook {
  folder: string
  /** Answers the value. @throws the Failure's message when the operation failed */
  ok<N extends OperationName>(name: N, input: Input<N>, files?: Record<string, string>): Promise<Output<N>>
  /** Answers the failure; throws when the operation succeeded. */
  fails<N extends OperationName>(name: N, input: unknown, files?: Record<string, string>): Promise<Failure>
  progress: Progress[]
  bugs: unknown[]
  close(): Promise<void>
  /** Closes and removes the folder. */
  destroy(): Promise<void>
}

export const testOffice = {
  name: '试验区人民检察院',
  level: 'county',
  higherOffice: '试验市人民检察院',
  region: '河北省廊坊市',
  caseNumberPattern: '冀廊安检救助〔{year}〕{seq}号',
  yearStartsOn: '01-01',
} as const
export const testOfficer = { name: '张承办', login: 'zhang', password: 'correct horse 1' }

const county = join(import.meta.dirname, '../exchange/samples/ledger-county.xlsx')

export function openTestCasebook(folder = mkdtempSync(join(tmpdir(), 'casebook-'))): TestCasebook {
  const bugs: unknown[] = []
  const progress: Progress[] = []
  const dispatcher = createDispatcher({ dataFolder: join(folder, 'data'), demoLedger: county, appVersion: '0.0.0-test', startJob: runJob, onBug: (bug) => bugs.push(bug) })
  const call = (name: string, input: unknown, files: Record<string, string> = {}) =>
    dispatcher.call(name, input, { files, onProgress: (step) => progress.push(step), cancelFlag: new Int32Array(new SharedArrayBuffer(4)) })
  return {
    folder,
    progress,
    bugs,
    async ok<N extends OperationName>(name: N, input: Input<N>, files?: Record<string, string>) {
      const result = await call(name, input, files)
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)} ${bugs.map((bug) => (bug instanceof Error ? bug.stack : String(bug))).join('\n')}`)
      return result.value as Output<N>
    },
    async fails(name, input, files) {
      const result = await call(name, input, files)
      if (result.ok) throw new Error(`${name} should have failed`)
      return result.error
    },
    close: () => dispatcher.close(),
    async destroy() {
      await dispatcher.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** With an office and a signed-in first officer. */
export async function openReadyCasebook(): Promise<TestCasebook> {
  const casebook = openTestCasebook()
  await casebook.ok('setUp', { office: testOffice, officer: testOfficer })
  return casebook
}
