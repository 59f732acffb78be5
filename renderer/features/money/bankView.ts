import type { BankCandidate, BankColumn, BankLine, BankMatch, BankMeaning, BankResult } from '../../../db/domain/aftercareRecords.ts'
import { formatYuan } from '../../../db/domain/money.ts'
import type { Fen, Id } from '../../../db/domain/records.ts'
import type { Parsed } from '../../../db/operations/contract.ts'

/** A bank's list as the page shows it: the file on one side, what was found in the casebook on the other. */

export const meaningLabels: Record<BankMeaning, string> = { name: '户名', account: '账号', amount: '金额', result: '处理结果', reason: '失败原因', date: '日期', reference: '摘要' }
/** What the officer chose for doubtful lines, by the row of the file. */
export type Choices = Record<number, { recipientId: Id; instalmentId: Id | null }>

/** One column means something else now; what had that meaning before loses it. */
export const withMeaning = (columns: readonly BankColumn[], index: number, meaning: BankMeaning | null): BankColumn[] =>
  columns.map((column, at) => (at === index ? { ...column, meaning } : meaning !== null && column.meaning === meaning ? { ...column, meaning: null } : column))

/** What no column stands for yet; without it nothing can be matched. */
export function lackingMeanings(columns: readonly BankColumn[]): string[] {
  const known = new Set(columns.map(({ meaning }) => meaning))
  const lacking = (['name', 'account', 'amount'] as const).filter((meaning) => !known.has(meaning)).map((meaning) => meaningLabels[meaning])
  return known.has('result') || known.has('reason') ? lacking : [...lacking, meaningLabels.result]
}

/** The order on the page: what wants a decision comes first. */
export const groupOrder: readonly BankMatch[] = ['doubtful', 'sure', 'unmatched', 'applied']
export const groupNotes: Record<BankMatch, string> = {
  doubtful: '接近但不完全相符，不会自动登记。核对以后选择登记到哪一笔；拿不准的留着“不登记”。',
  sure: '户名、账号、金额都相符，并且只有这一笔待发放。',
  unmatched: '台账里没有相符的待发放，不登记。请核对案件里的收款账户，或手工登记。',
  applied: '这些行以前登记过，不会重复登记。',
}

const key = ({ recipientId, instalmentId }: { recipientId: Id; instalmentId: Id | null }) => `${recipientId}/${instalmentId ?? ''}`
export const candidateKey = key
export const candidateOf = (line: Pick<BankLine, 'candidates'>, chosen: { recipientId: Id; instalmentId: Id | null } | undefined): BankCandidate | null =>
  chosen ? (line.candidates.find((one) => key(one) === key(chosen)) ?? null) : null

/** Who is meant, of which case, how much waits there: 张某 10,000.00 元（批次 2026-03-01） 某检救助〔2026〕3号. */
export function candidateText({ name, amountFen, dueOn, caseNumber, account }: BankCandidate): string {
  return `${name}　${formatYuan(amountFen)} 元${dueOn ? `（批次 ${dueOn}）` : ''}　${caseNumber ?? '未编号'}${account ? `　账号 ${account}` : '　没有登记账号'}`
}

/** Lines that would be written: the sure ones and the doubtful ones somebody decided on. */
export const linesToApply = (result: Pick<BankResult, 'lines'>, choices: Choices): BankLine[] =>
  result.lines.filter((line) => line.match === 'sure' || (line.match === 'doubtful' && candidateOf(line, choices[line.row]) !== null))

export interface BankSums {
  paid: number
  paidFen: Fen
  failed: number
  failedFen: Fen
}
export function sumsOf(lines: readonly BankLine[]): BankSums {
  const of = (succeeded: boolean) => lines.filter((line) => line.succeeded === succeeded)
  const fen = (some: readonly BankLine[]) => some.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0)
  return { paid: of(true).length, paidFen: fen(of(true)), failed: of(false).length, failedFen: fen(of(false)) }
}

/** 7 笔成功 133,000.00 元、1 笔失败 8,000.00 元. */
export function sumsText({ paid, paidFen, failed, failedFen }: BankSums): string {
  const parts = [paid > 0 ? `${paid} 笔成功 ${formatYuan(paidFen)} 元` : '', failed > 0 ? `${failed} 笔失败 ${formatYuan(failedFen)} 元` : ''].filter(Boolean)
  return parts.join('、') || '没有'
}

/** The file's own total row against its lines: a bank counts everything, or only what succeeded. */
export function totalText({ fileTotalFen, succeededFen, failedFen }: BankResult['totals']): { text: string; differs: boolean } {
  if (fileTotalFen === null) return { text: '文件没有合计行', differs: false }
  if (fileTotalFen === succeededFen + failedFen) return { text: `文件合计 ${formatYuan(fileTotalFen)} 元，与各行相加一致`, differs: false }
  if (fileTotalFen === succeededFen) return { text: `文件合计 ${formatYuan(fileTotalFen)} 元，与成功各行相加一致`, differs: false }
  return { text: `文件合计 ${formatYuan(fileTotalFen)} 元，各行相加 ${formatYuan(succeededFen + failedFen)} 元，请核对文件`, differs: true }
}

/** Rows that were matched by hand to the same batch or person as another line. */
export function chosenTwice(result: Pick<BankResult, 'lines'>, choices: Choices): number[] {
  const seen = new Map<string, number[]>()
  for (const line of linesToApply(result, choices)) {
    const to = line.match === 'sure' ? (line.recipientId === null ? null : { recipientId: line.recipientId, instalmentId: line.instalmentId }) : (choices[line.row] ?? null)
    if (to) seen.set(key(to), [...(seen.get(key(to)) ?? []), line.row])
  }
  return [...seen.values()].filter((rows) => rows.length > 1).flatMap((rows) => rows.filter((row) => choices[row]))
}

/** What the operation takes. */
export const choicesFor = (result: Pick<BankResult, 'lines'>, choices: Choices): Parsed<'bankApply'>['choices'] =>
  result.lines.flatMap((line) => {
    const one = line.match === 'doubtful' ? candidateOf(line, choices[line.row]) : null
    return one ? [{ row: line.row, recipientId: one.recipientId, instalmentId: one.instalmentId }] : []
  })
