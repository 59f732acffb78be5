import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostFor, balanceOf } from '../domain/caseRules.ts'
import { CasebookError } from '../domain/errors.ts'
import type { Balance, DisbursementKind } from '../domain/records.ts'
import { deriveCase } from '../store/caseSummary.ts'
import { caseHandlers } from './cases.ts'
import { createCase, grant, openTestCasebook, pay } from './testContext.ts'

const kinds: DisbursementKind[] = ['paid', 'failed', 'returned', 'repaid', 'cancelled', 'recovered']

describe('money of one recipient', () => {
  it('never loses a fen, whatever is entered in whatever order', async () => {
    const book = await openTestCasebook()
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.array(fc.record({ kind: fc.constantFrom(...kinds), amountFen: fc.integer({ min: 1, max: 6_000_000 }), part: fc.double({ min: 0, max: 1.2, noNaN: true }) }), { maxLength: 12 }),
        async (decidedFen, wishes) => {
          let file = await grant(book.context, await createCase(book.context), decidedFen)
          let expected: Balance = balanceOf(decidedFen, [])
          for (const { kind, amountFen: wished, part } of wishes) {
            // Mostly around what is possible, sometimes anything.
            const most = mostFor(kind, expected)
            const amountFen = part > 1.1 ? wished : Math.max(1, Math.round(most * part))
            const work = pay(book.context, file, { kind, amountFen })
            if (amountFen > most) {
              await expect(work).rejects.toBeInstanceOf(CasebookError)
              continue
            }
            file = await work
            const sign = { paid: 1, repaid: 1, failed: 0, returned: -1, cancelled: 0, recovered: -1 }[kind]
            const cancelled = kind === 'cancelled' || kind === 'recovered' ? amountFen : 0
            const netPaidFen = expected.netPaidFen + sign * amountFen
            const cancelledFen = expected.cancelledFen + cancelled
            expected = { decidedFen, netPaidFen, cancelledFen, outstandingFen: decidedFen - netPaidFen - cancelledFen }
          }
          const { byRecipient, ...whole } = file.balance
          expect(whole).toEqual(expected)
          expect(byRecipient[file.recipients[0]?.id ?? '']).toEqual(expected)
          expect(whole.netPaidFen + whole.outstandingFen + whole.cancelledFen).toBe(decidedFen)
          for (const part of [whole.netPaidFen, whole.outstandingFen, whole.cancelledFen]) expect(part).toBeGreaterThanOrEqual(0)
          const summary = await book.store.read.selectFrom('case_summary').selectAll().where('case_id', '=', file.id).executeTakeFirstOrThrow()
          expect(summary).toEqual((await deriveCase(book.store.read, file.id))?.summary)
          expect(summary).toMatchObject({ granted_fen: decidedFen, paid_fen: expected.netPaidFen, cancelled_fen: expected.cancelledFen })
          expect((await caseHandlers.caseGet(book.context, { id: file.id })).stage).toBe(summary.stage)
        },
      ),
      { numRuns: 40 },
    )
    await book.store.close()
  }, 120_000)
})
