/** The part of the contract that is about money after the decision, visits and the agencies that help. */
import { z } from 'zod'
import { rhythms } from '../domain/aftercareRecords.ts'
import type { Agency, AgencyPage, BankResult, CalendarItem, FundsPool } from '../domain/aftercareRecords.ts'
import type { Fen, Id, LegalDate } from '../domain/records.ts'
import * as a from './aftercareInputs.ts'
import * as i from './inputs.ts'
import { byId, command, none, ofRecord, part, query } from './operation.ts'
import type { Saved } from './operation.ts'

/** What a visit sheet prints for one person; address and phone only by a logged choice. */
export interface VisitSheet {
  visitId: Id | null
  caseId: Id
  caseNumber: string | null
  recipientId: Id | null
  name: string
  address: string | null
  phone: string | null
  discreet: boolean
  dueOn: LegalDate | null
  lastVisit: { on: LegalDate; findings: string | null; stillNeeded: string | null } | null
  measures: { id: Id; kind: string; agency: string | null; promisedOn: LegalDate | null; doneOn: LegalDate | null }[]
  money: { decidedFen: Fen; netPaidFen: Fen; supervisedFen: Fen | null }
}

export const aftercareOperations = {
  // funds
  fundsPool: query<FundsPool>()('case.read', z.object({ year: z.int().min(1990).max(2200) })),
  fundsSave: command<Saved>()('payment.write', z.object({ id: i.id.nullable(), version: i.version.nullable(), fields: a.fundsFields })),
  fundsRecycle: command<Saved>()('payment.write', ofRecord.extend({ reason: i.reason })),
  /** Dates and amounts of a rhythm, for the form: the last batch takes what does not divide. */
  planPropose: query<{ dueOn: LegalDate; amountFen: Fen }[]>()(
    'case.read',
    z.object({ rhythm: z.enum(rhythms), from: i.legalDate, amountFen: i.positiveFen, count: z.int().min(1).max(240) }),
  ),
  /** Takes the place of the present plan; batches that were paid stay. */
  planSave: command<Saved>()('payment.write', z.object({ caseId: i.id, recipientId: i.id, planId: i.id.nullable(), version: i.version.nullable(), fields: a.planFields })),
  /** Tries a bank's result list against what is to be paid. `columns` overrides what the headings were taken for. */
  bankTry: query<BankResult>()('payment.write', z.object({ file: i.token, columns: z.array(z.object({ heading: z.string(), meaning: a.bankColumn.nullable() })).nullable() })),
  /** All or nothing: every sure line becomes an entry; a list applied before changes nothing. `choices`: doubtful lines the officer matched by hand. */
  bankApply: command<{ paid: number; failed: number; already: number }>()(
    'payment.write',
    z.object({
      file: i.token,
      fileSha256: z.string().length(64),
      columns: z.array(z.object({ heading: z.string(), meaning: a.bankColumn.nullable() })).nullable(),
      choices: z.array(z.object({ row: z.int(), recipientId: i.id, instalmentId: i.id.nullable() })).max(1000),
    }),
  ),

  // supervised money
  supervisedFundSave: command<Saved>()('payment.write', part(a.supervisedFundFields)),
  supervisedEntryAdd: command<Saved>()('payment.write', z.object({ caseId: i.id, fundId: i.id, fields: a.supervisedEntryFields })),
  unsupervisedReasonSave: command<Saved>()('payment.write', z.object({ caseId: i.id, recipientId: i.id, version: i.version, reason: i.optionalText(500) })),

  // visits
  /** Plans by the office's rule what is not planned yet; nothing that stands is moved. */
  visitsPlan: command<{ planned: number }>()('visit.write', z.object({ caseId: i.id })),
  /** Logs an address being printed when `withContact`. */
  visitSheets: command<VisitSheet[]>()('visit.write', z.object({ visitIds: z.array(i.id).min(1).max(50), withContact: z.boolean() })),
  /** The sheets of a day, typed in at once. All or nothing. */
  visitsSave: command<{ saved: number }>()(
    'visit.write',
    z.object({ visits: z.array(z.object({ caseId: i.id, id: i.id.nullable(), version: i.version.nullable(), fields: i.visitFields })).min(1).max(50) }),
  ),

  // agencies and letters
  agencyList: query<(Agency & { waiting: number; overdue: number; done: number })[]>()('case.read', none),
  agencyGet: query<AgencyPage>()('case.read', byId),
  agencySave: command<Saved>()('visit.write', z.object({ id: i.id.nullable(), version: i.version.nullable(), fields: a.agencyFields })),
  letterSave: command<Saved>()('visit.write', part(a.letterFields)),

  calendarList: query<CalendarItem[]>()('case.read', z.object({ from: i.legalDate, to: i.legalDate, officerName: z.string().nullable() })),
}
