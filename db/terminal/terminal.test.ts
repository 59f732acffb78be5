import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { labelOf } from '../domain/codeLists.ts'
import type { CodeListName } from '../domain/codeLists.ts'
import { readTable } from '../exchange/readTable.ts'
import { openTestCasebook, testOffice, testOfficer } from '../operations/testCasebook.ts'
import type { ReportJson } from '../reports/reportJson.ts'
import { exitCodes } from './usage.ts'

/** The terminal as an administrator meets it: a process of its own for every command, its exit code, its two streams. */

const cli = join(import.meta.dirname, '../cli.ts')
const samples = join(import.meta.dirname, '../exchange/samples')
const county = join(samples, 'ledger-county.xlsx')
const messy = join(samples, 'ledger-messy.xlsx')
const PASSWORD = 'correct horse 1'
const MANY_STEPS = 300_000

let folder: string
const inFolder = (name: string) => join(folder, name)
const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T

interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs one command in the test's folder. Every word after the options goes in as it is. */
function casebook(args: string[], { password = PASSWORD, more = {} }: { password?: string | null; more?: Record<string, string> } = {}): Promise<Ended> {
  const { CASEBOOK_PASSWORD: _inherited, npm_lifecycle_event: _script, INIT_CWD: _from, ...environment } = process.env
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: folder,
      env: { ...environment, ...(password === null ? {} : { CASEBOOK_PASSWORD: password }), ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.err += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...ended }))
  })
}
const signedIn = (data = 'data') => ['--data', inFolder(data), '--user', 'zhang']
const init = (data = 'data') => casebook(['init', ...signedIn(data), '--office', '廊坊市安次区人民检察院'])

async function succeed(args: string[], options?: Parameters<typeof casebook>[1]): Promise<Ended> {
  const ended = await casebook(args, options)
  expect(ended, args.join(' ')).toMatchObject({ code: exitCodes.ok, err: '' })
  return ended
}

const makeFolder = () => void (folder = mkdtempSync(join(tmpdir(), 'terminal-')))
const removeFolder = () => rmSync(folder, { recursive: true, force: true })

