/**
 * Every operation of the casebook, once; those of some subjects stand in files of their own (caseworkOperations.ts, ledgerOperations.ts …), as parts of this list. Pure: names, inputs, outputs, kind and permission; the work is in the handler files beside this one.
 */
import { z } from 'zod'
import type { CaseFile } from '../domain/caseFile.ts'
import type { CaseListItem, CaseTotals, CrossCaseLine, Duty } from '../domain/caseList.ts'
import type { Permission } from '../domain/permissions.ts'
import type {
  Account,
  AuditLine,
  Disbursement,
  Fen,
  Id,
  Instant,
  LegalDate,
  Office,
  Person,
  Role,
  SupportMeasure,
  Visit,
} from '../domain/records.ts'
import { aftercareOperations } from './aftercareOperations.ts'
import { caseCardOperations } from './caseCardOperations.ts'
import { caseworkOperations } from './caseworkOperations.ts'
import { comparisonOperations } from './comparisonOperations.ts'
import { duplicateOperations } from './duplicateOperations.ts'
import * as i from './inputs.ts'
import { ledgerOperations } from './ledgerOperations.ts'
import { qualityOperations } from './qualityOperations.ts'
import { reportOperations } from './reportOperations.ts'
import { sealOperations } from './sealOperations.ts'
import { transferOperations } from './transferOperations.ts'
import { byId, command, job, none, ofRecord, part, query } from './operation.ts'
import type { Kind, Operation, Page, Saved } from './operation.ts'

export type { Kind, Page, Saved } from './operation.ts'
export type * from './caseCardOperations.ts'
export type * from './caseworkOperations.ts'
export type * from './comparisonOperations.ts'
export type * from './ledgerOperations.ts'

export interface SessionState {
  vault: 'empty' | 'present' | 'incomplete'
  /** Why the data folder cannot be opened, with `incomplete`. */
  trouble: string | null
  demo: boolean
  demoExists: boolean
  signedIn: { accountId: Id; login: string; name: string; roles: Role[]; permissions: Permission[] } | null
  office: Office | null
}
export interface BackupInfo {
  /** Folder name; the place is never shown to the renderer. */
  name: string
  createdAt: Instant
  reason: 'quit' | 'manual' | 'migration' | 'restore' | 'second-place'
  verified: boolean
  cases: number
  people: number
  bytes: number
  /** Attached files that it could not take along because they were missing or damaged already. */
  lostFiles: number
}

export interface FoundAnything {
  cases: { id: Id; caseNumber: string | null; people: string; stage: string }[]
  /** There are more than these, the newest. */
  moreCases: boolean
  people: { id: Id; name: string; paperMasked: string | null; cases: { id: Id; caseNumber: string | null }[] }[]
  leads: { id: Id; receivedOn: LegalDate; people: string; outcome: string | null }[]
}

