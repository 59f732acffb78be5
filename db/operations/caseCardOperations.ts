/** The part of the contract that compares the business system's case cards (案卡) with this ledger. */
import { z } from 'zod'
import { cardMeanings, differenceKinds } from '../domain/caseCards.ts'
import type { CardDifference, CardLoad } from '../domain/caseCards.ts'
import type { Fen } from '../domain/records.ts'
import type { CardFile } from '../exchange/caseCardFile.ts'
import * as i from './inputs.ts'
import { command, none, query } from './operation.ts'

/** What a file was understood as, before anything is written. */
export interface CardTrial extends Omit<CardFile, 'cards'> {
  fileName: string
  fileSha256: string
  cards: number
  /** Of all lines together. */
  fen: Fen
  /** The statistical year most of its days are in; null where it has none. */
  year: number | null
}

const choice = z.object({
  file: i.token,
  /** Null: as remembered, else as proposed. */
  columns: z.array(z.object({ heading: z.string().max(500), meaning: z.enum(cardMeanings).nullable() })).max(200).nullable().default(null),
})

export const caseCardOperations = {
  cardLoads: query<CardLoad[]>()('report.read', none),
  cardTry: query<CardTrial>()('ledger.import', choice),
  /** In the place of the cards of that year; what was said of differences that stay the same is kept. `fileSha256` is the trial's: another file is refused. */
  cardLoad: command<{ cards: number; replaced: number }>()('ledger.import', choice.extend({ fileSha256: i.sha256, year: z.int({ error: '请填写年度' }).min(1990, { error: '请填写四位数的年度' }).max(2200, { error: '请填写四位数的年度' }) })),
  cardDifferences: query<CardDifference[]>()('report.read', z.object({ period: i.period })),
  /** What the office says of one difference; without a reason what was said is taken back. `version`: of what was said; null for the first. */
  cardReasonSave: command<{ version: number | null }>()(
    'case.write',
    z.object({ key: i.sha256, kind: z.enum(differenceKinds), version: i.version.nullable(), reason: i.optionalCode, remark: i.optionalText(200) }),
  ),
}
