import type { SupervisedEntry } from './aftercareRecords.ts'
import { disbursementEffect } from './caseRules.ts'
import { addMonths, ageOn } from './dates.ts'
import type { FieldError } from './errors.ts'
import { formatYuan } from './money.ts'
import type { DisbursementKind, Fen, LegalDate } from './records.ts'

/**
 * Money kept by others for a person who cannot manage it (三方监管). The transfer to the account is the disbursement; withdrawals are not, and the two
 * are never added. Balance and forecast are derived from both lists anew each time.
 */

const yuan = (fen: Fen) => `${formatYuan(fen)} 元`
export const supervisedEntryLabels: Record<SupervisedEntry['kind'], string> = { withdrawal: '支取', interest: '利息', pause: '暂停支取', resume: '恢复支取', handOver: '移交' }
export const supervisorKindLabels = {
  civilAffairs: '民政部门',
  township: '乡镇（街道）',
  village: '村（居）委会',
  school: '学校',
  bank: '银行止付',
  notary: '公证提存',
  other: '其他',
} as const

type Deposit = { kind: DisbursementKind; amountFen: Fen; happenedOn: LegalDate }
type Entry = Pick<SupervisedEntry, 'kind' | 'happenedOn' | 'amountFen'>

const sign = { withdrawal: -1, interest: 1, handOver: -1, pause: 0, resume: 0 } as const

/** Everything that moved the account, by day; within a day what came in stands first. */
function movements(deposits: readonly Deposit[], entries: readonly Entry[]): { on: LegalDate; fen: Fen }[] {
  return [
    ...deposits.map((one) => ({ on: one.happenedOn, fen: disbursementEffect[one.kind].net * one.amountFen })),
    ...entries.map((one) => ({ on: one.happenedOn, fen: sign[one.kind] * (one.amountFen ?? 0) })),
  ].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : b.fen - a.fen))
}

export interface SupervisedSums {
  depositedFen: Fen
  /** Withdrawn and handed over. */
  withdrawnFen: Fen
  balanceFen: Fen
  paused: boolean
  lastsMonths: number | null
}

/** Sums of a supervised account on a day. The forecast goes by the withdrawals of the last twelve months, or since the first where that is less. */
export function supervisedSums(deposits: readonly Deposit[], entries: readonly Entry[], today: LegalDate): SupervisedSums {
  const sum = (list: readonly Entry[]) => list.reduce((total, one) => total + (one.amountFen ?? 0), 0)
  const depositedFen = deposits.reduce((total, one) => total + disbursementEffect[one.kind].net * one.amountFen, 0)
  const balanceFen = depositedFen + entries.reduce((total, one) => total + sign[one.kind] * (one.amountFen ?? 0), 0)
  const yearAgo = addMonths(today, -12)
  const withdrawals = entries.filter((one) => one.kind === 'withdrawal')
  const recent = withdrawals.filter((one) => one.happenedOn > yearAgo && one.happenedOn <= today)
  const first = withdrawals.map((one) => one.happenedOn).sort()[0]
  const spent = sum(recent)
  let months = 1
  while (first !== undefined && months < 12 && addMonths(first, months) <= today) months += 1
  return {
    depositedFen,
    withdrawnFen: sum(entries.filter((one) => one.kind === 'withdrawal' || one.kind === 'handOver')),
    balanceFen,
    paused: isPaused(entries),
    lastsMonths: spent > 0 && balanceFen > 0 ? Math.floor((balanceFen * months) / spent) : null,
  }
}

/** The day somebody comes of age. */
export const comesOfAge = (birthDate: LegalDate): LegalDate => addMonths(birthDate, 18 * 12)

/** When money kept for somebody is to be handed over: at 18 for a minor, else nobody knows yet. */
export function proposedHandOver(birthDate: LegalDate | null, agreedOn: LegalDate): LegalDate | null {
  return birthDate !== null && ageOn(birthDate, agreedOn) < 18 ? comesOfAge(birthDate) : null
}

