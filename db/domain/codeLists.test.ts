import fc from 'fast-check'
import { afterEach, describe, expect, it, test } from 'vitest'
import { allCodes, builtInCodes, codeListTitles, codesOf, everyCodeOf, findCode, findCodes, isCode, labelOf, useCodeLists } from './codeLists.ts'
import type { CodeEntry, CodeListName } from './codeLists.ts'

const lists = Object.keys(codeListTitles) as CodeListName[]

describe('the lists', () => {
  it('have the sizes of their sources', () => {
    const sizes = Object.fromEntries(lists.map((list) => [list, codesOf(list).length]))
    expect(sizes).toMatchObject({ category: 9, cause: 4, specialGroup: 10, charge: 12, leadSource: 16, leadOutcome: 6, visitWay: 4, measure: 13, awardLevel: 5, ethnicity: 56, sex: 2 })
  })
  it('hold each code once, short and plain', () => {
    for (const list of lists) {
      const codes = codesOf(list).map((entry) => entry.code)
      expect(new Set(codes).size).toBe(codes.length)
      for (const code of codes) expect(code).toMatch(/^[A-Za-z]{2,20}$/)
    }
  })
  it('hold no wording twice in one list', () => {
    for (const entry of builtInCodes) {
      for (const wording of [entry.label, ...entry.aliases]) expect([wording, findCode(entry.list, wording)]).toEqual([wording, entry.code])
    }
  })
  it('are in their order', () => {
    for (const list of lists) expect(codesOf(list).map((entry) => entry.order)).toEqual(codesOf(list).map((_, index) => index + 1))
  })
  it('give labels for codes and codes for labels', () => {
    fc.assert(
      fc.property(fc.constantFrom(...builtInCodes), (entry) => {
        expect(labelOf(entry.list, entry.code)).toBe(entry.label)
        expect(findCode(entry.list, ` ${[...entry.label].join(' ')} `)).toBe(entry.code)
        expect(findCode(entry.list, entry.code)).not.toBeNull()
        expect(isCode(entry.list, entry.code)).toBe(true)
      }),
    )
    expect(labelOf('category', null)).toBe('')
    expect(labelOf('category', 'later')).toBe('later')
  })
})

test.each<[CodeListName, string[]]>([
  ['category', ['致死或丧失劳动能力', '重伤或严重残疾', '道路交通等民事侵权致人身伤害', '财产重大损失', '急需救治']],
  ['specialGroup', ['困难妇女', '老年人', '残疾人', '农村地区生活困难当事人', '未成年人', '退役军人', '低保对象']],
  ['charge', ['故意伤害', '诈骗', '盗窃', '交通肇事', '故意杀人', '强奸']],
  ['leadSource', ['残联', '当事人申请', '民政', '妇联', '农业农村（乡村振兴）', '检察机关办案发现']],
  ['visitWay', ['电话', '上门']],
  ['measure', ['心理疏导', '低保', '教育资助', '住宿伙食费减免']],
  ['relation', ['本人', '子女']],
  ['sex', ['男', '女']],
])('%s: all wordings of a county ledger are found', (list, wordings) => {
  for (const wording of wordings) expect([wording, findCode(list, wording)]).not.toEqual([wording, null])
})

test.each<[CodeListName, string, string | null]>([
  ['leadSource', '农业农村(乡村振兴)', 'rural'],
  ['leadSource', '农业农村［乡村振兴］', 'rural'],
  ['leadSource', ' 农业农村 （乡村振兴） ', 'rural'],
  ['leadSource', '12309', 'petition'],
  ['category', '（一）重伤或严重残疾', 'injury'],
  ['category', '1.重伤或者严重残疾', 'injury'],
  // Kinds that the 2018 opinion adds for minors.
  ['category', '心理遭受严重创伤', 'injury'],
  ['category', '（一）身体伤残或者心理遭受严重创伤', 'injury'],
  ['category', '追索抚育费', 'support'],
  ['category', '其它', 'other'],
  ['category', '其它特殊情形', null],
  ['category', '', null],
  ['category', 'constructor', null],
  ['charge', '故意伤害罪', 'injury'],
  ['charge', '=HYPERLINK("http://x","y")', null],
  ['ethnicity', '汉', 'HA'],
  ['ethnicity', '汉族', 'HA'],
  ['ethnicity', '维族', 'UG'],
])('%s: %j is %s', (list, text, code) => {
  expect(findCode(list, text)).toBe(code)
})

