import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CasebookError } from '../domain/errors.ts'
import { writeXlsx } from '../documents/xlsx.ts'
import { isDateFormat, numberCell } from './cells.ts'
import type { Sheet } from './cells.ts'
import { parseTable, readTable } from './readTable.ts'
import { makeZip } from './testZip.ts'
import { walkXml } from './xml.ts'

const sample = (name: string) => readFileSync(new URL(`samples/${name}`, import.meta.url))
const county = sample('ledger-county.xlsx')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-read-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

async function first(bytes: Buffer, name = 'a.xlsx'): Promise<Sheet> {
  const sheet = (await parseTable(bytes, name)).sheets[0]
  if (!sheet) throw new Error('no sheet')
  return sheet
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

/** A workbook of one sheet whose XML is given. */
function workbook(sheet: string, more: { book?: string; styles?: string; strings?: string } = {}): Buffer {
  return makeZip({
    '_rels/.rels': '<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': `<workbook>${more.book ?? ''}<sheets><sheet name="表1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet>${sheet}</worksheet>`,
    'xl/styles.xml': more.styles ?? '<styleSheet/>',
    'xl/sharedStrings.xml': more.strings ?? '<sst/>',
  })
}

describe('an .xlsx file', () => {
  it('is read as found: titles, merges, dates without time zone, amounts', async () => {
    const path = join(folder, '台账.xlsx')
    writeFileSync(path, county)
    const table = await readTable(path)
    const sheet = table.sheets[0]
    expect(sheet?.name).toBe('司法救助台账')
    expect(sheet?.rows).toHaveLength(42)
    expect(sheet?.merges).toContainEqual({ top: 16, left: 2, bottom: 17, right: 2 })
    const row = sheet?.rows[2] ?? []
    expect(row[2]).toEqual({ text: '2020-02-04', value: 43865, isDate: true })
    expect(row[6]?.text).toBe('131002198209153008')
    expect(row[13]).toEqual({ text: '15000', value: 15000, isDate: false })
    expect(sheet?.rows[41]?.[13]?.text).toBe('863000')
  })

  it('agrees with another reader cell by cell', async () => {
    for (const name of ['ledger-county.xlsx', 'ledger-messy.xlsx']) {
      const book = new ExcelJS.Workbook()
      await book.xlsx.readFile(new URL(`samples/${name}`, import.meta.url).pathname)
      const ours = await first(sample(name))
      book.worksheets[0]?.eachRow((row, r) =>
        row.eachCell((cell, c) => {
          const mine = ours.rows[r - 1]?.[c - 1]
          if (cell.isMerged && cell.master !== cell) return
          if (cell.value instanceof Date) expect(mine?.text).toBe(cell.value.toISOString().slice(0, 10))
          else if (cell.type === ExcelJS.ValueType.Formula) expect(mine).toMatchObject({ formula: true, text: '0' })
          else expect(mine?.text).toBe(String(cell.value))
        }),
      )
    }
  })

  it('gives back what our own writer wrote', async () => {
    const path = join(folder, '往返.xlsx')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 1e12 })), { minLength: 1, maxLength: 30 }), async (rows) => {
        await writeXlsx(path, [
          {
            name: '表',
            title: '标题',
            subtitle: [],
            columns: [
              { key: 't', label: '文字', kind: 'text' },
              { key: 'y', label: '金额', kind: 'yuan' },
              { key: 'd', label: '日期', kind: 'date' },
            ],
            rows: [...rows.map(([t, y]) => ({ t, y, d: '2022-03-25' })), { t: '_x0041_ <&>"\n尾', y: 5, d: '1986-02-28' }],
            notes: [],
            orientation: 'portrait',
          },
        ])
        const sheet = (await readTable(path)).sheets[0]
        rows.forEach(([t, y], i) => {
          expect(sheet?.rows[i + 2]?.[0]?.text ?? '').toBe(t)
          expect(Math.round(Number(sheet?.rows[i + 2]?.[1]?.text) * 100)).toBe(y)
        })
        const last = sheet?.rows[rows.length + 2]?.map((cell) => cell.text)
        expect(last).toEqual(['_x0041_ <&>"\n尾', '0.05', '1986-02-28'])
      }),
      { numRuns: 20 },
    )
  }, 60_000)

  it('keeps every digit of a long number, and rounds the noise of fractions', () => {
    const texts = ['131002199001011234', '1.31002199001011E+17', '12500.499999999999', '0.1', '-5000', '44645'].map((raw) => numberCell(raw, false, false).text)
    expect(texts).toEqual(['131002199001011234', '131002199001011008', '12500.5', '0.1', '-5000', '44645'])
  })

  it('knows date formats, the Chinese ones included', () => {
    const yes = [[14], [31], [57], [164, 'yyyy/m/d'], [164, '[$-804]yyyy"年"m"月"d"日";@'], [164, 'm"月"d"日"'], [164, 'yyyy\\-mm\\-dd hh:mm']] as const
    const no = [[0], [2], [20], [164, 'G/通用格式'], [164, 'General'], [164, '#,##0.00'], [164, '0.00E+00'], [164, 'h:mm:ss'], [164, '0"日"'], [164, '[Red]0.00']] as const
    for (const [id, code] of yes) expect(isDateFormat(id, code), code).toBe(true)
    for (const [id, code] of no) expect(isDateFormat(id, code), code).toBe(false)
  })

  it('reads days from 1904, rich text, inline text, errors, formulas and rows without addresses', async () => {
    const sheet = await first(
      workbook(
        '<sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>内联</t></is></c><c s="1"><v>41</v></c><c t="e"><v>#N/A</v></c></row>' +
          '<row r="3"><c r="B3" t="str"><f>A1</f><v>结果</v></c><c r="C3"><f>1+1</f><v>2</v></c><c r="D3"><f>1+1</f></c></row></sheetData>',
        {
          book: '<workbookPr date1904="1"/>',
          styles: '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
          strings: '<sst><si><r><t>张</t></r><r><t xml:space="preserve"> 三&amp;</t></r><rPh sb="0" eb="1"><t>ZHANG</t></rPh></si></sst>',
        },
      ),
    )
    expect(sheet.rows[0]?.map((c) => c.text)).toEqual(['张 三&', '内联', '1904-02-11', '#N/A'])
    expect(sheet.rows[1]).toEqual([])
    expect(sheet.rows[2]?.[1]).toMatchObject({ text: '结果', formula: true })
    expect(sheet.rows[2]?.[2]).toMatchObject({ value: 2, formula: true })
    expect(sheet.rows[2]?.[3]).toMatchObject({ value: null, noResult: true })
  })

  it('passes over formatted emptiness down to the last row, but not over content there', async () => {
    const row = (inside: string) => workbook(`<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">${inside}</row></sheetData>`)
    expect((await first(row('<c r="A1048576" s="0"/>'))).rows).toHaveLength(1)
    expect(await refusal(row('<c r="A1048576"><v>1</v></c>'), 'a.xlsx')).toContain('50000 行')
    expect(await refusal(workbook('<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>'), 'a.xlsx')).toContain('列数')
  })
})

