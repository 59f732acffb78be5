import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, today } from '../domain/dates.ts'
import type { Input } from './contract.ts'
import { openReadyCasebook } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'

const samples = join(import.meta.dirname, '../exchange/samples')
const files = { victims: join(samples, 'victims-gbk.csv'), lowIncome: join(samples, 'dibao.xlsx'), disabled: join(samples, 'disabled.xlsx') }
interface Expected {
  sameIdInDibao: { name: string; id: string }[]
  sameIdInDisabled: { name: string; id: string }[]
  nameOnly: { name: string }[]
}
const expected = JSON.parse(readFileSync(join(samples, 'lists.expected.json'), 'utf8')) as Expected

let casebook: TestCasebook
beforeEach(async () => {
  casebook = await openReadyCasebook()
})
afterEach(() => casebook.destroy())

type Letter = Input<'comparisonListLoad'>['letter']
const letter = (more: Partial<Letter> = {}): Letter => ({
  title: '名单',
  kind: 'other',
  letterNumber: '安民函〔2026〕12号',
  purpose: '核对被害人是否生活困难',
  sendingAgency: '安次区民政局',
  receivedOn: today(),
  destroyOn: addDays(today(), 90),
  ...more,
})

async function load(kind: keyof typeof files, more: Partial<Letter> = {}): Promise<string> {
  const tried = await casebook.ok('comparisonListTry', { file: 'list' }, { list: files[kind] })
  const { id } = await casebook.ok('comparisonListLoad', { file: 'list', fileSha256: tried.fileSha256, letter: letter({ title: tried.proposed.title, kind, ...more }) }, { list: files[kind] })
  return id
}

describe('the three samples', () => {
  it('are read as what they are', async () => {
    const tried = await casebook.ok('comparisonListTry', { file: 'list' }, { list: files.disabled })
    expect(tried).toMatchObject({ kind: 'disabled', missing: [], faultCount: 0, people: 604, withPaper: 604, proposed: { title: '持证残疾人名册' } })
    expect(tried.columns.map(({ meaning }) => meaning)).toEqual(['name', 'paper', 'level', 'grade'])
    const victims = await casebook.ok('comparisonListTry', { file: 'list' }, { list: files.victims })
    expect(victims).toMatchObject({ kind: 'victims', faultCount: 0, people: 400 })
    expect(JSON.stringify(victims.samples)).not.toMatch(/\d{15}/)
  })

  it('give exactly the expected matches', async () => {
    for (const kind of ['victims', 'lowIncome', 'disabled'] as const) await load(kind)
    const found = await casebook.ok('comparisonRun', { question: 'victimsInHardship' })
    const names = (kind: string) => found.certain.filter((one) => one.found.some((place) => place.kind === kind)).map(({ name }) => name).sort()
    expect(names('lowIncome')).toEqual(expected.sameIdInDibao.map(({ name }) => name).sort())
    expect(names('disabled')).toEqual(expected.sameIdInDisabled.map(({ name }) => name).sort())
    expect(found.certain).toHaveLength(7)
    expect(found.doubtful.map(({ name }) => name)).toContain(expected.nameOnly[0]?.name)
    expect(found.certain.some(({ name }) => name === expected.nameOnly[0]?.name)).toBe(false)
  })
})
