import { KEPT } from '../../../db/domain/ledgerFields.ts'
import { formatWan, formatYuan } from '../../../db/domain/money.ts'
import type { ImportBatch } from '../../../db/domain/records.ts'
import type { ImportReport, ImportRowReport } from '../../../db/operations/contract.ts'

/** What a trial import found, in the words of the screen. */

export type RowKind = ImportRowReport['kind']

const rowKinds: readonly { kind: RowKind; label: string }[] = [
  { kind: 'error', label: '有错误' },
  { kind: 'needs-decision', label: '需要决定' },
  { kind: 'warning', label: '提示' },
  { kind: 'ok', label: '可导入' },
  { kind: 'skip', label: '跳过' },
]
export const kindLabels = Object.fromEntries(rowKinds.map(({ kind, label }) => [kind, label])) as Record<RowKind, string>

/** Rows of these kinds stop the import. */
export const stops = (kind: RowKind): boolean => kind === 'error' || kind === 'needs-decision'

/** `blocking`: all rows that stop the import, whatever they lack. */
export type RowFilter = 'all' | 'blocking' | RowKind

export function rowsOf(rows: readonly ImportRowReport[], filter: RowFilter): readonly ImportRowReport[] {
  if (filter === 'all') return rows
  return rows.filter(({ kind }) => (filter === 'blocking' ? stops(kind) : kind === filter))
}

/** The filters with rows behind them, each with its count; `blocking` only where it is more than one kind. */
export function filtersOf(rows: readonly ImportRowReport[]): { filter: RowFilter; label: string; count: number }[] {
  const count = (filter: RowFilter) => rowsOf(rows, filter).length
  const kinds = rowKinds.map(({ kind, label }) => ({ filter: kind as RowFilter, label, count: count(kind) })).filter((one) => one.count > 0)
  const stopping = kinds.filter(({ filter }) => stops(filter as RowKind))
  return [
    { filter: 'all', label: '全部', count: rows.length },
    ...(stopping.length > 1 ? [{ filter: 'blocking' as const, label: '要先改好', count: count('blocking') }] : []),
    ...kinds,
  ]
}

/** The filter a fresh trial opens with: what has to be mended, else everything. */
export function firstFilter(report: ImportReport): RowFilter {
  return report.blocking > 0 ? 'blocking' : 'all'
}

/** Whether the file's own total row agrees with what was read. */
export function comparison({ totals, blocking }: Pick<ImportReport, 'totals' | 'blocking'>): { state: 'same' | 'different' | 'none'; file: string; text: string } {
  const { fen, fileTotalFen } = totals
  if (fileTotalFen === null) return { state: 'none', file: '没有找到合计行', text: '请自行核对识别出的合计' }
  const file = `${formatWan(fileTotalFen)} 万元`
  if (fileTotalFen === fen) return { state: 'same', file, text: '与识别合计一致' }
  const more = fen > fileTotalFen
  return { state: 'different', file, text: `识别合计${more ? '多' : '少'} ${formatYuan(Math.abs(fen - fileTotalFen))} 元${blocking > 0 ? `，要改的 ${blocking} 行没有计入` : '，请核对'}` }
}

/** The line under the big one: what else the ledger holds; only what there is. */
export function alsoFound({ totals }: ImportReport): string[] {
  return [
    totals.refusedCases > 0 && `不予救助 ${totals.refusedCases} 件 ${totals.refusedPeople} 人`,
    totals.typical > 0 && `典型案例 ${totals.typical} 件`,
    totals.visited > 0 && `已回访 ${totals.visited} 人`,
  ].filter((part): part is string => typeof part === 'string')
}

