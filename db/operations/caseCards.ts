import { basename } from 'node:path'
import { cardMeanings } from '../domain/caseCards.ts'
import type { CardColumn, CaseCard } from '../domain/caseCards.ts'
import { CasebookError } from '../domain/errors.ts'
import { statisticalYear } from '../domain/periods.ts'
import type { YearStart } from '../domain/periods.ts'
import { readCardFile } from '../exchange/caseCardFile.ts'
import type { CardFile } from '../exchange/caseCardFile.ts'
import { recallSheetColumns, rememberSheetColumns } from '../exchange/columnMemory.ts'
import { sha256Of } from '../exchange/comparisonList.ts'
import { parseTable, readTableBytes } from '../exchange/readTable.ts'
import { cardDifferences } from '../reports/work/cards.ts'
import { cardLoads, cardReason, loadOfYear, replaceCards } from '../store/caseCardRepository.ts'
import { readOffice } from '../store/office.ts'
import type { Context, Handlers } from './context.ts'
import { codeFault, refuse, requireVersion } from './guards.ts'

const FAULTS_SHOWN = 200

async function readCards({ store }: Context, path: string, columns: readonly CardColumn[] | null): Promise<{ fileName: string; fileSha256: string; read: CardFile }> {
  const bytes = await readTableBytes(path)
  const fileName = basename(path)
  const read = await readCardFile(await parseTable(bytes, fileName), columns, (headings) => recallSheetColumns(store.read, 'card', cardMeanings, headings))
  return { fileName, fileSha256: sha256Of(bytes), read }
}

/** The year in which most of the cards were decided, or where they were not, accepted. */
function yearOf(cards: readonly CaseCard[], startsOn: YearStart): number | null {
  const counts = new Map<number, number>()
  for (const { decidedOn, acceptedOn } of cards) {
    const day = decidedOn ?? acceptedOn
    if (day === null) continue
    const year = statisticalYear(day, startsOn)
    counts.set(year, (counts.get(year) ?? 0) + 1)
  }
  return [...counts].sort(([yearA, a], [yearB, b]) => b - a || yearB - yearA)[0]?.[0] ?? null
}

/** The business system's case cards, and what the office says of how they differ. */
export const caseCardHandlers: Handlers<'cardLoads' | 'cardTry' | 'cardLoad' | 'cardDifferences' | 'cardReasonSave'> = {
  cardLoads: ({ store }) => cardLoads(store.read),

  async cardTry(context, { file, columns }) {
    const { fileName, fileSha256, read } = await readCards(context, context.file(file), columns)
    const { cards, faults, ...rest } = read
    const { yearStartsOn } = await readOffice(context.store.read)
    return { ...rest, fileName, fileSha256, cards: cards.length, fen: cards.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0), year: yearOf(cards, yearStartsOn), faults: faults.slice(0, FAULTS_SHOWN) }
  },

  async cardLoad(context, { file, columns, fileSha256, year }) {
    const { fileName, fileSha256: now, read } = await readCards(context, context.file(file), columns)
    if (now !== fileSha256) throw new CasebookError('conflict', '文件在试读之后有改动，没有登记。请重新选择文件，核对后再登记。')
    if (read.missing.length > 0) throw new CasebookError('invalid', `还没有认出${read.missing.join('、')}，没有登记。请先指定各列的含义。`)
    if (read.cards.length === 0) throw new CasebookError('invalid', '这个文件里没有读出一条案卡，没有登记。请核对表头和各列的含义。')
    return context.change({ action: `登记${year}年度案卡` }, async (unit) => {
      const fields = { file_name: fileName, content_sha256: fileSha256, meanings: JSON.stringify(read.columns.flatMap(({ meaning }) => meaning ?? [])), cards: read.cards.length }
      const before = await loadOfYear(unit.trx, year)
      const { id } = before ? await unit.update('case_card_load', before.id, before.version, fields) : await unit.insert('case_card_load', { year, ...fields })
      await replaceCards(unit.trx, id, read.cards)
      if (columns !== null) await rememberSheetColumns(unit.trx, 'card', read.columns)
      return { cards: read.cards.length, replaced: before?.cards ?? 0 }
    })
  },

  async cardDifferences({ store }, { period }) {
    const { yearStartsOn: startsOn } = await readOffice(store.read)
    return cardDifferences(store.read, { period, startsOn }, true)
  },

  cardReasonSave: ({ change }, { key, kind, version, reason, remark }) =>
    change({ action: reason === null ? '撤回案卡差异说明' : '说明案卡差异' }, async (unit) => {
      const row = await cardReason(unit.trx, key)
      refuse(codeFault('cardReason', reason, row?.reason ?? null, 'reason'))
      if (row) requireVersion(row, version, { reason: row.reason, remark: row.remark })
      if (!row) return reason === null ? { version: null } : { version: (await unit.insert('case_card_reason', { digest: key, kind, reason, remark })).version }
      if (reason === null) {
        await unit.recycle('case_card_reason', row.id, row.version, '撤回说明')
        return { version: null }
      }
      return { version: (await unit.update('case_card_reason', row.id, row.version, { reason, remark })).version }
    }),
}