describe('from an empty folder to the report', () => {
  let recoveryCode = ''
  beforeAll(async () => {
    makeFolder()
    const { out } = await init()
    recoveryCode = /[0-9A-Z]{5}(?:-[0-9A-Z]{5})+/.exec(out)?.[0] ?? ''
    expect(recoveryCode).not.toBe('')
    const tried = await succeed(['import', county, ...signedIn(), '--dry-run', '--json', 'tried.json'])
    expect(tried.out).toContain('36 件 39 人，863,000.00 元')
    expect((await succeed(['verify', ...signedIn()])).out).toContain('0 件案件')
    expect((await succeed(['import', county, ...signedIn()])).out).toContain('已导入 36 件 39 人，863,000.00 元')
  }, MANY_STEPS)
  afterAll(removeFolder)

  it('wrote of every row of the file what it is', () => {
    expect(statSync(inFolder('tried.json')).mode & 0o077).toBe(0)
    const { rows, totals } = readJson<{ rows: { row: number; kind: string; reasons: string[] }[]; totals: object }>(inFolder('tried.json'))
    expect(totals).toMatchObject({ cases: 34, people: 37, fen: 86_300_000, refusedCases: 2, typical: 1 })
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 40 }, (_, i) => i + 3))
    expect(new Set(rows.slice(0, -1).map(({ kind }) => kind))).toEqual(new Set(['ok']))
    expect(rows.at(-1)).toEqual({ row: 42, kind: 'skip', reasons: [expect.stringContaining('合计') as string] })
  })

  it(
    'imports the same file once',
    async () => {
      expect((await succeed(['import', county, ...signedIn(), '--json', 'again.json'])).out).toContain('没有新增')
      const { rows } = readJson<{ rows: { kind: string }[] }>(inFolder('again.json'))
      expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['skip']))
      expect((await succeed(['verify', ...signedIn()])).out).toContain('36 件案件')
    },
    MANY_STEPS,
  )

  it(
    'reports exactly the expected figures, and the same in .xlsx',
    async () => {
      const expected = readJson<Expected>(join(samples, 'ledger-county.expected.json'))
      const all = await report('2020-01-01', '2023-12-31', 'decided')
      expect(all.totals).toMatchObject({ granted: { cases: 34, people: 37, fen: 86_300_000 }, refused: { cases: 2, people: 2 }, typical: expected.total.typical })
      expect(tableOf(all, 'category', 'category')).toEqual(expected.byCategory)
      expect(tableOf(all, 'leadSource', 'leadSource')).toEqual(expected.byLeadSource)
      expect(tableOf(all, 'charge', 'charge')).toEqual(expected.byCharge)
      const groups = Object.entries(tableOf(all, 'specialGroup', 'specialGroup')).map(([label, { persons, fen }]) => [label, { persons, fen }] as const)
      expect(Object.fromEntries(groups)).toEqual(expected.specialGroupsOverlapping)

      for (const year of ['2020', '2021', '2022', '2023']) {
        const { totals } = await report(`${year}-01-01`, `${year}-12-31`, 'paid')
        const of = (kind: keyof Expected['byDate']) => expected.byDate[kind][year] ?? { cases: 0, people: 0, fen: 0 }
        expect(totals, year).toMatchObject({
          accepted: { cases: of('accepted').cases, people: of('accepted').people },
          granted: of('granted'),
          refused: { cases: of('refused').cases, people: of('refused').people },
          paid: of('paid'),
        })
      }

      await succeed(['report', ...signedIn(), '--from', '2020-01-01', '--to', '2023-12-31', '--basis', 'decided', '--out', 'report.xlsx'])
      const sheet = (await readTable(inFolder('report.xlsx'))).sheets[0]
      const line = sheet?.rows.map((row) => row.map(({ value }) => value)).find((row) => row.includes('给予救助'))
      expect(line).toEqual(expect.arrayContaining([34, 37, 863_000]))
    },
    MANY_STEPS,
  )

  it(
    'backs up to a second place and comes back on another PC by password or by recovery code',
    async () => {
      expect(await casebook(['backup', ...signedIn(), '--to', 'disc'])).toMatchObject({ code: exitCodes.failed, out: '', err: expect.stringContaining('文件夹') as string })
      mkdirSync(inFolder('disc'))
      const { out } = await succeed(['backup', ...signedIn(), '--to', 'disc'])
      expect(out).toContain('36 件案件')
      const [name] = readdirSync(inFolder('disc'))
      const backup = join('disc', name ?? '')
      const wrong = await casebook(['restore', backup, ...signedIn('other')], { password: 'wrong horse 99' })
      expect(wrong).toMatchObject({ code: exitCodes.password, out: '' })
      expect((await succeed(['restore', backup, ...signedIn('other')])).out).toContain('zhang')
      expect((await succeed(['verify', ...signedIn('other')])).out).toContain('检查通过：36 件案件')
      expect((await succeed(['restore', backup, '--data', inFolder('third'), '--recovery-code', recoveryCode], { password: null })).out).toContain('zhang')
    },
    MANY_STEPS,
  )

  interface Sum {
    cases: number
    persons: number
    fen: number
  }
  interface Expected {
    total: { typical: number }
    byCategory: Record<string, Sum>
    byLeadSource: Record<string, Sum>
    byCharge: Record<string, Sum>
    specialGroupsOverlapping: Record<string, Omit<Sum, 'cases'>>
    byDate: Record<'accepted' | 'granted' | 'refused' | 'paid', Record<string, { cases: number; people: number; fen: number }>>
  }
  async function report(from: string, to: string, basis: string): Promise<ReportJson> {
    await succeed(['report', ...signedIn(), '--from', from, '--to', to, '--basis', basis, '--out', 'report.json'])
    const found = readJson<ReportJson>(inFolder('report.json'))
    expect(found).toMatchObject({ period: { from, to }, basis })
    expect(found.tables.map(({ key }) => key)).toEqual(['month', 'category', 'specialGroup', 'leadSource', 'charge', 'visit', 'measure'])
    return found
  }
  function tableOf({ tables }: ReportJson, key: string, list: CodeListName): Record<string, Sum> {
    const rows = tables.find((table) => table.key === key)?.rows ?? []
    const filled = rows.filter((row) => row.people > 0)
    expect(filled.every((row) => row.paidFen === row.decidedFen)).toBe(true)
    return Object.fromEntries(filled.map((row) => [labelOf(list, row.key), { cases: row.cases, persons: row.people, fen: row.decidedFen }]))
  }
})

