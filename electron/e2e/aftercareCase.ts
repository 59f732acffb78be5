import type { ElectronApplication, Page } from 'playwright-core'
import { addDays, addMonths } from '../../db/domain/dates.ts'
import type { LegalDate } from '../../db/domain/records.ts'

export interface PaidPerson {
  name: string
  residence: string
  phone: string
  birthDate: LegalDate | null
  number: string
  /** Days before today of the payment. */
  paid: number
}

/** A case that was decided and paid, made through the page's own functions, as the forms do. @returns its id and that of its recipient */
export async function addPaidCase(page: Page, { name, residence, phone, birthDate, number, paid }: PaidPerson, today: LegalDate): Promise<{ caseId: string; recipientId: string }> {
  const before = (days: number) => addDays(today, -days)
  const made = await page.evaluate(
    async ({ basics, person, decision, payment }) => {
      const { casebook } = window
      const original = { number: null, charge: null, chargeText: null, stage: null, reachedProcuratorate: true, handlingOffice: null, handlingUnit: null, suspects: null, outcome: null, compensationOrderedFen: null, compensationObtainedFen: null }
      const rest = { relation: null, specialGroups: [], guardianName: null, guardianPhone: null, guardianIsOffender: false, agentName: null, requestedFen: null, accountHolder: null, bankName: null, bankAccount: null, hardship: null }
      const created = await casebook.caseCreate({ basics, original, recipients: [{ person, ...rest }], oneHousehold: false, late: false })
      if (!created.ok) return { error: created.error }
      const caseId = created.value.id
      const file = await casebook.caseGet({ id: caseId })
      if (!file.ok) return { error: file.error }
      const recipientId = file.value.recipients[0]?.id ?? ''
      const decided = await casebook.decisionSave({ caseId, id: null, version: null, recipientId, fields: decision })
      if (!decided.ok) return { error: decided.error }
      const given = await casebook.disbursementAdd({ caseId, recipientId, fields: payment })
      return given.ok ? { caseId, recipientId } : { error: given.error }
    },
    {
      basics: { caseNumber: number, unifiedNumber: null, category: 'injury', cause: null, leadSource: null, officerName: '王检', urgent: false, appliedOn: before(paid + 20), acceptedOn: before(paid + 18), remark: null },
      person: { id: null, name, paperType: 'none', paperNumber: null, sex: null, birthDate, ethnicity: null, residence, phone, safeContact: null },
      decision: { kind: 'grant' as const, amountFen: 2_000_000, decidedOn: before(paid + 6), number: null, servedOn: before(paid + 4), reason: null, overCapReason: null },
      payment: { kind: 'paid' as const, amountFen: 2_000_000, happenedOn: before(paid), method: 'bank', payee: null, voucher: null, note: null, reason: birthDate !== null && birthDate > addMonths(today, -18 * 12) ? '由祖父母用于日常生活' : null },
    },
  )
  if ('error' in made) throw new Error(JSON.stringify(made.error))
  return made
}

/** Takes the printer's place: keeps the markup of every sheet that would be printed. */
export async function takePrinter(app: ElectronApplication): Promise<() => Promise<string[]>> {
  await app.evaluate(({ app: electron }) => {
    const sheets: string[] = []
    Object.assign(globalThis, { sheets })
    electron.on('web-contents-created', (_event, contents) => {
      contents.print = (_options, done) => {
        // The sheet runs no scripts that could be asked: it is read again from where it was read.
        void contents.session
          .fetch(contents.getURL())
          .then((answer) => answer.text())
          .then(
            (html) => {
              sheets.push(html)
              done?.(true, '')
            },
            () => done?.(false, 'unreadable'),
          )
      }
    })
  })
  return () => app.evaluate(() => (globalThis as unknown as { sheets: string[] }).sheets)
}
