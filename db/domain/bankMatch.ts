import type { BankCandidate, BankMatch } from './aftercareRecords.ts'
import { formatYuan } from './money.ts'
import type { Fen, Id, LegalDate } from './records.ts'
import { foldWidth, squeeze } from './text.ts'

/**
 * Lines of a bank's list against what is to be paid. Only a line whose account, name and amount all equal one thing to be paid, and one only, is sure;
 * whatever nearly fits is doubtful and says why, and is never matched by itself.
 */

/** Somebody to whom something is to be paid. */
export interface BankTarget {
  caseId: Id
  caseNumber: string | null
  recipientId: Id
  /** Holder of the account, else the recipient. */
  name: string
  account: string | null
  /** The supervised account that is meant; null where the money goes to the recipient. */
  supervisedFundId: Id | null
  /** The account is that of a guardian who is the offender. */
  payeeIsOffender: boolean
  /** Whose money is not supervised, without a reason on record: the day of coming of age, until which a payment wants one. */
  minorUntil: LegalDate | null
  decidedOn: LegalDate | null
  /** Still to be paid altogether; zero for somebody who was paid in full. */
  outstandingFen: Fen
  /** Batches of the present plan that are not settled, by day; empty where the grant is paid at once. */
  batches: { id: Id; ordinal: number; dueOn: LegalDate; remainingFen: Fen }[]
}
export interface MatchLine {
  name: string
  account: string
  amountFen: Fen | null
  succeeded: boolean
  understood: boolean
  blurred: boolean
  happenedOn: LegalDate | null
  reference: string
}
export interface Matched {
  match: BankMatch
  why: string | null
  candidate: BankCandidate | null
  candidates: BankCandidate[]
}

const yuan = (fen: Fen) => `${formatYuan(fen)} 元`
const digits = (text: string | null) => (text === null ? '' : foldWidth(text).replace(/\D/g, ''))
const bare = (name: string) => squeeze(foldWidth(name)).replace(/[·•・．.\s]/g, '')

