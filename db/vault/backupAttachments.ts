import { createHash } from 'node:crypto'
import { link, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { copyContents, namedContents } from './attachments.ts'
import { openEncrypted } from './connection.ts'
import { ATTACHMENTS_FILE, CASEBOOK_FILE, sha256File, syncFile } from './files.ts'
import type { Backup, Manifest } from './manifest.ts'
import { backupsIn, readManifest } from './manifest.ts'
import { countRows } from './verify.ts'

type ManifestFile = Manifest['files'][number]

interface CopiedAttachments {
  /** Null where nothing of what is named could be read. */
  file: ManifestFile | null
  facts: NonNullable<Manifest['attachments']>
  /** It is the very file of an earlier backup, compared byte for byte with what that was. */
  linked: boolean
}

const digestOf = (named: readonly string[]): string => createHash('sha256').update(named.join()).digest('hex')

/** The attachments of an earlier backup in this place that holds exactly these contents. Contents never change, so its file serves once more. */
async function sameAttachments(place: string, named: readonly string[]): Promise<{ backup: Backup; file: ManifestFile } | null> {
  const digest = digestOf(named)
  for (const backup of await backupsIn(place)) {
    const { attachments, files } = await readManifest(backup.folder)
    const file = files.find(each => each.name === ATTACHMENTS_FILE)
    if (backup.verified && file && attachments?.digest === digest && attachments.lost === 0) return { backup, file }
  }
  return null
}

/** Bytes that the attachments will take in this place, about. */
export async function roomForAttachments({ db, folder }: { db: Database.Database; folder: string }, place: string): Promise<number> {
  const named = namedContents(db)
  if (named.length === 0 || (await sameAttachments(place, named))) return 0
  return stat(join(folder, ATTACHMENTS_FILE)).then(found => found.size, () => 0)
}

/**
 * Puts into a new backup exactly the contents that its copy of the case data names. Where an earlier backup beside it holds the same ones, the two share
 * one file on the disk: scans are most of the data and change least. What is damaged or missing is left out and counted; it must not keep
 * the case data from being backed up.
 *
 * @returns null where the case data names no file at all
 */
export async function copyAttachments({ folder, key }: { folder: string; key: Buffer }, place: string, partial: string, checkCancelled: () => void): Promise<CopiedAttachments | null> {
  const named = namedInCopy(join(partial, CASEBOOK_FILE), key)
  if (named.length === 0) return null
  const path = join(partial, ATTACHMENTS_FILE)
  const facts = { named: named.length, lost: 0, digest: digestOf(named) }
  const same = await sameAttachments(place, named)
  if (same && (await linkSound(join(same.backup.folder, ATTACHMENTS_FILE), path, same.file.sha256))) return { file: same.file, facts, linked: true }

  const lost = copyContents(folder, key, named, path, checkCancelled).length
  if (lost === named.length) {
    await rm(path)
    return { file: null, facts: { ...facts, lost }, linked: false }
  }
  await syncFile(path)
  const file: ManifestFile = { name: ATTACHMENTS_FILE, bytes: (await stat(path)).size, sha256: await sha256File(path), rows: rowsOf(path, key) }
  return { file, facts: { ...facts, lost }, linked: false }
}

/** False where the file system knows no links, or the earlier file is no longer what it was. */
async function linkSound(from: string, to: string, sha256: string): Promise<boolean> {
  try {
    await link(from, to)
    if ((await sha256File(to)) === sha256) return true
  } catch {
    // A stick (FAT) has no links; the copy is made anew.
  }
  await rm(to, { force: true })
  return false
}

function namedInCopy(path: string, key: Buffer): string[] {
  const db = openEncrypted(path, key, { readonly: true })
  try {
    return namedContents(db)
  } finally {
    db.close()
  }
}

function rowsOf(path: string, key: Buffer): Record<string, number> {
  const db = openEncrypted(path, key, { readonly: true })
  try {
    return countRows(db)
  } finally {
    db.close()
  }
}
