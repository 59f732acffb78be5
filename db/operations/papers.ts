import { basename, extname } from 'node:path'
import { CasebookError } from '../domain/errors.ts'
import { mediaTypeOf } from '../domain/fileKinds.ts'
import type { Id } from '../domain/records.ts'
import { writeNewFile } from '../documents/newFile.ts'
import { conditions, fieldGroups } from '../documents/paperFields.ts'
import { lists, ROW_NUMBER } from '../documents/paperLists.ts'
import { paperKind, paperKinds } from '../documents/paperKinds.ts'
import type { PaperKind } from '../documents/paperKinds.ts'
import { readReference } from '../store/reference.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import { storeContent } from './attachments.ts'
import type { PaperInfo } from './caseworkOperations.ts'
import type { Context, Handlers } from './context.ts'
import type { Parsed } from './contract.ts'
import { liveCase } from './guards.ts'
import { paperFactsOf } from './paperFacts.ts'
import { readTemplateFile, templateInUse } from './paperTemplates.ts'

type Names = 'paperList' | 'paperMake' | 'paperFields' | 'paperTemplateExport' | 'paperTemplateSave'

/** What the office sets for a paper holds for whatever is made from now on; it has no date of its own. */
const EVER = '1900-01-01'

/** Loaded with the first paper: filling brings a library with it that a start does without. */
const filler = () => import('../documents/fillPaper.ts')
const checker = () => import('../documents/paperTemplate.ts')

function kindOf(key: string): PaperKind {
  const kind = paperKind(key)
  if (!kind) throw new CasebookError('invalid', '没有这种文书。请刷新后重新选择。')
  return kind
}

/** Where the paper is to go. @throws CasebookError 'invalid' for any other kind of file */
function documentPath(context: Context, token: string): string {
  const path = context.file(token)
  if (extname(path).toLowerCase() !== '.docx') throw new CasebookError('invalid', '文书没有保存：只能存为 Word 文档。请把文件名的扩展名改为 .docx 后重试。')
  return path
}

/** Files a copy with the case or lead it was made from. */
async function file(unit: UnitOfWork, { caseId, leadId, key }: Parsed<'paperMake'>, name: string, content: { sha256: string; bytes: number }): Promise<Id> {
  if (caseId !== null) await liveCase(unit, caseId)
  else {
    const lead = await unit.trx.selectFrom('lead').select('deleted_at').where('id', '=', leadId ?? '').executeTakeFirst()
    if (!lead || lead.deleted_at !== null) throw new CasebookError('conflict', '这条线索在回收站里，不能归入附件。请先从回收站恢复，或者不勾选“归入附件”。')
  }
  const row = { entity: null, entity_id: null, name, media_type: mediaTypeOf(name) ?? 'application/octet-stream', note: null, paper_key: key }
  const { id } = await unit.insert('attachment', { case_id: caseId, lead_id: leadId, ...row, ...content })
  return id
}

