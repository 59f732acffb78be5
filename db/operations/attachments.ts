import { lstat, open, readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CasebookError } from '../domain/errors.ts'
import { writeNewFile } from '../documents/newFile.ts'
import { contentFault, endingOf, mayBeAttached, mediaTypeOf, nameFault } from '../domain/fileKinds.ts'
import type { Id } from '../domain/records.ts'
import type { Trx } from '../store/store.ts'
import type { Row } from '../store/tables.ts'
import { contentOf, keepContent } from '../vault/attachments.ts'
import type { StoredContent } from '../vault/attachments.ts'
import type { Context, Handlers } from './context.ts'
import type { Parsed } from './contract.ts'
import { liveCase } from './guards.ts'

type Names = 'attachmentAdd' | 'attachmentRead' | 'attachmentExport' | 'attachmentRename' | 'attachmentRecycle' | 'attachmentRestore' | 'folderFiles'
type Owner = Parsed<'attachmentAdd'>['owner']
/** The open casebook or a transaction on it. */
type Asked = Pick<Trx, 'selectFrom'>
type Source = Parsed<'attachmentAdd'>['source']

/** A folder with more files than this is not the scanner's. */
const FOLDER_LIMIT = 500
/** Records of a case that a file can hang on. */
const partTables = ['material', 'case_step', 'assessment', 'hearing', 'approval', 'joint_office', 'decision_change', 'deadline_extension', 'recipient', 'decision', 'disbursement', 'visit', 'support_measure', 'letter', 'supervised_fund', 'supervised_entry'] as const

/** Keeps bytes among the encrypted attachments, once however often they come. Commit the row that names them afterwards. @throws CasebookError */
export async function storeContent({ folder, key }: Pick<Context, 'folder' | 'key'>, bytes: Uint8Array): Promise<StoredContent> {
  return keepContent(folder, key, bytes)
}

/** What `storeContent` kept, compared with its hash. @throws CasebookError `not-found`, `damaged` */
export async function readContent({ folder, key }: Pick<Context, 'folder' | 'key'>, sha256: string): Promise<Buffer> {
  return contentOf(folder, key, sha256)
}

const refused = (message: string) => new CasebookError('invalid', message, { fields: [{ path: 'source', message }] })

