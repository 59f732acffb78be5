import { randomBytes } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CasebookError } from '../domain/errors.ts'

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
 * A file appears under its name only when it is whole; cancelling or failing leaves what was there before and no remains.
 *
 * @param write writes to the path it is given, a name that nobody looks for
 * @throws CasebookError 'disk-full', 'not-found' where the folder is gone, 'conflict' where the old file is open elsewhere
 */
export async function writeNewFile(path: string, write: (temporary: string) => Promise<void>, { beforeItAppears }: Pick<WriteOptions, 'beforeItAppears'> = {}): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await write(temporary)
    await beforeItAppears?.()
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw inWords(error)
  }
}

function inWords(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC') return new CasebookError('disk-full', '磁盘空间不足，文件没有保存。请清理磁盘或换一个位置后重试。', { cause: error })
  if (code === 'EBUSY' || code === 'EPERM' || code === 'EACCES') {
    return new CasebookError('conflict', '文件没有保存：同名文件可能正在 WPS 或 Excel 中打开，或这个文件夹不允许写入。请关闭该文件或换一个位置后重试。', { cause: error })
  }
  if (code === 'ENOENT') return new CasebookError('not-found', '文件没有保存：找不到所选的文件夹。请重新选择保存位置。', { cause: error })
  return error
}
