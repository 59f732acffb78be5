import { CasebookError } from '../domain/errors.ts'
import { yearOf } from '../domain/dates.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import type { ReportAsk } from '../domain/reportModel.ts'
import { parseSealContent } from '../domain/sealModel.ts'
import type { SealContent, SealHead } from '../domain/sealModel.ts'
import { digestOf, entryHolds, sha256 } from './audit.ts'
import { canonicalJson } from './canonicalJson.ts'
import { rows } from './store.ts'
import type { Reader, Trx } from './store.ts'
import type { Row } from './tables.ts'

/** As many characters of the hash as a person compares by eye: sixteen, in fours. */
const codeOf = (hash: string): string => (hash.slice(0, 16).toUpperCase().match(/.{4}/g) ?? []).join('-')

type Listed = Omit<Row<'seal'>, 'content'> & { older_number: string | null; newer_id: string | null; newer_number: string | null; newer_reason: string | null }
const columns =
  's.id, s.number, s.number_year, s.number_seq, s.kind, s.title, s.ask, s.reason, s.supersedes_id, s.locked_on, s.audit_seq, s.audit_head, s.sha256, s.created_at, s.created_by'
const listed = `select ${columns}, o.number as older_number, n.id as newer_id, n.number as newer_number, n.reason as newer_reason
  from seal s left join seal o on o.id = s.supersedes_id left join seal n on n.supersedes_id = s.id`

const headOf = (row: Listed): SealHead => ({
  id: row.id,
  number: row.number,
  title: row.title,
  ask: JSON.parse(row.ask) as ReportAsk,
  reason: row.reason,
  lockedOn: row.locked_on,
  lockedAt: row.created_at,
  lockedBy: row.created_by,
  code: codeOf(row.sha256),
  supersedes: row.supersedes_id === null || row.older_number === null ? null : { id: row.supersedes_id, number: row.older_number },
  supersededBy: row.newer_id === null || row.newer_number === null ? null : { id: row.newer_id, number: row.newer_number, reason: row.newer_reason ?? '' },
})

/** Every locked report, the newest first; without their contents, which may be large. */
export async function sealHeads(db: Reader): Promise<SealHead[]> {
  return (await rows<Listed>(db, `${listed} order by s.number_year desc, s.number_seq desc`, [])).map(headOf)
}

/** By id, or by number as it stands on the paper. @throws CasebookError 'not-found' */
export async function sealHead(db: Reader, { id, number }: { id?: Id; number?: string }): Promise<SealHead> {
  const [row] = await rows<Listed>(db, `${listed} where s.id = ? or s.number = ?`, [id ?? '', number?.trim() ?? ''])
  if (!row) throw new CasebookError('not-found', '没有这份定稿。请在“报表 · 已定稿”里查看有哪些。')
  return headOf(row)
}

/** The next number of the year of that day, as 〔2026〕定1号. */
export async function nextSealNumber(trx: Trx, lockedOn: LegalDate): Promise<{ number: string; number_year: number; number_seq: number }> {
  const year = yearOf(lockedOn)
  const [last] = await rows<{ seq: number | null }>(trx, 'select max(number_seq) as seq from seal where number_year = ?', [year])
  const seq = (last?.seq ?? 0) + 1
  return { number: `〔${year}〕定${seq}号`, number_year: year, number_seq: seq }
}

/** What the audit entry of a seal holds: all but the content, for which its hash stands. */
export function sealEvidence({ content: _content, ...rest }: Row<'seal'>): Record<string, unknown> {
  return rest
}

export interface OpenedSeal {
  head: SealHead
  content: SealContent | null
  /** Why it cannot be trusted, in words; empty when content and trail hold. */
  problems: string[]
}

/** Opens a locked report and proves it: its content by its hash, what is said of it by its audit entry, and the trail before it by the head it holds. */
export async function openSeal(db: Reader, id: Id): Promise<OpenedSeal> {
  const head = await sealHead(db, { id })
  const row = await db.selectFrom('seal').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const content = parseSealContent(row.content)
  return { head, content, problems: await problemsOf(db, row, content) }
}

async function problemsOf(db: Reader, row: Row<'seal'>, content: SealContent | null): Promise<string[]> {
  const problems: string[] = []
  if (sha256(row.content) !== row.sha256) problems.push(`${row.number}的内容与定稿时的校验码不一致，可能被改动过。`)
  if (content === null) problems.push(`${row.number}的内容读不出来。`)
  else if (content.audit.seq !== row.audit_seq || content.audit.head !== row.audit_head || canonicalJson(content.report.ask) !== row.ask) problems.push(`${row.number}的内容与登记的定稿情况不一致，可能被改动过。`)
  const entry = await db.selectFrom('audit_entry').selectAll().where('seq', '>', row.audit_seq).where('entity', '=', 'seal').where('entity_id', '=', row.id).executeTakeFirst()
  if (!entry || !entryHolds(entry) || entry.digest !== digestOf(null, sealEvidence(row))) problems.push(`${row.number}的编号、期间、理由或校验码与操作记录不一致，可能被改动过。`)
  const before = await db.selectFrom('audit_entry').select('hash').where('seq', '=', row.audit_seq).executeTakeFirst()
  if (before?.hash !== row.audit_head) problems.push(`${row.number}定稿以前的操作记录与定稿时不一致，可能被改动过。`)
  return problems
}

/** Proves every locked report, and that none is missing of those the trail tells of. @returns what is wrong, in words */
export async function verifySeals(db: Reader): Promise<{ seals: number; problems: string[] }> {
  const heads = await sealHeads(db)
  const problems: string[] = []
  for (const { id } of heads) problems.push(...(await openSeal(db, id)).problems)
  const [missing] = await rows<{ n: number }>(db, "select count(*) as n from audit_entry where entity = 'seal' and entity_id not in (select id from seal)", [])
  if ((missing?.n ?? 0) > 0) problems.push(`操作记录里登记的定稿有 ${missing?.n} 份不见了。`)
  return { seals: heads.length, problems: problems.length === 0 ? [] : [...problems, '请保留现状，用最近的备份和打印的定稿对照。'] }
}
