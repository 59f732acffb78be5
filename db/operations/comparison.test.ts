import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, today } from '../domain/dates.ts'
import { readTable } from '../exchange/readTable.ts'
import type { ComparisonResult } from '../domain/comparison.ts'
import type { Input } from './contract.ts'
import { openReadyCasebook } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'
import { letter, loadFile, loadText } from './testComparison.ts'
import { caseInput, recipientInput } from './testContext.ts'

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

const load = (kind: keyof typeof files) => loadFile(casebook, kind, files[kind])

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

const ask = (question = 'victimsInHardship', show: 'open' | 'judged' | 'all' = 'open') => casebook.ok('comparisonRun', { question, show })
const rowsOf = ({ found }: ComparisonResult) => found.flatMap(({ listId, ordinal }) => (listId === null || ordinal === null ? [] : [{ listId, ordinal }]))
const listIdsOf = (result: ComparisonResult) => [...new Set(rowsOf(result).map(({ listId }) => listId))]

const DING = '131002197106212963'
const FENG = '131002198505241125'
const CASE = '安检刑诉〔2023〕2号'
const victims = `案件编号,案由,被害人姓名,身份证号,犯罪嫌疑人\n${CASE},故意杀人,丁子,${DING},王某\n安检刑诉〔2023〕28号,故意伤害,冯芳文,${FENG},李某\n`

/** A case of this office in which somebody was granted relief. */
async function helped(name: string, paper: string, original: string | null, amountFen = 1_500_000): Promise<string> {
  const { id } = await casebook.ok('caseCreate', caseInput({ original: { number: original }, recipients: [recipientInput({ name, paperType: 'idCard', paperNumber: paper })] }))
  const file = await casebook.ok('caseGet', { id })
  await casebook.ok('decisionSave', {
    caseId: id, id: null, version: null, recipientId: file.recipients[0]?.id ?? '',
    fields: { kind: 'grant', amountFen, decidedOn: '2024-03-01', number: null, servedOn: null, reason: null, overCapReason: null },
  })
  return id
}

