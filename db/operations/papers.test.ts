import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { templateOf, textOf } from '../documents/testDocx.ts'
import type { Input } from './contract.ts'
import { openReadyCasebook } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'
import { caseInput, recipientInput } from './testContext.ts'

let casebook: TestCasebook
let caseId = ''
let folder = ''
const at = (name: string) => join(folder, name)

/** Makes a paper into a file of that name and reads it back. */
async function make(input: Partial<Input<'paperMake'>> & { key: string }, name = `${input.key}.docx`) {
  const full = { caseId, leadId: null, subjectId: null, blank: false, masked: false, keepCopy: false, file: 't', ...input }
  const made = await casebook.ok('paperMake', full, { t: at(name) })
  return { ...made, text: textOf(readFileSync(at(name))) }
}
const refused = (input: Partial<Input<'paperMake'>>, name = 'refused.docx') =>
  casebook.fails('paperMake', { caseId, leadId: null, subjectId: null, blank: false, masked: false, keepCopy: false, key: 'acceptance', file: 't', ...input }, { t: at(name) })
const replace = (template: Input<'paperTemplateSave'>['template'], path = '', title = '受理告知单') =>
  casebook.ok('paperTemplateSave', { key: 'acceptance', title, template, reason: '按市院式样' }, { t: path })
const refusedTemplate = (path: string) => casebook.fails('paperTemplateSave', { key: 'acceptance', title: '受理告知单', template: { file: 't' }, reason: '按市院式样' }, { t: path })
const setOf = async () => (await casebook.ok('paperList', undefined)).find(({ key }) => key === 'acceptance')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'papers-'))
  casebook = await openReadyCasebook()
  const { id } = await casebook.ok(
    'caseCreate',
    caseInput({
      basics: { caseNumber: '冀廊安检救助〔2026〕3号', category: 'injury', officerName: '张承办', appliedOn: '2026-03-05', acceptedOn: '2026-03-09' },
      original: { charge: 'injury' },
      recipients: [
        recipientInput({ name: '杨小梅', paperType: 'idCard', paperNumber: '131002198503124523', phone: '13903161790' }, { hardship: '杨小梅因伤失业' }),
        recipientInput({ name: '张小丫' }),
      ],
    }),
  )
  caseId = id
})
afterAll(async () => {
  expect(casebook.bugs).toEqual([])
  await casebook.destroy()
  rmSync(folder, { recursive: true, force: true })
})

test('a paper is made from the case and filed with it, and the making is told', async () => {
  const { text, fileName, missing, attachmentId } = await make({ key: 'application', keepCopy: true }, '申请书（杨小梅）.docx')
  expect(text).toContain('申请人：杨小梅')
  expect(text).toContain('131002198503124523')
  expect(fileName).toBe('申请书（杨小梅）.docx')
  expect(missing).toContain('申请救助的金额')
  const { attachments, timeline } = await casebook.ok('caseGet', { id: caseId })
  expect(attachments).toMatchObject([{ id: attachmentId, name: '申请书（杨小梅）.docx', paperKey: 'application' }])
  expect(timeline.some(({ what }) => what.includes('制作《国家司法救助申请书》'))).toBe(true)
  const copy = await casebook.ok('attachmentRead', { id: attachmentId ?? '' })
  expect(Buffer.from(copy.bytes)).toEqual(readFileSync(at(fileName)))
  expect(readdirSync(folder)).toEqual([fileName])
})

test('it is for the one who was chosen', async () => {
  const second = (await casebook.ok('caseGet', { id: caseId })).recipients[1]
  expect((await make({ key: 'acceptance', subjectId: second?.id ?? '' })).text).toContain('张小丫：')
  expect((await refused({ subjectId: '01890000-0000-7000-8000-000000000000' })).message).toContain('这名救助对象已经不在')
})

