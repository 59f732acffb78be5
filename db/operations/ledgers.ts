import { basename } from 'node:path'
import { CasebookError } from '../domain/errors.ts'
import { recallColumns, rememberColumns, rememberLayout } from '../exchange/columnMemory.ts'
import { writeLedger } from '../exchange/importLedger.ts'
import type { ImportResult } from '../exchange/importLedger.ts'
import { readLedgerFile } from '../exchange/ledgerFile.ts'
import type { LedgerChoices, LedgerFile } from '../exchange/ledgerFile.ts'
import { planImport } from '../exchange/ledgerPlan.ts'
import type { LedgerPlan } from '../exchange/ledgerPlan.ts'
import { writeRefused } from '../exchange/refusedRows.ts'
import { takeBackBatch } from '../exchange/takeBack.ts'
import { readOffice } from '../store/office.ts'
import { readReference } from '../store/reference.ts'
import { whileWriting } from './context.ts'
import type { Context, Handlers } from './context.ts'
import type { ImportReport } from './contract.ts'

type Names = 'importDryRun' | 'importLedger' | 'importRefused' | 'importBatches' | 'importTakeBack'

/** What an import needs of a context; the demonstration casebook is filled without anybody to report to. */
type Importing = Pick<Context, 'store' | 'change'> & Partial<Pick<Context, 'progress' | 'checkCancelled'>>

type Choices = Pick<LedgerChoices, 'sheet' | 'columns' | 'mends'>
const unchosen: Choices = { sheet: null, columns: null, mends: [] }

/** Cases between two reports of progress and looks at the cancel flag. */
const STEP = 20

const never = () => undefined

async function readFileFor({ store, progress = never, checkCancelled = never }: Importing, path: string, { sheet, columns, mends }: Choices): Promise<LedgerFile> {
  progress({ done: 0, total: 0, label: '读取文件' })
  const recall = (headings: readonly string[]) => recallColumns(store.read, headings)
  const file = await readLedgerFile(path, { limits: await readReference(store.read), checkCancelled, sheet, columns, mends, recall })
  checkCancelled()
  return file
}

/** The file that was tried out. @throws CasebookError 'conflict' for another one */
async function readTried(context: Context, path: string, { fileSha256, ...choices }: Choices & { fileSha256: string }): Promise<LedgerFile> {
  const file = await readFileFor(context, path, choices)
  if (file.fileSha256 !== fileSha256) {
    throw new CasebookError('conflict', '文件在试导入之后有改动，没有导入任何内容。请重新选择文件试导入，核对后再导入。')
  }
  return file
}

/** What a trial says to the page and the terminal. */
export function importReport({ fileName, fileSha256, reading, sheets, remembered }: LedgerFile, plan: LedgerPlan): ImportReport {
  const { sheet, columns, samples, missing, totals } = reading
  const { rows, blocking, alreadyImported, toImport, good, refused } = plan
  return { fileName, fileSha256, sheet, sheets, columns, samples, remembered, missing, rows, totals, toImport, blocking, good: good.toImport, refused, alreadyImported }
}

/** @throws CasebookError 'invalid' where somebody has to choose first */
function checkChosen({ reading, sheets }: LedgerFile, { sheet }: Choices): void {
  if (reading.missing.length > 0) {
    throw new CasebookError('invalid', `还没有认出${reading.missing.join('、')}，没有导入任何内容。请先指定各列的含义。`)
  }
  const ledgers = sheets.filter(({ ledger }) => ledger)
  if (sheet === null && ledgers.length > 1) {
    const names = ledgers.map(({ name }) => `“${name}”`).join('、')
    throw new CasebookError('invalid', `这个文件里有 ${ledgers.length} 张工作表都像台账：${names}。没有导入任何内容，请选定一张，其余的随后逐张导入。`)
  }
}

/** Compared anew inside the transaction that writes: what was tried out may be long ago. */
async function write(context: Importing, file: LedgerFile, { columns, onlyGood, ...choices }: Choices & { onlyGood: boolean }): Promise<ImportResult> {
  checkChosen(file, { columns, ...choices })
  const { progress = never, checkCancelled = never } = context
  return context.change({ action: '导入台账' }, async (unit) => {
    const plan = await planImport(unit.trx, file)
    if (plan.blocking > 0 && !onlyGood) {
      throw new CasebookError('invalid', `有 ${plan.blocking} 行需要先改正，没有导入任何内容。请按试导入的提示改正文件，再重新选择。`)
    }
    if (columns !== null) await rememberColumns(unit.trx, file.layout.header)
    if (plan.cases.length > 0) await rememberLayout(unit.trx, file.layout.header)
    const { caseNumberPattern } = await readOffice(unit.trx)
    return writeLedger(unit, file, plan, {
      caseNumberPattern,
      onlyGood,
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
  return write(open, await readFileFor(open, path, unchosen), { ...unchosen, onlyGood: false })
}

export const ledgerHandlers: Handlers<Names> = {
  async importDryRun(context, { file: token, ...choices }) {
    const file = await readFileFor(context, context.file(token), choices)
    return importReport(file, await planImport(context.store.read, file))
  },

  async importLedger(context, { file: token, onlyGood, ...tried }) {
    return write(context, await readTried(context, context.file(token), tried), { ...tried, onlyGood })
  },

  async importRefused(context, { file: token, target, ...tried }) {
    const path = context.file(target)
    const file = await readTried(context, context.file(token), tried)
    return { fileName: basename(path), ...(await writeRefused(path, file, await planImport(context.store.read, file), whileWriting(context, '写入表格'))) }
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
