import type { CodeListName } from './codeLists.ts'
import type { Fen, Id, LegalDate } from './records.ts'

/** Case cards (案卡) as exported from the national business system, and how they differ from this ledger. */

/** What a column of the export may be. */
export const cardMeanings = ['unified', 'caseNumber', 'name', 'acceptedOn', 'decidedOn', 'result', 'amount', 'people', 'officer'] as const
export type CardMeaning = (typeof cardMeanings)[number]
export const cardMeaningLabels: Record<CardMeaning, string> = {
  unified: '统一受案号',
  caseNumber: '案号',
  name: '姓名',
  acceptedOn: '受理日期',
  decidedOn: '决定日期',
  result: '办理结果',
  amount: '救助金额',
  people: '救助人数',
  officer: '承办人',
}
export interface CardColumn {
  heading: string
  meaning: CardMeaning | null
}

/** One line of the export: a case, or one person of it. */
export interface CaseCard {
  /** As the file counts its rows. */
  row: number
  /** Numbers are written as `normalizeCaseNumber` writes them. */
  unified: string | null
  caseNumber: string | null
  /** Several stand with 、 between them. */
  name: string | null
  acceptedOn: LegalDate | null
  decidedOn: LegalDate | null
  result: 'grant' | 'refuse' | null
  amountFen: Fen | null
  people: number | null
  officer: string | null
}

/** The cards of one statistical year. A newer export of the year takes the place of the whole. */
export interface CardLoad {
  id: Id
  year: number
  fileName: string
  cards: number
  /** What the export has columns for: what it does not have is not compared. */
  meanings: readonly CardMeaning[]
  loadedAt: string
  loadedBy: string
}

export const differenceKinds = ['cardOnly', 'ledgerOnly', 'acceptedOn', 'decidedOn', 'result', 'amount', 'people', 'officer'] as const
export type DifferenceKind = (typeof differenceKinds)[number]
export const differenceLabels: Record<DifferenceKind, string> = {
  cardOnly: '只在案卡',
  ledgerOnly: '只在台账',
  acceptedOn: '受理日期不同',
  decidedOn: '决定日期不同',
  result: '结果不同',
  amount: '金额不同',
  people: '人数不同',
  officer: '承办人不同',
}
export const CARD_REASONS: CodeListName = 'cardReason'

/** One difference, and what the office says of it. */
export interface CardDifference {
  /** The same as long as both sides say the same, also after the cards were loaded anew. */
  key: string
  kind: DifferenceKind
  caseId: Id | null
  /** The number it is known by, or 未编号. */
  title: string
  personName: string
  /** The day that puts it into a period. */
  date: LegalDate
  /** What each side says; null where it says nothing. */
  card: string | null
  ours: string | null
  fen: Fen | null
  /** A code of `cardReason`; null: not explained yet. */
  reason: string | null
  remark: string | null
  /** Of what was said; null where nothing was. */
  version: number | null
}