test('what it promises is the office’s own period, of the day the case was accepted', async () => {
  expect((await make({ key: 'acceptance' })).text).toContain('自受理之日起10个工作日内提出审查意见')
  const rule = { length: 7, unit: 'workingDay', enabled: true, basis: '本院规定', start: 'accepted' }
  const { id, version } = await casebook.ok('referenceSave', { id: null, version: null, kind: 'period', key: 'review', effectiveFrom: '2026-03-01', value: rule, reason: '试' })
  expect((await make({ key: 'acceptance' })).text).toContain('自受理之日起7个工作日内提出审查意见')
  await casebook.ok('referenceRemove', { id, version, reason: '试' })
})

test('a paper without names and a blank one', async () => {
  const masked = await make({ key: 'application', masked: true })
  expect(masked.text).toContain('申请人：杨某某')
  expect(masked.text).toContain('杨某某因伤失业')
  expect(masked.text).not.toContain('198503124523')
  const { text, missing } = await make({ key: 'application', caseId: null, blank: true })
  expect(text).toMatch(/申请人：_+/)
  expect(missing.length === 0 || !text.includes('杨')).toBe(true)
})

test('a lead has papers of its own', async () => {
  const fields = {
    receivedOn: '2026-02-25', source: 'womensFederation', channel: null, sendingUnit: '试验区妇联', letterNumber: null, summary: '独自抚养两名子女', officerName: '张承办', reachedProcuratorate: true,
    originalNumber: null, charge: 'injury', chargeText: null, handlingUnit: null, suspects: null, toldOn: null, toldWay: null, toldNote: null, checkedOn: null, checkers: null, checkNote: null, reportBack: false,
    reportedOn: null, reportNote: null, satisfaction: null, people: [{ id: null, person: recipientInput({ name: '刘桂兰' }).person, relation: null }],
  } // prettier-ignore
  const { id } = await casebook.ok('leadSave', { id: null, version: null, fields })
  const { text, attachmentId } = await make({ key: 'leadTransfer', caseId: null, leadId: id, keepCopy: true })
  expect(text).toContain('试验区妇联')
  expect(text).toContain('刘桂兰')
  expect((await casebook.ok('leadGet', { id })).attachments.map((one) => one.id)).toEqual([attachmentId])
  expect((await make({ key: 'notice', caseId: null, leadId: id })).text).toContain('刘桂兰：')
  expect((await refused({ key: 'grantDecision', caseId: null, leadId: id })).message).toContain('要从案件里生成')

  // The case it became goes to the recycle bin and comes back, the lead stays there: papers of the case are made all the same.
  const lead = await casebook.ok('leadGet', { id })
  const became = await casebook.ok('leadToCase', { id, version: lead.version, appliedOn: '2026-02-26', people: [lead.people[0]?.id ?? ''] })
  await casebook.ok('caseRecycle', { ...became, reason: '误建' })
  await casebook.ok('leadRecycle', { id, version: (await casebook.ok('leadGet', { id })).version, reason: '误登' })
  await casebook.ok('caseRestore', { id: became.id })
  expect((await make({ key: 'acceptance', caseId: became.id })).text).toContain('刘桂兰：')
})

test('what cannot be written is refused in words and leaves nothing', async () => {
  const before = (await casebook.ok('caseGet', { id: caseId })).attachments.length
  expect((await refused({ keepCopy: true }, 'gone/deep.docx')).message).toContain('找不到所选的文件夹')
  expect((await refused({}, 'paper.txt')).message).toContain('.docx')
  expect((await refused({ key: 'nothing' })).message).toContain('没有这种文书')
  expect((await refused({ caseId: null })).message).toContain('只能生成空白文书')
  // In the place of the file stands what cannot be replaced: nothing is filed either.
  mkdirSync(at('taken.docx'))
  expect((await refused({ keepCopy: true }, 'taken.docx')).message).toContain('已有同名的文件夹')
  rmSync(at('taken.docx'), { recursive: true })
  expect((await casebook.ok('caseGet', { id: caseId })).attachments).toHaveLength(before)
  expect(readdirSync(folder).filter((name) => name.includes('tmp') || name.startsWith('refused'))).toEqual([])
})