export const paperHandlers: Handlers<Names> = {
  async paperList({ store }) {
    const reference = await readReference(store.read)
    return paperKinds.map(({ key, title, group, per, from }): PaperInfo => {
      const set = reference.paper(key)
      const ownTemplate = set?.fileName && set.sha256 ? { fileName: set.fileName, changedAt: set.changedAt, changedBy: set.changedBy } : null
      return { key, title: set?.title ?? title, group, per, from, ownTemplate }
    })
  },

  async paperMake(context, input) {
    const { key, caseId, leadId, blank, masked, keepCopy } = input
    const kind = kindOf(key)
    const path = documentPath(context, input.file)
    const fileName = basename(path)
    const place = caseId !== null ? 'case' : 'lead'
    if (caseId !== null && leadId !== null) throw new CasebookError('invalid', '文书只能从一件案件或者一条线索生成。请刷新后再试。')
    if (!blank && (caseId ?? leadId) === null) throw new CasebookError('invalid', '没有选定案件或者线索，只能生成空白文书。')
    if (!blank && !kind.from.includes(place)) throw new CasebookError('invalid', `《${kind.title}》要从${place === 'lead' ? '案件' : '线索'}里生成。`)
    if (keepCopy && !context.permissions.includes('case.write')) throw new CasebookError('forbidden', '您的账号不能添加附件，文书没有生成。请不勾选“归入附件”再试。')
    const reference = await readReference(context.store.read)
    const facts = await paperFactsOf(context, kind, input, reference)
    const template = await templateInUse(context, key, reference)
    const { fillPaper } = await filler()
    const paper = fillPaper(template.bytes, facts, { blank, masked, inFull: context.permissions.includes('sensitive.read') })
    const copy = keepCopy ? await storeContent(context, paper.bytes) : null
    let attachmentId: Id | null = null
    const record = async () => {
      // A form with nothing in it is no record of anybody.
      if (blank && copy === null) return
      attachmentId = await context.change({ action: `制作《${facts.title}》` }, async (unit) => {
        // Who it is about and which numbers stand in it, so that the access is told like any other.
        const detail = { key, fileName, name: facts.recipient?.person.name ?? null, inFull: paper.secrets, masked }
        await unit.note(leadId === null ? 'paper' : 'lead', leadId ?? facts.recipient?.id ?? null, caseId, detail)
        return copy && file(unit, input, fileName, copy)
      })
    }
    await writeNewFile(path, (written) => written.writeFile(paper.bytes), { beforeItAppears: record })
    return { fileName, missing: paper.missing, attachmentId }
  },

  async paperFields() {
    const single = (group: string, { name, label }: { name: string; label: string }) => ({ group, name, label, repeats: false, fields: [] })
    return [
      ...fieldGroups.flatMap(([group, fields]) => fields.map((field) => single(group, field))),
      ...[...lists.values()].map(({ name, label, fields }) => ({
        group: '逐行重复的内容',
        name,
        label,
        repeats: true,
        fields: [{ name: ROW_NUMBER, label: '行的序号' }, ...[...fields.values()].map((field) => ({ name: field.name, label: field.label }))],
      })),
      ...[...conditions].map(([name, { label }]) => ({ group: '符合条件才出现的内容', name, label, repeats: true, fields: [] })),
    ]
  },

  async paperTemplateExport(context, { key, file: token }) {
    kindOf(key)
    const path = documentPath(context, token)
    const { bytes } = await templateInUse(context, key, await readReference(context.store.read))
    await writeNewFile(path, (written) => written.writeFile(bytes))
    return { fileName: basename(path) }
  },

  async paperTemplateSave(context, { key, title, template, reason }) {
    const kind = kindOf(key)
    const chosen = typeof template === 'object' ? await readTemplateFile(context.file(template.file)) : null
    if (chosen) (await checker()).checkTemplate(chosen.bytes)
    const stored = chosen && (await storeContent(context, chosen.bytes))
    await context.change({ action: '修改文书', reason }, async (unit) => {
      const row = await unit.trx.selectFrom('reference_entry').selectAll().where('kind', '=', 'paper').where('key', '=', key).where('deleted_at', 'is', null).executeTakeFirst()
      const present = row ? (JSON.parse(row.value) as { sha256: string | null; fileName: string | null }) : { sha256: null, fileName: null }
      const { sha256, fileName } = stored && chosen ? { sha256: stored.sha256, fileName: chosen.fileName } : template === 'program' ? { sha256: null, fileName: null } : present
      const value = JSON.stringify({ title, sha256, fileName })
      // Neither name nor template of its own: that is the program's paper again.
      if (title === kind.title && sha256 === null) {
        if (row) await unit.recycle('reference_entry', row.id, row.version, reason)
      } else if (row) await unit.update('reference_entry', row.id, row.version, { value })
      else await unit.insert('reference_entry', { kind: 'paper', key, effective_from: EVER, value })
    })
    return null
  },
}
