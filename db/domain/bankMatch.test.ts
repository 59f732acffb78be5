import { describe, expect, it } from 'vitest'
import { matchBankLines, oneDigitOff } from './bankMatch.ts'
import type { BankTarget, MatchLine } from './bankMatch.ts'

const target = (more: Partial<BankTarget> = {}): BankTarget => ({
  caseId: 'c1', caseNumber: '1号', recipientId: 'r1', name: '高琪', account: '6228480010000000000', supervisedFundId: null, payeeIsOffender: false, minorUntil: null, decidedOn: '2023-04-27', outstandingFen: 2_200_000, batches: [], ...more,
}) // prettier-ignore
const line = (more: Partial<MatchLine> = {}): MatchLine => ({
  name: '高琪', account: '6228480010000000000', amountFen: 2_200_000, succeeded: true, understood: true, blurred: false, happenedOn: '2023-05-04', reference: 'x', ...more,
}) // prettier-ignore
const match = (lines: MatchLine[], targets: BankTarget[], applied: string[] = []) => matchBankLines(lines, targets, { today: '2023-12-31', applied: new Set(applied) })
const one = (more: Partial<MatchLine>, targets = [target()]) => match([line(more)], targets).map(({ match: kind, why }) => [kind, why])[0]

describe('a line of a bank list', () => {
  it('is sure only where account, name and amount all fit one thing to be paid', () => {
    expect(one({})).toEqual(['sure', null])
    expect(one({ name: '高 琪' })).toEqual(['sure', null])
    expect(one({ account: '6228480010000000001' })).toEqual(['doubtful', '户名相符，账号有一位不同（台账为尾号 0000）'])
    expect(one({ amountFen: 2_200_001 })?.[0]).toBe('doubtful')
    expect(one({ name: '高其' })).toEqual(['doubtful', '账号相符，户名不同（台账为高琪）'])
    expect(one({ account: '6217000000000000000' })?.[1]).toContain('账号不同')
    expect(one({}, [target({ account: null })])?.[1]).toContain('台账没有登记账号')
    expect(one({ name: '别人', account: '6217000000000000000' })).toEqual(['unmatched', '台账里没有待发放的这个户名和账号'])
    expect(one({}, [target({ outstandingFen: 0 })])?.[1]).toContain('可能已经登记过发放')
    expect(one({}, [target(), target({ caseId: 'c2', recipientId: 'r2' })])).toEqual(['doubtful', '有 2 笔待发放都相符，请选择是哪一件'])
  })
  it('whose day, outcome or payee is not plain is left to the officer', () => {
    expect(one({ happenedOn: null })?.[0]).toBe('doubtful')
    expect(one({ happenedOn: '2024-01-01' })?.[0]).toBe('doubtful')
    expect(one({ happenedOn: '2023-04-26' })?.[1]).toContain('早于决定日期')
    expect(one({ understood: false })?.[0]).toBe('unmatched')
    expect(one({}, [target({ payeeIsOffender: true })])?.[1]).toContain('加害人')
  })
  it('any single digit changed is doubtful, never sure', () => {
    const account = '6228480010000007919'
    for (let place = 0; place < account.length; place++) {
      for (let digit = 0; digit < 10; digit++) {
        const changed = account.slice(0, place) + String(digit) + account.slice(place + 1)
        if (changed !== account) expect(one({ account: changed }, [target({ account })])?.[0]).toBe('doubtful')
      }
    }
  })
  it('that was applied stays applied, and nothing is paid twice by one list', () => {
    expect(match([line()], [target()], ['x'])[0]?.match).toBe('applied')
    expect(match([line(), line({ reference: 'y' })], [target()]).map((each) => each.match)).toEqual(['sure', 'unmatched'])
  })
  it('means the batch of its amount, those that are due first', () => {
    const batches = [{ id: 'a', ordinal: 1, dueOn: '2023-05-01', remainingFen: 100 }, { id: 'b', ordinal: 2, dueOn: '2023-06-01', remainingFen: 100 }, { id: 'c', ordinal: 3, dueOn: '2023-07-01', remainingFen: 101 }]
    const to = target({ batches, outstandingFen: 301 })
    const found = match([line({ amountFen: 100 }), line({ amountFen: 100, reference: 'y' }), line({ amountFen: 101, reference: 'z' }), line({ amountFen: 100, reference: 'w' })], [to])
    expect(found.map((each) => [each.match, each.candidate?.instalmentId ?? null])).toEqual([['sure', 'a'], ['sure', 'b'], ['sure', 'c'], ['unmatched', null]])
    expect(match([line({ amountFen: 301 })], [to])[0]?.match).toBe('doubtful')
  })
})

it('one digit off: another one, one too many or too few, two neighbours changed', () => {
  expect(oneDigitOff('12345', '12345')).toBe(false)
  for (const other of ['12346', '1234', '123455', '12354', '02345', '112345']) expect(oneDigitOff('12345', other), other).toBe(true)
  for (const other of ['12366', '123', '54321', '1234567', '12543']) expect(oneDigitOff('12345', other), other).toBe(false)
})
