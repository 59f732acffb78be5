import { sql } from 'kysely'
import { addDays } from '../domain/dates.ts'
import type { Instant, LegalDate } from '../domain/records.ts'
import { auditHead, lostEntries, lostPayloads, unknownHashes, verifyAudit } from '../store/audit.ts'
import { deriveCase } from '../store/caseSummary.ts'
import { canonicalJson } from '../store/canonicalJson.ts'
import { whereContentsAre } from '../store/attachmentRepository.ts'
import { verifySeals } from '../store/sealRepository.ts'
import { checkContents, namedContents } from '../vault/attachments.ts'
import { headsSinceRestore, listBackups, makeBackup } from '../vault/backup.ts'
import { verifyFile } from '../vault/verify.ts'
import type { Context, Handlers } from './context.ts'
import { keysetPage } from './paging.ts'

type Names = 'backupNow' | 'backupList' | 'verifyCasebook' | 'auditList'

/** The instant a day begins, by the clock of this PC. */
const beginOf = (day: LegalDate): Instant => new Date(`${day}T00:00:00`).toISOString()

/** Compares what the list and the search read with the records they are derived from. */
async function staleSummaries({ store, progress, checkCancelled }: Context): Promise<{ cases: number; stale: number }> {
  const ids = await store.read.selectFrom('relief_case').select('id').execute()
  let stale = 0
  for (const [index, { id }] of ids.entries()) {
    if (index % 200 === 0) {
      checkCancelled()
      progress({ done: index, total: ids.length, label: '核对案件' })
    }
    const derived = await deriveCase(store.read, id)
    const summary = await store.read.selectFrom('case_summary').selectAll().where('case_id', '=', id).executeTakeFirst()
    const search = await store.read.selectFrom('case_search').selectAll().where('case_id', '=', id).executeTakeFirst()
    const holds = derived
      ? canonicalJson(derived) === canonicalJson({ summary, search })
      : summary === undefined && search === undefined
    if (!holds) stale += 1
  }
  return { cases: ids.length, stale }
}

/** Reads every attached file and compares it with its hash. @returns what is wrong, in words that name the files */
async function attachmentProblems({ folder, key, store, progress, checkCancelled }: Context): Promise<string[]> {
  const { file, missing, damaged } = checkContents(folder, key, namedContents(store.raw), (done, total) => {
    checkCancelled()
    progress({ done, total, label: '核对附件' })
  })
  const named = async (hashes: string[]) => {
    const found = await whereContentsAre(store.read, hashes)
    const names = found.slice(0, 5).map(({ name, caseNumber, leadId, recycled }) => `“${name}”（${caseNumber ?? (leadId === null ? '未编号案件' : '线索')}${recycled ? '，在回收站' : ''}）`)
    return `${names.join('、')}${found.length > 5 ? `等 ${found.length} 个` : ''}`
  }
  if (file === 'absent') return [`附件文件 attachments.db 不在数据文件夹里，${missing.length} 个附件打不开；案件数据不受影响。请把它放回原处，或从最近一份备份的文件夹里复制过来。`]
  if (file === 'unreadable') return [`附件文件 attachments.db 有损坏，${damaged.length} 个附件打不开；案件数据不受影响。请退出程序，把它移到别处保存，再从最近一份备份的文件夹里把 attachments.db 复制过来。`]
  const problems: string[] = []
  if (missing.length > 0) problems.push(`有 ${missing.length} 个附件的内容找不到：${await named(missing)}。案件数据不受影响。请从原件重新添加，或从备份找回附件文件。`)
  if (damaged.length > 0) problems.push(`有 ${damaged.length} 个附件的内容与添加时不一致，可能已损坏：${await named(damaged)}。案件数据不受影响。请从原件重新添加同一个文件，即可修复。`)
  return problems
}

