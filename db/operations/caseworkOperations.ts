/** The part of the contract that is about leads, the steps of a case, its papers and files, and the data the rules read. */
import { z } from 'zod'
import type { CheckFinding } from '../domain/caseFile.ts'
import { periodKeys } from '../domain/caseworkRecords.ts'
import type { Attachment, Deadline, StaffHandover } from '../domain/caseworkRecords.ts'
import type { CodeEntry } from '../domain/codeLists.ts'
import type { Lead, LeadListItem } from '../domain/leadRecords.ts'
import type { Fen, Id, Instant, LegalDate } from '../domain/records.ts'
import type { Cap } from '../domain/wages.ts'
import type { PaperKind } from '../documents/paperKinds.ts'
import * as w from './caseworkInputs.ts'
import * as i from './inputs.ts'
import type { ImportReport } from './ledgerOperations.ts'
import { byId, command, none, ofRecord, part, query } from './operation.ts'
import type { Page, Saved } from './operation.ts'

export interface LeadTotals {
  leads: number
  open: number
  overdue: number
  closed: number
  /** 办结率 in thousandths; null without leads. */
  closingRate: number | null
  /** Calendar days from receipt to outcome, on average, in tenths; null where none is closed. */
  averageDaysTenths: number | null
  /** Of those asked. */
  satisfaction: { asked: number; satisfied: number }
}
export interface LeadView extends Lead {
  caseNumber: string | null
  deadline: Deadline | null
  attachments: Attachment[]
  timeline: { at: Instant | LegalDate; who: string | null; what: string }[]
}

/** A value of the reference data with the day from which it holds. Without `id` it came with the program. */
export interface ReferenceLine {
  id: Id | null
  version: number | null
  kind: z.output<typeof w.referenceKind>
  key: string
  /** What people read: 审查期限, 2024 年河北省…. */
  title: string
  effectiveFrom: LegalDate | null
  value: unknown
  changedBy: string | null
  changedAt: Instant | null
}

export interface LikeCase {
  caseId: Id
  caseNumber: string | null
  name: string
  decidedOn: LegalDate | null
  amountFen: Fen
  /** Months of the wage that held on that day, in tenths; null where no wage is known. */
  monthsTenths: number | null
  /** What it has in common: 救助情形, 案件类型, 特殊群体. */
  alike: string[]
}
export interface AmountAdvice {
  cap: Cap | null
  /** Of the chosen series; null where no wage is known. */
  monthlyWageFen: Fen | null
  /** Wages on record for the region, newest first. */
  wages: { year: number; series: 'employed' | 'onPost'; yuan: number; derived: boolean }[]
  like: LikeCase[]
  /** Only from five like grants on. */
  spread: { count: number; lowestFen: Fen; medianFen: Fen; highestFen: Fen } | null
}

export interface PaperInfo extends PaperKind {
  /** The office's own template, where it replaced the one of the program. */
  ownTemplate: { fileName: string; changedAt: Instant; changedBy: string } | null
}
export interface MadePaper {
  fileName: string
  /** Labels of what the case does not say yet: left as lines in the paper. */
  missing: string[]
  /** The copy filed with the case or lead. */
  attachmentId: Id | null
}

const owner = z.object({ caseId: i.id.nullable(), leadId: i.id.nullable() })