/** What the import button would do now, and why not where it cannot. */
export function verdict(report: ImportReport): { can: boolean; title: string; text: string; tone: 'good' | 'stop' | 'plain' } {
  const { blocking, alreadyImported, toImport, missing, good } = report
  if (missing.length > 0) {
    return {
      can: false,
      tone: 'stop',
      title: `还没有认出${missing.join('；也没有认出')}，所以一行也没有读`,
      text: '请在下面的表中指定这一列，再点“按选定的列重新试导入”。现在还没有写入任何内容。',
    }
  }
  if (blocking > 0) {
    const mend = '点行末的“改正”逐行改好，或在 Excel、WPS 中改好后点“重新读取这个文件”'
    return {
      can: false,
      tone: 'stop',
      title: `有 ${blocking} 行要先改好，现在还没有写入任何内容`,
      text:
        good.cases > 0
          ? `可以先导入其余 ${countsOf(good)}，这些行以后再导入；也可以${mend}，再一起导入。`
          : `${report.columns.some(({ meaning }) => meaning === null || meaning === KEPT) ? '如果是有一列没有认出，请先在“各列当作什么”里改正；其余的' : ''}请${mend}，然后导入。`,
    }
  }
  if (toImport.cases === 0 && toImport.people === 0) {
    return alreadyImported
      ? { can: false, tone: 'plain', title: '这个文件已经导入过，内容都在台账里', text: '不需要再导入。同一个文件导入两次也不会重复。' }
      : { can: false, tone: 'plain', title: '没有可以导入的案件', text: '文件里的案件都已在台账中，或没有认出案件。请看下面各行的说明。' }
  }
  const skipped = alreadyImported ? '这个文件以前导入过，已在台账中的不再导入。' : ''
  const warned = report.rows.filter(({ kind }) => kind === 'warning').length
  return {
    can: true,
    tone: 'good',
    title: `可以导入：${countsOf(toImport)}`,
    text: `${skipped}${warned > 0 ? `有 ${warned} 行带提示，会照台账原样导入，请看一遍。` : ''}导入的都是历史案件，不产生待办。`,
  }
}

const countsOf = ({ cases, people, fen }: ImportReport['good']) => `${cases} 件 ${people} 人，救助金 ${formatYuan(fen)} 元`

/** The button that imports the good rows alone; null where there is nothing to choose. */
export function importGood({ blocking, good }: ImportReport): string | null {
  return blocking > 0 && good.cases > 0 ? `先导入 ${good.cases} 件 ${good.people} 人` : null
}

/** What becomes of the rows that cannot come in yet. */
export function leftOut({ refused, blocking }: Pick<ImportReport, 'refused' | 'blocking'>, imported: boolean): string {
  const more = refused.length - blocking
  const together = more > 0 ? `（其中 ${more} 行本身没有问题，与要改的行是或可能是同一案件，一起留下）` : ''
  return `${imported ? `还有 ${refused.length} 行没有导入` : `${refused.length} 行要改好后才能导入`}${together}。可以另存为 Excel，每行写明原因，改好后再导入。`
}

/** `台账（未导入的行）.xlsx` */
export function refusedFileName(fileName: string): string {
  return `${fileName.replace(/\.[^.]*$/, '')}（未导入的行）.xlsx`
}

/** What was read of the columns, in one line; those that are no field of the casebook are named. */
export function columnsSummary({ columns }: Pick<ImportReport, 'columns'>): string {
  const named = (what: string | null) => columns.filter(({ meaning }) => meaning === what).map(({ heading }) => heading)
  const said = (headings: string[], text: string) => (headings.length === 0 ? [] : [`${headings.length} 列${text}：${headings.slice(0, 4).join('、')}${headings.length > 4 ? '等' : ''}`])
  const [kept, unused] = [named(KEPT), named(null)]
  const used = columns.length - kept.length - unused.length
  const rest = [...said(kept, KEPT), ...said(unused, '不导入')]
  return rest.length === 0 ? `认出 ${used} 列，全部用上` : `认出 ${used} 列，另有 ${rest.join('；')}`
}

/** `34 件 37 人 863,000.00 元` of a batch. */
export function batchCounts({ cases, people, fen }: Pick<ImportBatch, 'cases' | 'people' | 'fen'>): string {
  return `${cases} 件 ${people} 人 ${formatYuan(fen)} 元`
}
