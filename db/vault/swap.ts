import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { CasebookError } from '../domain/errors.ts'
import { DATABASE_FILES, makePrivateFolder, renameStubbornly, syncFolder, writeFileAtomically } from './files.ts'
import { KEYRING_FILE } from './keyring.ts'

/**
 * Exchanging a casebook for a restored one. The checked copies wait in `restore-new`; from the moment `restore.json` is written the exchange
 * goes forward, also across a crash: first the present files leave, then the new ones enter. Every step can be repeated.
 */
const JOURNAL = 'restore.json'
const NEW = 'restore-new'
const OLD = 'restore-old'

const journalSchema = z.object({
  phase: z.enum(['out', 'in']),
  /** Where the replaced files go, below the data folder; null when a verified backup of them was made and they may go. */
  keepOldAs: z.string().nullable(),
})
type Journal = z.infer<typeof journalSchema>

/** Everything a casebook consists of, and what a crash may have left beside it. */
const PRESENT = [...DATABASE_FILES.flatMap(name => [name, `${name}-wal`, `${name}-shm`, `${name}-journal`, `${name}.new`]), KEYRING_FILE]
const ENTERING = [...DATABASE_FILES, KEYRING_FILE]

export function restoreIsUnfinished(folder: string): boolean {
  return existsSync(join(folder, JOURNAL))
}

/** An empty folder for the copies, inside the data folder so that renaming suffices later. */
export async function stageRestore(folder: string): Promise<string> {
  const stage = join(folder, NEW)
  await rm(stage, { recursive: true, force: true })
  await makePrivateFolder(stage)
  return stage
}

/** Decides the exchange and carries it out. The staged files must be complete, checked and on the disk. */
export async function commitRestore(folder: string, keepOldAs: string | null): Promise<void> {
  await writeJournal(folder, { phase: 'out', keepOldAs })
  await finishRestore(folder)
}

/**
 * Carries a decided exchange to its end; throws away copies that were never decided on. The folder's lock must be held.
 *
 * @param onStep called before every change on the disk; tests stop there
 * @throws CasebookError `damaged` when the journal cannot be read
 */
export async function finishRestore(folder: string, onStep: () => void = () => {}): Promise<void> {
  const inside = (...names: string[]) => join(folder, ...names)
  if (!restoreIsUnfinished(folder)) {
    await rm(inside(NEW), { recursive: true, force: true })
    return
  }
  const journal = await readJournal(folder)
  if (journal.phase === 'out') {
    onStep()
    await makePrivateFolder(inside(OLD))
    for (const name of PRESENT.filter(each => existsSync(inside(each)))) {
      onStep()
      await renameStubbornly(inside(name), inside(OLD, name))
    }
    await syncFolder(inside(OLD))
    await syncFolder(folder)
    onStep()
    await writeJournal(folder, { ...journal, phase: 'in' })
  }
  for (const name of ENTERING.filter(each => existsSync(inside(NEW, each)))) {
    onStep()
    await renameStubbornly(inside(NEW, name), inside(name))
  }
  await syncFolder(folder)
  if (existsSync(inside(OLD))) {
    onStep()
    if (journal.keepOldAs === null) await rm(inside(OLD), { recursive: true })
    else {
      await makePrivateFolder(join(inside(journal.keepOldAs), '..'))
      await renameStubbornly(inside(OLD), inside(journal.keepOldAs))
    }
  }
  onStep()
  await rm(inside(NEW), { recursive: true, force: true })
  onStep()
  await rm(inside(JOURNAL))
  await syncFolder(folder)
}

async function readJournal(folder: string): Promise<Journal> {
  try {
    return journalSchema.parse(JSON.parse(await readFile(join(folder, JOURNAL), 'utf8')))
  } catch (error) {
    throw new CasebookError('damaged', '上次恢复备份没有做完，记录它的文件 restore.json 又读不懂，已停止打开。请不要删除任何文件，联系管理员处理。', { cause: error })
  }
}

async function writeJournal(folder: string, journal: Journal): Promise<void> {
  await writeFileAtomically(join(folder, JOURNAL), `${JSON.stringify(journal)}\n`)
}
