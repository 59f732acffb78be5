import type { Assessment, Approval, CaseStep, CaseWork, DeadlineExtension, DecisionChange, GroundAnswer, Hearing, JointOffice, Material, StaffHandover } from '../domain/caseworkRecords.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import { toAttachment } from './attachmentRepository.ts'
import type { Reader } from './store.ts'
import type { Meta } from './tableColumns.ts'
import type { Row } from './tables.ts'

/** Rows of the work on a case as the records every layer above knows. */

type Camel<S> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S
type Hidden = Exclude<keyof Meta, 'id' | 'version'> | 'case_id' | 'batch_id'
type Plain<R> = { [K in Exclude<keyof R, Hidden> as Camel<K & string>]: R[K] }

const hidden: ReadonlySet<string> = new Set<Hidden>(['created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at', 'deleted_by', 'delete_reason', 'case_id', 'batch_id'])

/** The columns under the names of the records; what only the store needs is left out. Flags, JSON and codes are the caller's to turn. */
function plain<R extends object>(row: R): Plain<R> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => (hidden.has(name) ? [] : [[name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase()), value]])),
  ) as Plain<R>
}

export const toMaterial = (row: Row<'material'>): Material => ({ ...plain(row), isOriginal: row.is_original === 1 })
export const toStep = (row: Row<'case_step'>): CaseStep => ({ ...plain(row), kind: row.kind as CaseStep['kind'], late: row.late === 1 })
export const toAssessment = (row: Row<'assessment'>): Assessment => ({
  ...plain(row),
  grounds: JSON.parse(row.grounds) as GroundAnswer[],
  helpedElsewhere: row.helped_elsewhere as Assessment['helpedElsewhere'],
  proposal: row.proposal as Assessment['proposal'],
})
export const toHearing = (row: Row<'hearing'>): Hearing => ({ ...plain(row), isPublic: row.is_public === 1 })
export const toApproval = (row: Row<'approval'>): Approval => ({ ...plain(row), kind: row.kind as Approval['kind'], result: row.result as Approval['result'] })
export const toJointOffice = (row: Row<'joint_office'>): JointOffice => ({ ...plain(row), role: row.role as JointOffice['role'] })
export const toDecisionChange = (row: Row<'decision_change'>): DecisionChange => ({ ...plain(row), kind: row.kind as DecisionChange['kind'] })
export const toExtension = (row: Row<'deadline_extension'>): DeadlineExtension => ({ ...plain(row), rule: row.rule as DeadlineExtension['rule'] })
export const toHandover = (row: Row<'staff_handover'>): StaffHandover => ({
  id: row.id,
  fromName: row.from_name,
  toName: row.to_name,
  handedOn: row.handed_on,
  reason: row.reason,
  items: JSON.parse(row.items) as StaffHandover['items'],
  createdAt: row.created_at,
  createdBy: row.created_by,
})
/** What the steps, papers and approvals of a case recorded, without what is in the recycle bin: each list in the order of the work. */
export type CaseWorkRows = Omit<CaseWork, 'leadId' | 'applyWay' | 'appliedBy' | 'deadlines'>

/** Records of the work on one case. */
export async function caseWorkOf(db: Reader, caseId: Id): Promise<CaseWorkRows> {
  const of = <K extends 'material' | 'case_step' | 'assessment' | 'hearing' | 'approval' | 'joint_office' | 'decision_change' | 'deadline_extension' | 'attachment'>(table: K) =>
    db
      .selectFrom(table as 'material')
      .selectAll()
      .where('case_id', '=', caseId)
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .execute() as unknown as Promise<Row<K>[]>
  const byDay = <T>(list: T[], dayOf: (one: T) => string) => list.sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0))
  return {
    materials: (await of('material')).map(toMaterial),
    steps: byDay((await of('case_step')).map(toStep), (step) => step.happenedOn),
    assessments: (await of('assessment')).map(toAssessment),
    hearings: byDay((await of('hearing')).map(toHearing), (hearing) => hearing.heldOn),
    approvals: (await of('approval')).map(toApproval).sort((a, b) => a.round - b.round || a.ordinal - b.ordinal),
    jointOffices: (await of('joint_office')).map(toJointOffice),
    decisionChanges: byDay((await of('decision_change')).map(toDecisionChange), (change) => change.decidedOn),
    extensions: byDay((await of('deadline_extension')).map(toExtension), (extension) => extension.approvedOn),
    attachments: (await of('attachment')).map(toAttachment),
  }
}

/** The first day on which relief of this case was advanced before the papers (先行救助); null where it was not. */
export async function firstAdvance(db: Reader, caseId: Id): Promise<LegalDate | null> {
  const row = await db
    .selectFrom('case_step')
    .select('happened_on')
    .where('case_id', '=', caseId)
    .where('kind', '=', 'advanced')
    .where('deleted_at', 'is', null)
    .orderBy('happened_on')
    .limit(1)
    .executeTakeFirst()
  return row?.happened_on ?? null
}
