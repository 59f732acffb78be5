import { today } from '../../domain/dates.ts'
import { CasebookError } from '../../domain/errors.ts'
import type { Id, LegalDate } from '../../domain/records.ts'
import type { Report, ReportAsk } from '../../domain/reportModel.ts'
import type { Difference, SealComparison, SealContent, SealHead } from '../../domain/sealModel.ts'
import { canonicalJson } from '../../store/canonicalJson.ts'
import { openSeal, sealHeads } from '../../store/sealRepository.ts'
import type { UnitOfWork } from '../../store/unitOfWork.ts'
import type { Db } from '../population.ts'
import { wholeReport } from '../reports.ts'
import { compareContents } from './compareContents.ts'
import { freeze } from './freeze.ts'
import { laterChanges } from './laterChanges.ts'
import type { WrittenEntry } from './laterChanges.ts'

interface Making {
  now?: LegalDate
  /** With the list of names, to be locked; a comparison goes by the records. */
  names?: boolean
  /** Called between the steps; what it throws stops the work. */
  onStep?: (done: number, total: number) => void
}

/** What a seal of this report made now would hold. */
export async function contentOf(db: Db, ask: ReportAsk, { now = today(), names = false, onStep = () => {} }: Making = {}): Promise<SealContent> {
  const whole = await wholeReport(db, ask, now, { names })
  onStep(1, 2)
  const content = freeze(whole, now)
  onStep(2, 2)
  return content
}

/** The report as it was locked, with the number it carries wherever it is shown, printed or written to a file. */
export const sealedReport = ({ number, code, lockedOn }: SealHead, { report }: SealContent): Report => ({ ...report, seal: { number, code, lockedOn } })

const sameAsk = (one: ReportAsk, other: ReportAsk): boolean => canonicalJson(one) === canonicalJson(other)

/**
 * Whether this report may be locked: once for each report, period and basis; after that only in the place of the one that holds.
 * @throws CasebookError 'conflict' naming the seal that stands in the way
 */
export async function checkLockable(db: Db, ask: ReportAsk, supersedes: Id | null): Promise<void> {
  const heads = await sealHeads(db)
  const older = heads.find(({ id }) => id === supersedes)
  if (supersedes !== null) {
    if (!older) throw new CasebookError('not-found', '要换下的定稿不在台账里。请在“报表 · 已定稿”里重新打开。')
    if (older.supersededBy) throw new CasebookError('conflict', `${older.number}已经由${older.supersededBy.number}换下，没有重复换稿。请打开${older.supersededBy.number}。`)
    if (!sameAsk(older.ask, ask)) throw new CasebookError('conflict', `新定稿与${older.number}不是同一报表、同一期间和口径，没有换稿。请另行定稿。`)
    return
  }
  const standing = heads.find((head) => head.supersededBy === null && sameAsk(head.ask, ask))
  if (standing) throw new CasebookError('conflict', `这份报表的同一期间已有定稿${standing.number}，没有重复定稿。数字有变化的，请打开${standing.number}，选“换新定稿”。`)
}

/** Writes a seal down. Its content was made before, so that the casebook is kept from others only for the moment of writing. */
export async function writeSeal(unit: UnitOfWork, content: SealContent, { reason, supersedes }: { reason: string; supersedes: Id | null }): Promise<{ id: Id; number: string }> {
  const { report, today: lockedOn, audit } = content
  await checkLockable(unit.trx, report.ask, supersedes)
  return unit.appendSeal({
    kind: report.ask.kind,
    title: report.title,
    ask: canonicalJson(report.ask),
    reason,
    supersedes_id: supersedes,
    locked_on: lockedOn,
    audit_seq: audit.seq,
    audit_head: audit.head,
    content: canonicalJson(content),
  })
}

/**
 * A locked report beside what it would be today: every figure that moved, each record that came in, went out or changed, and each later act with whom and why.
 * @param words what an audit entry wrote, in words
 * @throws CasebookError 'not-found', 'damaged' where the content cannot be read
 */
export async function compareSeal(db: Db, id: Id, words: (entry: WrittenEntry) => string[], { now = today(), onStep = () => {} }: Making = {}): Promise<SealComparison> {
  const { head, content, problems } = await openSeal(db, id)
  if (content === null) throw new CasebookError('damaged', `${head.number}的内容读不出来，不能对比。请用最近的备份和打印的定稿对照。`)
  onStep(1, 3)
  const fresh = await contentOf(db, content.report.ask, { now })
  onStep(2, 3)
  const { definitions, cells, differences } = compareContents(content, fresh)
  // What only moved because days went by is the same again when counted on the day of the seal.
  const lasting = now === content.today || differences.length === 0 ? null : new Set(compareContents(content, await contentOf(db, content.report.ask, { now: content.today })).differences.map((one) => canonicalJson([one.kind, one.key, one.before])))
  const told = differences.map((one): Difference => ({ ...one, changes: [], byTime: lasting !== null && !lasting.has(canonicalJson([one.kind, one.key, one.before])) }))
  const { changes, causes, entriesSince, entriesElsewhere } = await laterChanges(db, [content, fresh], told, cells, words)
  const explained = told.map((one, index) => ({ ...one, changes: causes[index] ?? [] }))
  onStep(3, 3)
  return { head, problems, definitions, cells, differences: explained, changes, entriesSince, entriesElsewhere, unexplained: explained.filter((one) => !one.byTime && one.changes.length === 0).length }
}
