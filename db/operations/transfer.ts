import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { CasebookError } from '../domain/errors.ts'
import { writeXlsx } from '../documents/xlsx.ts'
import { writeFolder } from '../exchange/handoverFolder.ts'
import { readTable } from '../exchange/readTable.ts'
import { wholeSheets } from '../exchange/wholeFile.ts'
import { planWhole, writeWhole } from '../exchange/wholeImport.ts'
import { readWhole } from '../exchange/wholeRecords.ts'
import type { WholeRecords } from '../exchange/wholeRecords.ts'
import { auditHead } from '../store/audit.ts'
import { readOffice } from '../store/office.ts'
import { contentOf } from '../vault/attachments.ts'
import { makeBackup } from '../vault/backup.ts'
import { whileWriting } from './context.ts'
import type { Context, Handlers } from './context.ts'
import type { transferOperations } from './transferOperations.ts'

/** Lines that the page shows; the counts tell of all. */
const SHOWN = 100

async function everything(context: Context): Promise<{ records: WholeRecords; about: { officeName: string; exportedAt: string; exportedBy: string } }> {
  const records = await readWhole(context.store.read, (done, total) => {
    context.checkCancelled()
    context.progress({ done, total, label: '读取记录' })
  })
  const { name } = await readOffice(context.store.read)
  const now = new Date()
  const two = (n: number) => String(n).padStart(2, '0')
  const exportedAt = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}:${two(now.getMinutes())}`
  return { records, about: { officeName: name, exportedAt, exportedBy: context.actor.name } }
}

const casesIn = (records: WholeRecords): number => records.get('relief_case')?.length ?? 0
const recordsIn = (records: WholeRecords): number => [...records.values()].reduce((sum, list) => sum + list.length, 0)

export const transferHandlers: Handlers<keyof typeof transferOperations> = {
  async wholeExport(context, { file, reason }) {
    const path = context.file(file)
    if (extname(path).toLowerCase() !== '.xlsx') throw new CasebookError('invalid', '文件没有保存：全部数据只能导出为 Excel 表格。请把文件名的扩展名改为 .xlsx 后重试。')
    const { records, about } = await everything(context)
    const counts = { cases: casesIn(records), records: recordsIn(records) }
    const sheets = wholeSheets(records, about)
    // Before the file appears: names and numbers must not leave the casebook without a trace.
    await context.change({ action: '导出全部数据', reason }, (unit) => unit.note('casebook', null, null, { ...counts, fileName: basename(path) }))
    await writeXlsx(path, sheets, whileWriting(context, '写入表格'))
    return { fileName: basename(path), bytes: (await stat(path)).size, ...counts }
  },

  async folderExport(context, { folder, reason, attachments }) {
    const place = context.file(folder)
    const { records, about } = await everything(context)
    await context.change({ action: '导出移交文件夹', reason }, (unit) => unit.note('casebook', null, null, { cases: casesIn(records), records: recordsIn(records), attachments }))
    const { name, files, lost } = await writeFolder(place, records, {
      ...about,
      contentOf: attachments ? (sha256) => contentOf(context.folder, context.key, sha256) : null,
      onProgress: (done, total) => context.progress({ done, total, label: '写入文件' }),
      checkCancelled: context.checkCancelled,
    })
    return { folderName: name, cases: casesIn(records), files, lost }
  },

  async wholeTry(context, { file }) {
    const path = context.file(file)
    context.progress({ done: 0, total: 0, label: '读取文件' })
    const { source, sheets, faults, different } = await planWhole(context.store.read, await readTable(path), context.checkCancelled)
    return { fileName: basename(path), source, sheets, faults: faults.slice(0, SHOWN), faultCount: faults.length, different: different.slice(0, SHOWN), differentCount: different.length }
  },

  async wholeRead(context, { file }) {
    const { store, progress, checkCancelled, folder, key, appVersion } = context
    progress({ done: 0, total: 0, label: '读取文件' })
    const table = await readTable(context.file(file))
    const { faults } = await planWhole(store.read, table, checkCancelled)
    if (faults.length > 0) throw new CasebookError('invalid', `文件里有 ${faults.length} 处要先改正，没有读入任何内容。请看试读的结果。`)
    const backup = await makeBackup({ folder, key, db: store.raw }, { reason: 'manual', appVersion, auditHead: await auditHead(store.read), onProgress: progress, checkCancelled })
    const done = await context.change({ action: '读入全部数据' }, async (unit) =>
      // Compared anew inside the transaction that writes.
      writeWhole(unit, await planWhole(unit.trx, table, checkCancelled), (at, total) => {
        checkCancelled()
        progress({ done: at, total, label: '写入记录' })
      }),
    )
    return { ...done, backup: backup.name }
  },
}
