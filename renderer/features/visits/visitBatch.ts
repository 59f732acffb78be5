import type { CaseFile } from '../../../db/domain/caseFile.ts'
import type { CrossCaseLine } from '../../../db/domain/caseList.ts'
import type { Id, LegalDate, Visit } from '../../../db/domain/records.ts'
import { newVisit, visitOf } from '../cases/caseModels.ts'
import type { VisitForm } from '../cases/caseModels.ts'
import type { CheckedMeasure } from './visitWords.ts'

/** One visit of the batch that is typed in after a day out. */
export interface BatchRow {
  /** Of the form, never stored. */
  key: string
  caseId: Id
  caseNumber: string | null
  name: string
  dueOn: LegalDate | null
  /** The planned visit that was made; null for one that was not planned. */
  id: Id | null
  version: number | null
  fields: VisitForm
  measures: CheckedMeasure[]
  /** Of what is carried down, what was typed in this row itself. */
  own: CarriedField[]
}

/** A day out is one date, one way and the same two visitors, as a rule. */
const carriedFields = ['doneOn', 'way', 'visitors'] as const
export type CarriedField = (typeof carriedFields)[number]

/** Which visit to take up: a planned one, or a new one to somebody of the case. */
export type Target = { caseId: Id; visitId: Id } | { caseId: Id; visitId: null; recipientId: Id | null }

export const entryQuery = (lines: readonly Pick<CrossCaseLine<Visit>, 'caseId' | 'entry'>[]): { visits?: string } =>
  lines.length === 0 ? {} : { visits: lines.map((line) => `${line.caseId}.${line.entry.id}`).join(',') }

export function targetsOf(query: unknown): Target[] {
  if (typeof query !== 'string') return []
  return query.split(',').flatMap((pair) => {
    const [caseId, visitId] = pair.split('.')
    return caseId && visitId ? [{ caseId, visitId }] : []
  })
}

const nameIn = (file: Pick<CaseFile, 'recipients'>, recipientId: Id | null): string =>
  file.recipients
    .filter(({ id }) => recipientId === null || id === recipientId)
    .map(({ person }) => person.name)
    .join('、')

/** A row for the target as its case stands; null where the visit is gone or was recorded by now. */
export function rowFor(file: Pick<CaseFile, 'id' | 'caseNumber' | 'recipients' | 'visits' | 'measures'>, target: Target, key: string): BatchRow | null {
  const measures = file.measures.map(({ id, kind, agency, doneOn, refusedOn, recipientId }) => ({ id, kind, agency, doneOn, refusedOn, recipientId }))
  const shared = { key, caseId: file.id, caseNumber: file.caseNumber, measures, own: [] }
  if (target.visitId === null) return { ...shared, name: nameIn(file, target.recipientId), dueOn: null, id: null, version: null, fields: newVisit(target.recipientId) }
  const visit = file.visits.find(({ id }) => id === target.visitId)
  if (!visit || visit.doneOn !== null) return null
  return { ...shared, name: nameIn(file, visit.recipientId), dueOn: visit.dueOn, id: visit.id, version: visit.version, fields: visitOf(visit) }
}

/** The rows with new ones below, which begin as the row above them. */
export function withRows(rows: readonly BatchRow[], added: readonly BatchRow[]): BatchRow[] {
  const all = [...rows]
  for (const row of added) {
    const above = all.at(-1)
    const fields = { ...row.fields }
    for (const field of carriedFields) if (above && fields[field] === null) fields[field] = above.fields[field]
    all.push({ ...row, fields })
  }
  return all
}

/** Sets what is carried down in one row and in those below it, as far as they have nothing of their own. */
export function carryDown(rows: readonly BatchRow[], index: number, field: CarriedField, value: string | null): BatchRow[] {
  let carrying = true
  return rows.map((row, at) => {
    if (at < index || !carrying) return row
    if (at > index && row.own.includes(field)) {
      carrying = false
      return row
    }
    const own = at === index && !row.own.includes(field) ? [...row.own, field] : row.own
    return { ...row, own, fields: { ...row.fields, [field]: value } }
  })
}
