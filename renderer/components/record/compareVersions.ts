import { valueAt, withValue } from '../form/valueAt.ts'
import { differing } from './recordFields.ts'
import type { RecordField } from './recordFields.ts'

export interface Comparison<T> {
  /** Fields somebody else changed, or that both changed: what the reader has to look at. Empty: their save touched nothing of this form. */
  changed: RecordField[]
  /** Of these, the ones both changed to different values. */
  clashing: RecordField[]
  /** Mine, with what only they changed taken over. */
  merged: T
}

/** Compares what was typed (`mine`) with what somebody else saved meanwhile (`theirs`), both having started from `base`. */
export function compareVersions<T>(fields: readonly RecordField[], base: T, mine: T, theirs: T): Comparison<T> {
  const changed = differing(fields, base, theirs)
  const mineChanged = new Set(differing(fields, base, mine).map(({ path }) => path))
  const apart = new Set(differing(fields, mine, theirs).map(({ path }) => path))
  let merged = mine
  for (const { path } of changed) if (!mineChanged.has(path)) merged = withValue(merged, path, valueAt(theirs, path))
  return { changed, clashing: changed.filter(({ path }) => mineChanged.has(path) && apart.has(path)), merged }
}