/** Reads a file that is small enough, and of it no more than it had when it was looked at. */
async function readFileOf(path: string, name: string): Promise<Uint8Array> {
  const found = await lookAt(path)
  const fault = nameFault(name, found.size)
  if (fault) throw refused(fault)
  const handle = await open(path, 'r')
  try {
    const content = Buffer.allocUnsafe(found.size)
    let at = 0
    while (at < content.length) {
      const { bytesRead } = await handle.read(content, at, content.length - at, at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    if (at < content.length) throw refused(`“${name}”没有添加：读取时文件正在变化。请等扫描或保存完成后再添加。`)
    return content
  } finally {
    await handle.close()
  }
}

async function lookAt(path: string): Promise<{ size: number }> {
  const found = await stat(path).catch(() => null)
  if (!found) throw refused('没有找到这个文件，可能已被移动、改名或删除，没有添加。请重新选择。')
  if (!found.isFile()) throw refused('选择的是文件夹，没有添加。请选择其中的文件。')
  return found
}

/** The path of a file directly inside a folder; neither its name nor a link may lead out of it. */
async function insideFolder(folder: string, name: string): Promise<string> {
  const outside = () => refused('这个文件不在所选的文件夹里，没有添加。请重新选择文件夹。')
  if (name === '.' || name === '..' || /[\\/\0]/.test(name) || basename(name) !== name) throw outside()
  const path = join(folder, name)
  const real = await realpath(path).catch(() => null)
  if (real === null) throw refused(`没有找到“${name}”，可能已被移动或删除，没有添加。请重新打开扫描文件夹。`)
  if (dirname(real) !== (await realpath(folder))) throw outside()
  return path
}

/** Control characters have no place in a name; the rest stays as the office wrote it. */
function shownName(name: string): string {
  const clean = basename(name.replaceAll('\\', '/'))
    .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
  return clean.length <= 255 ? clean : `${clean.slice(0, 240)}.${endingOf(clean).slice(0, 10)}`
}

async function contentFrom({ file }: Pick<Context, 'file'>, source: Source): Promise<{ name: string; content: Uint8Array }> {
  if ('bytes' in source) {
    const name = shownName(source.name)
    const fault = nameFault(name, source.bytes.length)
    if (fault) throw refused(fault)
    return { name, content: source.bytes }
  }
  const path = 'name' in source ? await insideFolder(file(source.folder), source.name) : file(source.file)
  const name = shownName(path)
  return { name, content: await readFileOf(path, name) }
}

const requireCase = (db: Asked, caseId: Id) => liveCase({ trx: db as Trx }, caseId)

async function requireLead(db: Asked, leadId: Id): Promise<void> {
  const row = await db.selectFrom('lead').select('deleted_at').where('id', '=', leadId).executeTakeFirst()
  if (!row) throw new CasebookError('not-found', '没有找到这条线索，可能已被移走。请返回列表刷新后再看。')
  if (row.deleted_at !== null) throw new CasebookError('conflict', '这条线索在回收站里，不能修改。请先从回收站恢复，再继续办理。')
}

/** The case or lead takes files, and the record in it that the file hangs on is one of its own. */
async function requireOwner(db: Asked, { caseId, leadId, entity, entityId }: Owner): Promise<void> {
  if (caseId !== null) await requireCase(db, caseId)
  if (leadId !== null) await requireLead(db, leadId)
  if (entity === null && entityId === null) return
  const table = partTables.find((name) => name === entity)
  const gone = () => new CasebookError('not-found', '附件所属的那条记录已经不在，没有保存。请刷新后再添加。')
  if (!table || entityId === null || caseId === null) throw gone()
  const row = await db.selectFrom(table as 'visit').select('case_id').where('id', '=', entityId).executeTakeFirst()
  if (row?.case_id !== caseId) throw gone()
}

/** The same content twice at the same place is a slip of the hand. */
async function requireNew(db: Asked, { caseId, leadId, entityId }: Owner, sha256: string, name: string): Promise<void> {
  const twin = await db
    .selectFrom('attachment')
    .select('name')
    .where('sha256', '=', sha256)
    .where('deleted_at', 'is', null)
    .where('paper_key', 'is', null)
    .where(caseId === null ? 'lead_id' : 'case_id', '=', caseId ?? leadId)
    .where('entity_id', entityId === null ? 'is' : '=', entityId)
    .executeTakeFirst()
  if (!twin) return
  const as = twin.name === name ? '' : `，名称是“${twin.name}”`
  throw new CasebookError('conflict', `“${name}”已经在附件里${as}，内容完全相同，没有重复添加。`)
}

const gone = () => new CasebookError('not-found', '没有找到这个附件，可能已被移到回收站。请刷新后再看。')

async function rowOf(db: Asked, id: Id): Promise<Row<'attachment'>> {
  const row = await db.selectFrom('attachment').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw gone()
  return row
}

async function liveRow(db: Asked, id: Id): Promise<Row<'attachment'>> {
  const row = await rowOf(db, id)
  if (row.deleted_at !== null) throw gone()
  return row
}

async function requireLiveOwner(db: Asked, { case_id, lead_id }: Row<'attachment'>): Promise<void> {
  if (case_id !== null) await requireCase(db, case_id)
  if (lead_id !== null) await requireLead(db, lead_id)
}

/** A new name keeps the kind of the file: one typed without the ending gets it back. */
function renamed(row: Row<'attachment'>, typed: string): string {
  const clean = shownName(typed)
  const ending = endingOf(row.name)
  const name = mediaTypeOf(clean) === null ? `${clean}.${ending}` : clean
  if (clean === '' || mediaTypeOf(name) !== row.media_type) {
    const message = `后缀须保持为 .${ending}，否则文件打不开。请只改前面的名称。`
    throw new CasebookError('invalid', `文件名没有改。${message}`, { fields: [{ path: 'name', message }] })
  }
  return name
}

export const attachmentHandlers: Handlers<Names> = {
  async attachmentAdd(context, { owner, source, note }) {
    // Asked before anything is read or kept, and again where the row is written.
    await requireOwner(context.store.read, owner)
    const { name, content } = await contentFrom(context, source)
    const fault = contentFault(name, content)
    if (fault) throw refused(fault)
    const { sha256, bytes } = await storeContent(context, content)
    return context.change({ action: '添加附件' }, async (unit) => {
      await requireOwner(unit.trx, owner)
      await requireNew(unit.trx, owner, sha256, name)
      return unit.insert('attachment', {
        case_id: owner.caseId,
        lead_id: owner.leadId,
        entity: owner.entity,
        entity_id: owner.entityId,
        name,
        media_type: mediaTypeOf(name) ?? 'application/octet-stream',
        bytes,
        sha256,
        note,
        paper_key: null,
      })
    })
  },

  async attachmentRead(context, { id }) {
    const row = await liveRow(context.store.read, id)
    return { name: row.name, mediaType: row.media_type, bytes: new Uint8Array(await readContent(context, row.sha256)) }
  },

  /** Leaves the casebook readable to everybody, so it is written into the audit trail, like showing what is masked. */
  async attachmentExport(context, { id, file: token }) {
    const path = context.file(token)
    const row = await liveRow(context.store.read, id)
    const content = await readContent(context, row.sha256)
    const fileName = basename(path)
    await writeNewFile(path, (file) => file.writeFile(content), {
      beforeItAppears: () => context.change({ action: '导出附件' }, (unit) => unit.note('attachment', id, row.case_id, { name: row.name, fileName })),
    })
    return { fileName, bytes: content.length }
  },

  async attachmentRename({ change }, { id, version, name, note }) {
    return change({ action: '修改附件名称' }, async (unit) => {
      const row = await liveRow(unit.trx, id)
      await requireLiveOwner(unit.trx, row)
      return unit.update('attachment', id, version, { name: renamed(row, name), note })
    })
  },

  async attachmentRecycle({ change }, { id, version, reason }) {
    await change({ action: '移走附件', reason }, async (unit) => {
      await requireLiveOwner(unit.trx, await liveRow(unit.trx, id))
      await unit.recycle('attachment', id, version, reason)
    })
    return null
  },

  async attachmentRestore({ change }, { id }) {
    await change({ action: '恢复附件' }, async (unit) => {
      await requireLiveOwner(unit.trx, await rowOf(unit.trx, id))
      await unit.restore('attachment', id)
    })
    return null
  },

  async folderFiles({ file }, { folder: token }) {
    const folder = file(token)
    const names = await readdir(folder).catch(() => null)
    if (!names) throw new CasebookError('not-found', '打不开这个文件夹，可能已被移动或没有权限。请重新选择扫描文件夹。')
    const files = await Promise.all(
      names
        .filter((name) => !name.startsWith('.'))
        .map(async (name) => {
          // A link is not followed: what it leads to is not in this folder.
          const found = await lstat(join(folder, name)).catch(() => null)
          return found?.isFile() ? { name, bytes: found.size, modifiedAt: found.mtime.toISOString(), usable: mayBeAttached(name, found.size) } : null
        }),
    )
    return files
      .filter((one) => one !== null)
      .sort((a, b) => (a.modifiedAt < b.modifiedAt ? 1 : a.modifiedAt > b.modifiedAt ? -1 : a.name.localeCompare(b.name)))
      .slice(0, FOLDER_LIMIT)
  },
}
