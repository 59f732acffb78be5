import { CasebookError } from '../domain/errors.ts'
import { writeLedger } from '../exchange/importLedger.ts'
import type { ImportResult } from '../exchange/importLedger.ts'
import { readLedgerFile } from '../exchange/ledgerFile.ts'
import type { LedgerFile } from '../exchange/ledgerFile.ts'
import { planImport } from '../exchange/ledgerPlan.ts'
import { takeBackBatch } from '../exchange/takeBack.ts'
import { readOffice } from '../store/office.ts'
import { readReference } from '../store/reference.ts'
import type { Context, Handlers } from './context.ts'

type Names = 'importDryRun' | 'importLedger' | 'importBatches' | 'importTakeBack'

/** What an import needs of a context; the demonstration casebook is filled without anybody to report to. */
type Importing = Pick<Context, 'store' | 'change'> & Partial<Pick<Context, 'progress' | 'checkCancelled'>>

/** Cases between two reports of progress and looks at the cancel flag. */
const STEP = 20

const never = () => undefined

async function readFileFor({ store, progress = never, checkCancelled = never }: Importing, path: string): Promise<LedgerFile> {
  progress({ done: 0, total: 0, label: '读取文件' })
  const file = await readLedgerFile(path, { limits: await readReference(store.read), checkCancelled })
  checkCancelled()
  return file
}

/** Compared anew inside the transaction that writes: what was tried out may be long ago. */
async function write(context: Importing, file: LedgerFile): Promise<ImportResult> {
  const { progress = never, checkCancelled = never } = context
  return context.change({ action: '导入台账' }, async (unit) => {
    const plan = await planImport(unit.trx, file)
    if (plan.blocking > 0) {
      throw new CasebookError('invalid', `有 ${plan.blocking} 行需要先改正，没有导入任何内容。请按试导入的提示改正文件，再重新选择。`)
    }
    const { caseNumberPattern } = await readOffice(unit.trx)
    return writeLedger(unit, file, plan, {
      caseNumberPattern,
      onCase(done, total) {
        if (done % STEP !== 0 && done !== total) return
        checkCancelled()
        // Lists and search are brought up to date after the last case, as the transaction ends.
        progress({ done, total, label: done === total ? '更新列表并保存' : '写入案件' })
      },
    })
  })
}

/** Imports a ledger that nobody has to look at first: that of the demonstration casebook. @throws CasebookError */
export async function importLedgerInto(open: Importing, path: string): Promise<ImportResult> {
  return write(open, await readFileFor(open, path))
}

export const ledgerHandlers: Handlers<Names> = {
  async importDryRun(context, { file: token }) {
    const file = await readFileFor(context, context.file(token))
    const { rows, blocking, alreadyImported, toImport } = await planImport(context.store.read, file)
    const { sheet, columns, totals } = file.reading
    return { fileName: file.fileName, fileSha256: file.fileSha256, sheet, columns, rows, totals, toImport, blocking, alreadyImported }
  },

  async importLedger(context, { file: token, fileSha256 }) {
    const file = await readFileFor(context, context.file(token))
    if (file.fileSha256 !== fileSha256) {
      throw new CasebookError('conflict', '文件在试导入之后有改动，没有导入任何内容。请重新选择文件试导入，核对后再导入。')
    }
    return write(context, file)
  },

  async importBatches({ store }) {
    const batches = await store.read.selectFrom('import_batch').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').execute()
    return batches.map((row) => ({
      id: row.id,
      version: row.version,
      fileName: row.file_name,
      cases: row.cases,
      people: row.people,
      fen: row.fen,
      importedAt: row.created_at,
      importedBy: row.created_by,
      takenBackAt: row.taken_back_at,
      takenBackBy: row.taken_back_by,
    }))
  },

  async importTakeBack({ change }, { id, version, reason }) {
    await change({ action: '撤回导入', reason }, (unit) => takeBackBatch(unit, id, version))
    return null
  },
}