describe('a file that cannot be read says why and what to do', () => {
  const encrypted = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')])
  it.each([
    ['empty', Buffer.alloc(0), 'a.xlsx', '空的'],
    ['password', encrypted, 'a.xlsx', '密码'],
    ['cut .xls', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'a.xls', '损坏'],
    ['.xls renamed', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'a.xlsx', '旧格式'],
    ['text as .xlsx', Buffer.from('案号,姓名'), 'a.xlsx', '扩展名是 .xlsx'],
    ['.xlsx as .csv', county, 'a.csv', '扩展名是 .csv'],
    ['web page', Buffer.from('<html><table>'), 'a.xlsx', '网页'],
    ['PDF', Buffer.from('%PDF-1.4'), 'a.xlsx', 'PDF'],
    ['other ending', Buffer.from('x'), 'a.doc', '.doc'],
    ['no workbook', makeZip({ 'word/document.xml': '<x/>' }), 'a.xlsx', '没有工作表'],
    ['OpenDocument', makeZip({ mimetype: 'x' }), 'a.xlsx', '.ods'],
    ['binary workbook', makeZip({ 'xl/workbook.bin': 'x' }), 'a.xlsx', '.xlsb'],
    ['NUL bytes', Buffer.from('案号,姓名\n1,\0\0'), 'a.csv', '无法辨认'],
    ['no known encoding', Buffer.from([0x61, 0xff, 0xff, 0xff, 0x0a]), 'a.csv', '编码'],
    ['open quote', Buffer.from('a,b\n"c,d\n'), 'a.csv', '引号'],
    ['declared entities', workbook('<!DOCTYPE x [<!ENTITY a "b">]>'), 'a.xlsx', '损坏'],
  ])('%s', async (_, bytes, name, words) => {
    expect(await refusal(bytes, name)).toContain(words)
  })

  it('a zip bomb, whether its directory admits it or not', async () => {
    expect(await refusal(makeZip({ 'xl/workbook.xml': Buffer.alloc(201 * 1024 * 1024) }), 'a.xlsx')).toContain('展开后过大')
    const lying = makeZip({ 'xl/workbook.xml': Buffer.alloc(8 * 1024 * 1024) }, { claimedSize: 100 })
    expect(await refusal(lying, 'a.xlsx')).toContain('损坏')
  }, 60_000)

  it('a missing file, a folder', async () => {
    await expect(readTable(join(folder, '没有.xlsx'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(readTable(folder)).rejects.toMatchObject({ code: 'invalid' })
  })

  it('any cut or changed copy of a ledger: read or refused in words, never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(county.length - 1), fc.array(fc.tuple(fc.nat(county.length - 1), fc.nat(255)), { maxLength: 5 }), fc.boolean(), async (length, changes, cut) => {
        const bytes = Buffer.from(cut ? county.subarray(0, length) : county)
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        const message = await refusal(bytes, 'a.xlsx')
        if (cut) expect(message).not.toBe('')
        expect(message).not.toMatch(/[A-Za-z]{6,}/)
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  it('any changed sheet inside a sound zip', async () => {
    const xml = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1.5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    await fc.assert(
      fc.asyncProperty(fc.nat(xml.length), fc.nat(10), fc.string({ maxLength: 4 }), async (at, gone, put) => {
        await refusal(workbook(xml.slice(0, at) + put + xml.slice(at + gone), { strings: '<sst><si><t>甲</t></si></sst>' }), 'a.xlsx')
      }),
      { numRuns: 500 },
    )
  }, 60_000)
})

describe('a .csv file', () => {
  const text = '案号,姓名,备注\n1号,"张,三","说""好""\n第二行"\n,,\n2号,李四'
  const rows = [['案号', '姓名', '备注'], ['1号', '张,三', '说"好"\n第二行'], [], ['2号', '李四']]
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['tabs', Buffer.from(text.replaceAll(/,(?!三)/g, '\t'))],
    ['Windows line ends', Buffer.from(text.replaceAll('\n', '\r\n').replace('\r\n第', '\n第'))],
  ])('%s', async (_, bytes) => {
    expect((await first(bytes, 'a.csv')).rows.map((row) => row.map((cell) => cell.text))).toEqual(rows)
  })

  it('GBK', async () => {
    const gbk = Buffer.concat([Buffer.from([0xb0, 0xb8, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0a]), Buffer.from('1,2')])
    expect((await first(gbk, 'a.csv')).rows.map((row) => row.map((cell) => cell.text))).toEqual([['案号', '姓名'], ['1', '2']])
  })

  it('takes off what programs put before a long number', async () => {
    expect((await first(Buffer.from('="131002199001011234",\'131002199001011234,\t131002199001011234,=A1'), 'a.csv')).rows[0]?.map((cell) => cell.text)).toEqual([
      '131002199001011234', '131002199001011234', '131002199001011234', '=A1',
    ])
  })
})

it('walks XML with ">" in attributes, comments, CDATA and unknown entities', () => {
  const seen: string[] = []
  walkXml('<?xml version="1.0"?><!-- <a> --><r a="1>2" b=\'"\'><![CDATA[<x>]]>&#20013;&constructor;</r>', {
    open: (name, a) => seen.push(name, a.a ?? '', a.b ?? ''),
    text: (t) => seen.push(t),
  })
  expect(seen).toEqual(['r', '1>2', '"', '<x>', '中&constructor;'])
})
