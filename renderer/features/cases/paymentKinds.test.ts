import { describe, expect, it } from 'vitest'
import type { CaseFile } from '../../../db/domain/caseFile.ts'
import { balanceOf } from '../../../db/domain/caseRules.ts'
import type { Disbursement, DisbursementKind } from '../../../db/domain/records.ts'
import { eligible, paymentKinds } from './paymentKinds.ts'

function caseWith(entries: readonly [DisbursementKind, number][], kind: 'grant' | 'refuse' = 'grant') {
  const disbursements = entries.map(([entryKind, amountFen]) => ({ recipientId: 'a', kind: entryKind, amountFen }) as Disbursement)
  const balance = balanceOf(kind === 'grant' ? 30_000 : 0, disbursements)
  return {
    recipients: [{ id: 'a' }],
    decisions: [{ recipientId: 'a', kind }],
    disbursements,
    balance: { ...balance, byRecipient: { a: balance } },
  } as unknown as CaseFile
}
const kindsOf = (file: CaseFile) => paymentKinds.filter(({ kind }) => eligible(file, kind).length > 0).map(({ kind }) => kind)

describe('paymentKinds', () => {
  it('offers only what is possible now', () => {
    expect(kindsOf(caseWith([]))).toEqual(['paid', 'failed', 'cancelled'])
    expect(kindsOf(caseWith([['paid', 30_000]]))).toEqual(['returned', 'recovered'])
    expect(kindsOf(caseWith([['paid', 30_000], ['returned', 10_000]]))).toEqual(['paid', 'repaid', 'failed', 'returned', 'recovered', 'cancelled'])
    expect(kindsOf(caseWith([], 'refuse'))).toEqual([])
  })

  it('limits each amount to what is owed or was paid', () => {
    const file = caseWith([['paid', 20_000]])
    expect(eligible(file, 'paid')).toEqual([{ recipientId: 'a', mostFen: 10_000 }])
    expect(eligible(file, 'returned')).toEqual([{ recipientId: 'a', mostFen: 20_000 }])
  })
})
