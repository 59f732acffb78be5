import type { BankMatch, FundsKind, Instalment, InstalmentPlan, InstalmentState, SupervisedFund } from '../../../db/domain/aftercareRecords.ts'
import { batchBalance } from '../../../db/domain/instalments.ts'
import type { Disbursement, Fen, Id, LegalDate } from '../../../db/domain/records.ts'

/** The words of funds, batches and supervised money on the screen. */

export const fundsKindLabels: Record<FundsKind, string> = { requested: '资金申请', arrived: '到账', carriedIn: '上年结转', returned: '退回财政' }
/** What an entry of the pool means, in one line. */
export const fundsKindNotes: Record<FundsKind, string> = {
  requested: '向财政或上级申请的金额。申请本身不增加余额。',
  arrived: '实际到账的金额。可以分配到几件案件，也可以先不分配。',
  carriedIn: '上一年度没有用完、结转到本年度继续使用的金额。',
  returned: '没有用完、退回财政的金额。',
}
export const fundsSources: readonly string[] = ['中央', '省级', '市级', '县（区）级']

export type Tone = 'done' | 'open' | 'late' | 'none'
export const instalmentWords: Record<InstalmentState, { word: string; tone: Tone }> = {
  waiting: { word: '未到期', tone: 'none' },
  due: { word: '今天到期', tone: 'open' },
  overdue: { word: '已逾期', tone: 'late' },
  paid: { word: '已发放', tone: 'done' },
  partly: { word: '部分发放', tone: 'open' },
  failed: { word: '发放失败', tone: 'late' },
  returned: { word: '已退回', tone: 'late' },
  cancelled: { word: '已取消', tone: 'none' },
}

export const receiptLabels: Record<'signature' | 'fingerprint', string> = { signature: '签名', fingerprint: '捺印' }

export const matchLabels: Record<BankMatch, string> = { sure: '相符', doubtful: '存疑', unmatched: '未匹配', applied: '以前已登记' }

/** What is left of a batch, after what was paid, cancelled and recovered of it. */
export const leftOf = (batch: Pick<Instalment, 'id' | 'amountFen'>, entries: readonly Disbursement[]): Fen => batchBalance(batch, entries).outstandingFen

/** The plan that holds for somebody now. */
export const planOf = (plans: readonly InstalmentPlan[], recipientId: Id): InstalmentPlan | null => plans.find((plan) => plan.recipientId === recipientId && plan.supersededAt === null) ?? null

/** The account kept for somebody that is still open. */
export const openFundOf = (funds: readonly SupervisedFund[], recipientId: Id): SupervisedFund | null => funds.find((fund) => fund.recipientId === recipientId && fund.endedOn === null) ?? null

/** `第 3 批`; with the day for a list to choose from. */
export const batchName = ({ ordinal }: Pick<Instalment, 'ordinal'>) => `第 ${ordinal} 批`

/** How long the money lasts: 约可用 14 个月. */
export function forecastText({ balanceFen, lastsMonths, endedOn }: Pick<SupervisedFund, 'balanceFen' | 'lastsMonths' | 'endedOn'>): string {
  if (endedOn !== null || balanceFen <= 0) return ''
  if (lastsMonths === null) return '还没有支取，无法估计可用多久'
  return lastsMonths === 0 ? '按近一年的支取，不足一个月' : `按近一年的支取，约可用 ${lastsMonths} 个月`
}

/** Whether the day of the hand-over has come. */
export const handOverDue = ({ endedOn, handOverOn }: Pick<SupervisedFund, 'endedOn' | 'handOverOn'>, day: LegalDate): boolean => endedOn === null && handOverOn !== null && handOverOn <= day

/** What an entry of the payment record says beside its figures: its batch, who took the money and how, why, its voucher and note. */
export function entryNote(entry: Disbursement, plans: readonly InstalmentPlan[], funds: readonly SupervisedFund[]): string {
  const batch = plans.flatMap((plan) => plan.instalments).find(({ id }) => id === entry.instalmentId)
  const fund = funds.find(({ id }) => id === entry.supervisedFundId)
  return [
    batch ? batchName(batch) : '',
    fund ? `${fund.supervisor}监管` : '',
    entry.reason ?? '',
    entry.voucher ?? '',
    entry.note ?? '',
    entry.collectedBy ? `${entry.collectedBy}代领` : '',
    entry.receipt ? `已${receiptLabels[entry.receipt]}` : '',
    entry.witness ? `见证人${entry.witness}` : '',
  ]
    .filter((text) => text !== '')
    .join('；')
}