/** Whether two accounts differ by one digit: another one, one too many or too few, or two neighbours changed places. */
export function oneDigitOff(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

type Open = BankTarget & { digits: string; bareName: string }

/** What may be paid next to somebody: the batch a line names by its amount, those that are due first; else everything outstanding. */
function nextOf(target: Open, amountFen: Fen | null): BankCandidate {
  const batch = target.batches.find((one) => one.remainingFen === amountFen) ?? target.batches[0] ?? null
  return {
    caseId: target.caseId,
    caseNumber: target.caseNumber,
    recipientId: target.recipientId,
    instalmentId: batch?.id ?? null,
    name: target.name,
    account: target.account,
    amountFen: batch?.remainingFen ?? target.outstandingFen,
    dueOn: batch?.dueOn ?? null,
  }
}

function judge(line: MatchLine, open: readonly Open[], today: LegalDate): Matched {
  const { amountFen } = line
  const unmatched = (why: string): Matched => ({ match: 'unmatched', why, candidate: null, candidates: [] })
  if (line.account === '' && line.name === '') return unmatched('没有户名和账号')
  const name = bare(line.name)
  const sameAccount = open.filter((one) => line.account !== '' && one.digits === line.account)
  const sameName = open.filter((one) => name !== '' && one.bareName === name)
  const near = [...new Set([...sameAccount, ...sameName, ...open.filter((one) => line.account !== '' && one.digits !== '' && oneDigitOff(one.digits, line.account))])]
  const owed = near.filter((one) => one.outstandingFen > 0)
  if (near.length === 0) return unmatched('台账里没有待发放的这个户名和账号')
  const meant = near.filter((one) => one.digits === line.account && one.bareName === name)
  // Somebody known who is owed nothing: that another's account looks alike must not make it theirs.
  if (owed.length === 0 || (meant.length > 0 && meant.every((one) => one.outstandingFen <= 0))) {
    const known = meant[0] ?? near.find((one) => one.bareName === name) ?? near[0]
    return unmatched(`${known?.name ?? ''}没有待发放的救助金，可能已经登记过发放，请核对发放记录`)
  }
  const candidates = owed.map((one) => nextOf(one, amountFen))
  const doubtful = (why: string): Matched => ({ match: 'doubtful', why, candidate: candidates.length === 1 ? (candidates[0] ?? null) : null, candidates })
  if (amountFen === null) return { ...doubtful('没有看懂金额'), match: 'unmatched', candidate: null }
  if (!line.understood) return { ...doubtful('没有看懂处理结果，不知道是成功还是失败'), match: 'unmatched', candidate: null }
  const exact = owed.filter((one) => one.digits === line.account && one.bareName === name && nextOf(one, amountFen).amountFen === amountFen)
  if (exact.length > 1) return doubtful(`有 ${exact.length} 笔待发放都相符，请选择是哪一件`)
  const [only] = exact
  if (only) {
    if (line.happenedOn === null) return doubtful('清单没有写日期，登记时按今天记。请确认后登记')
    if (line.happenedOn > today) return doubtful(`日期 ${line.happenedOn} 晚于今天，请核对`)
    if (only.decidedOn !== null && line.happenedOn < only.decidedOn) return doubtful(`日期 ${line.happenedOn} 早于决定日期 ${only.decidedOn}，请核对是不是这一笔`)
    if (only.payeeIsOffender && line.succeeded) return doubtful(`户名${only.name}是本案加害人，不宜收款。请核对后登记，并另行确定以后的收款人`)
    if (only.minorUntil !== null && line.succeeded && line.happenedOn < only.minorUntil) return doubtful(`${only.name}是未成年人，没有设监管，也没有说明理由。请核对后登记，并补登监管协议或不设监管的理由`)
    return { match: 'sure', why: null, candidate: nextOf(only, amountFen), candidates: [nextOf(only, amountFen)] }
  }
  const both = owed.find((one) => one.digits === line.account && one.bareName === name)
  if (both) return doubtful(`户名、账号相符，金额 ${yuan(amountFen)}与待发放的 ${yuan(nextOf(both, amountFen).amountFen)}不同`)
  const account = owed.find((one) => one.digits === line.account)
  if (account) return doubtful(`账号相符，户名不同（台账为${account.name}）`)
  const close = owed.find((one) => one.digits !== '' && oneDigitOff(one.digits, line.account))
  if (close?.bareName === name) return doubtful(`户名相符，账号有一位不同（台账为尾号 ${close.digits.slice(-4)}）${line.blurred ? '。账号在表格里是数字，末几位可能已失真' : ''}`)
  const named = owed.find((one) => one.bareName === name)
  if (named) return doubtful(named.digits === '' ? '户名相符，台账没有登记账号' : `户名相符，账号不同（台账为尾号 ${named.digits.slice(-4)}）`)
  return doubtful(`账号与${close?.name ?? ''}的只差一位，户名不同`)
}

/** What a payment leaves to be paid: two lines of one list never mean the same batch. A failed transfer leaves everything as it was, but the line stands for it. */
function settle(target: Open, instalmentId: Id | null, amountFen: Fen): void {
  target.outstandingFen -= amountFen
  const batch = target.batches.find((one) => one.id === instalmentId)
  if (!batch) return
  batch.remainingFen -= amountFen
  target.batches = target.batches.filter((one) => one.remainingFen > 0)
}

/**
 * Matches every line, in the order of the list; what one line was matched to is no longer open for the next.
 * @param applied references of lines that were applied before
 * @param choices what the officer matched by hand, by the index of the line
 */
export function matchBankLines(
  lines: readonly MatchLine[],
  targets: readonly BankTarget[],
  options: { today: LegalDate; applied: ReadonlySet<string>; choices?: ReadonlyMap<number, { recipientId: Id; instalmentId: Id | null }> },
): Matched[] {
  const open: Open[] = targets.map((target) => ({ ...target, batches: target.batches.map((batch) => ({ ...batch })), digits: digits(target.account), bareName: bare(target.name) }))
  const take = (line: MatchLine, to: { recipientId: Id; instalmentId: Id | null }) => {
    const target = open.find((one) => one.recipientId === to.recipientId)
    if (target && line.amountFen !== null) settle(target, to.instalmentId, line.amountFen)
  }
  // What the officer said goes first: no line may take it away again.
  for (const [index, choice] of options.choices ?? []) {
    const line = lines[index]
    if (line && !options.applied.has(line.reference)) take(line, choice)
  }
  return lines.map((line, index): Matched => {
    if (options.applied.has(line.reference)) return { match: 'applied', why: '这一行以前已经登记过', candidate: null, candidates: [] }
    if (options.choices?.has(index)) return { match: 'doubtful', why: null, candidate: null, candidates: [] }
    const matched = judge(line, open, options.today)
    if (matched.match === 'sure' && matched.candidate) take(line, matched.candidate)
    return matched
  })
}
