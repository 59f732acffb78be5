import type { ImportReport } from '../../../db/operations/contract.ts'

/** Corrections of what the columns of a ledger are taken for, before they are tried. */

type Columns = Pick<ImportReport['columns'][number], 'heading' | 'meaning'>[]

/** What was chosen for a column, by its place; null: not imported. */
export type Corrections = ReadonlyMap<number, string | null>

/** What each column is taken for with the corrections. A corrected column takes its meaning from the one that had it; undone, it gives it back. */
export function meaningsWith(columns: Columns, corrections: Corrections): (string | null)[] {
  const taken = new Set(corrections.values())
  return columns.map(({ meaning }, index) => {
    const chosen = corrections.get(index)
    if (chosen !== undefined) return chosen
    return meaning !== null && taken.has(meaning) ? null : meaning
  })
}

/** Whether a trial with them would read anything else. */
export function isCorrected(columns: Columns, corrections: Corrections): boolean {
  return meaningsWith(columns, corrections).some((meaning, index) => meaning !== columns[index]?.meaning)
}

/** Meanings that were chosen for more than one column, with their headings. */
export function chosenTwice(columns: Columns, corrections: Corrections): { meaning: string; headings: string[] }[] {
  const found = new Map<string, string[]>()
  meaningsWith(columns, corrections).forEach((meaning, index) => {
    if (meaning !== null) found.set(meaning, [...(found.get(meaning) ?? []), columns[index]?.heading ?? ''])
  })
  return [...found].flatMap(([meaning, headings]) => (headings.length > 1 ? [{ meaning, headings }] : []))
}