describe('lists of other departments', () => {
  beforeAll(async () => {
    makeFolder()
    await init()
  })
  afterAll(removeFolder)
  const [victims, lowIncome, disabled] = ['victims-gbk.csv', 'dibao.xlsx', 'disabled.xlsx'].map((name) => join(samples, name)) as [string, string, string]
  interface Match {
    name: string
    id: string
    lists: string[]
    reason: string
  }
  const compared = async (...args: string[]) => {
    await succeed(['compare', ...args, ...signedIn(), '--json', 'found.json'])
    return readJson<{ certain: Match[]; doubtful: Match[] }>(inFolder('found.json'))
  }

  it(
    'are laid over each other, certain and doubtful apart, and nothing of them is kept',
    async () => {
      const expected = readJson<Record<'sameIdInDibao' | 'sameIdInDisabled' | 'nameOnly', { name: string; id: string }[]>>(join(samples, 'lists.expected.json'))
      const found = await compared(victims, lowIncome, disabled)
      const inList = (file: string) => found.certain.filter(({ lists }) => lists.includes(file)).map(({ name, id }) => `${name} ${id}`).sort()
      expect(inList('dibao.xlsx')).toEqual(expected.sameIdInDibao.map(({ name, id }) => `${name} ${id}`).sort())
      expect(inList('disabled.xlsx')).toEqual(expected.sameIdInDisabled.map(({ name, id }) => `${name} ${id}`).sort())
      expect(found.certain).toHaveLength(7)
      // Whoever has no number in the list of victims is doubtful at best: the one that is expected, and two more of whom the samples have a namesake by chance.
      expect(found.doubtful.map(({ name, id }) => ({ name, id }))).toEqual(expect.arrayContaining(expected.nameOnly.map(({ name, id }) => ({ name, id }))))
      expect(found.doubtful.every(({ id, reason }) => id === '' && reason.includes('只有姓名相同'))).toBe(true)
      const names = (list: Match[]) => new Set(list.map(({ name }) => name))
      expect([...names(found.certain)].filter((name) => names(found.doubtful).has(name))).toEqual([])

      const turned = await compared(disabled, victims, lowIncome, '--question', 'victimsInHardship')
      const certainly = ({ certain }: { certain: Match[] }) => certain.map(({ name, id, lists }) => ({ name, id, lists: lists.toSorted() })).sort((a, b) => (a.id < b.id ? -1 : 1))
      expect(certainly(turned)).toEqual(certainly(found))
      expect((await succeed(['verify', ...signedIn()])).out).toContain('0 件案件')
    },
    MANY_STEPS,
  )

  it(
    'of no kind that shows are named, and one that is not there is said',
    async () => {
      writeFileSync(inFolder('a.csv'), '姓名,身份证号\n丁子,131002197106212963\n')
      const unknown = await casebook(['compare', 'a.csv', victims, ...signedIn()])
      expect(unknown).toMatchObject({ code: exitCodes.failed, out: '', err: expect.stringContaining('lowIncome（低保）') as string })
      expect((await compared('lowIncome=a.csv', victims)).certain.map(({ name }) => name)).toEqual(['丁子'])
      expect(await casebook(['compare', 'none.csv', ...signedIn()])).toMatchObject({ code: exitCodes.failed, err: expect.stringContaining('找不到') as string })
      expect(await casebook(['compare', ...signedIn()])).toMatchObject({ code: exitCodes.usage })
    },
    MANY_STEPS,
  )
})