describe('a list', () => {
  it('is loaded once, with its letter, and what could not be read is told', async () => {
    const text = '低保对象花名册\n姓名,身份证号码,出生日期,联系电话\n王丽,131002198505241126,1985年5月24日,13803161044\n,,,\n合计：2人,,,\n姓名,身份证号码,出生日期,联系电话\n李四,,85年,\n,131002197106212963,,\n赵1,,,\n'
    const path = join(casebook.folder, 'list.csv')
    writeFileSync(path, text)
    const tried = await casebook.ok('comparisonListTry', { file: 'list' }, { list: path })
    expect(tried).toMatchObject({ kind: 'lowIncome', people: 2, withPaper: 0, nameOnly: 1, remembered: false, proposed: { title: '低保对象花名册', destroyOn: addDays(today(), 90) }, loadedAs: null })
    expect(tried.faults.map(({ row, kept }) => [row, kept])).toEqual([[3, true], [5, false], [6, false], [7, true], [8, false], [9, false]])
    expect(tried.faults[0]?.why).toContain('第 18 位')
    const input = { file: 'list', fileSha256: tried.fileSha256, letter: letter() }
    for (const [field, value] of [['letterNumber', ' '], ['purpose', ''], ['sendingAgency', ''], ['destroyOn', ''], ['destroyOn', today()], ['destroyOn', '2020-01-01'], ['receivedOn', addDays(today(), 1)], ['kind', 'none']] as const) {
      const failed = await casebook.fails('comparisonListLoad', { ...input, letter: { ...input.letter, [field]: value } }, { list: path })
      expect(failed.fields?.map((one) => one.path), `${field} ${value}`).toContain(`letter.${field}`)
    }
    expect((await casebook.fails('comparisonListLoad', { ...input, fileSha256: 'a'.repeat(64) }, { list: path })).code).toBe('conflict')
    const { id, ...counts } = await casebook.ok('comparisonListLoad', input, { list: path })
    expect(counts).toEqual({ people: 2, faults: 6 })
    expect(await casebook.ok('comparisonListFaults', { id })).toEqual(tried.faults)
    expect((await casebook.fails('comparisonListLoad', input, { list: path })).message).toContain('已经装入')
    expect((await casebook.ok('comparisonListTry', { file: 'list' }, { list: path })).loadedAs).toEqual({ id, title: '名单' })
  })

  it('is read by the columns somebody named, which are remembered', async () => {
    const path = join(casebook.folder, 'odd.csv')
    writeFileSync(path, `甲,乙,丙\n丁子,${DING},说明一\n冯芳文,${FENG},说明二\n`)
    const tried = await casebook.ok('comparisonListTry', { file: 'list' }, { list: path })
    expect(tried.columns.map(({ meaning }) => meaning)).toEqual(['name', 'paper', null])
    const columns = tried.columns.map((column) => (column.heading === '丙' ? { ...column, meaning: 'injury' as const } : column))
    await casebook.ok('comparisonListLoad', { file: 'list', columns, fileSha256: tried.fileSha256, letter: letter() }, { list: path })
    const again = join(casebook.folder, 'again.csv')
    writeFileSync(again, `甲,乙,丙\n王丽,,重伤\n`)
    expect(await casebook.ok('comparisonListTry', { file: 'list' }, { list: again })).toMatchObject({ remembered: true, columns })
  })

  it('of several sheets with the same headings is one list', async () => {
    const { writeXlsx } = await import('../documents/xlsx.ts')
    const path = join(casebook.folder, 'sheets.xlsx')
    const sheet = (name: string, people: [string, string][]) => ({ name, title: `${name}低保`, subtitle: [], columns: [{ key: 'a', label: '姓名', kind: 'text' as const }, { key: 'b', label: '身份证号', kind: 'text' as const }], rows: people.map(([a, b]) => ({ a, b })), notes: [], orientation: 'portrait' as const })
    await writeXlsx(path, [sheet('城镇', [['丁子', DING]]), sheet('农村', [['冯芳文', FENG]])])
    const tried = await casebook.ok('comparisonListTry', { file: 'list' }, { list: path })
    expect(tried).toMatchObject({ people: 2, kind: 'lowIncome' })
    expect(tried.sheets.map(({ taken }) => taken)).toEqual([true, true])
    expect(await casebook.ok('comparisonListTry', { file: 'list', sheet: '农村' }, { list: path })).toMatchObject({ people: 1 })
  })

  it('that is hostile is refused in words and nothing is written', async () => {
    const write = (name: string, content: Buffer | string) => {
      const path = join(casebook.folder, name)
      writeFileSync(path, content)
      return path
    }
    const hostile = [
      write('empty.csv', ''),
      write('fake.xlsx', '姓名,身份证号'),
      write('fake.csv', readFileSync(files.disabled)),
      write('cut.xlsx', readFileSync(files.lowIncome).subarray(0, 9000)),
      write('words.csv', '这不是名单\n'),
      write('zeros.csv', Buffer.alloc(5000)),
      write('page.xls', '<html><table><tr><td>姓名</td></tr></table></html>'),
      join(casebook.folder, 'missing.xlsx'),
    ]
    for (const path of hostile) {
      const failed = await casebook.fails('comparisonListTry', { file: 'list' }, { list: path })
      expect(['invalid', 'not-found'], path).toContain(failed.code)
      expect(failed.message, path).toMatch(/[\u4e00-\u9fff]{6,}/)
    }
    expect(casebook.bugs).toEqual([])
    expect(await casebook.ok('comparisonLists', undefined)).toEqual([])
  })

  it('keeps numbers hidden until asked for, and the asking is logged', async () => {
    await loadText(casebook, 'victims', victims)
    await loadText(casebook, 'lowIncome', `姓名,身份证号,电话\n丁子,${DING},13803161044\n`)
    const [result] = (await ask()).certain
    expect(JSON.stringify(result)).not.toContain(DING)
    expect(JSON.stringify(result)).not.toContain('13803161044')
    const [, row] = rowsOf(result!)
    expect(await casebook.ok('comparisonReveal', row!)).toEqual({ paperNumber: DING, phone: '13803161044', residence: null })
    expect((await casebook.ok('auditList', { caseId: null })).rows[0]?.action).toBe('查看名单中的完整号码')
  })

  it('may be put off only with a reason', async () => {
    const id = await loadText(casebook, 'lowIncome', `姓名\n丁子\n`)
    const changed = letter({ kind: 'lowIncome', destroyOn: addDays(today(), 120) })
    expect((await casebook.fails('comparisonListSave', { id, version: 1, letter: changed, reason: null })).fields?.[0]?.path).toBe('reason')
    await casebook.ok('comparisonListSave', { id, version: 1, letter: changed, reason: '来函延长使用期限' })
    expect((await casebook.ok('comparisonLists', undefined))[0]).toMatchObject({ destroyOn: addDays(today(), 120), daysLeft: 120 })
  })
})

