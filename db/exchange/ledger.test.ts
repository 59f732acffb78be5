import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelOf } from '../domain/codeLists.ts'
import { CasebookError } from '../domain/errors.ts'
import { capFor } from '../domain/wages.ts'
import { EMPTY } from './cells.ts'
import type { Sheet, Table } from './cells.ts'
import { readCsv } from './csvSheet.ts'
import { readLedger } from './testLedger.ts'
import type { LedgerCase, LedgerPerson, LedgerReading } from './ledger.ts'
import { parseTable } from './readTable.ts'
import { toGbk } from './testGbk.ts'
import { toXls } from './testXls.ts'

interface Sum {
  cases: number
  persons: number
  fen: number
}
interface CountyExpected {
  total: Sum & { typical: number; visited: number }
  years: Record<string, Sum>
  byCategory: Record<string, Sum>
  byLeadSource: Record<string, Sum>
  byCharge: Record<string, Sum>
  specialGroupsOverlapping: Record<string, Omit<Sum, 'cases'>>
  byDate: Record<'accepted' | 'granted' | 'refused' | 'paid', Record<string, { cases: number; people: number; fen: number }>>
}

const file = (name: string) => readFileSync(new URL(`samples/${name}`, import.meta.url))
const json = <T>(name: string): T => JSON.parse(file(name).toString()) as T
const today = '2026-01-05'
const options = { today, cap: (date: string) => capFor({ date, series: 'onPost' }) }
const county = await parseTable(file('ledger-county.xlsx'), 'ledger-county.xlsx')

