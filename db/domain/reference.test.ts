import { describe, expect, it } from 'vitest'
import { stepsFor } from './approvalChain.ts'
import { periodKeys } from './caseworkRecords.ts'
import type { ReferenceEntry, ReferenceKind, ReferenceValues } from './reference.ts'
import { capByCaseNumber, referenceOf, regionOf, runsOfDays } from './reference.ts'
import { checkReference } from './referenceValues.ts'

const office = { name: '某检察院', region: '河北省廊坊市', caseNumberPattern: '冀廊安检救助〔{year}〕{seq}号' }
const elsewhere = { name: '某检察院', region: '山东省济南市', caseNumberPattern: '鲁检救助〔{year}〕{seq}号' }

let made = 0
function entry<K extends ReferenceKind>(kind: K, key: string, effectiveFrom: string, value: ReferenceValues[K]): ReferenceEntry {
  made += 1
  return { id: `e${made}`, version: 1, kind, key, effectiveFrom, value, changedBy: '张', changedAt: '2026-01-01T00:00:00.000Z' } as ReferenceEntry
}
const faultsOf = (checked: object) => ('faults' in checked ? (checked.faults as { path: string; message: string }[]).map(({ path, message }) => `${path} ${message}`) : [])

describe('the periods that come with the program', () => {
  it.each([
    ['lead', 15, 'workingDay', true, /本单位自定/],
    ['supplementNotice', 5, 'workingDay', true, /2016年/],
    ['supplement', 30, 'day', true, /2016年/],
    ['review', 10, 'workingDay', true, /中政委〔2014〕3号/],
    ['collect', 2, 'workingDay', true, /中政委〔2014〕3号/],
    ['reportBack', 5, 'workingDay', false, /高检发〔2019〕3号/],
  ] as const)('%s: %d %s', (key, length, unit, enabled, source) => {
    const rule = referenceOf([], office, []).period(key, '2026-01-01')
    expect(rule).toMatchObject({ key, length, unit, enabled })
    expect(rule.basis).toMatch(source)
  })
})

describe('a version is chosen by date', () => {
  const own = [
    entry('period', 'review', '2026-07-01', { length: 7, unit: 'workingDay', enabled: true, basis: '本单位规定', start: 'accepted' }),
    entry('period', 'review', '2025-01-01', { length: 12, unit: 'workingDay', enabled: true, basis: '省院规定', start: 'accepted' }),
  ]
  it.each([
    ['2024-12-31', 10],
    ['2025-01-01', 12],
    ['2026-06-30', 12],
    ['2026-07-01', 7],
    ['2030-01-01', 7],
  ])('on %s the review takes %d working days', (on, length) => {
    const reference = referenceOf(own, office, [])
    expect(reference.period('review', on).length).toBe(length)
    expect(reference.period('review', on).title).toBe('审查')
    for (const key of periodKeys) if (key !== 'review') expect(reference.period(key, on)).toEqual(referenceOf([], office, []).period(key, on))
  })
})

describe('the cap', () => {
  it('is the higher of the two series of the previous year', () => {
    // 99,091 (staff on post) × 3 years, not 97,046; rounded once: 297,273.00, not 297,272.88.
    expect(referenceOf([], office, []).cap('2025-06-01')).toMatchObject({ fen: 29_727_300, wageYear: 2024, months: 36 })
    expect(referenceOf([], office, []).cap('2023-06-01')).toMatchObject({ fen: 27_223_500, wageYear: 2022 })
    // Not published yet in March: the last published one.
    expect(referenceOf([], office, []).cap('2023-03-01')).toMatchObject({ fen: 24_757_800, wageYear: 2021 })
  })
  it('is unknown elsewhere and before the first figure', () => {
    expect(referenceOf([], elsewhere, []).cap('2025-06-01')).toBeNull()
    expect(referenceOf([], office, []).cap('2010-01-01')).toBeNull()
    expect(capByCaseNumber('冀廊安检救助〔2023〕1号', '2025-06-01')).toMatchObject({ fen: 29_727_300 })
    expect(capByCaseNumber('鲁检救助〔2023〕1号', '2025-06-01')).toBeNull()
  })
  it('goes by the months, series and region the office has set, from the day on', () => {
    const own = [entry('amount', 'cap', '2025-06-01', { months: 24, series: 'employed', region: '河北省' })]
    expect(referenceOf(own, office, []).cap('2025-05-31')?.fen).toBe(29_727_300)
    expect(referenceOf(own, office, []).cap('2025-06-01')).toMatchObject({ fen: 19_409_200, months: 24, annual: 97_046 })
  })
  it('takes a wage the office entered once it is published', () => {
    const own = [entry('wage', '河北省/onPost/2025', '2026-06-10', { region: '河北省', series: 'onPost', year: 2025, yuan: 102_000, source: '省统计局' })]
    const reference = referenceOf(own, office, [])
    expect(reference.cap('2026-06-09')).toMatchObject({ wageYear: 2024, annual: 99_091 })
    expect(reference.cap('2026-06-10')).toMatchObject({ wageYear: 2025, annual: 102_000, fen: 30_600_000 })
    expect(reference.wages()[0]).toMatchObject({ year: 2025, yuan: 102_000 })
  })
  it('lets a correction hold from its day, and the figure of the program before it', () => {
    const own = [entry('wage', '河北省/onPost/2024', '2025-09-01', { region: '河北省', series: 'onPost', year: 2024, yuan: 99_500, source: '更正' })]
    const reference = referenceOf(own, office, [])
    expect(reference.cap('2025-08-31')?.annual).toBe(99_091)
    expect(reference.cap('2025-09-01')?.annual).toBe(99_500)
    expect(reference.wages().filter(({ year, series }) => year === 2024 && series === 'onPost').map(({ yuan }) => yuan)).toEqual([99_500])
  })
  it('serves an office of another province that enters its own', () => {
    const own = [entry('wage', '山东省/employed/2024', '2025-06-01', { region: '山东省', series: 'employed', year: 2024, yuan: 104_000, source: '省统计局' })]
    expect(regionOf(elsewhere)).toBe('山东省')
    expect(referenceOf(own, elsewhere, []).cap('2025-07-01')).toMatchObject({ fen: 31_200_000 })
    expect(referenceOf(own, office, []).cap('2025-07-01')?.annual).toBe(99_091)
  })
})

