import type { CodeListName } from '../../../db/domain/codeLists.ts'
import type { CodeValue } from '../../../db/domain/reference.ts'
import type { Line } from './referenceLines.ts'

/** One entry of a list as it is now, and what the program had for it. */
export interface CodeRow extends Line<'code'> {
  builtIn: CodeValue | null
}

/** The entries of a list in their order, disabled ones too. */
export function codeRows(lines: readonly Line<'code'>[], list: CodeListName): CodeRow[] {
  const rows = new Map<string, CodeRow>()
  for (const line of lines.filter((one) => one.value.list === list)) {
    // The program's lines come first.
    const before = rows.get(line.key)
    rows.set(line.key, { ...line, builtIn: line.id === null ? line.value : (before?.builtIn ?? null) })
  }
  return [...rows.values()].sort((a, b) => a.value.order - b.value.order)
}

/**
 * The place between an entry and the one behind it. @param rows without the entry that is placed
 * @param after the key of the entry it comes after; null: at the top
 */
export function orderAfter(rows: readonly CodeRow[], after: string | null): number {
  const index = after === null ? -1 : rows.findIndex((row) => row.key === after)
  const before = rows[index]?.value.order ?? 0
  const behind = rows[index + 1]?.value.order
  return behind === undefined ? before + 1 : (before + behind) / 2
}

/** Aliases as typed, parted by 、，,；; or lines; each once. */
export function aliasesOf(text: string): string[] {
  return [...new Set(text.split(/[、，,；;\n]/).map((alias) => alias.trim()))].filter((alias) => alias !== '')
}
