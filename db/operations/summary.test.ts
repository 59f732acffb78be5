import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CasebookError } from '../domain/errors.ts'
import { verifyAudit } from '../store/audit.ts'
import { deriveCase } from '../store/caseSummary.ts'
import { archiveHandlers } from './archive.ts'
import { caseHandlers } from './cases.ts'
import { caseListHandlers } from './caseLists.ts'
import { casePartHandlers } from './caseParts.ts'
import { approve, changeDecision, step } from './testCaseWork.ts'
import { caseInput, openTestCasebook, parsed, pay, recipientInput } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

/** One edit of whatever is there: `at` chooses the record. Edits that break a rule are refused, which is as good. */
type Edit = { act: 'create' | 'basics' | 'recipient' | 'decide' | 'pay' | 'visit' | 'close' | 'reopen' | 'recycle' | 'restore' | 'dropRecipient' | 'step' | 'approve' | 'dropWork' | 'changeDecision' | 'archive'; at: number; value: number }

const edits = fc.array(
  fc.record({
    act: fc.constantFrom<Edit['act'][]>('create', 'create', 'basics', 'recipient', 'decide', 'decide', 'pay', 'pay', 'visit', 'close', 'reopen', 'recycle', 'restore', 'dropRecipient', 'step', 'step', 'approve', 'approve', 'dropWork', 'changeDecision', 'archive'),
    at: fc.nat(1000),
    value: fc.nat(1000),
  }),
  { minLength: 5, maxLength: 30 },
)

async function run({ context, store }: TestCasebook, { act, at, value }: Edit): Promise<void> {
  const cases = await store.read.selectFrom('relief_case').select(['id', 'version']).orderBy('id').execute()
  const chosen = cases[at % Math.max(1, cases.length)]
  const names = ['赵甲', '钱乙', '孙丙', '单丁']
  if (act === 'create' || !chosen) {
    const recipients = [recipientInput({ name: names[value % 4] ?? '' }, { specialGroups: value % 2 ? ['minor', 'woman'] : [] })]
    const basics = { caseNumber: value % 3 === 0 ? null : `冀廊安检救助〔20${20 + (value % 5)}〕${value}号`, acceptedOn: value % 2 === 0 ? null : '2023-01-05' }
    await caseHandlers.caseCreate(context, parsed('caseCreate', caseInput({ basics, recipients, late: value % 5 === 0 })))
    return
  }
  const file = await caseHandlers.caseGet(context, { id: chosen.id })
  const ofCase = { id: file.id, version: file.version }
  const recipient = file.recipients[value % Math.max(1, file.recipients.length)]
  const decision = file.decisions.find((one) => one.recipientId === recipient?.id)
  switch (act) {
    case 'basics': {
      const { caseNumber, unifiedNumber, cause, officerName, urgent, appliedOn, acceptedOn, remark } = file
      const fields = { caseNumber, unifiedNumber, cause, officerName, urgent, appliedOn, acceptedOn: value % 2 ? '2022-03-01' : acceptedOn, remark, category: 'injury', leadSource: 'applicant' }
      await caseHandlers.caseSaveBasics(context, parsed('caseSaveBasics', { ...ofCase, fields }))
      return
    }
    case 'recipient':
      await casePartHandlers.recipientSave(context, parsed('recipientSave', { caseId: file.id, id: null, version: null, fields: recipientInput({ name: names[value % 4] ?? '', phone: '13900001111' }, { specialGroups: ['veteran'] }) }))
      return
    case 'decide':
      await casePartHandlers.decisionSave(
        context,
        parsed('decisionSave', {
          caseId: file.id,
          id: decision?.id ?? null,
          version: decision?.version ?? null,
          recipientId: recipient?.id ?? '',
          fields: { kind: value % 4 === 0 ? 'refuse' : 'grant', amountFen: value % 4 === 0 ? 0 : value * 100, decidedOn: '2023-02-01', number: null, servedOn: '2023-02-02', reason: null, overCapReason: null },
        }),
      )
      return
    case 'pay':
      await pay(context, file, { recipientId: recipient?.id ?? '', kind: (['paid', 'returned', 'cancelled', 'repaid'] as const)[at % 4] ?? 'paid', amountFen: value * 50 + 1, happenedOn: '2023-03-01' })
      return
    case 'visit':
      await casePartHandlers.visitSave(context, parsed('visitSave', { caseId: file.id, id: null, version: null, fields: { recipientId: null, dueOn: '2023-05-01', doneOn: null, way: null, visitors: null, findings: null, moneyUse: null, satisfaction: null, stillNeeded: null } }))
      return
    case 'close':
      await caseHandlers.caseClose(context, { ...ofCase, how: (['paid', 'refused', 'withdrawn'] as const)[value % 3] ?? 'paid', closedOn: '2023-06-01' })
      return
    case 'reopen':
      await caseHandlers.caseReopen(context, { ...ofCase, reason: '续办' })
      return
    case 'recycle':
      await caseHandlers.caseRecycle(context, { ...ofCase, reason: '误' })
      return
    case 'restore':
      await caseHandlers.caseRestore(context, { id: file.id })
      return
    case 'step':
      await step(context, file, (['supplementAsked', 'supplementAsked', 'supplemented', 'lapsed', 'advanced'] as const)[value % 5] ?? 'supplementAsked', `2023-01-${String(10 + (value % 19))}`)
      return
    case 'approve': {
      const open = file.approvals.at(-1)
      const fields = { sentOn: '2023-01-10', answeredOn: value % 3 === 0 ? null : '2023-01-12', result: ([null, 'agreed', value % 4 === 1 ? 'returned' : 'agreed'] as const)[value % 3] ?? null }
      await approve(context, file, ['部门负责人', '分管副检察长', '检察长'][at % 3] ?? '', { ...fields, ...(open?.result === null && { id: open.id }) })
      return
    }
    case 'dropWork': {
      const [entity, part] = value % 2 ? (['case_step', file.steps.at(-1)] as const) : (['approval', file.approvals.at(-1)] as const)
      if (part) await casePartHandlers.partRecycle(context, { id: part.id, version: part.version, entity, reason: '误' })
      return
    }
    case 'changeDecision':
      if (file.decisions.length > 0) await changeDecision(context, file, (['correct', 'supplement', 'revoke'] as const)[value % 3] ?? 'correct', value * 70, { decidedOn: '2023-07-01' })
      return
    case 'archive':
      await archiveHandlers.caseArchive(context, { ...ofCase, archivedOn: '2023-09-01', archiveNumber: null })
      return
    case 'dropRecipient':
      if (recipient) await casePartHandlers.partRecycle(context, { id: recipient.id, version: recipient.version, entity: 'recipient', reason: '误' })
  }
}

