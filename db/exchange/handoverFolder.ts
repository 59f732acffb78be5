import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { CasebookError } from '../domain/errors.ts'
import { csvLine, csvMark } from '../documents/csv.ts'
import { written } from './wholeFile.ts'
import { wholeTables } from './wholeTables.ts'
import type { WholeColumn, WholeKind, WholeTable } from './wholeTables.ts'
import type { WholeRecords, WholeRow } from './wholeRecords.ts'

/**
 * Everything as a folder for another system: one .csv a table (UTF-8 with BOM, RFC 4180), the files that hang on cases, and a description. Values are
 * exact: a text that begins with “=” stays as it is, because a program reads these files.
 */

const kindWords: Record<WholeKind, string> = { text: '文字', date: '日期（年-月-日）', fen: '金额（元，两位小数）', count: '整数', flag: '是/否', code: '代码的含义' }

/** A code stands in two columns: what it means, and itself. */
const headings = ({ columns }: WholeTable): string[] => columns.flatMap(({ label, kind }) => (kind === 'code' ? [label, `${label}代码`] : [label]))

function values(column: WholeColumn, row: WholeRow): string[] {
  const value = row[column.name] ?? null
  if (column.kind === 'code') return value === null ? ['', ''] : [column.word(String(value)) ?? '', String(value)]
  if (value === null) return ['']
  return [column.kind === 'fen' ? (Number(value) / 100).toFixed(2) : String(written(column, value))]
}

/** @returns the .csv as bytes */
export function tableCsv(table: WholeTable, records: WholeRecords): Buffer {
  const lines = (records.get(table.table) ?? []).map((row) => csvLine(table.columns.flatMap((column) => values(column, row))))
  return Buffer.from(`${csvMark}${csvLine(headings(table))}${lines.join('')}`, 'utf8')
}

export interface FolderOptions {
  officeName: string
  exportedAt: string
  exportedBy: string
  /** Content of an attached file by its hash; null leaves files out. @throws CasebookError where it is lost or damaged */
  contentOf: ((sha256: string) => Buffer) | null
  onProgress: (done: number, total: number) => void
  checkCancelled: () => void
}

/**
 * Writes the folder under a new name inside `place`; it appears when it is whole. Cancelling or failing leaves nothing.
 * @returns its name, how many files hang on cases, and those that could not be read
 */
export async function writeFolder(place: string, records: WholeRecords, options: FolderOptions): Promise<{ name: string; files: number; lost: string[] }> {
  const temporary = join(place, `.${randomBytes(6).toString('hex')}.tmp`)
  try {
    // Nobody else on this PC may look into it.
    await mkdir(temporary, { mode: 0o700 })
    const result = await fill(temporary, records, options)
    const name = freeName(place, `移交数据-${options.officeName.replace(/[\\/:*?"<>|\s]/g, '')}-${options.exportedAt.slice(0, 10).replaceAll('-', '')}`)
    await rename(temporary, join(place, name))
    return { name, ...result }
  } catch (thrown) {
    await rm(temporary, { recursive: true, force: true })
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
    if (code === 'ENOSPC') throw new CasebookError('disk-full', '磁盘空间不足，没有生成移交文件夹。请清理磁盘或换一个位置后重试。', { cause: thrown })
    if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'].includes(code)) {
      throw new CasebookError('invalid', '没有生成移交文件夹：选定的位置写不进去。请检查文件夹是否还在、是否有写入权限，然后重试。', { cause: thrown })
    }
    throw thrown
  }
}

function freeName(place: string, wanted: string): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wanted : `${wanted}（${n}）`
    if (!existsSync(join(place, name))) return name
  }
}

async function fill(folder: string, records: WholeRecords, { officeName, exportedAt, exportedBy, contentOf, onProgress, checkCancelled }: FolderOptions): Promise<{ files: number; lost: string[] }> {
  const described: string[] = []
  const attached = contentOf ? [...new Map((records.get('attachment') ?? []).map((row) => [String(row['sha256']), row])).values()] : []
  const total = wholeTables.length + attached.length
  for (const [index, table] of wholeTables.entries()) {
    checkCancelled()
    onProgress(index, total)
    const bytes = tableCsv(table, records)
    await writeFile(join(folder, `${table.name}.csv`), bytes)
    described.push(
      `${table.name}.csv　${records.get(table.table)?.length ?? 0} 行　SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`,
      ...table.columns.map(({ label, kind }) => `    ${label}：${kindWords[kind]}${kind === 'code' ? `；“${label}代码”是代码本身` : ''}`),
      '',
    )
  }
  const lost: string[] = []
  if (attached.length > 0) await mkdir(join(folder, '附件'))
  for (const [index, row] of attached.entries()) {
    checkCancelled()
    onProgress(wholeTables.length + index, total)
    try {
      await writeFile(join(folder, '附件', `${String(row['sha256'])}${extname(String(row['name']))}`), contentOf?.(String(row['sha256'])) ?? '')
    } catch (thrown) {
      if (!(thrown instanceof CasebookError)) throw thrown
      lost.push(String(row['name']))
    }
  }
  const about = [
    '司法救助台账移交数据', `${officeName}　导出时间 ${exportedAt}　导出人 ${exportedBy}`, '',
    '本文件夹没有加密，含有完整的证件号码、电话、账号和材料，交接后请妥善保管或删除。',
    '各表为 CSV（UTF-8，带 BOM，逗号分隔，RFC 4180），第一行是列标题；金额单位为元；“编号”把各表的记录连在一起。回收站里的记录不在内。',
    contentOf ? '“附件”文件夹里的文件以内容校验值（SHA-256）命名，原来的文件名和所属案件见“附件目录.csv”。' : '附件文件没有包括在内，“附件目录.csv”列有它们的名称。',
    ...(lost.length > 0 ? [`下列附件读不出来，没有包括在内：${lost.join('、')}`] : []), '', ...described,
  ] // prettier-ignore
  await writeFile(join(folder, '说明.txt'), `\ufeff${about.join('\r\n')}`, 'utf8')
  onProgress(total, total)
  return { files: attached.length - lost.length, lost }
}
