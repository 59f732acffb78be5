import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CasebookError } from '../domain/errors.ts'

/** Files that leave the casebook: tables, papers, attachments. */

/** What every writer of a table file takes. */
export interface WriteOptions {
  cancelled?: () => boolean
  /** Rows written so far, of all tables. */
  onProgress?: (done: number, total: number) => void
  /** Runs when the file is whole and before anybody can see it: what it cannot record does not appear. */
  beforeItAppears?: () => Promise<void>
}

export const cancelledExport = () => new CasebookError('cancelled', '已取消导出，没有生成文件。')

/**
 * A file appears under its name only when it is whole; cancelling or failing leaves what was there before and no remains. Nobody else on this PC may read it.
 *
 * @throws CasebookError 'disk-full', 'not-found' where the folder is gone, 'conflict' where the name cannot be written: the old file is open elsewhere, or a folder has it
 */
export async function writeNewFile(path: string, write: (file: FileHandle) => Promise<void>, { beforeItAppears }: Pick<WriteOptions, 'beforeItAppears'> = {}): Promise<void> {
  // Short, whatever the name: a long one has no room for more.
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await requireReplaceable(path)
    const file = await open(temporary, 'wx', 0o600)
    try {
      await write(file)
      await file.sync()
    } finally {
      await file.close()
    }
    await beforeItAppears?.()
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw inWords(error)
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/** A folder of that name, or a file that another program holds open, would only be noticed when everything is written and recorded. */
async function requireReplaceable(path: string): Promise<void> {
  const present = await open(path, 'r+').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  })
  await present?.close()
}

function inWords(error: unknown): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
      return new CasebookError('disk-full', '磁盘空间不足，文件没有保存。请清理磁盘或换一个位置后重试。', { cause: error })
    case 'EBUSY':
    case 'EPERM':
    case 'EACCES':
    case 'EROFS':
      return new CasebookError('conflict', '文件没有保存：同名文件可能正在 WPS 或 Excel 中打开，或这个文件夹不允许写入。请关闭该文件或换一个位置后重试。', { cause: error })
    case 'EISDIR':
      return new CasebookError('conflict', '文件没有保存：那里已有同名的文件夹。请换一个文件名或位置后重试。', { cause: error })
    case 'ENOENT':
    case 'ENOTDIR':
      return new CasebookError('not-found', '文件没有保存：找不到所选的文件夹。请重新选择保存位置。', { cause: error })
    default:
      return error
  }
}
