import type { Duty } from '../domain/caseList.ts'
import { addDays } from '../domain/dates.ts'
import { brokenText } from '../domain/instalments.ts'
import { formatYuan } from '../domain/money.ts'
import type { LegalDate } from '../domain/records.ts'
import type { CaseMoney, DueBatch, HandOver } from '../store/moneyDutyRepository.ts'

/** Days before a hand-over on which it is first spoken of: papers and a guardian have to be got ready. */
const HAND_OVER_AHEAD = 30

const yuan = (fen: number) => `${formatYuan(fen)} 元`
type Line = Pick<Duty, 'caseId' | 'caseNumber' | 'officerName'>
const dutyOf = ({ caseId, caseNumber, officerName }: Line, people: string, dueOn: LegalDate | null, text: string): Duty => ({
  caseId,
  caseNumber,
  officerName,
  people,
  kind: 'pay',
  leadId: null,
  deadline: null,
  dueOn,
  section: 'disbursement',
  text,
})

function batchText(batch: DueBatch): string {
  if (batch.state === 'failed' || batch.state === 'returned') return brokenText(batch.state, batch.reason, `第 ${batch.ordinal} 批 ${yuan(batch.remainingFen)}`)
  return batch.state === 'partly' ? `第 ${batch.ordinal} 批还差 ${yuan(batch.remainingFen)}没有发放` : `第 ${batch.ordinal} 批 ${yuan(batch.remainingFen)}，发放后请登记`
}

/** Batches that are due or broken, and of each person the next one. The day of a batch is the one fixed, however long it is past. */
export function batchDuties(money: CaseMoney, day: LegalDate): Duty[] {
  const spoken = new Set<string>()
  return money.batches.flatMap((batch) => {
    const pressing = batch.dueOn <= day || batch.state === 'failed' || batch.state === 'returned'
    if (!pressing && spoken.has(batch.recipientId)) return []
    spoken.add(batch.recipientId)
    return [dutyOf(money, batch.personName, batch.dueOn, batchText(batch))]
  })
}

/** What is said of money in no batch; null where there is none. */
export function outsideText(money: CaseMoney): string | null {
  if (money.outsideFen <= 0) return null
  const broken = money.broken.map((one) => `${one.personName}${brokenText(one.kind, one.reason, '')}`)
  return broken.length > 0 ? `${broken.join('；')}。待发放 ${yuan(money.outsideFen)}` : `待发放 ${yuan(money.outsideFen)}`
}

/** A closed case may still owe: its money is asked for until it is paid or cancelled. */
export function closedDuties(money: CaseMoney, people: string): Duty[] {
  const text = outsideText(money)
  if (money.revoked === 1) return [dutyOf(money, people, null, `已办结，有决定已撤销，请核对未发放的 ${yuan(money.outstandingFen)}`)]
  return text === null ? [] : [dutyOf(money, people, null, `已办结，${text}`)]
}

export const handOverHorizon = (day: LegalDate): LegalDate => addDays(day, HAND_OVER_AHEAD)
export const handOverDuty = (one: HandOver): Duty => dutyOf(one, one.personName, one.dueOn, `监管资金到移交日期（${one.supervisor}），移交后请登记`)
