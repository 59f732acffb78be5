import type { Page } from 'playwright-core'
import { addDays } from '../../db/domain/dates.ts'
import type { LegalDate } from '../../db/domain/records.ts'

interface Running {
  number: number
  name: string
  sex: 'male' | 'female'
  officer: string
  category: string
  leadSource: string
  /** Days before today. */
  applied: number
  accepted: number | null
  decided: number | null
  /** Fen. */
  amount: number
  paid: number | null
  /** Days from today until the visit that is planned; negative when it is overdue. */
  visit: number | null
}

const running: readonly Running[] = [
  { number: 1, name: '贺兰英', sex: 'female', officer: '演示人员', category: 'injury', leadSource: 'womensFederation', applied: 100, accepted: 98, decided: 86, amount: 2_000_000, paid: 80, visit: -3 },
  { number: 2, name: '樊守义', sex: 'male', officer: '演示人员', category: 'civilInjury', leadSource: 'civilAffairs', applied: 30, accepted: 28, decided: 12, amount: 1_500_000, paid: null, visit: null },
  { number: 3, name: '纪小禾', sex: 'female', officer: '演示人员', category: 'injury', leadSource: 'procuratorate', applied: 12, accepted: 9, decided: null, amount: 0, paid: null, visit: null },
  { number: 4, name: '盛国权', sex: 'male', officer: '承办人乙', category: 'property', leadSource: 'applicant', applied: 4, accepted: null, decided: null, amount: 0, paid: null, visit: null },
  { number: 5, name: '陶玉洁', sex: 'female', officer: '承办人乙', category: 'injury', leadSource: 'disabledFederation', applied: 160, accepted: 155, decided: 140, amount: 3_000_000, paid: 132, visit: 5 },
]

/** Invented cases under way around `today`, so that the workbench has something to show. Made through the page's own functions, as the forms do. */
export async function addRunningCases(page: Page, today: LegalDate): Promise<void> {
  const year = today.slice(0, 4)
  const before = (days: number | null) => (days === null ? null : addDays(today, -days))
  for (const one of running) {
    const failed = await page.evaluate(
      async ({ basics, person, decision, payment, visit }) => {
        const { casebook } = window
        const original = { number: null, charge: null, chargeText: null, stage: null, reachedProcuratorate: true, handlingOffice: null, handlingUnit: null, suspects: null, outcome: null, compensationOrderedFen: null, compensationObtainedFen: null }
        const rest = { relation: null, specialGroups: [], guardianName: null, guardianPhone: null, guardianIsOffender: false, agentName: null, requestedFen: null, accountHolder: null, bankName: null, bankAccount: null, hardship: null }
        const made = await casebook.caseCreate({ basics, original, recipients: [{ person, ...rest }], oneHousehold: false, late: false })
        if (!made.ok) return made.error
        const caseId = made.value.id
        const file = await casebook.caseGet({ id: caseId })
        if (!file.ok) return file.error
        const recipientId = file.value.recipients[0]?.id ?? ''
        const saved = [
          decision && (await casebook.decisionSave({ caseId, id: null, version: null, recipientId, fields: decision })),
          payment && (await casebook.disbursementAdd({ caseId, recipientId, fields: payment })),
          visit && (await casebook.visitSave({ caseId, id: null, version: null, fields: { ...visit, recipientId } })),
        ]
        return saved.find((result) => result && !result.ok) ?? null
      },
      {
        basics: { caseNumber: `冀廊安检救助〔${year}〕${one.number}号`, unifiedNumber: null, category: one.category, cause: null, leadSource: one.leadSource, officerName: one.officer, urgent: one.number === 3, appliedOn: before(one.applied), acceptedOn: before(one.accepted), remark: null },
        person: { id: null, name: one.name, paperType: 'none', paperNumber: null, sex: one.sex, birthDate: null, ethnicity: null, residence: null, phone: null, safeContact: null },
        decision: one.decided === null ? null : { kind: 'grant' as const, amountFen: one.amount, decidedOn: before(one.decided), number: null, servedOn: before(one.decided - 2), reason: null, overCapReason: null },
        payment: one.paid === null ? null : { kind: 'paid' as const, amountFen: one.amount, happenedOn: before(one.paid) ?? today, method: 'bank', payee: null, voucher: null, note: null },
        visit: one.visit === null ? null : { dueOn: addDays(today, one.visit), doneOn: null, way: null, visitors: null, findings: null, moneyUse: null, satisfaction: null, stillNeeded: null },
      },
    )
    if (failed) throw new Error(JSON.stringify(failed))
  }
}
