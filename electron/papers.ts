import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { endingOf, fileEndings } from '../db/domain/fileKinds.ts'

/** Files that main makes room for and opens again. Nothing here needs a window. */

/** Names Windows keeps for devices, whatever their ending. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
/** Windows counts the whole path, 260 characters; the folder of a user takes up to a hundred of them. */
const LONGEST = 120

/** A name that every file system takes: case numbers carry brackets and slashes, Windows drops dots and spaces at the end. */
export function safeFileName(name: string): string {
  const clean = name.replace(/[\\/:*?"<>|\u0000-\u001f\u007f]/g, '_').replace(/^[.\s]+|[.\s]+$/g, '')
  if (clean === '' || /^_+$/.test(clean)) return '未命名'
  const named = devices.test(clean) ? `_${clean}` : clean
  if (named.length <= LONGEST) return named
  const ending = extname(named).slice(0, 10)
  return named.slice(0, LONGEST - ending.length).replace(/[.\s]+$/, '') + ending
}

/** The path of a file in a folder that is not there yet and that nobody was promised: 决定书.docx, 决定书（2）.docx … */
export function freePath(folder: string, name: string, isTaken: (path: string) => boolean = existsSync): string {
  const clean = safeFileName(name)
  const ending = extname(clean)
  const stem = clean.slice(0, clean.length - ending.length)
  for (let next = 1; ; next += 1) {
    const path = join(folder, next === 1 ? clean : `${stem}（${next}）${ending}`)
    if (!isTaken(path)) return path
  }
}

/** The folder in which the office finds its papers, made when the first one comes. @returns null where it cannot be made */
export async function papersFolder(documents: string): Promise<string | null> {
  const folder = process.env.CASEBOOK_PAPERS ?? join(documents, '检察司法救助文书')
  return mkdir(folder, { recursive: true }).then(
    () => folder,
    () => null,
  )
}

/** Only what people read is opened, never a program, whatever wrote it there. */
export function mayBeOpened(path: string): boolean {
  return fileEndings.includes(endingOf(path))
}