describe('a result', () => {
  beforeEach(async () => {
    await loadText(casebook, 'victims', victims)
    await loadText(casebook, 'lowIncome', `姓名,身份证号\n丁子,${DING}\n冯芳文,${FENG}\n`)
  })

  it('stands before lighter ones, and is judged, remembered and taken back', async () => {
    const found = await ask()
    expect(found.certain.map(({ name }) => name)).toEqual(['丁子', '冯芳文'])
    const [ding] = found.certain
    const judge = { question: 'victimsInHardship', key: ding!.key, version: null, verdict: 'no' as const, remark: '已由法院判决赔偿', listIds: listIdsOf(ding!) }
    const judged = await casebook.ok('comparisonJudge', judge)
    expect((await ask()).certain.map(({ name }) => name)).toEqual(['冯芳文'])
    expect((await ask('victimsInHardship', 'judged')).certain[0]?.judgement).toMatchObject({ verdict: 'no', remark: '已由法院判决赔偿', judgedBy: '张承办' })
    expect((await casebook.fails('comparisonJudge', judge)).code).toBe('stale')
    expect((await casebook.ok('comparisonQuestions', undefined))[0]).toMatchObject({ missing: [], lastRun: { certain: 2, doubtful: 0, open: 1 } })
    await casebook.ok('comparisonJudge', { ...judge, version: judged.version, verdict: 'later', remark: null })
    // What was put off stands last.
    expect((await ask()).certain.map(({ name }) => name)).toEqual(['冯芳文', '丁子'])
    const later = (await ask()).certain[1]?.judgement
    await casebook.ok('comparisonJudgeUndo', { id: later!.id, version: later!.version })
    expect((await ask()).certain[0]).toMatchObject({ name: '丁子', judgement: null })
  })

  it('becomes a lead in one step, once', async () => {
    const [ding] = (await ask()).certain
    const rows = rowsOf(ding!)
    const proposal = await casebook.ok('comparisonLeadPropose', { question: 'victimsInHardship', rows })
    expect(proposal).toMatchObject({ originalNumber: CASE, chargeText: '故意杀人', suspects: '王某', people: [{ name: '丁子', paperNumber: `131002${'*'.repeat(12)}` }] })
    expect(proposal.summary).toContain('lowIncome名单')
    const { people: _people, ...fields } = proposal
    const input = { question: 'victimsInHardship', key: ding!.key, version: null, rows, fields: { ...fields, officerName: '张承办', reachedProcuratorate: true, referredTo: null }, remark: null }
    expect((await casebook.fails('comparisonToLead', { ...input, fields: { ...input.fields, reachedProcuratorate: undefined } })).fields?.[0]).toMatchObject({ path: 'fields.reachedProcuratorate', message: '请填写原案是否进入检察环节' })
    const { leadId } = await casebook.ok('comparisonToLead', input)
    const lead = await casebook.ok('leadGet', { id: leadId })
    expect(lead).toMatchObject({ source: 'dataScreening', letterNumber: '安民函〔2026〕12号', sendingUnit: '安次区民政局', reachedProcuratorate: true, originalNumber: CASE, outcome: null, people: [{ person: { name: '丁子', sex: 'female', birthDate: '1971-06-21' } }] })
    expect((await ask('victimsInHardship', 'judged')).certain[0]).toMatchObject({ canBecomeLead: false, judgement: { verdict: 'lead', leadId } })
    expect((await casebook.fails('comparisonToLead', { ...input, version: 1 })).message).toContain('没有重复登记')
    const { judgement } = (await ask('victimsInHardship', 'judged')).certain[0]!
    expect((await casebook.fails('comparisonJudgeUndo', { id: judgement!.id, version: judgement!.version })).code).toBe('conflict')
    const made = await casebook.ok('leadToCase', { id: leadId, version: lead.version, appliedOn: null, people: lead.people.map(({ id }) => id) })
    expect((await casebook.ok('caseGet', { id: made.id })).original).toMatchObject({ number: CASE, reachedProcuratorate: true })
  })

  it('without a case that reached the procuratorate only goes to social assistance', async () => {
    const [ding] = (await ask()).certain
    const rows = rowsOf(ding!)
    const { people: _people, ...fields } = await casebook.ok('comparisonLeadPropose', { question: 'victimsInHardship', rows })
    const input = { question: 'victimsInHardship', key: ding!.key, version: null, rows, fields: { ...fields, officerName: '张承办', reachedProcuratorate: false, referredTo: null as string | null }, remark: null }
    expect((await casebook.fails('comparisonToLead', input)).fields?.[0]?.path).toBe('fields.referredTo')
    const { leadId } = await casebook.ok('comparisonToLead', { ...input, fields: { ...input.fields, referredTo: '安次区民政局' } })
    expect(await casebook.ok('leadGet', { id: leadId })).toMatchObject({ outcome: 'socialAssistance', referredTo: '安次区民政局', caseId: null })
  })

  it('is not one where this office has helped for the same original case, and says so where it was another', async () => {
    await helped('丁子', DING, CASE.replace('〔', '[').replace('〕', ']'))
    await helped('冯芳文', FENG, '安检刑诉〔2020〕9号')
    const found = await ask()
    expect(found.certain.map(({ name }) => name)).toEqual(['冯芳文'])
    expect(found.certain[0]?.reason).toMatch(/另案已救助：本院案件.*15,000\.00 元/)
    expect(found.certain[0]?.found.at(-1)).toMatchObject({ kind: 'casebook', listId: null })
  })

  it('goes out as a masked workbook, certain and doubtful on sheets of their own', async () => {
    await loadText(casebook, 'destitute', '姓名\n丁子\n')
    const out = join(casebook.folder, 'out.xlsx')
    expect(await casebook.ok('comparisonExport', { question: 'victimsInHardship', file: 'out' }, { out })).toMatchObject({ results: 2 })
    const table = await readTable(out)
    expect(table.sheets.map(({ name }) => name)).toEqual(['确定', '存疑'])
    const text = JSON.stringify(table)
    expect(text).toContain('丁某')
    expect(text).not.toContain('丁子')
    expect(text).not.toContain(DING)
    const inFull = { names: 'everyone' as const, reason: null as string | null }
    expect((await casebook.fails('comparisonExport', { question: 'victimsInHardship', options: inFull, file: 'out' }, { out })).fields?.[0]?.path).toBe('options.reason')
    await casebook.ok('comparisonExport', { question: 'victimsInHardship', options: { ...inFull, reason: '走访核实' }, file: 'out' }, { out })
    expect(JSON.stringify(await readTable(out))).toContain('丁子')
    expect((await casebook.ok('auditList', { caseId: null })).rows[0]).toMatchObject({ action: '导出比对结果', reason: '走访核实' })
  })
})