test('the office puts its own name and template in place, and takes them back', async () => {
  expect(await setOf()).toMatchObject({ title: '国家司法救助申请受理通知书', ownTemplate: null })
  await replace('keep')
  expect(await setOf()).toMatchObject({ title: '受理告知单', ownTemplate: null })
  expect((await make({ key: 'acceptance' })).text).toContain('受理告知单')

  writeFileSync(at('our.docx'), templateOf('{文书名称}　{案号}', '{姓名}同志'))
  await replace({ file: 't' }, at('our.docx'))
  expect(await setOf()).toMatchObject({ title: '受理告知单', ownTemplate: { fileName: 'our.docx', changedBy: '张承办' } })
  expect((await make({ key: 'acceptance' })).text).toBe('受理告知单　冀廊安检救助〔2026〕3号\n杨小梅同志')
  await replace('keep', '', '受理通知')
  expect((await make({ key: 'acceptance' })).text).toContain('受理通知　冀廊')

  await casebook.ok('paperTemplateExport', { key: 'acceptance', file: 't' }, { t: at('export.docx') })
  expect(readFileSync(at('export.docx'))).toEqual(readFileSync(at('our.docx')))
  await replace('program', '', '国家司法救助申请受理通知书')
  expect(await setOf()).toMatchObject({ title: '国家司法救助申请受理通知书', ownTemplate: null })
  expect((await make({ key: 'acceptance' })).text).toContain('10个工作日')
})

test('a template that cannot be used is refused in words, and the one in use stays', async () => {
  writeFileSync(at('unknown.docx'), templateOf('原案案由：{案由1}'))
  writeFileSync(at('old.docx'), Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]))
  writeFileSync(at('cut.docx'), templateOf('{案号}').subarray(0, 200))
  writeFileSync(at('huge.docx'), Buffer.alloc(6 * 1024 * 1024))
  writeFileSync(at('empty.docx'), '')
  writeFileSync(at('paper.wps'), 'x')
  for (const [name, words] of [
    ['unknown.docx', '“{案由1}”（在正文“原案案由：{案由1}”一段），是不是“{案由}”'],
    ['old.docx', '旧格式的 .doc'],
    ['cut.docx', '已损坏'],
    ['huge.docx', '6.0 MB，模板最多 5 MB'],
    ['empty.docx', '空文件'],
    ['paper.wps', '不是 .docx'],
    ['nowhere.docx', '没有找到这个文件'],
  ] as const) {
    expect((await refusedTemplate(at(name))).message, name).toContain(words)
  }
  expect(await setOf()).toMatchObject({ ownTemplate: null })
})

test('placeholders are listed for whoever edits a template', async () => {
  const fields = await casebook.ok('paperFields', undefined)
  expect(fields.find(({ name }) => name === '案号')).toMatchObject({ label: '救助案件的案号', repeats: false })
  expect(fields.find(({ name }) => name === '申请材料')?.fields.map(({ name }) => name)).toContain('份数')
  expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length)
})

test('somebody who only looks files no copy and gets no numbers', async () => {
  await casebook.ok('accountAdd', { name: '查看员', login: 'viewer', password: 'correct horse 2', roles: ['viewer'] })
  await casebook.ok('signOut', undefined)
  await casebook.ok('signIn', { login: 'viewer', password: 'correct horse 2' })
  expect((await refused({ keepCopy: true })).code).toBe('forbidden')
  expect(existsSync(at('refused.docx'))).toBe(false)
  const { text, missing } = await make({ key: 'application' }, 'viewer.docx')
  expect(text).not.toContain('198503124523')
  expect(missing).toContain('身份证件号码（您的账号不能查看）')
  // A filed copy has the numbers in full.
  const [filed] = (await casebook.ok('caseGet', { id: caseId })).attachments
  expect((await casebook.fails('attachmentRead', { id: filed?.id ?? '' })).code).toBe('forbidden')
  expect((await casebook.fails('attachmentExport', { id: filed?.id ?? '', file: 't' }, { t: at('out.docx') })).code).toBe('forbidden')
  expect(existsSync(at('out.docx'))).toBe(false)
})
