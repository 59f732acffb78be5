import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CFB } from '@e965/xlsx'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CasebookError } from '../domain/errors.ts'
import { textCell } from './cells.ts'
import type { Sheet } from './cells.ts'
import { readLedger } from './testLedger.ts'
import { parseTable } from './readTable.ts'
import { toXls } from './testXls.ts'
import { makeZip } from './testZip.ts'
import { encryptedXls, encryptedXlsx } from './testEncrypted.ts'

const county = readFileSync(new URL('samples/ledger-county.xlsx', import.meta.url))
const HEAD = ['案号', '受理日期', '姓名', '性别', '身份证号码', '救助情形', '救助金额（元）', '决定日期']
const line = (name: string, number = 1) => [`冀廊救助〔2022〕${number}号`, '2022-01-05', name, '男', '', '急需救治', '20000', '2022-01-20']
const sheetOf = (rows: string[][], more: Partial<Sheet> = {}): Sheet => ({ name: '表1', hidden: false, merges: [], date1904: false, rows: rows.map((row) => row.map(textCell)), ...more })

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
const row = (cells: string[]) => `<row>${cells.map((cell) => (cell.startsWith('<c') ? cell : inline(cell))).join('')}</row>`
/** A workbook of one sheet with these rows; cells may be XML of their own. */
function workbook(rows: string | string[][], more: { book?: string; parts?: Record<string, string | Buffer> } = {}): Buffer {
  return makeZip({
    '_rels/.rels': '<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': `<workbook>${more.book ?? ''}<sheets><sheet name="表1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/styles" Target="styles.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${typeof rows === 'string' ? rows : rows.map(row).join('')}</sheetData></worksheet>`,
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    ...more.parts,
  })
}

async function refusal(bytes: Buffer, name: string): Promise<string> {
  try {
    await parseTable(bytes, name)
  } catch (error) {
    if (error instanceof CasebookError) return error.message
    throw error
  }
  return ''
}

const reading = async (bytes: Buffer, name: string) => readLedger(await parseTable(bytes, name), { today: '2026-01-05' })

describe('a file that is not what it should be is refused in words', () => {
  const xls = toXls([sheetOf([HEAD, line('王小明')])])
  it.each<[string, Buffer, string, string]>([
    ['truncated .xlsx', county.subarray(0, 5000), '台账.xlsx', '损坏'],
    ['truncated .xls', xls.subarray(0, 700), '台账.xls', '损坏'],
    ['truncated .csv', Buffer.from(`${HEAD.join(',')}\n"冀廊救助〔2022`), '台账.csv', '引号'],
    ['.xlsx called .xls', county, '台账.xls', '把扩展名改为 .xlsx'],
    ['.xls called .xlsx', xls, '台账.xlsx', '把扩展名改为 .xls'],
    ['.xls called .csv', xls, '台账.csv', '把扩展名改为 .xls'],
    ['text called .xls', Buffer.from('案号\t姓名'), '台账.xls', '内容却不是'],
    ['a web page called .xls', Buffer.from('<html><table>'), '台账.xls', '网页'],
    ['a password on an .xlsx', encryptedXlsx(county), '台账.xlsx', '密码'],
    ['a password on an .xlsx called .xls', encryptedXlsx(county), '台账.xls', '密码'],
    ['a password on an .xls', encryptedXls(xls), '台账.xls', '密码'],
    ['an old document', Buffer.from(CFB.write(CFB.utils.cfb_new(), { type: 'buffer' }) as Buffer), '台账.xls', '不是表格'],
    ['500 columns in .xlsx', workbook([Array.from({ length: 500 }, (_, index) => `列${index}`)]), '台账.xlsx', '列数'],
    ['500 columns in .csv', Buffer.from(Array.from({ length: 500 }, (_, index) => `列${index}`).join(',')), '台账.csv', '列数'],
    ['NUL bytes in .csv', Buffer.from(`${HEAD.join(',')}\n\0\0`), '台账.csv', '无法辨认'],
    ['NUL bytes in .xlsx', workbook([HEAD, line('王\0小明')]), '台账.xlsx', '损坏'],
  ])('%s', async (_, bytes, name, words) => {
    expect(await refusal(bytes, name)).toContain(words)
  })

  it('any cut or changed .xls: read or refused in words, never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(xls.length - 1), fc.array(fc.tuple(fc.nat(xls.length - 1), fc.nat(255)), { maxLength: 5 }), fc.boolean(), async (length, changes, cut) => {
        const bytes = Buffer.from(cut ? xls.subarray(0, length) : xls)
        for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte
        expect(await refusal(bytes, 'a.xls')).not.toMatch(/[A-Za-z]{6,}/)
      }),
      { numRuns: 200 },
    )
  }, 120_000)
})

