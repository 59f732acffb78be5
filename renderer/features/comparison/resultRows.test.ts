import { describe, expect, it } from 'vitest'
import type { ComparisonResult, FoundIn, Judgement, Verdict } from '../../../db/domain/comparison.ts'
import { leadFaults, leadFields, leadFormOf } from './resultLead.ts'
import { casesOf, compareLines, endedLists, isOpen, judgedText, listsOf, rowsOf, verdictWord } from './resultRows.ts'

const place = (over: Partial<FoundIn>): FoundIn => ({ listId: 'l1', ordinal: 3, caseId: null, kind: 'victims', title: '办案被害人', place: '第 5 行', name: '于军洋', paperNumber: null, sex: 'male', birthDate: null, phone: null, facts: [], ...over })
const victim = place({ facts: [{ label: '案由', text: '故意伤害' }] })
const poor = place({ listId: 'l2', ordinal: 7, kind: 'lowIncome', title: '低保', name: '于军扬', birthDate: '1990-01-01', facts: [{ label: '住址', text: '桑园镇' }, { label: '案由', text: '' }] })
const helped = place({ listId: null, ordinal: null, caseId: 'c1', kind: 'casebook', title: '本院案件', place: '永检救助〔2024〕3号', birthDate: '1991-01-01', facts: [{ label: '决定', text: '2024-03-01' }, { label: '金额', text: '20,000.00 元' }] })
const result: Pick<ComparisonResult, 'found'> = { found: [victim, poor, { ...victim, ordinal: 9 }, helped] }
const judgement: Judgement = { id: 'j', version: 1, verdict: 'later', remark: null, judgedAt: new Date(2026, 10, 29, 9, 5).toISOString(), judgedBy: '王检', leadId: null }

describe('a result', () => {
  it('names each list once, its rows, and what the casebook knows', () => {
    expect(listsOf(result)).toEqual(['办案被害人', '低保'])
    expect(rowsOf(result)).toEqual([{ listId: 'l1', ordinal: 3 }, { listId: 'l2', ordinal: 7 }, { listId: 'l1', ordinal: 9 }])
    expect(casesOf(result)).toEqual([{ caseId: 'c1', place: '永检救助〔2024〕3号', text: '决定 2024-03-01，金额 20,000.00 元' }])
    expect(casesOf({ found: [place({ listId: null, title: '本院在办线索', place: '2026-11-29 收到' })] })).toEqual([{ caseId: null, place: '本院在办线索 2026-11-29 收到', text: '' }])
  })
  it('ends with a list on its day of destruction, not before', () => {
    const lists = [{ title: '低保', destroyOn: '2026-11-30' }, { title: '残疾', destroyOn: '2026-12-30' }]
    expect(['2026-11-29', '2026-11-30', '2026-12-31'].map((day) => endedLists(lists, day))).toEqual([[], ['低保'], ['低保', '残疾']])
  })
  it('is laid side by side, and shows what is not the same', () => {
    expect(compareLines([victim, poor, helped])).toEqual([
      { label: '姓名', texts: ['于军洋', '于军扬', '于军洋'], differs: true },
      { label: '性别', texts: ['男', '男', '男'], differs: false },
      { label: '出生日期', texts: ['', '1990-01-01', '1991-01-01'], differs: true },
      { label: '案由', texts: ['故意伤害', '', ''], differs: false },
      { label: '住址', texts: ['', '桑园镇', ''], differs: false },
      { label: '决定', texts: ['', '', '2024-03-01'], differs: false },
      { label: '金额', texts: ['', '', '20,000.00 元'], differs: false },
    ])
    // What one place does not say is no contradiction.
    expect(compareLines([victim, { ...poor, name: '于军洋' }]).some(({ differs }) => differs)).toBe(false)
  })
  it('stays open until it is judged for good', () => {
    expect([null, judgement, { ...judgement, verdict: 'no' as const }, { ...judgement, verdict: 'lead' as const }].map(isOpen)).toEqual([true, true, false, false])
    expect(judgedText(judgement, { canBecomeLead: true }, new Date(2026, 10, 29, 12))).toBe('以后再看（王检 今日 09:05）')
    expect(['lead', 'no'].map((verdict) => verdictWord(verdict as Verdict, { canBecomeLead: false }))).toEqual(['需要处理', '不是'])
  })
})

describe('a lead made of a result', () => {
  const proposed = leadFormOf({ receivedOn: '2026-11-29', summary: '比对发现', originalNumber: null, charge: null, chargeText: '故意伤害', handlingUnit: null, suspects: null, people: [] }, '王检')
  it('asks whether the case reached the procuratorate', () => {
    expect(leadFaults(proposed).map(({ path }) => path)).toEqual(['reachedProcuratorate'])
    expect(leadFaults({ ...proposed, reachedProcuratorate: true })).toEqual([])
  })
  it('asks where to, when it did not', () => {
    const not = { ...proposed, reachedProcuratorate: false }
    expect(leadFaults(not).map(({ path }) => path)).toEqual(['referredTo'])
    expect(leadFaults({ ...not, referredTo: '永和县民政局' })).toEqual([])
    expect(leadFields({ ...not, referredTo: '永和县民政局' })).toMatchObject({ reachedProcuratorate: false, referredTo: '永和县民政局' })
    expect(leadFields({ ...proposed, reachedProcuratorate: true, referredTo: '永和县民政局' }).referredTo).toBeNull()
  })
})
