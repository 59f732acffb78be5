import { ageOn } from '../domain/dates.ts'
import { labelOf } from '../domain/codeLists.ts'
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
  } else if (birthDate && date) {
    checkGroups(person, ageOn(birthDate, date), found, context)
  }
  if (person.specialGroups.includes('woman') && person.sex === 'male') {
    found.warn(`${context.heading('specialGroups')}：标为“${labelOf('specialGroup', 'woman')}”，性别却是男，已照原样读入，请核对`)
  }
  const capDate = decidedOn ?? facts.acceptedOn
  const limit = capDate && amountFen && cap ? cap(capDate) : null
  if (limit && amountFen && amountFen > limit.fen) {
    found.warn(`${context.heading('amount')}：${formatYuan(amountFen)} 元超过救助限额 ${formatYuan(limit.fen)} 元，已照原样读入，请核对；确实如此的，以后在案件中补记超限理由`)
  }
}

/** Labels that an age rules out: 未成年人 under 18, 老年人 from 60 (老年人权益保障法 第二条), 退役军人 grown up. */
function checkGroups(person: LedgerPerson, age: number, found: Findings, context: RowContext): void {
  const rules = [
    { code: 'minor', fits: age < 18 },
    { code: 'elderly', fits: age >= 60 },
    { code: 'veteran', fits: age >= 18 },
  ]
  for (const { code, fits } of rules) {
    if (fits || !person.specialGroups.includes(code)) continue
    found.warn(`${context.heading('specialGroups')}：标为“${labelOf('specialGroup', code)}”，按出生日期当时 ${age} 岁，两者不符，已照原样读入，请核对`)
  }
}