it('knows whose wages an office goes by', () => {
  const region = (text: string) => regionOf({ ...elsewhere, region: text })
  expect(['内蒙古自治区赤峰市', '北京市海淀区', '黑龙江省哈尔滨市', '安次区'].map(region)).toEqual(['内蒙古自治区', '北京市', '黑龙江省', '安次区'])
  expect(regionOf({ name: '唐山市人民检察院', region: '路北区', caseNumberPattern: '' })).toBe('河北省')
})

describe('the office’s own days', () => {
  const builtIn = [
    { day: '2026-09-30', off: true, name: '例' },
    { day: '2026-10-01', off: true, name: '国庆节' },
  ]
  it('go over the built-in ones, runs as single days', () => {
    const reference = referenceOf(
      [entry('holiday', '2027-10-01', '2027-10-01', { off: true, name: '国庆节', through: '2027-10-07' }), entry('holiday', '2026-10-01', '2026-10-01', { off: false, name: '值班', through: null })],
      office,
      builtIn,
    )
    expect(reference.days.isWorkingDay('2026-10-01')).toBe(true)
    expect(['2027-10-01', '2027-10-04', '2027-10-07'].map(reference.days.isWorkingDay)).toEqual([false, false, false])
    expect(reference.days.isWorkingDay('2027-10-08')).toBe(true)
  })
  it('make a year known once its last holiday is set', () => {
    expect(referenceOf([], office, builtIn).daysKnownThrough).toBe('2026-12-31')
    const national = (year: number) => entry('holiday', `${year}-10-01`, `${year}-10-01`, { off: true, name: '国庆节', through: `${year}-10-07` })
    const newYear = entry('holiday', '2027-01-01', '2027-01-01', { off: true, name: '元旦', through: null })
    expect(referenceOf([newYear], office, builtIn).daysKnownThrough).toBe('2026-12-31')
    expect(referenceOf([national(2027)], office, builtIn).daysKnownThrough).toBe('2027-12-31')
    expect(referenceOf([national(2028)], office, builtIn).daysKnownThrough).toBe('2026-12-31')
    expect(referenceOf([national(2028), national(2027)], office, builtIn).daysKnownThrough).toBe('2028-12-31')
  })
  it('are listed as runs', () => {
    const day = (text: string, name: string) => ({ day: text, off: true, name })
    expect(runsOfDays([day('2026-01-01', '元旦'), day('2026-01-02', '元旦'), day('2026-01-04', '元旦'), day('2026-01-05', '例')]).map(({ day: first, through }) => [first, through])).toEqual([
      ['2026-01-01', '2026-01-02'],
      ['2026-01-04', null],
      ['2026-01-05', null],
    ])
  })
})

describe('the chain of approval', () => {
  it('is 部门负责人, 分管副检察长, 检察长 until the office sets its own', () => {
    const chain = referenceOf([], office, []).chain('2026-01-01')
    expect(chain.steps.map(({ name, kind, fromFen }) => [name, kind, fromFen])).toEqual([
      ['部门负责人', 'own', 0],
      ['分管副检察长', 'own', 0],
      ['检察长', 'own', 0],
    ])
    expect(chain).toMatchObject({ signOff: false, onePerson: false })
  })
  it('asks for a meeting from an amount on', () => {
    const steps = [
      { name: '部门负责人', kind: 'own' as const, fromFen: 0 },
      { name: '检察长办公会', kind: 'meeting' as const, fromFen: 5_000_000 },
      { name: '政法委', kind: 'outside' as const, fromFen: 10_000_000 },
    ]
    const own = [entry('chain', 'chain', '2026-01-01', { steps, signOff: true, onePerson: false })]
    const chain = referenceOf(own, office, []).chain('2026-01-01')
    const names = (fen: number | null) => stepsFor(chain, fen).map(({ name }) => name)
    expect(names(4_999_999)).toEqual(['部门负责人'])
    expect(names(5_000_000)).toEqual(['部门负责人', '检察长办公会'])
    expect(names(10_000_000)).toEqual(['部门负责人', '检察长办公会', '政法委'])
    expect(names(null)).toEqual(['部门负责人'])
    expect(referenceOf(own, office, []).chain('2025-12-31').steps).toHaveLength(3)
  })
})

