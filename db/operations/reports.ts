import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { CaseListItem, Id } from '../domain/records.ts'
import type { Report } from '../domain/reportModel.ts'
import type { TableModel } from '../documents/tableModel.ts'
import { writeXlsx } from '../documents/xlsx.ts'
import { recallLayout } from '../exchange/columnMemory.ts'
import { caseLedger } from '../reports/caseLedger.ts'
import type { PersonDetails } from '../reports/caseLedger.ts'
import { ledgerDetails } from '../reports/ledgerDetails.ts'
import { ownColumns } from '../reports/ownLedger.ts'
import { reportSheets } from '../reports/reportSheets.ts'
import { makeReport, recordsBehind } from '../reports/reports.ts'
import { roster } from '../reports/roster.ts'
import { rosterSheet } from '../reports/rosterSheet.ts'
import { sealedReport } from '../reports/seals/seals.ts'
import { caseListItems } from '../store/caseListItems.ts'
import { allListed } from '../store/caseListRepository.ts'
import { openSeal } from '../store/sealRepository.ts'
import type { Context, Handlers } from './context.ts'

/** Cases read at a time for the ledger: between two such steps the job can be cancelled. */
const STEP = 500

/** The file the user chose, which must be a spreadsheet. @throws CasebookError 'invalid' */
export function spreadsheet(context: Context, token: string): string {
  const path = context.file(token)
  if (extname(path).toLowerCase() !== '.xlsx') {
    throw new CasebookError('invalid', '文件没有保存：只能导出为 Excel 表格。请把文件名的扩展名改为 .xlsx 后重试。')
  }
  return path
}

/** Writes sheets as .xlsx with progress and cancel. */
export async function writeSheets(context: Context, path: string, sheets: TableModel[], label: string): Promise<{ fileName: string; bytes: number }> {
  await writeXlsx(path, sheets, {
    cancelled: () => {
      context.checkCancelled()
      return false
    },
    onProgress: (done, total) => context.progress({ done, total, label }),
  })
  return { fileName: basename(path), bytes: (await stat(path)).size }
}

/** Before the file appears: names and numbers must not leave the casebook without a trace. */
function logged(context: Context, action: string, entity: string, detail: Record<string, unknown>): Promise<void> {
  return context.change({ action }, (unit) => unit.note(entity, null, null, detail))
}

/** As it was locked. What does not hold any more is never given out as the locked report. @throws CasebookError 'damaged' */
async function lockedReport({ store }: Context, id: Id): Promise<Report> {
  const { head, content, problems } = await openSeal(store.read, id)
  if (content === null || problems.length > 0) throw new CasebookError('damaged', `没有导出：${problems.join('')}请在“系统 · 检查数据”里检查，并用最近的备份对照。`)
  return sealedReport(head, content)
}

export const reportHandlers: Handlers<'report' | 'reportRecords' | 'reportExport' | 'caseListExport'> = {
  report: ({ store }, ask) => makeReport(store.read, ask),

  reportRecords: ({ store }, { ask, cell }) => recordsBehind(store.read, ask, cell),

  async reportExport(context, { ask, seal, file }) {
    const path = spreadsheet(context, file)
    context.progress({ done: 0, total: 0, label: '正在统计' })
    const report = seal === null ? await makeReport(context.store.read, ask) : await lockedReport(context, seal)
    context.checkCancelled()
    const people = ask.kind === 'annual' && seal === null ? await roster(context.store.read, ask.period, ask.basis) : null
    await logged(context, `导出${report.title}`, 'report', { ...report.ask, ...(report.seal && { seal: report.seal.number }), ...(people && { people: people.length }) })
    const sheets = reportSheets(report, today())
    return writeSheets(context, path, people === null ? sheets : [...sheets, rosterSheet(report, people, today())], `正在生成${report.title}`)
  },

  async caseListExport(context, { filter, file, layout }) {
    const path = spreadsheet(context, file)
    const own = layout === 'own' ? await recallLayout(context.store.read) : null
    const inFull = context.permissions.includes('sensitive.read')
    context.progress({ done: 0, total: 0, label: '正在读取案件' })
    const ids = await allListed(context.store.read, filter)
    const cases: CaseListItem[] = []
    const people = new Map<string, PersonDetails>()
    const awards = new Map<string, string[]>()
    for (let from = 0; from < ids.length; from += STEP) {
      context.checkCancelled()
      const some = ids.slice(from, from + STEP)
      cases.push(...(await caseListItems(context.store.read, some)))
      const details = await ledgerDetails(context.store.read, some, { inFull, own })
      for (const [id, one] of details.people) people.set(id, one)
      for (const [id, one] of details.awards) awards.set(id, one)
      context.progress({ done: Math.min(from + STEP, ids.length), total: ids.length, label: '正在读取案件' })
    }
    await logged(context, '导出案件台账', 'case_list', { filter, cases: cases.length, people: people.size, inFull })
    const sheet = caseLedger(cases, { people, awards }, own === null ? undefined : ownColumns(own))
    return { ...(await writeSheets(context, path, [sheet], '正在生成台账')), own: own !== null }
  },
}
