import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The databases of a data folder, in the order in which a backup copies them: case data first, then the blobs it names. */
export const CASEBOOK_FILE = 'casebook.db'
export const ATTACHMENTS_FILE = 'attachments.db'
export const DATABASE_FILES = [CASEBOOK_FILE, ATTACHMENTS_FILE] as const

/** Path of the case data in a data folder. */
export function casebookPath(folder: string): string {
  return join(folder, CASEBOOK_FILE)
}

/** Forces what was written to a file onto the disk. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Forces the names in a folder (a rename, a new file) onto the disk. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes a whole file so that after a crash either the old or the new content is there, never a part. */
export async function writeFileAtomically(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`
  try {
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await renameStubbornly(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** Removes what a kill in the middle of `writeFileAtomically` left; the folder's lock must be held. */
export async function removeTemporaries(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/\.json\.[0-9a-f]{8}\.tmp$/.test(name)) await rm(join(folder, name), { force: true })
  }
}

/** Renames; on Windows a virus scanner may hold a fresh file for a moment, so it asks again for up to a second. */
export async function renameStubbornly(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      if (process.platform !== 'win32' || attempt >= 10 || !['EPERM', 'EACCES', 'EBUSY'].includes(String(code))) throw error
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
}

/** Makes a folder that only its owner can enter. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** SHA-256 of a file's content, as hex. */
export async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