export const caseworkOperations = {
  // leads
  leadList: query<Page<LeadListItem>>()('case.read', z.object({ filter: w.leadFilter, after: i.cursor, limit: i.limit })),
  leadTotals: query<LeadTotals>()('case.read', z.object({ filter: w.leadFilter })),
  leadFilterChoices: query<{ years: number[]; officers: string[] }>()('case.read', none),
  leadGet: query<LeadView>()('case.read', byId),
  leadSave: command<Saved>()('case.write', z.object({ id: i.id.nullable(), version: i.version.nullable(), fields: w.leadFields, late: z.boolean().default(false) })),
  leadConclude: command<Saved>()('case.write', ofRecord.extend({ fields: w.leadConclusion })),
  leadReopen: command<Saved>()('case.write', ofRecord.extend({ reason: i.reason })),
  /** Makes a case of the lead's people and original case; nothing is typed again. Needs 原案是否进入检察环节 answered with yes. */
  leadToCase: command<Saved>()(
    'case.write',
    ofRecord.extend({
      appliedOn: i.optionalDate,
      /** Ids of the lead's persons (`LeadPerson.id`). */
      people: z.array(i.id).min(1, { error: '请至少选择一名救助申请人' }),
      /** 补录: the case too is an old one and makes no duties. */
      late: z.boolean().default(false),
    }),
  ),
  leadRecycle: command<Saved>()('case.recycle', ofRecord.extend({ reason: i.reason })),
  leadRestore: command<Saved>()('case.recycle', byId),
  leadBin: query<{ id: Id; version: number; people: string; receivedOn: LegalDate; sendingUnit: string | null; deletedAt: Instant; deletedBy: string; reason: string }[]>()('case.recycle', none),

  // steps of a case
  /** The whole list of materials in one go; lines left out stay as they are. */
  materialsSave: command<null>()(
    'case.write',
    z.object({ caseId: i.id, materials: z.array(z.object({ id: i.id.nullable(), version: i.version.nullable(), fields: w.materialFields })).min(1).max(100) }),
  ),
  stepSave: command<Saved>()('case.write', part(w.stepFields)),
  assessmentSave: command<Saved>()('case.write', part(w.assessmentFields)),
  hearingSave: command<Saved>()('case.write', part(w.hearingFields)),
  approvalSave: command<Saved>()('case.write', part(w.approvalFields)),
  /** Signs the open step inside Casebook; refused unless the office has switched it on, and to the proposer unless the office lets one person do both. */
  approvalSign: command<Saved>()(
    'approval.sign',
    ofRecord.extend({ caseId: i.id, result: z.enum(['agreed', 'returned', 'rejected']), opinion: i.text(2000, '审批意见'), amountFen: i.optionalFen }),
  ),
  jointOfficeSave: command<Saved>()('case.write', part(w.jointOfficeFields)),
  decisionChangeAdd: command<Saved>()('case.write', z.object({ caseId: i.id, decisionId: i.id, version: i.version, fields: w.decisionChangeFields })),
  extensionSave: command<Saved>()('case.write', part(w.extensionFields)),
  /** What closing or archiving would find: what stands in the way, what is only missing. */
  caseCheck: query<{ blocking: CheckFinding[]; missing: CheckFinding[] }>()('case.read', z.object({ id: i.id, step: z.enum(['close', 'archive']) })),
  caseArchive: command<Saved>()('case.write', ofRecord.extend({ archivedOn: i.legalDate, archiveNumber: i.optionalText(60) })),
  amountAdvice: query<AmountAdvice>()('case.read', z.object({ caseId: i.id, recipientId: i.id, date: i.optionalDate })),
  /** The chain that holds for this amount on that day. */
  approvalChain: query<{ steps: { name: string; kind: 'own' | 'meeting' | 'outside' }[]; signOff: boolean }>()('case.read', z.object({ amountFen: i.optionalFen, date: i.optionalDate })),

  // old cases typed in a grid
  gridTry: query<ImportReport>()('ledger.import', z.object({ rows: w.gridRows })),
  gridSave: command<{ batchId: Id | null; cases: number; people: number; fen: Fen }>()('ledger.import', z.object({ rows: w.gridRows })),

  // staff
  staffNames: query<string[]>()('case.read', none),
  handOver: command<StaffHandover>()('case.handOver', z.object({ from: i.text(30, '移交人'), to: i.text(30, '接收人'), handedOn: i.legalDate, reason: i.reason })),
  handOverPreview: query<{ items: StaffHandover['items'] }>()('case.read', z.object({ from: i.text(30, '移交人') })),
  handOverList: query<StaffHandover[]>()('case.read', none),

  // data the rules read
  /** Code lists as the office has them now, for every page. */
  codeListAll: query<CodeEntry[]>()('signed-in', none),
  referenceList: query<ReferenceLine[]>()('signed-in', z.object({ kind: w.referenceKind })),
  referenceSave: command<Saved>()(
    'office.manage',
    z.object({ id: i.id.nullable(), version: i.version.nullable(), kind: w.referenceKind, key: i.text(80, '名称'), effectiveFrom: i.legalDate, value: z.unknown(), reason: i.reason }),
  ),
  /** The value before it, or that of the program, holds again. */
  referenceRemove: command<null>()('office.manage', ofRecord.extend({ reason: i.reason })),
  /** The day a period runs out, for forms that show it while a date is typed. */
  periodEnd: query<{ dueOn: LegalDate | null }>()('case.read', z.object({ rule: z.enum(periodKeys), from: i.legalDate })),

  // files
  attachmentAdd: command<Saved>()('case.write', z.object({ owner: w.attachmentOwner, source: w.attachmentSource, note: i.optionalText(200) })),
  /** Scans of identity papers and filed papers show in full what the pages mask. */
  attachmentRead: query<{ name: string; mediaType: string; bytes: Uint8Array }>()('sensitive.read', byId),
  /** A command because it leaves its trace: writers queue. */
  attachmentExport: command<{ fileName: string; bytes: number }>()('sensitive.read', z.object({ id: i.id, file: i.token })),
  attachmentRename: command<Saved>()('case.write', ofRecord.extend({ name: i.text(255, '文件名'), note: i.optionalText(200) })),
  attachmentRecycle: command<null>()('case.write', ofRecord.extend({ reason: i.reason })),
  attachmentRestore: command<null>()('case.write', byId),
  /** Files of a folder the user chose (the scanner's), newest first. */
  folderFiles: query<{ name: string; bytes: number; modifiedAt: Instant; usable: boolean }[]>()('case.write', z.object({ folder: i.token })),

  // papers
  paperList: query<PaperInfo[]>()('case.read', none),
  /** Fills a template from the records. `subjectId`: the recipient, visit, hearing or measure it is for. `blank` leaves everything as lines. */
  paperMake: command<MadePaper>()(
    'case.read',
    owner.extend({ key: z.string().max(40), subjectId: i.id.nullable(), blank: z.boolean(), masked: z.boolean(), file: i.token, keepCopy: z.boolean() }),
  ),
  /** Every placeholder a template may hold, for whoever edits one. `repeats`: rows come once for each entry, `fields` are those that stand between its two ends. */
  paperFields: query<{ group: string; name: string; label: string; repeats: boolean; fields: { name: string; label: string }[] }[]>()('case.read', none),
  paperTemplateExport: query<{ fileName: string }>()('case.read', z.object({ key: z.string().max(40), file: i.token })),
  /** A paper's name and its template: the one chosen, the one in use, or that of the program. Unknown placeholders are named and refused. */
  paperTemplateSave: command<null>()(
    'office.manage',
    z.object({ key: z.string().max(40), title: i.text(40, '文书名称'), template: z.union([z.object({ file: i.token }), z.enum(['keep', 'program'])]), reason: i.reason }),
  ),
}
