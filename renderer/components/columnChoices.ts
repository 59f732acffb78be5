/** Corrections of what the columns of a file are taken for, before they are tried. */

export interface FileColumn<M extends string = string> {
  heading: string
  meaning: M | null
}

/** What was chosen for a column, by its place; null: not used. */
export type Corrections<M extends string = string> = ReadonlyMap<number, M | null>

/**
 * What each column is taken for with the corrections. A corrected column takes its meaning from the one that had it; undone, it gives it back.
 * @param spare a meaning that any number of columns may have, and that a column falls back to when another takes its own
 */
export function meaningsWith<M extends string>(columns: readonly FileColumn<M>[], corrections: Corrections<M>, spare: M | null = null): (M | null)[] {
  const taken = new Set(corrections.values())
  return columns.map(({ meaning }, index) => {
    const chosen = corrections.get(index)
    if (chosen !== undefined) return chosen
    return meaning !== null && meaning !== spare && taken.has(meaning) ? spare : meaning
  })
}

/** Whether a trial with them would read anything else. */
export function isCorrected<M extends string>(columns: readonly FileColumn<M>[], corrections: Corrections<M>, spare: M | null = null): boolean {
  return meaningsWith(columns, corrections, spare).some((meaning, index) => meaning !== columns[index]?.meaning)
}

/** Meanings that were chosen for more than one column, with their headings. */
export function chosenTwice<M extends string>(columns: readonly FileColumn<M>[], corrections: Corrections<M>, spare: M | null = null): { meaning: M; headings: string[] }[] {
  const found = new Map<M, string[]>()
  meaningsWith(columns, corrections, spare).forEach((meaning, index) => {
    if (meaning !== null && meaning !== spare) found.set(meaning, [...(found.get(meaning) ?? []), columns[index]?.heading ?? ''])
  })
  return [...found].flatMap(([meaning, headings]) => (headings.length > 1 ? [{ meaning, headings }] : []))
}
