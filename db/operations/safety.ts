import { auditHead, verifyAudit } from '../store/audit.ts'
import { deriveCase } from '../store/caseSummary.ts'
import { canonicalJson } from '../store/canonicalJson.ts'
import { listBackups, makeBackup } from '../vault/backup.ts'
import { verifyFile } from '../vault/verify.ts'
import type { Context, Handlers } from './context.ts'
import { keysetPage } from './paging.ts'

type Names = 'backupNow' | 'backupList' | 'verifyCasebook' | 'auditList'

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
    context.progress({ done: 0, total: 0, label: '核对操作记录' })
    const { entries, brokenAt } = await verifyAudit(store.read)
    if (brokenAt !== null) problems.push(`操作记录从第 ${brokenAt} 条起对不上，可能被改动过。请保留现状，用最近的备份对照。`)
    return { ok: problems.length === 0, problems, cases, auditEntries: entries }
  },

  async auditList({ store }, { caseId, after, limit }) {
    const rows = await store.read
      .selectFrom('audit_entry as a')
      .leftJoin('relief_case as c', 'c.id', 'a.case_id')
      .select(['a.seq', 'a.at', 'a.who', 'a.action', 'a.entity', 'a.entity_id as entityId', 'a.case_id as caseId', 'c.case_number as caseNumber', 'a.reason'])
      .$if(caseId !== null, (query) => query.where('a.case_id', '=', caseId))
      .$if(after !== null, (query) => query.where('a.seq', '<', Number(after)))
      .orderBy('a.seq', 'desc')
      .limit(limit + 1)
      .execute()
    return keysetPage(rows, limit, (row) => String(row.seq))
  },
}
