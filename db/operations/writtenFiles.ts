import { randomBytes } from 'node:crypto'
import { open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { WriteOptions } from '../documents/newFile.ts'
import { CasebookError } from '../domain/errors.ts'
import type { Context } from './context.ts'

/** Files that leave the casebook: papers, templates, attachments. */

/** For a file whose rows are made as it is written: the page sees how far it is and may cancel. */
export const whileWriting = (context: Pick<Context, 'checkCancelled' | 'progress'>, label: string): WriteOptions => ({
  cancelled: () => {
    context.checkCancelled()
    return false
  },
  onProgress: (done, total) => context.progress({ done, total, label }),
})

const unwritable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EBUSY', 'EISDIR'])

const codeOf = (thrown: unknown): string => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '')

async function inWords<T>(work: Promise<T>): Promise<T> {
  return work.catch((thrown: unknown) => {
    if (!unwritable.has(codeOf(thrown))) throw thrown
    throw new CasebookError('invalid', '文件没有保存：选定的位置写不进去。请检查文件夹是否还在、是否有写入权限、同名文件是否正在 WPS 里打开，然后重试。', { cause: thrown })
  })
}

/** A folder of that name, or a file that another program holds open, would only be noticed when everything is recorded. */
async function requireReplaceable(path: string): Promise<void> {
  const present = await open(path, 'r+').catch((thrown: unknown) => {
    if (codeOf(thrown) === 'ENOENT') return null
    throw thrown
  })
  await present?.close()
}

/**
 * Writes a file whole or not at all; one of that name that was there stays until then. `record` runs when the content is safe on the disk and before
 * anybody can see it: what it cannot record does not appear, and what cannot be written is not recorded.
 * @throws CasebookError 'invalid' where the place cannot be written
 */
export async function writeRecorded<T>(path: string, content: Uint8Array, record: () => Promise<T>): Promise<T> {
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await inWords(requireReplaceable(path))
    await inWords(writeFile(temporary, content, { flag: 'wx', mode: 0o600, flush: true }))
    const recorded = await record()
    await inWords(rename(temporary, path))
    return recorded
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw thrown
  }
}