export const contract = {
  // session and first run
  sessionState: query<SessionState>()('public', none),
  setUp: command<{ recoveryCode: string }>()(
    'public',
    z.object({ office: i.officeFields, officer: z.object({ name: i.text(30, '姓名'), login: i.login, password: i.password }) }),
  ),
  signIn: command<SessionState>()('public', z.object({ login: i.login, password: i.password })),
  signOut: command<null>()('public', none),
  recover: command<SessionState>()('public', z.object({ recoveryCode: z.string().trim().min(1).max(100), login: i.login, newPassword: i.password })),
  changePassword: command<null>()('signed-in', z.object({ oldPassword: i.password, newPassword: i.password })),
  renewRecoveryCode: command<{ recoveryCode: string }>()('office.manage', z.object({ password: i.password })),
  openDemo: command<SessionState>()('public', none),
  deleteDemo: command<null>()('public', none),

  // office and accounts
  officeSave: command<Office>()(
    'office.manage',
    z.object({ version: i.version, fields: i.officeFields.extend({ idleLockMinutes: z.int().min(1, { error: '至少 1 分钟' }).max(240, { error: '最多 240 分钟' }), severalRoles: z.boolean() }) }),
  ),
  accountList: query<Account[]>()('account.manage', none),
  accountAdd: command<Saved>()('account.manage', z.object({ name: i.text(30, '姓名'), login: i.login, password: i.password, roles: i.roles })),
  accountSave: command<Saved>()('account.manage', ofRecord.extend({ name: i.text(30, '姓名'), roles: i.roles, disabled: z.boolean() })),
  accountResetPassword: command<null>()('account.manage', z.object({ id: i.id, password: i.password })),

  // cases
  caseList: query<Page<CaseListItem>>()(
    'case.read',
    z.object({ filter: i.caseFilter, sort: z.enum(['number', 'acceptedOn', 'decidedOn']).default('number'), descending: z.boolean().default(true), after: i.cursor, limit: i.limit }),
  ),
  caseTotals: query<CaseTotals>()('case.read', z.object({ filter: i.caseFilter })),
  caseFilterChoices: query<{ years: number[]; officers: string[] }>()('case.read', none),
  caseGet: query<CaseFile>()('case.read', byId),
  caseCreate: command<Saved>()(
    'case.write',
    z.object({
      basics: i.caseBasics,
      original: i.originalCaseFields,
      recipients: z.array(i.recipientFields).min(1, { error: '请至少填写一名救助申请人' }).max(30, { error: '一次最多填写 30 人' }),
      /** All of them belong to one 户, with this address. */
      oneHousehold: z.boolean(),
      /** 补录: an old case, makes no duties. */
      late: z.boolean(),
    }),
  ),
  caseSaveBasics: command<Saved>()('case.write', ofRecord.extend({ fields: i.caseBasics })),
  caseSaveOriginal: command<Saved>()('case.write', ofRecord.extend({ fields: i.originalCaseFields })),
  /** `householdOf`: another recipient of the case whose 户 this person joins. */
  recipientSave: command<Saved>()('case.write', part(i.recipientFields).extend({ householdOf: i.id.nullable().default(null) })),
  decisionSave: command<Saved>()('case.write', part(i.decisionFields).extend({ recipientId: i.id })),
  disbursementAdd: command<Saved>()('payment.write', z.object({ caseId: i.id, recipientId: i.id, fields: i.disbursementFields })),
  visitSave: command<Saved>()('visit.write', part(i.visitFields)),
  measureSave: command<Saved>()('visit.write', part(i.measureFields)),
  awardSave: command<Saved>()('case.write', part(i.awardFields)),
  noteSave: command<Saved>()('case.write', part(z.object({ text: i.text(4000, '内容') }))),
  /** Moves a part of a case to the recycle bin (a recipient only without decision and payments). */
  partRecycle: command<null>()('case.write', ofRecord.extend({ entity: i.partEntity, reason: i.reason })),
  partRestore: command<null>()('case.write', z.object({ id: i.id, entity: i.partEntity })),
  caseClose: command<Saved>()('case.write', ofRecord.extend({ how: z.enum(['paid', 'refused', 'withdrawn', 'ended', 'transferred']), closedOn: i.legalDate })),
  caseReopen: command<Saved>()('case.write', ofRecord.extend({ reason: i.reason })),
  caseRecycle: command<Saved>()('case.recycle', ofRecord.extend({ reason: i.reason })),
  caseRestore: command<Saved>()('case.recycle', byId),
  recycleBin: query<{ id: Id; version: number; caseNumber: string | null; people: string; deletedAt: Instant; deletedBy: string; reason: string }[]>()('case.recycle', none),
  /** `missing`: numbers skipped in that year, for the list of gaps. */
  caseNumberPropose: query<{ number: string; missing: string[] }>()('case.read', z.object({ year: z.int().min(1990).max(2200) })),
  /** People already in the casebook with this paper number or name, or likely to be meant, to be reused. */
  personFind: query<(Person & { cases: { id: Id; caseNumber: string | null }[] })[]>()('case.read', z.object({ name: z.string().trim().max(200), paperNumber: z.string().trim().max(40), phone: z.string().trim().max(40).default('') })),
  /** Shows what is masked; the asking is logged. Answers the person's fields and the recipient's account in full. */
  reveal: command<{ paperNumber: string | null; phone: string | null; residence: string | null; safeContact: string | null; guardianPhone: string | null; bankAccount: string | null }>()(
    'sensitive.read',
    z.union([z.object({ recipientId: i.id }), z.object({ leadPersonId: i.id })]),
  ),
  /** Shows the identity numbers hidden in a free text, of a note or in the remark of a case; the asking is logged. */
  revealText: command<{ text: string | null }>()('sensitive.read', z.union([z.object({ noteId: i.id }), z.object({ caseId: i.id })])),
  findAnything: query<FoundAnything>()('case.read', z.object({ text: z.string().trim().max(100) })),

  // work across cases
  dutyList: query<Duty[]>()('case.read', none),
  disbursementList: query<Page<CrossCaseLine<Disbursement>> & { total: { count: number; netFen: Fen } }>()(
    'case.read',
    z.object({ from: i.optionalDate, to: i.optionalDate, text: z.string().max(100), after: i.cursor, limit: i.limit }),
  ),
  /** `overdue`: with the visits that are due, how many each officer is behind with, whatever the filter. */
  visitList: query<Page<CrossCaseLine<Visit>> & { total: { count: number; overdue: { officerName: string | null; count: number }[] } }>()(
    'case.read',
    z.object({ state: z.enum(['due', 'done']), from: i.optionalDate, to: i.optionalDate, text: z.string().max(100), officerName: z.string().max(60).nullable().default(null), after: i.cursor, limit: i.limit }),
  ),
  measureList: query<Page<CrossCaseLine<SupportMeasure>> & { total: { count: number; valueFen: Fen } }>()(
    'case.read',
    z.object({ kind: z.string().nullable(), text: z.string().max(100), after: i.cursor, limit: i.limit }),
  ),

  // safety
  backupNow: job<BackupInfo>()('backup.make', z.object({ folder: i.token.nullable() }), { writes: false }),
  backupList: query<BackupInfo[]>()('signed-in', none),
  /** Works before sign-in and on a new PC. Exactly one of password and recovery code. Afterwards nobody is signed in. */
  backupRestore: command<{ logins: string[]; savedPresentAs: string | null }>()(
    'public',
    z.object({
      /** A folder token from the dialog, or the name of one of this PC's own backups. */
      from: z.union([z.object({ folder: i.token }), z.object({ name: z.string().min(1).max(200) })]),
      login: i.optionalText(40),
      password: z.string().max(200).nullable(),
      recoveryCode: i.optionalText(100),
    }),
  ),
  /** Names of this PC's own backups, readable before sign-in so that a damaged casebook can be restored. */
  backupNames: query<{ name: string; createdAt: Instant }[]>()('public', none),
  verifyCasebook: job<{ ok: boolean; problems: string[]; cases: number; auditEntries: number }>()('backup.make', none, { writes: false }),
  /** The newest first. `text`: words that all stand in who, action, reason or case number; days are those of the office's clock, both included. */
  auditList: query<Page<AuditLine>>()('audit.read', z.object({ caseId: i.id.nullable(), text: i.optionalText(100).default(null), from: i.optionalDate.default(null), to: i.optionalDate.default(null), after: i.cursor, limit: i.limit })),

  // unfinished forms and view settings, encrypted, outside the audit
  draftSave: command<null>()('signed-in', z.object({ key: z.string().min(1).max(120), content: z.string().max(500_000) })),
  draftGet: query<{ content: string; updatedAt: Instant } | null>()('signed-in', z.object({ key: z.string().min(1).max(120) })),
  draftDelete: command<null>()('signed-in', z.object({ key: z.string().min(1).max(120) })),
  draftList: query<{ key: string; updatedAt: Instant }[]>()('signed-in', none),
  viewGet: query<string | null>()('signed-in', z.object({ key: z.string().min(1).max(80) })),
  viewSet: command<null>()('signed-in', z.object({ key: z.string().min(1).max(80), value: z.string().max(20_000) })),
  ...caseworkOperations,
  ...aftercareOperations,
  ...transferOperations,
  ...duplicateOperations,
  ...qualityOperations,
  ...reportOperations,
  ...ledgerOperations,
  ...caseCardOperations,
  ...comparisonOperations,
  ...sealOperations,
} satisfies Record<string, Operation<Kind, z.ZodType, unknown>>

export type Contract = typeof contract
export type OperationName = keyof Contract
/** What a caller gives (before defaults are filled in). */
export type Input<N extends OperationName> = z.input<Contract[N]['input']>
/** What a handler receives. */
export type Parsed<N extends OperationName> = z.output<Contract[N]['input']>
export type Output<N extends OperationName> = Exclude<Contract[N]['output'], undefined>
export type NamesOfKind<K extends Kind> = { [N in OperationName]: Contract[N]['kind'] extends K ? N : never }[OperationName]

/** Sent while a job runs. `total` is 0 while it is unknown. */
export interface Progress {
  done: number
  total: number
  label: string
}