describe('a question', () => {
  it('of the office’s own asks for kinds of lists and conditions', async () => {
    await loadText(casebook, 'victims', `被害人姓名,身份证号,伤情,案由\n丁子,${DING},重伤二级,故意伤害\n冯芳文,${FENG},轻微伤,盗窃\n`)
    await loadText(casebook, 'disabled', `姓名,残疾证号,补助金额\n丁子,${DING}42,1200\n冯芳文,${FENG}42,300\n`)
    await loadText(casebook, 'veteran', `姓名,身份证号\n丁子,${DING}\n`)
    const definition: Input<'comparisonQuestionSave'>['definition'] = { kindsA: ['victims'], kindsB: ['disabled', 'veteran'], together: 'any', minusHelped: true, ageFrom: null, ageTo: null, injury: null, charge: null, amountFromFen: null, amountToFen: null, dateFrom: null, dateTo: null }
    const { id } = await casebook.ok('comparisonQuestionSave', { id: null, version: null, title: '受伤的残疾人', definition })
    const namesFor = async (more: Partial<typeof definition>) => {
      const own = (await casebook.ok('comparisonQuestions', undefined)).find(({ key }) => key === id)?.own
      await casebook.ok('comparisonQuestionSave', { id, version: own!.version, title: '受伤的残疾人', definition: { ...definition, ...more } })
      return (await ask(id)).certain.map(({ name }) => name)
    }
    expect(await namesFor({})).toEqual(['丁子', '冯芳文'])
    expect(await namesFor({ together: 'all' })).toEqual(['丁子'])
    expect(await namesFor({ injury: '轻微伤 四级' })).toEqual(['冯芳文'])
    expect(await namesFor({ ageFrom: 50 })).toEqual(['丁子'])
    expect(await namesFor({ charge: '盗窃' })).toEqual(['冯芳文'])
    expect(await namesFor({ amountFromFen: 100_000 })).toEqual(['丁子'])
    expect(await namesFor({ dateFrom: '2020-01-01' })).toEqual([])
    expect((await casebook.fails('comparisonQuestionSave', { id: null, version: null, title: '受伤的残疾人', definition })).fields?.[0]?.path).toBe('title')
    expect((await casebook.fails('comparisonQuestionSave', { id: null, version: null, title: '乙', definition: { ...definition, kindsB: ['victims'] } })).fields?.[0]?.path).toBe('definition.kindsB')
    await namesFor({})
    const result = (await ask(id)).certain[0]
    const judged = await casebook.ok('comparisonJudge', { question: id, key: result!.key, version: null, verdict: 'no', remark: null, listIds: [] })
    const own = (await casebook.ok('comparisonQuestions', undefined)).find(({ key }) => key === id)?.own
    await casebook.ok('comparisonQuestionRecycle', { id, version: own!.version, reason: '不再使用' })
    expect((await casebook.fails('comparisonRun', { question: id })).code).toBe('not-found')
    expect(await casebook.ok('comparisonQuestionBin', undefined)).toMatchObject([{ id, name: '受伤的残疾人', reason: '不再使用' }])

    // Brought back with what was judged, unless another took its name.
    const other = await casebook.ok('comparisonQuestionSave', { id: null, version: null, title: '受伤的残疾人', definition })
    expect(await casebook.fails('comparisonQuestionRestore', { id })).toMatchObject({ code: 'conflict', message: expect.stringContaining('改个名称') as string })
    await casebook.ok('comparisonQuestionRecycle', { id: other.id, version: other.version, reason: '重名' })
    await casebook.ok('comparisonQuestionRestore', { id })
    expect(await casebook.fails('comparisonQuestionRestore', { id })).toMatchObject({ code: 'not-found' })
    const again = await ask(id, 'all')
    expect(again.lists.map(({ destroyOn }) => destroyOn > today())).toEqual([true, true, true])
    const judgement = again.certain.find(({ key }) => key === result!.key)?.judgement ?? null
    expect({ id: judgement?.id, verdict: judgement?.verdict }).toEqual({ id: judged.id, verdict: 'no' })
  })

  it('finds who was helped twice for one original case', async () => {
    await helped('丁子', DING, CASE)
    await helped('冯芳文', FENG, '安检刑诉〔2020〕9号')
    await helped('冯芳文', FENG, '安检刑诉〔2023〕28号')
    await loadText(casebook, 'otherAgency', `姓名,身份证号,案号,救助金额,发放日期\n丁子,${DING},${CASE},5000,2023-05-06\n`)
    const found = await ask('helpedTwice')
    expect(found.certain.map(({ name }) => name)).toEqual(['丁子'])
    expect(found.certain[0]?.reason).toMatch(/就同一原案有 2 次救助：otherAgency名单（第 2 行）2023-05-06 救助 5,000\.00 元；本院案件（无案号）2024-03-01 救助 15,000\.00 元$/)
    expect(found.certain[0]?.canBecomeLead).toBe(false)
  })

  it('finds whose money others still keep though they have come of age', async () => {
    const born = addDays(today(), -18 * 366)
    for (const [name, birthDate, agreedOn] of [['甲某', born, addDays(today(), -900)], ['乙某', addDays(today(), -5000), addDays(today(), -900)], ['丙某', '1950-01-01', addDays(today(), -900)]] as const) {
      const { id } = await casebook.ok('caseCreate', caseInput({ recipients: [recipientInput({ name, birthDate })] }))
      const file = await casebook.ok('caseGet', { id })
      await casebook.ok('supervisedFundSave', {
        caseId: id, id: null, version: null,
        fields: { recipientId: file.recipients[0]?.id ?? '', supervisor: '前进村村民委员会', supervisorKind: 'village', supervisorContact: null, guardian: null, bankName: null, bankAccount: null, agreedOn, handOverOn: null, endedOn: null, endReason: null, note: null },
      })
    }
    const found = await ask('nowAdult')
    expect(found.certain.map(({ name }) => name)).toEqual(['甲某'])
    expect(found.certain[0]?.reason).toContain('已满 18 周岁，救助金由前进村村民委员会监管')
    expect(found.certain[0]?.found[0]?.caseId).not.toBeNull()
  })

  it('finds amounts far from the middle of their like', async () => {
    for (const [at, fen] of [1_000_000, 1_100_000, 1_000_000, 900_000, 3_000_000].entries()) {
      const { id } = await casebook.ok('caseCreate', caseInput({ basics: { category: 'injury' }, original: { charge: 'traffic' }, recipients: [recipientInput({ name: `某${'甲乙丙丁戊'.charAt(at)}` })] }))
      const file = await casebook.ok('caseGet', { id })
      await casebook.ok('decisionSave', { caseId: id, id: null, version: null, recipientId: file.recipients[0]?.id ?? '', fields: { kind: 'grant', amountFen: fen, decidedOn: '2024-03-01', number: null, servedOn: null, reason: null, overCapReason: null } })
    }
    const found = await ask('unequalAmounts')
    expect(found.certain.map(({ name }) => name)).toEqual(['某戊'])
    expect(found.certain[0]?.reason).toContain('是中间值的 3 倍')
  })
})

it('is for those who handle cases; the register of lists is for everybody who sees cases', async () => {
  await casebook.ok('accountAdd', { name: '查看', login: 'viewer', password: 'correct horse 1', roles: ['viewer'] })
  await loadText(casebook, 'lowIncome', '姓名\n丁子\n')
  await casebook.ok('signIn', { login: 'viewer', password: 'correct horse 1' })
  expect(await casebook.ok('comparisonLists', undefined)).toHaveLength(1)
  for (const [name, input] of [['comparisonRun', { question: 'victimsInHardship' }], ['comparisonHints', undefined]] as const) expect((await casebook.fails(name, input)).code).toBe('forbidden')
  expect(existsSync(join(casebook.folder, 'out.xlsx'))).toBe(false)
})
