/** The part of the contract that lays lists of other departments over each other and over the casebook (数据比对). */
import { z } from 'zod'
import type { ComparisonList, ComparisonQuestion, ComparisonResult, Judgement, ListFault, ListLetter } from '../domain/comparison.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import type { ReadList } from '../exchange/comparisonList.ts'
import * as c from './comparisonInputs.ts'
import * as i from './inputs.ts'
import { byId, command, job, none, ofRecord, query } from './operation.ts'
import { exportOptions } from './reportOperations.ts'
import type { RecycledDefinition, Saved } from './operation.ts'

/** What a file was understood as, before anything is written. */
export interface ListReport extends Pick<ReadList, 'sheets' | 'columns' | 'samples' | 'remembered' | 'missing' | 'kind'> {
  fileName: string
  fileSha256: string
  /** What the form may begin with: title from the file's heading, days from the office's rule. */
  proposed: Pick<ListLetter, 'title' | 'receivedOn' | 'destroyOn'>
  people: number
  /** Of them: with a number that can be relied on, with neither number nor birth date nor phone. */
  withPaper: number
  nameOnly: number
  /** The first 500. */
  faults: ListFault[]
  faultCount: number
  /** The list that was loaded from the same content before and is still there. */
  loadedAs: { id: Id; title: string } | null
}

export interface ComparisonOutcome {
  question: string
  title: string
  /** What took part. What was found of a list is gone on its day of destruction. */
  lists: { id: Id; kind: string; title: string; people: number; destroyOn: LegalDate }[]
  /** Without those that `show` leaves out, the weightiest first, at most 1,000 of each. */
  certain: ComparisonResult[]
  doubtful: ComparisonResult[]
  totals: { certain: number; doubtful: number; judged: number; open: number }
}

/** Lists matched straight from files; numbers in full where the caller may see them. */
export interface FilesOutcome {
  certain: FilesMatch[]
  doubtful: FilesMatch[]
}
export interface FilesMatch {
  name: string
  /** Empty where no list has one. */
  id: string
  /** Names of the files, and 本院案件 for the casebook. */
  lists: string[]
  reason: string
}

/** What a lead made of a result begins with. */
export interface LeadProposal {
  receivedOn: LegalDate
  summary: string
  originalNumber: string | null
  charge: string | null
  chargeText: string | null
  handlingUnit: string | null
  suspects: string | null
  people: { name: string; paperNumber: string | null; phone: string | null }[]
}

/** For the workbench. */
export interface ComparisonHints {
  /** Lists that are destroyed within the days the office's rule names. */
  purgeSoon: { id: Id; title: string; destroyOn: LegalDate; daysLeft: number }[]
  /** Results of the last run of each question that nobody has judged, or put off. */
  open: { question: string; title: string; count: number }[]
}

export const comparisonOperations = {
  /** Loaded lists, the newest first, purged ones after them. Nobody is named. */
  comparisonLists: query<ComparisonList[]>()('case.read', none),
  /** What a file would be loaded as. */
  comparisonListTry: job<ListReport>()('comparison.run', c.listChoice, { writes: false }),
  /** All or nothing. `fileSha256` is the trial's: another file is refused; so is one that is loaded already. `columns`, where given, are remembered for the same headings. */
  comparisonListLoad: job<{ id: Id; people: number; faults: number }>()('comparison.run', c.listChoice.omit({ kind: true }).extend({ fileSha256: i.sha256, letter: c.listLetter }), { writes: true }),
  /** Lines of a loaded list that could not be read or only in part; the first 2,000. */
  comparisonListFaults: query<ListFault[]>()('comparison.run', byId),
  /** Corrects what is known of a list; another day of destruction needs the reason. */
  comparisonListSave: command<Saved>()('comparison.run', ofRecord.extend({ letter: c.listLetter, reason: i.optionalText(500) })),
  /** Destroys the rows of a list before its day. */
  comparisonListPurge: command<{ people: number }>()('comparison.run', ofRecord.extend({ reason: i.reason })),

  /** The ready questions, then the office's own. */
  comparisonQuestions: query<ComparisonQuestion[]>()('comparison.run', none),
  comparisonQuestionSave: command<Saved>()('comparison.run', z.object({ id: i.id.nullable(), version: i.version.nullable(), title: i.text(40, '问题名称'), definition: c.questionDefinition })),
  comparisonQuestionRecycle: command<null>()('comparison.run', ofRecord.extend({ reason: i.reason })),
  /** With what was judged of its results. */
  comparisonQuestionRestore: command<Saved>()('comparison.run', byId),
  comparisonQuestionBin: query<RecycledDefinition[]>()('comparison.run', none),

  /** `open`: not judged or put off; `judged`: the others; `all`. */
  comparisonRun: job<ComparisonOutcome>()('comparison.run', z.object({ question: c.questionKey, show: z.enum(['open', 'judged', 'all']).default('open') }), { writes: false }),
  /** The same results as .xlsx, numbers masked and names too unless a reason is given, as with reports; logged. */
  comparisonExport: job<{ fileName: string; bytes: number; results: number }>()(
    'comparison.run',
    z.object({ question: c.questionKey, show: z.enum(['open', 'judged', 'all']).default('all'), options: exportOptions.pick({ names: true, reason: true }).prefault({}), file: i.token }),
    { writes: false },
  ),
  /** Matches files without keeping anything of them. Without a question: who is in more than one. Each file needs a kind, or looks like one. */
  comparisonFiles: job<FilesOutcome>()(
    'comparison.run',
    z.object({ files: z.array(z.object({ file: i.token, kind: i.optionalCode.default(null) })).min(1).max(20), question: c.questionKey.nullable().default(null) }),
    { writes: false },
  ),

  /** Remembered for this question and person, also when the list is loaded anew. `version`: of the judgement there is; null for the first. */
  comparisonJudge: command<Judgement>()(
    'comparison.run',
    z.object({
      question: c.questionKey,
      key: c.resultKey,
      version: i.version.nullable(),
      verdict: z.enum(['lead', 'no', 'later']),
      remark: i.optionalText(500),
      /** Lists the result was found in: a remark goes with them when they are destroyed. */
      listIds: z.array(i.id).max(50),
    }),
  ),
  /** Takes a judgement back; refused once a lead was made of it. */
  comparisonJudgeUndo: command<null>()('comparison.run', ofRecord),
  /** Numbers of one row in full; the asking is logged. */
  comparisonReveal: command<{ paperNumber: string | null; phone: string | null; residence: string | null }>()('sensitive.read', z.object({ listId: i.id, ordinal: z.int().min(0) })),

  comparisonLeadPropose: query<LeadProposal>()('comparison.run', z.object({ question: c.questionKey, rows: c.listedRows.min(1) })),
  /** Makes a lead (source 数据筛查) of the person in these rows and judges the result 是线索; without a case that reached the procuratorate it ends at once as 转社会救助. */
  comparisonToLead: command<{ leadId: Id }>()(
    'comparison.run',
    z.object({ question: c.questionKey, key: c.resultKey, version: i.version.nullable(), rows: c.listedRows.min(1), fields: c.leadOfResult, remark: i.optionalText(500) }),
  ),

  comparisonHints: query<ComparisonHints>()('comparison.run', none),
}
