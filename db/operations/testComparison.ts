import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, today } from '../domain/dates.ts'
import type { Id } from '../domain/records.ts'
import type { Input } from './contract.ts'
import type { TestCasebook } from './testCasebook.ts'

/** For tests: lists of other departments in one line each, through the contract. */

export type Letter = Input<'comparisonListLoad'>['letter']

export const letter = (more: Partial<Letter> = {}): Letter => ({
  title: '名单',
  kind: 'other',
  letterNumber: '安民函〔2026〕12号',
  purpose: '核对被害人是否生活困难',
  sendingAgency: '安次区民政局',
  receivedOn: today(),
  destroyOn: addDays(today(), 90),
  ...more,
})

export async function loadFile(casebook: TestCasebook, kind: string, path: string, more: Partial<Letter> = {}): Promise<Id> {
  const tried = await casebook.ok('comparisonListTry', { file: 'list' }, { list: path })
  const input = { file: 'list', fileSha256: tried.fileSha256, letter: letter({ title: tried.proposed.title, kind, ...more }) }
  return (await casebook.ok('comparisonListLoad', input, { list: path })).id
}

/** A list as somebody would send it; its title is the kind. */
export function loadText(casebook: TestCasebook, kind: string, text: string, more: Partial<Letter> = {}): Promise<Id> {
  const path = join(casebook.folder, `${kind}-${text.length}.csv`)
  writeFileSync(path, text)
  return loadFile(casebook, kind, path, { title: `${kind}名单`, ...more })
}
