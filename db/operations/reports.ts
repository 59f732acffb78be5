import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { CaseListItem } from '../domain/caseList.ts'
import { CasebookError } from '../domain/errors.ts'
import { rolesWith } from '../domain/permissions.ts'
import type { Id } from '../domain/records.ts'
import type { Report } from '../domain/reportModel.ts'
import { sealedRecords } from '../domain/sealModel.ts'
import type { SealContent } from '../domain/sealModel.ts'
import { printHtml } from '../documents/printHtml.ts'
import { formatOf, writeTables } from '../documents/tableFiles.ts'
import { pageHeadline } from '../documents/tableModel.ts'
import type { TableModel } from '../documents/tableModel.ts'
import { writeXlsx } from '../documents/xlsx.ts'
import { recallLayout } from '../exchange/columnMemory.ts'
import { caseLedger } from '../reports/caseLedger.ts'
import type { PersonDetails } from '../reports/caseLedger.ts'
import { ledgerDetails } from '../reports/ledgerDetails.ts'
import { ownColumns } from '../reports/ownLedger.ts'
import { reportDocument } from '../reports/reportDocument.ts'
import type { ReportDocument } from '../reports/reportDocument.ts'
import { makeReport, recordsBehind } from '../reports/reports.ts'
import { noSuchCell } from '../reports/definition.ts'
import { sealedReport } from '../reports/seals/seals.ts'
import { whyInReport } from '../reports/why.ts'
import { caseListItems } from '../store/caseListItems.ts'
import { allListed } from '../store/caseListRepository.ts'
import { openSeal } from '../store/sealRepository.ts'
import type { Why } from '../store/unitOfWork.ts'
import { whileWriting } from './context.ts'
import type { Context, Handlers } from './context.ts'
import type { Parsed } from './contract.ts'

type Output = Parsed<'reportPaper'>

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

const written = async (path: string): Promise<{ fileName: string; bytes: number }> => ({ fileName: basename(path), bytes: (await stat(path)).size })

/** Writes sheets as .xlsx with progress and cancel. `record` runs before the file appears. */
export async function writeSheets(context: Context, path: string, sheets: TableModel[], label: string, record?: () => Promise<void>): Promise<{ fileName: string; bytes: number }> {
  await writeXlsx(path, sheets, { ...whileWriting(context, label), ...(record && { beforeItAppears: record }) })
  return written(path)
}

/** Before the file appears: names and numbers must not leave the casebook without a trace. */
function logged(context: Context, why: Why, entity: string, detail: Record<string, unknown>): Promise<void> {
  return context.change(why, (unit) => unit.note(entity, null, null, detail))
}

/** Names in full are for those who may see what is sensitive, and for a reason. @throws CasebookError 'forbidden', 'invalid' */
export function requireForNames({ permissions }: Pick<Context, 'permissions'>, { names, reason }: Pick<Output['options'], 'names' | 'reason'>): void {
  if (names === 'masked') return
  if (!permissions.includes('sensitive.read')) {
    throw new CasebookError('forbidden', `您的账号不能导出完整姓名，没有生成文件。请选择隐去姓名，或请有${rolesWith('sensitive.read')}角色的同事办理。`)
  }
  if (reason === null) throw new CasebookError('invalid', '没有生成文件：写出完整姓名要写明原因，将记入操作记录。', { fields: [{ path: 'options.reason', message: '请写明原因，将记入操作记录' }] })
}

function loggedOutput(context: Context, verb: string, { cell, options }: Output, { report, people }: ReportDocument): Promise<void> {
  const action = `${verb}${report.title}${cell === null ? '' : '的名单'}`
  return logged(context, { action, reason: options.names === 'masked' ? null : options.reason }, 'report', {
    ...report.ask,
    ...(report.seal && { seal: report.seal.number }),
    ...(cell && { cell }),
    ...(people > 0 && { people, names: options.names }),
  })
}

/** As it was locked. What does not hold any more is never given out as the locked report. @throws CasebookError 'damaged' */
async function lockedReport({ store }: Context, id: Id): Promise<{ report: Report; content: SealContent }> {
  const { head, content, problems } = await openSeal(store.read, id)
  if (content === null || problems.length > 0) throw new CasebookError('damaged', `没有导出：${problems.join('')}请在“系统 · 检查数据”里检查，并用最近的备份对照。`)
  return { report: sealedReport(head, content), content }
}

async function documentOf(context: Context, { ask, seal, cell, options }: Output, form: 'workbook' | 'paper'): Promise<ReportDocument> {
  const { read } = context.store
  if (seal === null) return reportDocument(read, { report: await makeReport(read, ask), cell, options }, form)
  const { report, content } = await lockedReport(context, seal)
  const records = cell === null ? [] : sealedRecords(content, cell)
  if (records === null) throw noSuchCell()
  return reportDocument(read, { report, cell, records, people: content.roster, options }, form)
}

export const reportHandlers: Handlers<'report' | 'reportRecords' | 'reportWhy' | 'reportExport' | 'reportPaper' | 'caseListExport'> = {
  report: ({ store }, ask) => makeReport(store.read, ask),

  reportRecords: ({ store }, { ask, cell }) => recordsBehind(store.read, ask, cell),

  reportWhy: (context, { ask, caseId }) => {
    context.progress({ done: 0, total: 3, label: '正在核对' })
    return whyInReport(context.store.read, ask, caseId, {
      onStep: (done, total) => {
        context.checkCancelled()
        context.progress({ done, total, label: '正在核对' })
      },
    })
  },

  async reportExport(context, { file, ...asked }) {
    const path = context.file(file)
    const form = formatOf(path)
    requireForNames(context, asked.options)
    context.progress({ done: 0, total: 0, label: '正在统计' })
    const document = await documentOf(context, asked, form === 'xlsx' ? 'workbook' : 'paper')
    context.checkCancelled()
    await writeTables(path, { ...document, pictures: asked.pictures }, { ...whileWriting(context, `正在生成${document.title}`), orientation: asked.options.orientation, beforeItAppears: () => loggedOutput(context, '导出', asked, document) })
    return written(path)
  },

  async reportPaper(context, asked) {
    requireForNames(context, asked.options)
    const document = await documentOf(context, asked, 'paper')
    const html = printHtml({ ...document, pictures: asked.pictures }, asked.options.orientation)
    await loggedOutput(context, '打印', asked, document)
    return { title: document.title, headline: pageHeadline(document), html }
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
    const record = () => logged(context, { action: '导出案件台账' }, 'case_list', { filter, cases: cases.length, people: people.size, inFull })
    const sheet = caseLedger(cases, { people, awards }, own === null ? undefined : ownColumns(own))
    return { ...(await writeSheets(context, path, [sheet], '正在生成台账', record)), own: own !== null }
  },
}
