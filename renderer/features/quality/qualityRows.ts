import { findCode } from '../../../db/domain/codeLists.ts'
import type { CodeListName } from '../../../db/domain/codeLists.ts'
import { parseDate } from '../../../db/domain/dates.ts'
import { parseMoney } from '../../../db/domain/money.ts'
import type { FieldError } from '../../../db/domain/errors.ts'
import type { MendableField } from '../../../db/domain/qualityChecks.ts'
import type { Input, Output } from '../../../db/operations/contract.ts'
import { formatYuan } from '../../labels.ts'

export type QualityLine = Output<'qualityCheck'>['checks'][number]['lines'][number]
export type MendInput = Input<'qualityMend'>['rows'][number]

/** How a cell is typed: a day or an amount as anyone writes it, one of a list, some of a list, or words. */
export const cellKinds: Record<MendableField, 'date' | 'money' | 'text' | CodeListName> = {
  caseNumber: 'text',
  appliedOn: 'date',
  acceptedOn: 'date',
  decidedOn: 'date',
  servedOn: 'date',
  amountFen: 'money',
  officerName: 'text',
  category: 'category',
  cause: 'cause',
  leadSource: 'leadSource',
  specialGroups: 'specialGroup',
}

/** What was typed into a row: texts, codes, or the codes of groups; only cells that were touched. */
export type Edits = Partial<Record<MendableField, string | string[]>>

/** Whether the line has what the cell is of: a decision, a person. */
export function canMend({ mend }: QualityLine, field: MendableField): boolean {
  if (field === 'decidedOn' || field === 'servedOn' || field === 'amountFen') return mend?.decisionId != null
  return field === 'specialGroups' ? mend?.recipientId != null : mend !== null
}

/** What the record says in a cell. */
export function recorded(line: QualityLine, field: MendableField): string | string[] {
  const value = line.mend?.values[field] ?? null
  if (field === 'specialGroups') return Array.isArray(value) ? value : []
  if (typeof value === 'number') return value === 0 ? '' : formatYuan(value)
  return typeof value === 'string' ? value : ''
}

/** Cells that say something else than the record. */
export function changedFields(line: QualityLine, edits: Edits): MendableField[] {
  return (Object.keys(edits) as MendableField[]).filter((field) => {
    if (!canMend(line, field)) return false
    const typed = edits[field]
    return String(typed ?? '').trim() !== String(recorded(line, field))
  })
}

/** One cell as the operation takes it. */
function cellValue(field: MendableField, typed: string | string[]): { value: string | string[] | number | null } | { error: string } {
  if (Array.isArray(typed)) return { value: typed }
  const text = typed.trim()
  if (text === '') return { value: cellKinds[field] === 'money' ? 0 : null }
  if (cellKinds[field] === 'money') {
    const read = parseMoney(text)
    return 'fen' in read ? { value: read.fen } : read
  }
  if (cellKinds[field] !== 'date') return { value: text }
  const parsed = parseDate(text)
  return 'date' in parsed ? { value: parsed.date } : { error: parsed.error }
}

/** The rows to be saved, with the place of each in the list, and what cannot be read. */
export function mendInput(lines: readonly QualityLine[], edits: ReadonlyMap<number, Edits>): { rows: MendInput[]; places: number[]; faults: FieldError[] } {
  const rows: MendInput[] = []
  const places: number[] = []
  const faults: FieldError[] = []
  for (const [place, line] of lines.entries()) {
    const typed = edits.get(place)
    const fields = typed ? changedFields(line, typed) : []
    if (!line.mend || line.caseId === null || fields.length === 0) continue
    const values: Record<string, string | string[] | number | null> = {}
    for (const field of fields) {
      const read = cellValue(field, typed?.[field] ?? '')
      if ('error' in read) faults.push({ path: `${place}.${field}`, message: read.error })
      else values[field] = read.value
    }
    const { recipientId, caseVersion, recipientVersion, decisionId, decisionVersion } = line.mend
    rows.push({ caseId: line.caseId, caseVersion, recipientId, recipientVersion, decisionId, decisionVersion, values })
    places.push(place)
  }
  return { rows, places, faults }
}

/** What the host refused, by the places of the list. */
export const faultsByPlace = (fields: readonly FieldError[], places: readonly number[]): FieldError[] =>
  fields.map(({ path, message }) => {
    const [, index = '', field = ''] = /^rows\.(\d+)\.?(.*)$/.exec(path) ?? []
    return { path: `${places[Number(index)] ?? ''}.${field}`, message }
  })

/** A column copied in Excel, from the row it is pasted into on; words of a list become its codes where they are known. */
export function pasted(field: MendableField, text: string): (string | string[])[] {
  const kind = cellKinds[field]
  const cells = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n').map((row) => row.split('\t')[0]?.trim() ?? '')
  return cells.map((cell) => (kind === 'date' || kind === 'text' || kind === 'money' ? cell : kind === 'specialGroup' ? cell.split(/[、，,；;\s]+/).flatMap((word) => findCode(kind, word) ?? []) : (findCode(kind, cell) ?? '')))
}
