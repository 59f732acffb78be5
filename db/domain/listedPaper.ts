import { checkPaper, guessPaperType, looksDamaged, normalizePaper } from './identity.ts'
import type { PaperType, Sex } from './identity.ts'
import type { LegalDate } from './records.ts'

/** The number of a person in a list: one that can be relied on, or what stands there and why it cannot. */
export interface ListedPaper {
  /** As papers are stored; of fifteen digits the eighteen of today. */
  paper: string | null
  type: PaperType
  /** A number that cannot be relied on, as written. */
  written: string | null
  sex: Sex | null
  birthDate: LegalDate | null
  why: string | null
}

const nothing: ListedPaper = { paper: null, type: 'none', written: null, sex: null, birthDate: null, why: null }

/** Behind the identity number a disability card has the kind (1 to 7) and the degree (1 to 4) of the disability, then B and a figure where it was issued anew. */
const DISABILITY_CARD = /^(\d{17}[\dX])([1-7])([1-4])(?:B\d)?$/

/** The identity number that a disability card carries; null where the text is no number of one. */
export function identityOfDisabilityCard(text: string): string | null {
  return DISABILITY_CARD.exec(normalizePaper(text))?.[1] ?? null
}

/**
 * Reads the number of a paper as lists have it. A number that fails its check is kept as written: it may be somebody's with a digit wrong, and is never taken for
 * theirs by itself.
 * @param value the cell's value: a spreadsheet that made a number of it has lost its end
 */
export function readListedPaper(text: string, value: unknown, today: LegalDate): ListedPaper {
  const number = normalizePaper(text)
  if (number === '' || /^[无/\-—暂缺不详]+$/.test(number)) return nothing
  if (looksDamaged(value) || looksDamaged(text)) return { ...nothing, written: number, why: '证件号码被表格软件改成了数字，后几位已经丢失' }
  const carried = identityOfDisabilityCard(number) ?? number
  const type = guessPaperType(carried)
  const checked = checkPaper(type, carried, { today })
  if (!checked.ok) return { ...nothing, type, written: number, why: checked.error }
  return { paper: checked.normalized, type, written: null, sex: checked.sex ?? null, birthDate: checked.birthDate ?? null, why: null }
}
