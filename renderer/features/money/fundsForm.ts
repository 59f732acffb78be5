import type { FundsEntry, FundsKind, FundsPool } from '../../../db/domain/aftercareRecords.ts'
import type { FieldError } from '../../../db/domain/errors.ts'
import { formatYuan } from '../../../db/domain/money.ts'
import type { Fen, Id, LegalDate } from '../../../db/domain/records.ts'
import type { Parsed } from '../../../db/operations/contract.ts'
import { fundsKindLabels } from './moneyWords.ts'

/** One movement of the pool as the form edits it. */
export interface FundsForm {
  kind: FundsKind
  happenedOn: LegalDate | null
  amountFen: Fen | null
  source: string | null
  year: number
  document: string | null
  note: string | null
  /** `name`: what the case is called, where it was chosen before. */
  allocations: { caseId: Id | null; name: string | null; amountFen: Fen | null }[]
}

export const newFunds = (kind: FundsKind, year: number, day: LegalDate, amountFen: Fen | null = null): FundsForm => ({
  kind,
  happenedOn: day,
  amountFen,
  source: null,
  year,
  document: null,
  note: null,
  allocations: [],
})

export function fundsOf(entry: FundsEntry): FundsForm {
  const { kind, happenedOn, amountFen, source, year, document, note, allocations } = entry
  return { kind, happenedOn, amountFen, source, year, document, note, allocations: allocations.map((one) => ({ caseId: one.caseId, name: caseName(one), amountFen: one.amountFen })) }
}

export const caseName = ({ people, caseNumber }: { people: string; caseNumber: string | null }): string => `${people || '（没有救助对象）'}　${caseNumber ?? '未编号'}`

/** An entry in one line. */
export const entryText = ({ happenedOn, kind, amountFen, source, document, note }: FundsEntry): string =>
  [happenedOn, fundsKindLabels[kind], `${formatYuan(amountFen)} 元`, source, document, note].filter(Boolean).join('，')

export const allocatedFen = (form: { allocations: readonly { amountFen: Fen | null }[] }): Fen => form.allocations.reduce((sum, { amountFen }) => sum + (amountFen && !Number.isNaN(amountFen) ? amountFen : 0), 0)

/** What can be told before asking: blanks, and more given out than arrived; what cannot be read the form says itself. Paths as in the operation. */
export function fundsFaults(form: FundsForm): FieldError[] {
  const faults: FieldError[] = []
  if (form.happenedOn === null) faults.push({ path: 'happenedOn', message: '请填写日期' })
  if (form.amountFen === null || form.amountFen === 0) faults.push({ path: 'amountFen', message: '请填写金额' })
  if (!Number.isInteger(form.year) || form.year < 1990 || form.year > 2200) faults.push({ path: 'year', message: '请填写年度，例如 2026' })
  if (form.kind !== 'arrived') return faults
  for (const [index, { caseId, amountFen }] of form.allocations.entries()) {
    if (caseId === null) faults.push({ path: `allocations.${index}.caseId`, message: '请选择案件' })
    if (amountFen === null || amountFen === 0) faults.push({ path: `allocations.${index}.amountFen`, message: '请填写分配金额' })
  }
  const allocated = allocatedFen(form)
  if (form.amountFen && allocated > form.amountFen) {
    faults.push({ path: 'allocations', message: `分配到案件的合计 ${formatYuan(allocated)} 元超过到账的 ${formatYuan(form.amountFen)} 元，请核对` })
  }
  return faults
}

/** What the operation takes; only an arrival is given to cases. */
export function fundsFields(form: FundsForm): Parsed<'fundsSave'>['fields'] {
  const { allocations, happenedOn, amountFen, ...fields } = form
  return {
    ...fields,
    happenedOn: happenedOn ?? '',
    amountFen: amountFen ?? 0,
    allocations: form.kind === 'arrived' ? allocations.map((one) => ({ caseId: one.caseId ?? '', amountFen: one.amountFen ?? 0 })) : [],
  }
}

export interface PoolPart {
  key: 'paid' | 'returned' | 'balance'
  label: string
  fen: Fen
  /** Of everything the year had, 0…100. */
  percent: number
}

/** What the year had and where it went; a pool that is overdrawn fills its bar with what was paid. */
export function poolParts(pool: Pick<FundsPool, 'carriedInFen' | 'arrivedFen' | 'returnedFen' | 'netPaidFen' | 'balanceFen'>): { hadFen: Fen; parts: PoolPart[] } {
  const hadFen = pool.carriedInFen + pool.arrivedFen
  const whole = Math.max(hadFen, pool.netPaidFen + pool.returnedFen)
  const percent = (fen: Fen) => (whole > 0 ? Math.max(0, Math.min(100, (fen / whole) * 100)) : 0)
  return {
    hadFen,
    parts: [
      { key: 'paid', label: '净发放', fen: pool.netPaidFen, percent: percent(pool.netPaidFen) },
      { key: 'returned', label: '退回财政', fen: pool.returnedFen, percent: percent(pool.returnedFen) },
      { key: 'balance', label: '余额', fen: pool.balanceFen, percent: percent(pool.balanceFen) },
    ],
  }
}

/** Whether what is left pays what is still owed, in one sentence. */
export function coverText({ balanceFen, outstandingFen }: Pick<FundsPool, 'balanceFen' | 'outstandingFen'>): { text: string; short: boolean } {
  if (balanceFen < 0) return { text: `本年度发放和退回超过到账 ${formatYuan(-balanceFen)} 元。到账或结转没有登记的，请补登`, short: true }
  if (outstandingFen <= 0) return { text: '没有待发放的救助金', short: false }
  const lack = outstandingFen - balanceFen
  return lack > 0 ? { text: `待发放 ${formatYuan(outstandingFen)} 元，余额还差 ${formatYuan(lack)} 元`, short: true } : { text: `待发放 ${formatYuan(outstandingFen)} 元，余额够用`, short: false }
}