/** The trail of who did what: its chain from the first entry to the last, and the ends of it that backups and locked reports hold. */
async function trailProblems({ folder, store }: Context): Promise<{ entries: number; problems: string[] }> {
  const problems: string[] = []
  const { entries, brokenAt } = await verifyAudit(store.read)
  if (brokenAt !== null) problems.push(`操作记录从第 ${brokenAt} 条起对不上，可能被改动过。请保留现状，用最近的备份对照。`)
  const lost = await lostEntries(store.read)
  if (lost > 0) problems.push(`最后 ${lost} 条操作记录不见了，可能被移走。请保留现状，用最近的备份对照。`)
  const emptied = await lostPayloads(store.read)
  if (emptied > 0) problems.push(`有 ${emptied} 条操作记录的具体内容不见了（时间、人员和事项还在），可能被移走。请保留现状，用最近的备份对照。`)
  const held = await headsSinceRestore(folder)
  const unknown = await unknownHashes(store.read, held.map(({ head }) => head))
  for (const { name, head } of held) {
    if (unknown.has(head)) problems.push(`备份“${name}”里最后一条操作记录在台账里找不到，操作记录可能被移走或改动过。请保留现状，用这份备份对照。`)
  }
  problems.push(...(await verifySeals(store.read)).problems)
  return { entries, problems }
}

export const safetyHandlers: Handlers<Names> = {
  async backupNow({ folder, key, store, appVersion, progress, checkCancelled, file }, input) {
    const { folder: _place, ...shown } = await makeBackup(
      { folder, key, db: store.raw },
      {
        reason: input.folder === null ? 'manual' : 'second-place',
        target: input.folder === null ? undefined : file(input.folder),
        appVersion,
        auditHead: await auditHead(store.read),
        onProgress: progress,
        checkCancelled,
      },
    )
    return shown
  },

  /** Without the place of each: the renderer never sees a path. */
  async backupList({ folder }) {
    return (await listBackups(folder)).map(({ folder: _place, ...shown }) => shown)
  },

  async verifyCasebook(context) {
    const { store } = context
    context.progress({ done: 0, total: 0, label: '检查数据文件' })
    const problems = verifyFile(store.raw)
    const { cases, stale } = await staleSummaries(context)
    if (stale > 0) problems.push(`有 ${stale} 件案件的列表内容与案件记录不一致。打开这些案件重新保存一次即可更正。`)
    problems.push(...(await attachmentProblems(context)))
    context.progress({ done: 0, total: 0, label: '核对操作记录和定稿' })
    const trail = await trailProblems(context)
    problems.push(...trail.problems)
    return { ok: problems.length === 0, problems, cases, auditEntries: trail.entries }
  },

  async auditList({ store }, { caseId, text, from, to, after, limit }) {
    const words = text?.split(/\s+/) ?? []
    const rows = await store.read
      .selectFrom('audit_entry as a')
      .leftJoin('relief_case as c', 'c.id', 'a.case_id')
      .select(['a.seq', 'a.at', 'a.who', 'a.action', 'a.entity', 'a.entity_id as entityId', 'a.case_id as caseId', 'c.case_number as caseNumber', 'a.reason'])
      .$if(caseId !== null, (query) => query.where('a.case_id', '=', caseId))
      .$if(words.length > 0, (query) => query.where(({ and }) => and(words.map((word) => sql<boolean>`instr(a.who || char(10) || a.action || char(10) || coalesce(a.reason, '') || char(10) || coalesce(c.case_number, ''), ${word}) > 0`))))
      .$if(from !== null, (query) => query.where('a.at', '>=', beginOf(from ?? '')))
      .$if(to !== null, (query) => query.where('a.at', '<', beginOf(addDays(to ?? '', 1))))
      .$if(after !== null, (query) => query.where('a.seq', '<', Number(after)))
      .orderBy('a.seq', 'desc')
      .limit(limit + 1)
      .execute()
    return keysetPage(rows, limit, (row) => String(row.seq))
  },
}