/** By day, and within a day as they were recorded: sorting keeps that order. */
const inOrder = (entries: readonly Entry[]) => [...entries].sort((a, b) => (a.happenedOn < b.happenedOn ? -1 : a.happenedOn > b.happenedOn ? 1 : 0))

function isPaused(entries: readonly Entry[], until?: LegalDate): boolean {
  const turns = inOrder(entries).filter((one) => (one.kind === 'pause' || one.kind === 'resume') && (until === undefined || one.happenedOn <= until))
  return turns.at(-1)?.kind === 'pause'
}

/** Why these entries cannot stand together; null where they can. The account never holds less than nothing, pauses and resumptions alternate, nothing follows the hand-over. */
export function supervisionFault(deposits: readonly Deposit[], entries: readonly Entry[]): string | null {
  let paused = false
  let ended: LegalDate | null = null
  for (const entry of inOrder(entries)) {
    if (ended !== null) return `监管资金已于 ${ended} 移交，之后不能再登记${supervisedEntryLabels[entry.kind]}`
    if (entry.kind === 'pause') {
      if (paused) return '已经暂停支取，不能重复登记暂停。请先登记恢复'
      paused = true
    } else if (entry.kind === 'resume') {
      if (!paused) return '没有暂停支取，不需要登记恢复'
      paused = false
    } else if (entry.kind === 'withdrawal' && paused) {
      return `${entry.happenedOn} 处于暂停支取期间，不能登记支取。请先登记恢复，或核对日期`
    } else if (entry.kind === 'handOver') {
      ended = entry.happenedOn
    }
  }
  let balance = 0
  for (const { on, fen } of movements(deposits, entries)) {
    balance += fen
    if (balance < 0) return `${on} 账上余额不足，还差 ${yuan(-balance)}。请核对金额和日期`
  }
  if (ended !== null && balance !== 0) return `移交后账上还有 ${yuan(balance)}。移交的金额须等于移交时的余额`
  return null
}

/** What is wrong with one more entry. Paths are relative to the form. */
export function supervisedEntryFaults(
  fields: Entry & { purpose: string | null; reason: string | null },
  facts: { deposits: readonly Deposit[]; entries: readonly Entry[]; agreedOn: LegalDate; handOverOn: LegalDate | null; endedOn: LegalDate | null; today: LegalDate },
): FieldError[] {
  const label = supervisedEntryLabels[fields.kind]
  const moves = fields.kind !== 'pause' && fields.kind !== 'resume'
  const faults: FieldError[] = []
  if (facts.endedOn !== null) faults.push({ path: 'kind', message: `监管已于 ${facts.endedOn} 结束，不能再登记${label}` })
  if (fields.happenedOn > facts.today) faults.push({ path: 'happenedOn', message: `${label}日期不能晚于今天（${facts.today}），请核对` })
  if (fields.happenedOn < facts.agreedOn) faults.push({ path: 'happenedOn', message: `${label}日期 ${fields.happenedOn} 早于监管协议签订日期 ${facts.agreedOn}，请核对` })
  if (moves && (fields.amountFen ?? 0) <= 0 && fields.kind !== 'handOver') faults.push({ path: 'amountFen', message: `请填写${label}金额` })
  if (!moves && fields.amountFen !== null) faults.push({ path: 'amountFen', message: `${label}没有金额，请清空` })
  if (fields.kind === 'withdrawal' && fields.purpose === null) faults.push({ path: 'purpose', message: '请填写支取的用途' })
  if (fields.kind === 'handOver' && fields.reason === null && (facts.handOverOn === null || fields.happenedOn < facts.handOverOn)) {
    faults.push({ path: 'reason', message: `${facts.handOverOn === null ? '协议没有写明移交日期' : `早于应移交日期 ${facts.handOverOn}`}，请写明移交的原因，如本人已能自行管理` })
  }
  if (!moves && fields.reason === null) faults.push({ path: 'reason', message: `请填写${label}的原因` })
  if (faults.length > 0) return faults
  const impossible = supervisionFault(facts.deposits, [...facts.entries, fields])
  return impossible === null ? [] : [{ path: moves ? 'amountFen' : 'kind', message: impossible }]
}
