import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CasebookError } from '../domain/errors.ts'
import { fillPaper } from './fillPaper.ts'
import type { Filling } from './fillPaper.ts'
import { dateInWords, STROKE } from './paperField.ts'
import { fieldGroups } from './paperFields.ts'
import { paperKinds } from './paperKinds.ts'
import { lists } from './paperLists.ts'
import type { PaperFacts } from './paperFacts.ts'
import { checkTemplate } from './paperTemplate.ts'
import { programTemplate } from './templates.ts'
import { templateOf, textOf } from './testDocx.ts'
import { fullFacts, sparseFacts } from './testPapers.ts'

const plain: Filling = { blank: false, masked: false, inFull: true }
const mother = { ...fullFacts, recipient: fullFacts.case?.recipients[0] ?? null }
async function make(key: string, facts: PaperFacts = fullFacts, filling: Partial<Filling> = {}) {
  const { bytes, ...rest } = fillPaper(await programTemplate(key), { ...facts, title: facts.titles[key] ?? '' }, { ...plain, ...filling })
  return { text: textOf(bytes), ...rest }
}
const fill = (template: Buffer, facts = fullFacts, filling: Partial<Filling> = {}) => {
  const { bytes, ...rest } = fillPaper(template, facts, { ...plain, ...filling })
  return { text: textOf(bytes), ...rest }
}
function complaint(work: () => unknown): CasebookError {
  try {
    work()
  } catch (thrown) {
    if (thrown instanceof CasebookError) return thrown
    throw thrown
  }
  throw new Error('nothing was refused')
}