test.each<[CodeListName, string, string[], string[]]>([
  ['specialGroup', '残疾人、农村地区生活困难当事人', ['disabled', 'rural'], []],
  ['specialGroup', '残疾人，低保对象；残疾人', ['disabled', 'subsistence'], []],
  ['specialGroup', '军人、军属、退役军人', ['military', 'veteran'], []],
  ['specialGroup', '退役军人及军属', ['veteran', 'military'], []],
  ['specialGroup', '未成年人/残疾人', ['minor', 'disabled'], []],
  ['specialGroup', '未成年人、外星人', ['minor'], ['外星人']],
  ['measure', '低保/特困/临时救助', ['subsistence'], []],
  ['measure', '教育资助/减免、心理疏导', ['education', 'counselling'], []],
  ['measure', '低保\n心理疏导', ['subsistence', 'counselling'], []],
  ['measure', '心理疏导和法律援助', ['counselling', 'legalAid'], []],
  ['measure', '和谐家庭', [], ['和谐家庭']],
  ['measure', ' ', [], []],
])('%s: %j holds %j', (list, text, codes, unknown) => {
  expect(findCodes(list, text)).toEqual({ codes, unknown })
})

describe('what an office sets over the lists', () => {
  afterEach(() => useCodeLists([]))
  const own = (more: Partial<CodeEntry>): CodeEntry => ({ list: 'leadSource', code: 'own1', label: '人社', order: 5, aliases: ['人社局'], enabled: true, ...more })

  it('adds an entry in its place', () => {
    useCodeLists([own({})])
    expect(codesOf('leadSource').slice(3, 7).map(({ label }) => label)).toEqual(['民政', '残联', '人社', '教育']) // after the built-in one of the same order
    expect(labelOf('leadSource', 'own1')).toBe('人社')
    expect(isCode('leadSource', 'own1')).toBe(true)
    // The program knows 人社 as a wording of 其他; the office's own entry comes first.
    expect([findCode('leadSource', '人社'), findCode('leadSource', '人社局')]).toEqual(['own1', 'own1'])
    useCodeLists([])
    expect([findCode('leadSource', '人社'), labelOf('leadSource', 'own1')]).toEqual(['other', 'own1'])
  })
  it('renames one, and still understands ledgers written with the old name', () => {
    useCodeLists([own({ code: 'womensFederation', label: '妇女联合会维权部', order: 3, aliases: [] })])
    expect(labelOf('leadSource', 'womensFederation')).toBe('妇女联合会维权部')
    expect(codesOf('leadSource').filter(({ code }) => code === 'womensFederation')).toHaveLength(1)
    expect([findCode('leadSource', '妇联'), findCode('leadSource', '妇女联合会维权部')]).toEqual(['womensFederation', 'womensFederation'])
  })
  it('no longer offers a disabled one, which keeps its name on record', () => {
    useCodeLists([own({ code: 'youthLeague', label: '团委', order: 9, enabled: false })])
    expect(codesOf('leadSource').map(({ code }) => code)).not.toContain('youthLeague')
    expect(everyCodeOf('leadSource').map(({ code }) => code)).toContain('youthLeague')
    expect([labelOf('leadSource', 'youthLeague'), findCode('leadSource', '团委'), isCode('leadSource', 'youthLeague')]).toEqual(['团委', 'youthLeague', true])
  })
  it('is the same given as whole lists, as the window gets them', () => {
    useCodeLists([own({ order: 40 }), own({ code: 'youthLeague', label: '团委', order: 9, enabled: false })])
    const asSent = allCodes()
    const [offered, every] = [codesOf('leadSource'), everyCodeOf('leadSource')]
    useCodeLists(asSent)
    expect([codesOf('leadSource'), everyCodeOf('leadSource'), allCodes()]).toEqual([offered, every, asSent])
    expect(findCode('leadSource', '人社')).toBe('own1')
    expect(findCode('leadSource', '乡镇')).toBe('other')
  })
})
