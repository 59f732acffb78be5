import { describe, expect, it } from 'vitest'
import type { BankCandidate, BankColumn, BankLine } from '../../../db/domain/aftercareRecords.ts'
import { candidateText, choicesFor, chosenTwice, lackingMeanings, linesToApply, sumsOf, sumsText, totalText, withMeaning } from './bankView.ts'
import type { Choices } from './bankView.ts'

const candidate = (recipientId: string, instalmentId: string | null = null): BankCandidate => ({ caseId: 'c', caseNumber: null, recipientId, instalmentId, name: '张某', account: null, amountFen: 100, dueOn: null })
const line = (row: number, fields: Partial<BankLine> = {}): BankLine => ({
  row,
  name: '张某',
  account: '6222000000000001',
  amountFen: 100,
  succeeded: true,
  reason: null,
  happenedOn: null,
  match: 'sure',
  why: null,
  caseId: 'c',
  caseNumber: null,
  recipientId: `r${row}`,
  instalmentId: null,
  candidates: [],
  ...fields,
})
const doubtful = (row: number, ...candidates: BankCandidate[]) => line(row, { match: 'doubtful', recipientId: null, candidates })

describe('the columns of a bank list', () => {
  const columns: BankColumn[] = [
    { heading: '姓名', meaning: 'name' },
    { heading: '卡号', meaning: 'account' },
    { heading: '数', meaning: null },
    { heading: '别的', meaning: null },
  ]
  it('take a meaning from one another, never twice', () => {
    expect(withMeaning(columns, 2, 'account').map(({ meaning }) => meaning)).toEqual(['name', null, 'account', null])
    expect(withMeaning(columns, 0, null).map(({ meaning }) => meaning)).toEqual([null, 'account', null, null])
  })
  it('name what is still lacking', () => {
    expect(lackingMeanings(columns)).toEqual(['金额', '处理结果'])
    // A list of failures only says why each failed.
    expect(lackingMeanings(withMeaning(withMeaning(columns, 2, 'amount'), 3, 'reason'))).toEqual([])
  })
})

describe('what is written of a bank list', () => {
  const lines = [line(2), line(3, { succeeded: false }), doubtful(4, candidate('a'), candidate('b', 'i1')), line(5, { match: 'unmatched', recipientId: null }), line(6, { match: 'applied' })]
  it('is what is sure, and what somebody decided on', () => {
    expect(linesToApply({ lines }, {}).map(({ row }) => row)).toEqual([2, 3])
    const choices: Choices = { 4: { recipientId: 'b', instalmentId: 'i1' } }
    expect(linesToApply({ lines }, choices).map(({ row }) => row)).toEqual([2, 3, 4])
    expect(choicesFor({ lines }, choices)).toEqual([{ row: 4, recipientId: 'b', instalmentId: 'i1' }])
  })
  it('leaves out a choice that is no candidate any more, and one for a line that is sure or settled', () => {
    const choices: Choices = { 2: { recipientId: 'a', instalmentId: null }, 4: { recipientId: 'b', instalmentId: null }, 6: { recipientId: 'a', instalmentId: null } }
    expect(choicesFor({ lines }, choices)).toEqual([])
    expect(linesToApply({ lines }, choices).map(({ row }) => row)).toEqual([2, 3])
  })
  it('adds up by result', () => {
    expect(sumsOf(lines)).toEqual({ paid: 4, paidFen: 400, failed: 1, failedFen: 100 })
    expect(sumsText(sumsOf(linesToApply({ lines }, {})))).toBe('1 笔成功 1.00 元、1 笔失败 1.00 元')
    expect(sumsText(sumsOf([]))).toBe('没有')
  })
  it('notices two lines meant for the same payment', () => {
    const two = [line(2, { recipientId: 'a' }), doubtful(4, candidate('a')), doubtful(5, candidate('b')), doubtful(6, candidate('b', 'i1'))]
    const to = (recipientId: string, instalmentId: string | null = null) => ({ recipientId, instalmentId })
    expect(chosenTwice({ lines: two }, { 4: to('a'), 5: to('b') })).toEqual([4])
    expect(chosenTwice({ lines: two }, { 5: to('b'), 6: to('b', 'i1') })).toEqual([])
  })
})

describe('words of a bank list', () => {
  it('compare the total row with the lines', () => {
    const totals = { lines: 2, succeeded: 1, failed: 1, sure: 2, doubtful: 0, unmatched: 0, applied: 0, succeededFen: 300, failedFen: 100, fileTotalFen: 400 as number | null }
    expect(totalText(totals)).toMatchObject({ differs: false })
    expect(totalText({ ...totals, fileTotalFen: 300 }).text).toContain('成功各行')
    expect(totalText({ ...totals, fileTotalFen: 350 })).toMatchObject({ differs: true })
    expect(totalText({ ...totals, fileTotalFen: null })).toMatchObject({ differs: false })
  })
  it('name a candidate with all that tells it from another', () => {
    expect(candidateText({ ...candidate('a', 'i'), caseNumber: '某检救助〔2026〕3号', dueOn: '2026-03-01', account: '6222' })).toBe('张某　1.00 元（批次 2026-03-01）　某检救助〔2026〕3号　账号 6222')
    expect(candidateText(candidate('a'))).toContain('没有登记账号')
  })
})