it('knows which papers the office has replaced', () => {
  const own = [entry('paper', 'decision', '2026-01-01', { title: '国家司法救助决定书', sha256: 'a'.repeat(64), fileName: '决定书.docx' })]
  expect(referenceOf(own, office, []).paper('decision')).toMatchObject({ title: '国家司法救助决定书', fileName: '决定书.docx', changedBy: '张' })
  expect(referenceOf(own, office, []).paper('refusal')).toBeNull()
})

describe('what a value may not say', () => {
  const on = '2026-06-01'
  const period = { length: 10, unit: 'workingDay', enabled: true, basis: '本单位规定', start: 'accepted' }
  const wage = { region: '河北省', series: 'employed', year: 2025, yuan: 100_000, source: '省统计局' }
  const code = { list: 'leadSource', code: 'own1', label: '人社', aliases: [], order: 5, enabled: true }
  const step = { name: '检察长', kind: 'own', fromFen: 0 }
  it.each([
    ['period', 'review', { ...period, length: 0 }, 'value.length 天数至少为 1'],
    ['period', 'review', { ...period, length: 7.5 }, 'value.length 天数须为整数'],
    ['period', 'review', { ...period, basis: ' ' }, 'value.basis 请填写依据'],
    ['period', 'later', period, 'key 没有这个期限，请刷新后重试'],
    ['period', 'collect', period, 'value.start 这个期限不能从受理之日起算，请另选'],
    ['wage', 'x', { ...wage, year: 2026 }, 'effectiveFrom 2026 年的平均工资要到 2027 年公布后才能使用，请核对起用日期'],
    ['wage', 'x', { ...wage, yuan: 8_333 / 10 }, 'value.yuan 年平均工资须为整数'],
    ['wage', 'x', { ...wage, yuan: 10 }, 'value.yuan 年平均工资至少为 1000'],
    ['holiday', '2027-02-30', { off: true, name: '春节', through: null }, 'key 没有这一天，请核对日期'],
    ['holiday', '春节', { off: true, name: '春节', through: null }, 'key 没有这一天，请核对日期'],
    ['holiday', '2027-02-06', { off: true, name: '春节', through: '2027-02-05' }, 'value.through 最后一天 2027-02-05 早于第一天 2027-02-06，请核对'],
    ['holiday', '2027-02-06', { off: true, name: '春节', through: '2028-02-12' }, 'value.through 一次最多设置 31 天，请核对日期'],
    ['code', 'x', { ...code, list: 'ethnicity' }, 'value.list “民族”由程序固定，不能修改'],
    ['code', 'x', { ...code, aliases: ['人社'] }, 'value.aliases 别名“人社”与名称相同，请删去'],
    ['code', 'x', { ...code, label: '' }, 'value.label 请填写名称'],
    ['chain', 'chain', { steps: [], signOff: false, onePerson: false }, 'value.steps 请至少保留一个审批环节'],
    ['chain', 'chain', { steps: [step, step], signOff: false, onePerson: false }, 'value.steps.1.name 已有“检察长”这一环节，请换一个名称'],
    ['chain', 'chain', { steps: [{ ...step, fromFen: 1 }], signOff: false, onePerson: false }, 'value.steps 请至少保留一个不论金额都要经过的本院环节'],
    ['amount', 'cap', { months: 0, series: 'higher', region: '河北省' }, 'value.months 月数至少为 1'],
    ['amount', 'cap', { months: 36, series: 'median', region: '河北省' }, 'value.series 请选择统计口径'],
    ['amount', 'cap', null, 'value 此项填写不正确，请核对'],
  ] as const)('%s %s %j', (kind, key, value, message) => expect(faultsOf(checkReference(kind, { key, effectiveFrom: on, value }))).toContain(message))

  it('and where it is stored follows from it', () => {
    expect(checkReference('wage', { key: 'x', effectiveFrom: on, value: wage })).toMatchObject({ key: '河北省/employed/2025', effectiveFrom: on })
    expect(checkReference('holiday', { key: '2027-02-06', effectiveFrom: on, value: { off: true, name: ' 春节 ', through: null } })).toMatchObject({ effectiveFrom: '2027-02-06', value: { name: '春节' } })
    expect(checkReference('code', { key: 'x', effectiveFrom: on, value: code })).toMatchObject({ key: 'leadSource/own1', effectiveFrom: '1900-01-01' })
    expect(checkReference('amount', { key: 'x', effectiveFrom: on, value: { months: 36, series: 'higher', region: '河北省' } })).toMatchObject({ key: 'cap' })
  })
})