it('list row and search text of every case equal what its records say, after any edits; the list shows each live case once', async () => {
  const stages = new Set<string>()
  await fc.assert(
    fc.asyncProperty(edits, async (list) => {
      const book = await openTestCasebook()
      for (const edit of list) {
        await run(book, edit).catch((thrown: unknown) => {
          if (!(thrown instanceof CasebookError)) throw thrown
        })
      }
      const cases = await book.store.read.selectFrom('relief_case').select(['id', 'deleted_at']).execute()
      for (const { id, deleted_at } of cases) {
        const summary = await book.store.read.selectFrom('case_summary').selectAll().where('case_id', '=', id).executeTakeFirst()
        const search = await book.store.read.selectFrom('case_search').selectAll().where('case_id', '=', id).executeTakeFirst()
        const derived = await deriveCase(book.store.read, id)
        expect({ summary, search }).toEqual(derived ?? { summary: undefined, search: undefined })
        expect(derived === null).toBe(deleted_at !== null)
        if (derived) {
          stages.add(derived.summary.stage)
          expect((await caseHandlers.caseGet(book.context, { id })).stage).toBe(derived.summary.stage)
        }
      }
      const live = cases.filter((row) => row.deleted_at === null).map((row) => row.id)
      for (const sort of ['number', 'acceptedOn', 'decidedOn'] as const) {
        const seen: string[] = []
        let after: string | null = null
        do {
          const page: Awaited<ReturnType<typeof caseListHandlers.caseList>> = await caseListHandlers.caseList(book.context, parsed('caseList', { filter: {}, sort, descending: list.length % 2 === 0, after, limit: 3 }))
          seen.push(...page.rows.map((row) => row.id))
          after = page.next
        } while (after !== null)
        expect([...seen].sort()).toEqual([...live].sort())
      }
      expect((await verifyAudit(book.store.read)).brokenAt).toBeNull()
      await book.store.close()
    }),
    { numRuns: 40, seed: 20231115 },
  )
  // The edits must reach the stages they are about, or they would prove nothing.
  expect([...stages]).toEqual(expect.arrayContaining(['applied', 'supplementing', 'accepted', 'approving', 'decided', 'closed', 'archived']))
}, 240_000)