describe('locked reports', () => {
  beforeAll(makeFolder)
  afterAll(removeFolder)

  it(
    'are locked, held against today with an exit code of their own, and superseded',
    async () => {
      await init()
      const report = [...signedIn(), '--kind', 'annual', '--from', '2020-01-01', '--to', '2023-12-31', '--basis', 'decided']
      const { out } = await succeed(['lock', ...report, '--reason', '报送市院'])
      const number = /〔\d{4}〕定1号/.exec(out)?.[0] ?? ''
      expect(out).toMatch(/校验码 [0-9A-F]{4}-/)
      expect((await succeed(['compare-lock', number, ...signedIn()])).out).toContain('与现在一致')
      await succeed(['import', county, ...signedIn()])
      const moved = await casebook(['compare-lock', number, ...signedIn(), '--json', 'moved.json'])
      expect(moved).toMatchObject({ code: exitCodes.findings, err: '' })
      expect(moved.out).toMatch(/总体情况 · 给予救助 · 决定额（元）：0\.00 → 863,000\.00/)
      expect(moved.out).toMatch(/zhang 导入台账/)
      const { unexplained, changes } = readJson<{ unexplained: number; changes: { who: string; action: string; cells: number[] }[] }>(inFolder('moved.json'))
      expect(unexplained).toBe(0)
      expect(changes).toHaveLength(1)
      expect((await casebook(['lock', ...report, '--reason', '再来'])).err).toContain(`已有定稿${number}`)
      expect((await succeed(['lock', ...report, '--reason', '补录', '--supersedes', number])).out).toContain(`换下 ${number}`)
      expect((await succeed(['verify', ...signedIn()])).out).toContain('检查通过')
      expect(await casebook(['compare-lock', '〔1999〕定1号', ...signedIn()])).toMatchObject({ code: exitCodes.failed, err: expect.stringContaining('没有这份定稿') as string })
      expect(await casebook(['compare-lock', ...signedIn()])).toMatchObject({ code: exitCodes.usage })
      expect(await casebook(['lock', ...report])).toMatchObject({ code: exitCodes.usage })
    },
    MANY_STEPS,
  )
})