describe.each(paperKinds)('$title', ({ key, title }) => {
  test('its template holds known placeholders only', async () => {
    expect(() => checkTemplate(Buffer.from([]))).toThrow(CasebookError)
    checkTemplate(await programTemplate(key))
  })

  test.each([
    ['full', mother, {}],
    ['sparse', sparseFacts, {}],
    ['blank', mother, { blank: true }],
    ['masked', mother, { masked: true }],
  ] as const)('%s: no placeholder is left', async (_name, facts, filling) => {
    const { text } = await make(key, facts, filling)
    expect(text).toContain(title)
    expect(text).not.toMatch(/[{}]|undefined|null|NaN|\[object/)
    expect(text).not.toContain(STROKE)
  })

  test('a full case leaves nothing missing', async () => {
    expect((await make(key, mother)).missing).toEqual(key === 'assistanceTransfer' ? ['转往的机关或者部门'] : [])
  })

  test('a blank paper tells nothing of the case', async () => {
    const { text, secrets } = await make(key, mother, { blank: true })
    for (const secret of ['杨小梅', '张小丫', '131002', '13903161790', '前进村', '〔2026〕7号', '李检察官', '50,000.00', '2026年']) expect(text).not.toContain(secret)
    expect(text).toMatch(/___|年\s+月|试验区人民检察院/)
    expect(secrets).toEqual([])
  })

  test('a masked paper names nobody', async () => {
    const { text, secrets } = await make(key, mother, { masked: true })
    for (const secret of ['杨小梅', '张小丫', '王代理', '赵六', '198503124522', '13903161790', '13800001111', '前进村三组', '6228480018888888888']) expect(text).not.toContain(secret)
    expect(secrets).toEqual([])
  })
})

test('the decision reads as a decision does', async () => {
  const { text, secrets } = await make('grantDecision', mother)
  expect(text).toContain('试验区人民检察院\n国家司法救助决定书\n冀廊试检救决〔2026〕7号\n救助申请人杨小梅，女，汉族，1985年3月12日出生，居民身份证号码131002198503124522，住')
  expect(text).toContain('决定给予杨小梅国家司法救助金人民币50,000.00元（大写：伍万元整）。')
  expect(text).toMatch(/试验区人民检察院\n二〇二六年四月一日$/)
  expect(text).not.toContain('未成年人')
  expect(text).toContain('委托代理人王代理。')
  expect(secrets).toEqual(['身份证件号码', '住址'])
})

test('what is said of minors and guardians stands only in papers for them', async () => {
  const { text } = await make('grantDecision')
  expect(text).toContain('法定代理人杨小梅。')
  expect(text).toContain('救助金应当用于该未成年人的生活、学习、医疗和康复')
  expect(text).not.toContain('委托代理人')
})

test('masking reaches into free text', async () => {
  const { text } = await make('reviewReport', { ...fullFacts, recipient: null }, { masked: true })
  expect(text).toContain('丈夫张大山遇害后，杨某某独自抚养')
  expect(text).toContain('长女张某某')
  expect(text).toContain('131002************')
})

test('rows come once for each entry, numbered; where nothing is recorded there are empty rows', async () => {
  expect((await make('materialsList', mother)).text).toContain('1\n救助申请书\n1\n原件\n2026年3月5日\n2\n身份证、户口簿\n2\n复印件')
  const { text, missing } = await make('materialsList', sparseFacts)
  expect(missing).toContain('申请材料')
  expect(text).toContain('7\n\n\n\n\u00a0')
})

test('the approval form holds what was approved and leaves room for the steps to come, also when it is blank', async () => {
  const { text } = await make('approvalForm', { ...fullFacts, recipient: null })
  expect(text).toContain('部门负责人\n意见\n同意承办人意见。\n钱主任　（签名）　\n2026年3月19日')
  expect(text).toMatch(/检察长\n意见\n\n_+　（签名）　\n[\u00a0]+年[\u00a0]+月[\u00a0]+日/)
  const blank = (await make('approvalForm', { ...fullFacts, recipient: null }, { blank: true })).text
  expect(blank).toContain('分管副检察长')
  expect(blank).not.toContain('同意')
})

test('the catalogue lists what the case has, in the order of the work', async () => {
  const { text } = await make('archiveCatalogue', { ...fullFacts, recipient: null })
  const order = ['线索移送表', '申请书', '收取申请材料清单', '身份证、户口簿', '补正通知书', '受理通知书', '审查报告', '审批表', '听证笔录', '决定书（杨小梅）', '决定书（张小丫）', '送达回证（杨小梅）', '发放登记表（张小丫）', '三方监管协议', '回访记录']
  const places = order.map((name) => text.indexOf(name))
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(text).not.toContain('不予国家司法救助决定书')
})

test('numbers and addresses need their permission: without it they are lines, and it is said', async () => {
  const { text, missing, secrets } = await make('acceptance', mother, { inFull: false })
  expect(missing).toEqual([])
  expect(text).toContain('杨小梅：')
  const decision = await make('grantDecision', mother, { inFull: false })
  expect(decision.text).not.toContain('131002')
  expect(decision.missing).toEqual(['身份证件号码（您的账号不能查看）', '住址（您的账号不能查看）'])
  expect([...secrets, ...decision.secrets]).toEqual([])
})

test('what is missing is named once, by what it is', async () => {
  const { text, missing } = await make('grantDecision', sparseFacts)
  expect(missing).toEqual(['决定书的文号', '性别', '民族', '出生日期', '身份证件的种类', '身份证件号码', '住址', '原案的案由（罪名）', '提出申请的日期', '受理日期', '生活困难情况', '救助情形', '决定的理由', '决定救助的金额', '决定书的日期'].map((label) => (label === '决定书的日期' ? '作出决定的日期' : label)))
  expect(text).toContain('人民币__________元（大写：______________）')
  expect(text).toMatch(/______年____月____日$/)
})

test.each([
  ['2026-11-22', '二〇二六年十一月二十二日'],
  ['2020-10-10', '二〇二〇年十月十日'],
  ['2009-01-31', '二〇〇九年一月三十一日'],
  ['1999-12-20', '一九九九年十二月二十日'],
])('%s in words is %s', (day, words) => expect(dateInWords(day)).toBe(words))

describe('templates of an office', () => {
  test('a placeholder that the word processor broke into pieces is found', () => {
    expect(fill(templateOf({ runs: ['案号：{', '案', '号}', '。'] })).text).toBe('案号：冀廊试检救助〔2026〕7号。')
  })

  test('an unknown placeholder is named, with its place and what was probably meant', () => {
    const { code, message } = complaint(() => checkTemplate(templateOf('一、原案', '原案案由：{案由1}，{姓名}')))
    expect(code).toBe('invalid')
    expect(message).toContain('模板里有不认识的填空：“{案由1}”（在正文“原案案由：{案由1}，{姓名}”一段），是不是“{案由}”。')
    expect(message).not.toContain('{姓名}”（')
  })

  test('every unknown one is named, in rows too, and a placeholder of rows does not hold outside them', () => {
    const { message } = complaint(() => checkTemplate(templateOf('{甲乙}', '{#申请材料}{名称}{原告}{/申请材料}', '{#没有的表}x{/没有的表}', '{份数}')))
    for (const name of ['{甲乙}', '{原告}', '{#没有的表}', '{份数}']) expect(message).toContain(`“${name}”`)
    expect(message).not.toContain('“{名称}”')
  })

  test.each([
    ['案由：{案由', '只写了左边的“{”'],
    ['案由：案由}', '多了一个“}”'],
    ['{#申请材料}{名称}', '“{#申请材料}”没有结束'],
    ['{名称}{/申请材料}', '前面没有“{#申请材料}”'],
    ['{#申请材料}{名称}{/发放记录}', '不配对'],
    ['{@案号}', '不认识的填空：“{@案号}”'],
    ['{^申请材料}没有材料{/申请材料}', '不认识的填空：“{^申请材料}”'],
    ['{}', '模板里'],
    ['{=[[ ]]=}', '不认识的填空'],
  ])('%s is refused in words', (text, words) => {
    expect(complaint(() => checkTemplate(templateOf(text))).message).toContain(words)
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['no zip', Buffer.from('这不是文档')],
    ['a zip that was cut off', templateOf('{案号}').subarray(0, 300)],
    ['the middle is damaged', Buffer.from(templateOf('{案号}'.repeat(500))).fill(7, 700, 760)],
  ])('a damaged file (%s) is refused in words', (_name, bytes) => {
    const { code, message } = complaint(() => checkTemplate(bytes))
    expect(code).toBe('damaged')
    expect(message).toMatch(/模板(?:打不开|读不出来).*另存为新的 \.docx/)
  })

  test('a template without a placeholder is a paper all the same', () => {
    checkTemplate(templateOf('空白纸'))
    expect(fill(templateOf('空白纸')).text).toBe('空白纸')
  })

  test('every placeholder that is offered is taken', () => {
    checkTemplate(templateOf(...fieldGroups.flatMap(([, list]) => list.map(({ name }) => `{${name}}`))))
    for (const [name, { fields }] of lists) checkTemplate(templateOf(`{#${name}}{序号}${[...fields.keys()].map((inner) => `{${inner}}`).join('')}{/${name}}`))
  })

  test('a line alone in a cell is the cell itself; a date keeps its signs', () => {
    const { text } = fill(templateOf({ cells: ['案号', '{案号}', '{受理日期}', '第{案号}号'] }, '{案号}'), sparseFacts)
    expect(text).toBe(`案号\n\n${'\u00a0'.repeat(6)}年${'\u00a0'.repeat(4)}月${'\u00a0'.repeat(4)}日\n第${'_'.repeat(14)}号\n${'_'.repeat(14)}`)
  })
})

test('whatever a record holds stands in the paper as it is, and the paper stays whole', () => {
  const template = templateOf('〔{困难情况}〕')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (hardship) => {
      const recipient = fullFacts.recipient && { ...fullFacts.recipient, hardship }
      const { text } = fill(template, { ...fullFacts, recipient })
      expect(text.startsWith('〔') && text.endsWith('〕')).toBe(true)
    }),
    { numRuns: 150 },
  )
  const said = '甲<乙>&"丙"\n{案号} ${x} $& \u0007第二行'
  const recipient = fullFacts.recipient && { ...fullFacts.recipient, hardship: said }
  expect(fill(template, { ...fullFacts, recipient }).text).toBe('〔甲<乙>&"丙"\n{案号} ${x} $& 第二行。〕')
})