/** The text of a sheet as a program saves it to .csv: merged cells are empty but for the first. */
function asCsv(table: Table, delimiter = ','): string {
  const quoted = (text: string) => (/["\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = table.sheets[0]?.rows.map((row) => row.map(({ text }) => quoted(text)).join(delimiter)) ?? []
  return lines.join('\r\n')
}

/** A .csv of this text. */
function csv(text: string): LedgerReading {
  return readLedger({ kind: 'csv', sheets: [readCsv(Buffer.from(text), 'a')] }, options)
}

function sums(reading: LedgerReading, keyOf: (one: LedgerCase) => string): Record<string, Sum> {
  const found: Record<string, Sum> = {}
  for (const one of reading.cases) {
    const granted = one.people.filter((person) => person.outcome === 'granted')
    if (granted.length === 0) continue
    const sum = (found[keyOf(one)] ??= { cases: 0, persons: 0, fen: 0 })
    sum.cases++
    sum.persons += granted.length
    sum.fen += granted.reduce((total, person) => total + (person.amountFen ?? 0), 0)
  }
  return found
}

function byYear(reading: LedgerReading, dateOf: (one: LedgerCase, person: LedgerPerson) => string | null) {
  const found: Record<string, { cases: number; people: number; fen: number }> = {}
  for (const one of reading.cases) {
    const years = new Set<string>()
    for (const person of one.people) {
      const year = dateOf(one, person)?.slice(0, 4)
      if (!year) continue
      const sum = (found[year] ??= { cases: 0, people: 0, fen: 0 })
      if (!years.has(year)) sum.cases++
      years.add(year)
      sum.people++
      sum.fen += person.amountFen ?? 0
    }
  }
  return found
}

describe('the county ledger', async () => {
  const expected = json<CountyExpected>('ledger-county.expected.json')
  it.each([
    ['.xlsx', county],
    ['.csv in UTF-8', await parseTable(Buffer.from(`\ufeff${asCsv(county)}`), '台账.csv')],
    ['.csv in GBK', await parseTable(toGbk(asCsv(county)), '台账.csv')],
  ])('%s gives exactly what is expected', (_, table) => {
    const reading = readLedger(table, options)
    const { cases, persons, fen, typical, visited } = expected.total
    expect(reading.totals).toEqual({ cases, people: persons, fen, refusedCases: 2, refusedPeople: 2, typical, visited, fileTotalFen: fen })
    expect(reading.rows.map(({ row, kind }) => ({ row, kind }))).toEqual([...Array.from({ length: 39 }, (_, i) => ({ row: i + 3, kind: 'ok' })), { row: 42, kind: 'skip' }])
    expect(reading.columns).toHaveLength(22)
    expect(reading.columns.every(({ meaning }) => meaning !== null)).toBe(true)
    expect(sums(reading, (one) => /〔(\d+)〕/.exec(one.caseNumber ?? '')?.[1] ?? '')).toEqual(expected.years)
    expect(sums(reading, (one) => labelOf('category', one.category))).toEqual(expected.byCategory)
    expect(sums(reading, (one) => labelOf('leadSource', one.leadSource))).toEqual(expected.byLeadSource)
    expect(sums(reading, (one) => labelOf('charge', one.charge))).toEqual(expected.byCharge)
    expect(byYear(reading, (one) => one.acceptedOn)).toEqual(expected.byDate.accepted)
    expect(byYear(reading, (_, person) => (person.outcome === 'granted' ? person.decidedOn : null))).toEqual(expected.byDate.granted)
    expect(byYear(reading, (_, person) => (person.outcome === 'refused' ? person.decidedOn : null))).toEqual(expected.byDate.refused)
    expect(byYear(reading, (_, person) => person.paidOn)).toEqual(expected.byDate.paid)
    const groups: Record<string, Omit<Sum, 'cases'>> = {}
    for (const person of reading.cases.flatMap((one) => one.people)) {
      for (const code of person.outcome === 'granted' ? person.specialGroups : []) {
        const sum = (groups[labelOf('specialGroup', code)] ??= { persons: 0, fen: 0 })
        sum.persons++
        sum.fen += person.amountFen ?? 0
      }
    }
    expect(groups).toEqual(expected.specialGroupsOverlapping)
  })

  it('a total that does not agree is said at its row', () => {
    const reading = csv(asCsv(county).replace('863000', '873000'))
    expect(reading.totals.fileTotalFen).toBe(87300000)
    expect(reading.rows.at(-1)?.reasons.join()).toContain('873,000.00')
  })
})

describe('the messy ledger', async () => {
  const expected = json<{ rows: { row: number; kind: string; fen?: number; dates?: string[] }[] }>('ledger-messy.expected.json')
  const reading = readLedger(await parseTable(file('ledger-messy.xlsx'), 'ledger-messy.xlsx'), options)

  it('judges every row as expected', () => {
    expect(reading.headerRow).toBe(5)
    expect(reading.rows.map(({ row, kind }) => ({ row, kind }))).toEqual(expected.rows.map(({ row, kind }) => ({ row, kind })))
    for (const { kind, reasons } of reading.rows) if (kind !== 'ok') expect(reasons).not.toEqual([])
  })

  it('reads amounts and dates in every form', () => {
    const people = new Map(reading.cases.flatMap((one) => one.people.map((person) => [person.row, { one, person }] as const)))
    for (const { row, fen, dates } of expected.rows) {
      const found = people.get(row)
      if (fen !== undefined) expect(found?.person.amountFen).toBe(fen)
      if (dates) expect([found?.one.acceptedOn, found?.person.decidedOn, found?.person.paidOn]).toEqual(dates)
    }
    expect(people.get(24)?.person.paperNumber).toBe('131003199710268301')
    expect(people.get(33)?.one.chargeText).toBe('=HYPERLINK("http://x","y")')
    expect(people.get(35)?.person).toMatchObject({ outcome: 'granted', paidOn: null })
  })
})

describe('the messy ledger in other shapes', async () => {
  const expected = json<{ rows: { row: number; kind: string; fen?: number; dates?: string[] }[] }>('ledger-messy.expected.json')
  const [source] = (await parseTable(file('ledger-messy.xlsx'), 'ledger-messy.xlsx')).sheets
  if (!source) throw new Error('no sheet')

  /** Headings as other offices have them. */
  const others: Record<string, string> = {
    姓名: '被救助人', 身份证: '公民身份号码', 与被害人关系: '与受害人关系', 案由: '涉嫌罪名', 救助情形: '救助类别', '救助金（元）': '决定金额（元）', 受理: '受案日期', 审批: '批准日期',
    发放: '领款日期', 回访: '回访时间', 申请人: '基本情况', 案件情况: '案情', 时间: '办理时间',
  } // prettier-ignore
  /** Headings that say nothing: what stands under them does. */
  const odd: Record<string, string> = { 案号: '档号', 姓名: '谁', 身份证: '号码', 与被害人关系: '何人', 案由: '事由', 救助情形: '类', 申请人: '甲栏', 案件情况: '乙栏' }
  const renamed = (sheet: Sheet, names: Record<string, string>): Sheet => ({
    ...sheet,
    rows: sheet.rows.map((row, index) => (index === 3 || index === 4 ? row.map((cell) => (names[cell.text] === undefined ? cell : { ...cell, text: names[cell.text] ?? '', value: names[cell.text] ?? '' })) : row)),
  })
  const reversed = (sheet: Sheet): Sheet => {
    const width = Math.max(...sheet.rows.map((row) => row.length))
    // What is merged across stands in the first of its cells.
    const rows = sheet.rows.map((row) => Array.from({ length: width }, (_, index) => row[width - 1 - index] ?? EMPTY))
    const merges = sheet.merges.map(({ top, bottom, left, right }) => ({ top, bottom, left: width + 1 - right, right: width + 1 - left }))
    for (const { top, left, right } of merges) {
      const [row, shown] = [rows[top - 1], rows[top - 1]?.[right - 1]]
      if (right > left && row && shown) [row[left - 1], row[right - 1]] = [shown, EMPTY]
    }
    return { ...sheet, rows, merges }
  }
  const csvOf = (sheet: Sheet, delimiter?: string) => asCsv({ kind: 'xlsx', sheets: [sheet] }, delimiter)
  const [plain, turned] = [renamed(source, others), reversed(renamed(source, others))]
  const shapes: [string, Table][] = [
    ['renamed', { kind: 'xlsx', sheets: [plain] }],
    ['with headings that say nothing', { kind: 'xlsx', sheets: [renamed(source, odd)] }],
    ['reordered', { kind: 'xlsx', sheets: [reversed(source)] }],
    ['.xls', await parseTable(toXls([source]), 'a.xls')],
    ['.xls, renamed and reordered', await parseTable(toXls([turned]), 'a.xls')],
    ['.csv in GBK', await parseTable(toGbk(csvOf(source)), 'a.csv')],
    ['.csv in GBK, renamed and reordered', await parseTable(toGbk(csvOf(turned)), 'a.csv')],
    ['.csv in UTF-8 with semicolons', await parseTable(Buffer.from(`\ufeff${csvOf(source, ';')}`), 'a.csv')],
    ['.xls among other sheets', await parseTable(toXls([{ ...source, name: '说明', rows: source.rows.slice(0, 2), merges: [] }, source, { ...source, name: '旧', hidden: true }]), 'a.xls')],
  ]

  it.each(shapes)('%s', (_, table) => {
    const reading = readLedger(table, options)
    expect(reading.rows.map(({ row, kind }) => ({ row, kind }))).toEqual(expected.rows.map(({ row, kind }) => ({ row, kind })))
    const people = new Map(reading.cases.flatMap((one) => one.people.map((person) => [person.row, { one, person }] as const)))
    for (const { row, fen, dates } of expected.rows) {
      if (fen !== undefined) expect(people.get(row)?.person.amountFen).toBe(fen)
      if (dates) expect([people.get(row)?.one.acceptedOn, people.get(row)?.person.decidedOn, people.get(row)?.person.paidOn]).toEqual(dates)
    }
    expect(people.get(33)?.one.chargeText).toBe('=HYPERLINK("http://x","y")')
  })
})

describe('headings', () => {
  it('are told by what stands under them, but never for somebody else', () => {
    const reading = csv('被害人姓名,被害人身份证,当事人,号码,联系,救助金额,,类别\n甲某,110101199003070011,张三,110101199003070038,13900001111,1000,未成年人,急需救治\n乙某,110101199003070011,李四,110101199003070054,13900001112,2000,残疾人,急需救治\n')
    expect(reading.columns.map(({ heading, meaning }) => [heading, meaning])).toEqual([
      ['被害人姓名', '记入记事'], ['被害人身份证', '记入记事'], ['当事人', '救助对象姓名'], ['号码', '身份证件号码'], ['联系', '联系电话'], ['救助金额', '救助金额'], ['第 7 列', '特殊群体'], ['类别', '救助情形'],
    ]) // prettier-ignore
    expect(reading.samples[2]).toEqual(['张三', '李四'])
  })

  it('that lack the name are shown for the person to complete, and no row is read', () => {
    const reading = csv('档号,类,电话号码\n冀廊救助〔2023〕1号,急需救治,13900001111\n')
    expect(reading).toMatchObject({ missing: ['救助对象姓名'], rows: [], cases: [] })
  })

  it('are found under other names, with units and marks', () => {
    const reading = csv('单位：万元\n 编号,*案 号,救助对象,救助金\n1,〔2023〕1号,张三,2.5\n')
    expect(reading.columns.map(({ meaning }) => meaning)).toEqual(['序号', '救助案号', '救助对象姓名', '救助金额'])
    expect(reading.cases[0]?.people[0]?.amountFen).toBe(2500000)
    expect(csv('案号,姓名,身份证号,救助金额（万元）\nx〔2023〕1号,张三,,3\n').cases[0]?.people[0]?.amountFen).toBe(3000000)
  })

  it('of somebody else, of the original case and of visits are not mistaken', () => {
    const reading = csv('原案,,被害人,,申请人,,救助金额,回访,\n案号,案由,姓名,身份证,姓名,关系,,时间,结果\n（2020）冀1号,盗窃,甲某,110101199003070011,张三,本人,100000,2023-05-01,满意\n')
    expect(reading.columns.map(({ meaning }) => meaning)).toEqual(['原案案号', '原案案由', '记入记事', '记入记事', '救助对象姓名', '与被害人关系', '救助金额', '回访日期', '回访情况'])
    expect(reading.cases[0]?.people[0]).toMatchObject({ name: '张三', relation: 'self', amountFen: 10000000, visitOn: '2023-05-01', outcome: 'granted' })
  })

  it('a file without them is refused in words; of several sheets the ledger is taken', () => {
    expect(() => csv('甲,乙\n1,2')).toThrow('没有在这个文件里认出')
    const twice: Table = { kind: 'xlsx', sheets: [...county.sheets, ...county.sheets.map((sheet) => ({ ...sheet, name: '另一年' }))] }
    expect(readLedger(twice, { ...options, sheet: '另一年' }).totals.cases).toBe(34)
    const hidden: Table = { kind: 'xlsx', sheets: [...county.sheets, ...county.sheets.map((sheet) => ({ ...sheet, hidden: true }))] }
    expect(readLedger(hidden, options).totals.cases).toBe(34)
  })
})

describe('single rows', () => {
  const HEAD = '序号,案号,受理日期,姓名,性别,出生日期,身份证号,电话,救助情形,特殊群体,线索来源,审查结果,金额（元）,决定日期,发放日期,回访日期,回访方式,其他救助措施,典型案例,备注'
  const good = ['1', '廊救助〔2023〕1号', '2023-01-05', '冯文文', '男', '2010-05-20', '13100220100520201X', '13903163299', '急需救治', '未成年人', '民政', '给予救助', '23000', '2023-01-12', '2023-01-15', '2023-03-06', '上门', '教育资助', '', '']
  const row = (change: Record<number, string>) => csv(`${HEAD}\n${good.map((value, i) => `"${change[i] ?? value}"`).join(',')}`)

  it('a good one', () => {
    expect(row({}).rows).toMatchObject([
      {
        row: 2, kind: 'ok', reasons: [], stops: [],
        understood: { caseNumber: '廊救助〔2023〕1号', name: '冯文文', result: '给予救助', fen: 2300000, dates: '受理 2023-01-05，决定 2023-01-12，发放 2023-01-15，回访 2023-03-06' },
      },
    ]) // prettier-ignore
  })

  it.each([
    ['sex against the number', { 4: '女' }, 'warning', '性别'],
    ['birth date against the number', { 5: '2010-05-21' }, 'warning', '不一致'],
    ['a veteran of twelve', { 9: '退役军人' }, 'warning', '12 岁'],
    ['a man as a woman in hardship', { 9: '困难妇女' }, 'warning', '性别却是男'],
    ['an unknown group', { 9: '未成年人、外星人' }, 'warning', '外星人'],
    ['an unknown source', { 10: '路人' }, 'warning', '路人'],
    ['a phone too short', { 7: '1390316' }, 'warning', '11 位'],
    ['a visit before the decision', { 15: '2023-01-01' }, 'warning', '早于'],
    ['words for a date', { 15: '已回访' }, 'warning', '已记入备注'],
    ['a day to come', { 15: '2030-01-01' }, 'warning', '晚于今天'],
    ['no paper', { 6: '' }, 'warning', '无证件'],
    ['no category', { 8: '' }, 'warning', '没有填写'],
    ['an odd case number', { 1: '第三件' }, 'warning', '按原文'],
    ['a way of visiting without a date', { 15: '' }, 'warning', '没有回访日期'],
    ['an unknown result', { 11: '再议' }, 'needs-decision', '再议'],
    ['refused with an amount', { 11: '不予救助' }, 'needs-decision', '不予救助'],
    ['granted without an amount', { 12: '' }, 'error', '没有金额'],
    ['no case number', { 0: '', 1: '' }, 'needs-decision', '没有案号'],
    ['a number made of fractions', { 6: '1.31002E+17' }, 'error', '丢失'],
    ['an unknown measure stays', { 17: '送温暖' }, 'ok', '送温暖'],
  ])('%s', (_, change, kind, words) => {
    const [report] = row(change).rows
    expect(report?.kind).toBe(kind)
    expect(report?.reasons.join()).toContain(words)
  })

  it('keeps in the remark what fits nowhere', () => {
    const [one] = row({ 9: '未成年人、外星人', 10: '路人', 15: '已回访', 19: '原有' }).cases
    expect(one?.remark).toBe('原有；特殊群体：外星人；回访日期：已回访；线索来源：路人')
    expect(one?.people[0]?.specialGroups).toEqual(['minor'])
  })

  it('an open case, a refused one, an award with its level', () => {
    expect(row({ 11: '', 12: '', 13: '', 14: '', 15: '', 16: '' }).cases[0]?.people[0]).toMatchObject({ outcome: null, amountFen: null })
    expect(row({ 11: '不予救助', 12: '', 14: '', 15: '', 16: '' }).totals).toMatchObject({ cases: 0, refusedCases: 1, refusedPeople: 1, fen: 0 })
    expect(row({ 18: '省级典型案例' }).cases[0]).toMatchObject({ typical: true, typicalLevel: 'province' })
    expect(row({ 18: '否' }).cases[0]?.typical).toBe(false)
  })

  it('merged cells: dates hold for every person of the case, an amount for nobody knows whom', () => {
    const text = `${HEAD}\n${good.join(',')}\n,,,冯武,男,,,,,,,给予救助,,,,,,,,`
    const sheet = readCsv(Buffer.from(text), 'a')
    const column = (left: number) => ({ top: 2, left, bottom: 3, right: left })
    const merge = (...columns: number[]) => readLedger({ kind: 'xlsx', sheets: [{ ...sheet, merges: columns.map(column) }] }, options)
    expect(merge(1, 2, 3, 9, 13, 14).rows[1]).toMatchObject({ kind: 'error' })
    expect(merge(1, 2, 3, 9, 12, 13, 14).rows[1]?.reasons.join()).toContain('合并成一格')
    const lower = sheet.rows[2] ?? []
    lower[12] = { text: '10000', value: 10000, isDate: false }
    const [one] = merge(1, 2, 3, 9, 14, 15).cases
    expect(one?.rows).toEqual([2, 3])
    expect(one?.people[1]).toMatchObject({ name: '冯武', amountFen: 1000000, decidedOn: '2023-01-12', paidOn: '2023-01-15', paperType: 'none' })
  })

  it('the same person in two cases, two names on one paper, a case told in two ways', () => {
    const line = (change: Record<number, string>) => good.map((value, i) => change[i] ?? value).join(',')
    const kinds = (change: Record<number, string>) => csv(`${HEAD}\n${line({})}\n${line(change)}`).rows[1]
    expect(kinds({ 1: '廊救助〔2023〕2号' })).toMatchObject({ kind: 'warning' })
    expect(kinds({ 1: '廊救助〔2023〕2号', 3: '冯武' })?.reasons.join()).toContain('姓名却不同')
    expect(kinds({ 2: '2023-01-06', 3: '冯武', 6: '' })?.reasons.join()).toContain('第 2 行不同')
    expect(kinds({})).toMatchObject({ kind: 'error' })
  })
})

it('any table is read or refused in words', () => {
  const word = fc.oneof(fc.constantFrom('案号', '姓名', '救助金额（元）', '身份证', '合计', '受理日期', '2022-01-05', '3万', '张三', '廊〔2022〕1号', ''), fc.string({ unit: 'grapheme', maxLength: 8 }))
  fc.assert(
    fc.property(fc.array(fc.array(word, { maxLength: 8 }), { maxLength: 12 }), (rows) => {
      const sheet = { name: '表', hidden: false, merges: [], date1904: false, rows: rows.map((row) => row.map((text) => ({ text, value: text, isDate: false }))) }
      try {
        const reading = readLedger({ kind: 'csv', sheets: [sheet] }, options)
        expect(reading.rows).toHaveLength(reading.missing.length > 0 ? 0 : rows.length - reading.headerRow)
      } catch (error) {
        expect(error).toBeInstanceOf(CasebookError)
      }
    }),
    { numRuns: 300 },
  )
}, 60_000)
