import { basename } from 'node:path'
import { listMeanings } from '../domain/comparison.ts'
import type { ListColumn, ListLetter } from '../domain/comparison.ts'
import { addDays, today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { FieldError } from '../domain/errors.ts'
import { listLimits } from '../exchange/cells.ts'
import { recallSheetColumns, rememberSheetColumns } from '../exchange/columnMemory.ts'
import { readList, sha256Of } from '../exchange/comparisonList.ts'
import type { ReadList } from '../exchange/comparisonList.ts'
import { parseTable, readTableBytes } from '../exchange/readTable.ts'
import { allLists, faultsOf, insertListed, listWithContent, toComparisonList } from '../store/comparisonRepository.ts'
import { readReference } from '../store/reference.ts'
import type { Reader } from '../store/store.ts'
import type { Row } from '../store/tables.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import { listBackups } from '../vault/backup.ts'
import type { ListReport } from './comparisonOperations.ts'
import { purgeList, scrubPurged } from './comparisonPurge.ts'
import type { Context, Handlers } from './context.ts'
import { codeFault, refuse, requireVersion } from './guards.ts'

type Names = 'comparisonLists' | 'comparisonListTry' | 'comparisonListLoad' | 'comparisonListFaults' | 'comparisonListSave' | 'comparisonListPurge'

/** Faults that the trial shows, and the list of them. */
const TRIED = 500
const SHOWN = 2000

interface ReadFile {
  fileName: string
  fileSha256: string
  list: ReadList
}

/** Reads a file as a list, whatever becomes of it. @throws CasebookError as readTable and readList do */
export async function readListFile(
  { store, progress, checkCancelled }: Pick<Context, 'store' | 'progress' | 'checkCancelled'>,
  path: string,
  { sheet, columns }: { sheet: string | null; columns: readonly ListColumn[] | null },
): Promise<ReadFile> {
  progress({ done: 0, total: 0, label: '读取文件' })
  const bytes = await readTableBytes(path)
  const fileName = basename(path)
  const fileSha256 = sha256Of(bytes)
  const cancelled = () => {
    checkCancelled()
    return false
  }
  const table = await parseTable(bytes, fileName, cancelled, listLimits)
  const list = await readList(fileName, fileSha256, table, {
    sheet,
    columns,
    recall: (headings) => recallSheetColumns(store.read, 'list', listMeanings, headings),
    today: today(),
    checkCancelled,
    onRow: (done, total) => progress({ done, total, label: '核对人员' }),
  })
  return { fileName, fileSha256, list }
}

async function listRow(unit: Pick<UnitOfWork, 'trx'>, id: string, version: number): Promise<Row<'comparison_list'>> {
  const row = await unit.trx.selectFrom('comparison_list').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()
  if (!row) throw new CasebookError('not-found', '没有找到这份名单，请刷新后再看。')
  if (row.purged_at !== null) throw new CasebookError('conflict', `这份名单已由${row.purged_by ?? ''}销毁，不能再改。请刷新后再看。`)
  requireVersion(row, version, null)
  return row
}

function letterFaults(letter: ListLetter, stored: string | null): FieldError[] {
  const day = today()
  return [
    ...codeFault('comparisonKind', letter.kind, stored, 'kind'),
    ...(letter.receivedOn > day ? [{ path: 'receivedOn', message: `收到日期不能晚于今天（${day}），请核对` }] : []),
    ...(letter.destroyOn <= day ? [{ path: 'destroyOn', message: `销毁日期须晚于今天（${day}）；到期的名单不能装入` }] : []),
  ]
}

const lettersColumns = (letter: ListLetter) => ({
  kind: letter.kind,
  title: letter.title,
  letter_number: letter.letterNumber,
  purpose: letter.purpose,
  sending_agency: letter.sendingAgency,
  received_on: letter.receivedOn,
  destroy_on: letter.destroyOn,
})

async function refuseLoaded(db: Reader, contentSha256: string): Promise<void> {
  const loaded = await listWithContent(db, contentSha256)
  if (loaded) throw new CasebookError('conflict', `同样内容的名单已经装入，名称是“${loaded.title}”，没有重复装入。`)
}

export const comparisonListHandlers: Handlers<Names> = {
  async comparisonLists({ store, folder }) {
    const lists = await allLists(store.read)
    const backups = folder !== '' && lists.some((list) => list.purged_at !== null) ? await listBackups(folder) : []
    const day = today()
    return lists.map((row) => {
      const holding = row.purged_at === null ? [] : backups.filter(({ createdAt }) => createdAt >= row.created_at && createdAt <= (row.purged_at ?? ''))
      return toComparisonList(row, day, holding.map(({ name, createdAt }) => ({ name, createdAt })))
    })
  },

  async comparisonListTry(context, { file, sheet, kind, columns }): Promise<ListReport> {
    const { fileName, fileSha256, list } = await readListFile(context, context.file(file), { sheet, columns })
    const day = today()
    const { keepDays } = (await readReference(context.store.read)).listKeeping(day)
    return {
      fileName,
      fileSha256,
      sheets: list.sheets,
      columns: list.columns,
      samples: list.samples,
      remembered: list.remembered,
      missing: list.missing,
      kind: kind ?? list.kind,
      proposed: { title: list.title, receivedOn: day, destroyOn: addDays(day, keepDays) },
      people: list.people.length,
      withPaper: list.people.filter(({ paper }) => paper !== null).length,
      nameOnly: list.people.filter(({ paper, written, birthDate, phone }) => paper === null && written === null && birthDate === null && phone === null).length,
      faults: list.faults.slice(0, TRIED),
      faultCount: list.faults.length,
      loadedAs: await listWithContent(context.store.read, list.contentSha256),
    }
  },

  async comparisonListLoad(context, { file, sheet, columns, fileSha256, letter }) {
    refuse(letterFaults(letter, null), 'letter')
    const { fileName, list, ...read } = await readListFile(context, context.file(file), { sheet, columns })
    if (read.fileSha256 !== fileSha256) throw new CasebookError('conflict', '文件在试读之后有改动，没有装入任何内容。请重新选择文件，核对后再装入。')
    if (list.missing.length > 0) throw new CasebookError('invalid', `还没有认出${list.missing.join('、')}，没有装入任何内容。请先指定各列的含义。`)
    if (list.people.length === 0) throw new CasebookError('invalid', '这份名单里没有读出一个人，没有装入。请核对表头和各列的含义。')
    return context.change({ action: '装入比对名单' }, async (unit) => {
      await refuseLoaded(unit.trx, list.contentSha256)
      const { id } = await unit.insert('comparison_list', {
        ...lettersColumns(letter),
        file_name: fileName,
        content_sha256: list.contentSha256,
        sheets: JSON.stringify(list.sheets.filter(({ taken }) => taken).map(({ name }) => name)),
        people: list.people.length,
        faults: list.faults.length,
        purged_at: null,
        purged_by: null,
        purge_reason: null,
        scrubbed: 0,
      })
      await insertListed(unit.trx, id, list.people, list.faults, (done) => {
        context.checkCancelled()
        context.progress({ done, total: list.people.length, label: '写入名单' })
      })
      if (columns !== null) await rememberSheetColumns(unit.trx, 'list', list.columns)
      return { id, people: list.people.length, faults: list.faults.length }
    })
  },

  comparisonListFaults: ({ store }, { id }) => faultsOf(store.read, id, SHOWN),

  comparisonListSave: ({ change }, { id, version, letter, reason }) =>
    change({ action: '修改比对名单信息', reason }, async (unit) => {
      const row = await listRow(unit, id, version)
      refuse(letterFaults(letter, row.kind), 'letter')
      if (letter.destroyOn > row.destroy_on && reason === null) refuse([{ path: 'reason', message: '延后销毁日期要写明原因' }])
      return unit.update('comparison_list', id, version, lettersColumns(letter))
    }),

  async comparisonListPurge({ change, store }, { id, version, reason }) {
    const people = await change({ action: '销毁比对名单', reason }, async (unit) => {
      const row = await listRow(unit, id, version)
      await purgeList(unit, row, reason)
      return row.people
    })
    await scrubPurged({ store })
    return { people }
  },
}