describe('what goes wrong', () => {
  beforeEach(makeFolder)
  afterEach(removeFolder)

  it(
    'tells row by row what must be mended, and imports nothing',
    async () => {
      // The office says nothing of its region: the limit is that of the province in the case numbers.
      await succeed(['init', ...signedIn(), '--office', '甲院'])
      const ended = await casebook(['import', messy, ...signedIn(), '--json', 'messy.json'])
      expect(ended.code).toBe(exitCodes.findings)
      expect(ended.err).toContain('第 20 行（需要决定）')
      expect(ended.err).toContain('没有导入任何内容')
      const { rows } = readJson<{ rows: { row: number; kind: string }[] }>(inFolder('messy.json'))
      const expected = readJson<{ rows: { row: number; kind: string }[] }>(join(samples, 'ledger-messy.expected.json'))
      expect(rows.map(({ row, kind }) => ({ row, kind }))).toEqual(expected.rows.map(({ row, kind }) => ({ row, kind })))
      expect((await succeed(['verify', ...signedIn()])).out).toContain('0 件案件')
      const good = await casebook(['import', messy, ...signedIn(), '--only-good', '--sheet', '台账'])
      expect(good.code).toBe(exitCodes.failed)
      expect(good.err).toContain('台账')
      const some = await casebook(['import', messy, ...signedIn(), '--only-good'])
      expect(some).toMatchObject({ code: exitCodes.findings, err: expect.stringContaining('行没有导入') as string })
      expect((await succeed(['verify', ...signedIn()])).out).not.toContain(' 0 件案件')
      const unwritable = await casebook(['import', county, ...signedIn(), '--json', join('no such folder', 'a.json')])
      expect(unwritable).toMatchObject({ code: exitCodes.failed, out: '', err: expect.stringContaining('写不进去') as string })
    },
    MANY_STEPS,
  )

  it(
    'has one exit code for a wrong password, another for a casebook that is there already or not at all',
    async () => {
      expect(await casebook(['verify', ...signedIn()])).toMatchObject({ code: exitCodes.failed, out: '' })
      await init()
      expect(await init()).toMatchObject({ code: exitCodes.failed, out: '' })
      const wrong = await casebook(['verify', ...signedIn()], { password: 'wrong horse 99' })
      expect(wrong).toMatchObject({ code: exitCodes.password, out: '' })
      expect(wrong.err).toContain('密码')
      expect(wrong.err).not.toMatch(/[a-z]{3,}/)
      const missing = await casebook(['import', 'no such ledger.xlsx', ...signedIn()])
      expect(missing).toMatchObject({ code: exitCodes.failed, out: '', err: expect.stringContaining('找不到') as string })
    },
    MANY_STEPS,
  )

  it(
    'refuses a casebook that is open in the window',
    async () => {
      const window = openTestCasebook(folder)
      await window.ok('setUp', { office: testOffice, officer: testOfficer })
      expect(await casebook(['verify', ...signedIn()])).toMatchObject({ code: exitCodes.inUse, out: '' })
      await window.close()
      expect(await casebook(['verify', ...signedIn()])).toMatchObject({ code: exitCodes.ok })
    },
    MANY_STEPS,
  )

  it(
    'explains how to call it',
    async () => {
      const calls: Record<string, string[]> = {
        'no command': [],
        'an unknown command': ['destroy', '--data', 'data'],
        'an unknown option': ['verify', '--data', 'data', '--force'],
        'no folder': ['verify', '--user', 'zhang'],
        'no user': ['verify', '--data', 'data'],
        'no office': ['init', '--data', 'data', '--user', 'zhang'],
        'no backup to restore': ['restore', '--data', 'data', '--user', 'zhang'],
        'too many words': ['import', 'a.xlsx', 'b.xlsx', '--data', 'data', '--user', 'zhang'],
      }
      const ended = await Promise.all(Object.entries(calls).map(async ([what, args]) => [what, await casebook(args)] as const))
      for (const [what, one] of ended) {
        expect(one, what).toMatchObject({ code: exitCodes.usage, out: '', err: expect.stringContaining('Exit codes') as string })
      }
      expect(existsSync(inFolder('data'))).toBe(false)
    },
    MANY_STEPS,
  )

  it('asks for the password where there is somebody to ask, otherwise says how to give it', async () => {
    const ended = await casebook(['verify', ...signedIn()], { password: null })
    expect(ended).toMatchObject({ code: exitCodes.usage, out: '', err: expect.stringContaining('CASEBOOK_PASSWORD') as string })
  })

  it('takes the basis and the ending of the file by their names', async () => {
    await init()
    const ask = (basis: string, out: string) => casebook(['report', ...signedIn(), '--from', '2020-01-01', '--to', '2020-12-31', '--basis', basis, '--out', out])
    expect(await ask('served', 'a.json')).toMatchObject({ code: exitCodes.usage, out: '' })
    expect(await ask('paid', 'a.doc')).toMatchObject({ code: exitCodes.usage, out: '' })
    const backwards = await casebook(['report', ...signedIn(), '--from', '2020-12-31', '--to', '2020-01-01', '--basis', 'paid', '--out', 'a.json'])
    expect(backwards).toMatchObject({ code: exitCodes.failed, out: '' })
    expect(readdirSync(folder)).toEqual(['data'])
  }, MANY_STEPS)

  it('prints its help', async () => {
    const { out } = await succeed(['--help'], { password: null })
    for (const command of ['init', 'import', 'report', 'backup', 'restore', 'verify']) expect(out).toContain(`\n  ${command} `)
  })

  it('means paths from where the person stands when npm runs it', async () => {
    await succeed(['init', '--data', 'here', '--user', 'zhang', '--office', '甲院'], { more: { npm_lifecycle_event: 'casebook', INIT_CWD: inFolder('.') } })
    expect(existsSync(inFolder('here'))).toBe(true)
  })
})
