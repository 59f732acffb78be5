import { labelFaults } from '../domain/labelRules.ts'
import { formatYuan } from '../domain/money.ts'
import type { Fen, LegalDate } from '../domain/records.ts'
import type { Findings } from './findings.ts'
import type { RowContext } from './ledgerCells.ts'
import type { CaseFacts } from './ledgerRow.ts'
import type { LedgerPerson } from './ledgerTypes.ts'

/** Contradictions inside one row. Facts stay as found; each is flagged with what to look at. */
export function checkPerson(facts: CaseFacts, person: LedgerPerson, found: Findings, context: RowContext, cap: ((date: LegalDate) => { fen: Fen } | null) | undefined): void {
  const { birthDate, amountFen, decidedOn } = person
  const date = facts.acceptedOn ?? decidedOn
  if (birthDate && date && birthDate > date) {
    found.warn(`出生日期 ${birthDate} 晚于受理或决定日期 ${date}，已照原样读入，请核对`)
  }
  for (const fault of labelFaults(person, date)) found.warn(`${context.heading('specialGroups')}：${fault}，已照原样读入，请核对`)
  const capDate = decidedOn ?? facts.acceptedOn
  const limit = capDate && amountFen && cap ? cap(capDate) : null
  if (limit && amountFen && amountFen > limit.fen) {
    found.warn(`${context.heading('amount')}：${formatYuan(amountFen)} 元超过救助限额 ${formatYuan(limit.fen)} 元，已照原样读入，请核对；确实如此的，以后在案件中补记超限理由`)
  }
}