describe('odd content is read as it is', () => {
  it('macros lie unused', async () => {
    const bytes = workbook([HEAD, line('王小明')], { parts: { 'xl/vbaProject.bin': Buffer.from('Sub Auto_Open()') } })
    expect((await reading(bytes, '台账.xlsm')).totals).toMatchObject({ cases: 1, fen: 2_000_000 })
  })

  it('formulas give their saved result, an error or a missing result is said', async () => {
    const withAmount = (cell: string) => [...line('王小明').slice(0, 6), cell, '2022-01-20']
    const rowOf = async (cell: string) => (await reading(workbook([HEAD, withAmount(cell)]), '台账.xlsx')).rows[0]
    expect(await rowOf('<c><f>10000*2</f><v>20000</v></c>')).toMatchObject({ stops: [], understood: { fen: 2_000_000 } })
    expect(await rowOf('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>')).toMatchObject({ kind: 'error', stops: [expect.stringContaining('DIV')] })
    const unsaved = await rowOf('<c><f>10000*2</f></c>')
    expect(unsaved).toMatchObject({ kind: 'error' })
    expect(unsaved?.stops.join()).toContain('没有保存结果')
  })

  it('days counted from 1904', async () => {
    const dated = [...line('王小明')]
    dated[1] = '<c s="1"><v>43103</v></c>'
    const xlsx = await reading(workbook([HEAD, dated], { book: '<workbookPr date1904="1"/>' }), '台账.xlsx')
    expect(xlsx.cases[0]?.acceptedOn).toBe('2022-01-04')
    const sheet = sheetOf([HEAD, line('王小明')], { date1904: true })
    if (sheet.rows[1]) sheet.rows[1][1] = { text: '2022-01-04', value: 43103, isDate: true }
    expect((await reading(toXls([sheet]), '台账.xls')).cases[0]?.acceptedOn).toBe('2022-01-04')
  })

  it.each(['𠮷㛃', '王😀', '阿卜杜热合曼·买买提', 'Müller Jörg'])('the name %s in every format', async (name) => {
    const rows = [HEAD, line(name)]
    const nameIn = async (bytes: Buffer, file: string) => (await reading(bytes, file)).cases[0]?.people[0]?.name
    expect(await nameIn(workbook(rows), '台账.xlsx')).toBe(name)
    expect(await nameIn(toXls([sheetOf(rows)]), '台账.xls')).toBe(name)
    expect(await nameIn(Buffer.from(rows.map((cells) => cells.join(',')).join('\n')), '台账.csv')).toBe(name)
  })

  it('a name of 200 characters is kept and flagged, a rare one spread out is put together', async () => {
    const long = '某'.repeat(200)
    const found = await reading(workbook([HEAD, line(long), line('𠮷　某', 2)]), '台账.xlsx')
    expect(found.rows[0]).toMatchObject({ kind: 'warning', understood: { name: long } })
    expect(found.rows[0]?.reasons.join()).toContain('200 个字')
    expect(found.cases[1]?.people[0]?.name).toBe('𠮷某')
  })

  it('rare signs of four bytes in GB18030', async () => {
    const heading = Buffer.from([0xb0, 0xb8, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0a])
    const bytes = Buffer.concat([heading, Buffer.from('1,'), Buffer.from([0x95, 0x34, 0xb2, 0x35, 0x82, 0x30, 0xb7, 0x31])])
    expect((await parseTable(bytes, 'a.csv')).sheets[0]?.rows[1]?.[1]?.text).toBe('𠮷㛃')
  })
})

describe('a file made to swell', () => {
  const run = promisify(execFile)
  const MOST_MEGABYTES = 600
  interface Told {
    message?: string
    rows?: number
    written: number
    megabytes: number
  }
  async function tried(name: string, bytes: Buffer): Promise<Told> {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, '../operations/hostileLedger.child.ts'), path])
    return JSON.parse(stdout) as Told
  }

  it.each<[string, () => Buffer, string, string]>([
    ['a zip bomb', () => workbook(`<row><c t="inlineStr"><is><t>${' '.repeat(130 * 1024 * 1024)}`), 'bomb.xlsx', '展开后过大'],
    ['one endless cell', () => workbook(`<row><c t="inlineStr"><is><t>${' '.repeat(100 * 1024 * 1024)}`), 'cell.xlsx', '损坏'],
    ['a million rows in .xlsx', () => workbook('<row><c><v>1</v></c><c><v>2</v></c></row>'.repeat(1_000_000)), 'million.xlsx', '第 50000 行'],
    ['a million rows in .csv', () => Buffer.from(`案号,姓名,救助金额\n${'冀廊救助〔2022〕1号,王小明,20000\n'.repeat(1_000_000)}`), 'million.csv', '第 50000 行'],
    ['millions of cells', () => workbook(`<row>${'<c><v>1</v></c>'.repeat(190)}</row>`.repeat(20_000)), 'cells.xlsx', '100 万个'],
    ['millions of texts', () => workbook([HEAD, line('王小明')], { parts: { 'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId3" Type="http://x/sharedStrings" Target="s.xml"/></Relationships>', 'xl/s.xml': `<sst>${'<si><t>某某某某某某</t></si>'.repeat(1_500_000)}</sst>` } }), 'texts.xlsx', '100 万个'],
  ])('%s is refused within the memory of a small PC, and nothing is written', async (_, make, name, words) => {
    const told = await tried(name, make())
    expect(told.message).toContain(words)
    expect(told.written).toBe(0)
    expect(told.megabytes).toBeLessThan(MOST_MEGABYTES)
  }, 120_000)

  it('the largest .xls that is read stays within it too', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => line(`王小${index % 900}`, index + 1))
    const [most, more] = [toXls([sheetOf([HEAD, ...rows.slice(0, 29_000)])]), toXls([sheetOf([HEAD, ...rows, ...rows.slice(0, 5000)])])]
    const told = await tried('large.xls', most)
    expect(told).toMatchObject({ rows: 29_000, written: 0 })
    expect(told.megabytes).toBeLessThan(MOST_MEGABYTES)
    expect((await tried('larger.xls', more)).message).toContain('超过 6 MB')
  }, 240_000)

  it('the longest ledger that is read stays within it too', async () => {
    const told = await tried('long.xlsx', workbook(row(HEAD) + Array.from({ length: 40_000 }, (_, index) => row(line('王小明', index + 1))).join('')))
    expect(told).toMatchObject({ rows: 40_000, written: 0 })
    expect(told.megabytes).toBeLessThan(MOST_MEGABYTES)
  }, 240_000)
})
