import type { ReferenceEntry, ReferenceKind, ReferenceValues } from '../../../db/domain/reference.ts'
import type { LegalDate } from '../../../db/domain/records.ts'
import type { Output } from '../../../db/operations/contract.ts'
import { api } from '../../api.ts'
import { useLoad } from '../../composables/useLoad.ts'
import type { Load } from '../../composables/useLoad.ts'
import { instantText } from '../../labels.ts'

/** A value of one kind; without `id` it came with the program and holds before every other. */
export type Line<K extends ReferenceKind> = Omit<Output<'referenceList'>[number], 'kind' | 'value'> & { kind: K; value: ReferenceValues[K] }

export function useReferenceLines<K extends ReferenceKind>(kind: K): Load<Line<K>[]> {
  return useLoad(async () => (await api.referenceList({ kind })) as Line<K>[])
}

const from = (line: { effectiveFrom: LegalDate | null }): LegalDate => line.effectiveFrom ?? ''

/** Every version of one key, the latest first. */
export function versionsOf<K extends ReferenceKind>(lines: readonly Line<K>[], key: string): Line<K>[] {
  return lines.filter((line) => line.key === key).sort((a, b) => (from(a) < from(b) ? 1 : -1))
}

/** The version of one key that holds on a day. */
export function heldOn<K extends ReferenceKind>(lines: readonly Line<K>[], key: string, on: LegalDate): Line<K> | null {
  return versionsOf(lines, key).find((line) => from(line) <= on) ?? null
}

/** The office's own lines as the rules read them. */
export function ownEntries(lines: readonly Line<ReferenceKind>[]): ReferenceEntry[] {
  return lines.filter((line) => line.id !== null) as unknown as ReferenceEntry[]
}

/** Who set a value and when; the program's own say so. */
export function whoText(line: { changedBy: string | null; changedAt: string | null }): string {
  return line.changedBy && line.changedAt ? `${line.changedBy}，${instantText(line.changedAt).slice(0, 10)}` : '程序自带'
}
