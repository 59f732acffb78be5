import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { sheetOf } from '../../db/exchange/testLedgers.ts'
import { encryptedXls, encryptedXlsx } from '../../db/exchange/testEncrypted.ts'
import { toXls } from '../../db/exchange/testXls.ts'
import { makeZip } from '../../db/exchange/testZip.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import { answerDialogs, button, countyLedger, goTo, setUp } from './hands.ts'

afterAll(cleanUp)

const head = '案号,受理日期,姓名,身份证号码,救助情形,救助金额（元）,决定日期'
const county = readFileSync(countyLedger)
const parts = (rows: string): Record<string, string> => ({
  '_rels/.rels': '<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  'xl/workbook.xml': '<workbook><sheets><sheet name="表1" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
})
const row = (cells: string[]) => `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`
const heads = head.split(',')
const old = toXls([sheetOf('表1', [heads, ['冀廊救助〔2022〕1号', '2022-01-05', '王某', '', '急需救治', '1', '2022-01-20']])])
const files: [name: string, bytes: () => Buffer][] = [
  ['残缺.xlsx', () => county.subarray(0, county.length >> 1)],
  ['膨胀.xlsx', () => makeZip(parts(' '.repeat(300 * 1024 * 1024)))],
  ['百万行.csv', () => Buffer.from(`${head}\n${'甲,2022-01-05,王某,,急需救治,1,2022-01-20\n'.repeat(1_000_000)}`)],
  ['五百列.csv', () => Buffer.from(`${head}${',列'.repeat(500)}\n${'甲,'.repeat(500)}\n`)],
  ['图片.xlsx', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['加密.xlsx', () => encryptedXlsx(county)],
  ['加密.xls', () => encryptedXls(old)],
  ['其实是旧格式.xlsx', () => old],
  ['其实是新格式.xls', () => county],
  ['残缺.xls', () => old.subarray(0, 700)],
  ['五百列.xlsx', () => makeZip(parts(row(Array.from({ length: 500 }, (_, index) => `列${index}`))))],
  ['百万行.xlsx', () => makeZip(parts('<row><c><v>1</v></c><c><v>2</v></c></row>'.repeat(1_000_000)))],
  ['空字符.xlsx', () => makeZip(parts(row(heads.with(2, '姓\0名'))))],
  ['空字符.csv', () => Buffer.from(`${head}\n${'\0'.repeat(2000)}`)],
]

it('files that are broken, huge or something else are refused in words, and the window goes on', async () => {
  const folder = temporaryFolder()
  const casebook = await launchCasebook({ folder })
  const { page } = casebook
  await setUp(page)
  await goTo(page, '台账导入')
  for (const [index, [name, bytes]] of files.entries()) {
    const path = join(folder, name)
    writeFileSync(path, bytes())
    await answerDialogs(casebook.app, path)
    await button(page, index === 0 ? '选择台账文件' : '换一个文件').first().click()
    await page.getByRole('heading', { name: `没有读懂“${name}”` }).waitFor({ timeout: 60_000 })
    const said = await page.getByRole('alert').first().innerText()
    expect(said, name).toMatch(/[。]/)
    expect(said, name).not.toMatch(/undefined|Error|exception/i)
    expect(await page.getByRole('heading', { level: 1, name: '台账导入' }).isVisible(), name).toBe(true)
  }
  // Odd content is read and flagged in its row: rare characters, a long name, a formula without its result, macros that nobody runs.
  const names = ['𠮷㛃', '王😀', '某'.repeat(200)]
  const rows = names.map((name, index) => row([`冀廊救助〔2022〕${index + 1}号`, '2022-01-05', name, '', '急需救治', '20000', '2022-01-20']))
  const unsaved = row(['冀廊救助〔2022〕9号', '2022-01-05', '赵某', '', '急需救治', '20000', '2022-01-20']).replace('<c t="inlineStr"><is><t>20000</t></is></c>', '<c><f>10000*2</f></c>')
  const odd = join(folder, '少见内容.xlsm')
  writeFileSync(odd, makeZip({ ...parts([row(heads), ...rows, unsaved].join('')), 'xl/vbaProject.bin': 'Sub Auto_Open()' }))
  await answerDialogs(casebook.app, odd)
  await button(page, '换一个文件').first().click()
  const result = page.getByRole('region', { name: '逐行结果' })
  await button(page, '全部 4').click()
  for (const words of ['𠮷㛃', '王😀', '200 个字', '没有保存结果']) await expect.poll(() => result.innerText()).toContain(words)
  // Still at work, with nothing written: a good ledger comes in.
  await answerDialogs(casebook.app, countyLedger)
  await button(page, '换一个文件').click()
  await button(page, '确认导入').click()
  await page.getByRole('heading', { name: /^已导入 / }).waitFor()
  await goTo(page, '案件')
  const total = page.getByRole('status').filter({ hasText: '合计' })
  await expect.poll(async () => (await total.innerText()).replace(/\s+/g, ' ')).toContain('863,000.00 元')
  expect(casebook.complaints).toEqual([])
  await casebook.close()
})
