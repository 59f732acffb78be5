import type { CaseFile } from '../../../db/domain/caseFile.ts'
import type { FieldError } from '../../../db/domain/errors.ts'
import type { CaseSection, Id } from '../../../db/domain/records.ts'
import type { Saved } from '../../../db/operations/contract.ts'
import { api, OperationError } from '../../api.ts'
import type { RecordField } from '../../components/record/recordFields.ts'
import { useRecordForm } from '../../components/record/useRecordForm.ts'
import type { RecordForm } from '../../components/record/useRecordForm.ts'
import { failed } from '../../composables/notify.ts'
import { useCase } from './useCase.ts'

export interface SectionFormOptions<T> {
  section: CaseSection
  /** The record that is edited; null for a new one. */
  id: Id | null
  version: number | null
  /** Tells drafts of different new records apart, e.g. of a payment and of a return. */
  draftKey?: string
  initial: T
  fields: readonly RecordField[]
  /** Saves by itself when the focus leaves the form. For records that exist; a new one waits for its verb. */
  autoSave: boolean
  save: (content: T, version: number | null) => Promise<Saved>
  /** The same record in a case read later; null when it is gone. */
  find: (file: CaseFile) => { content: T; version: number } | null
  check?: (content: T) => FieldError[]
  /** Said once it is saved and the form closes, e.g. 回访已记录. */
  doneText: string
}

/** The form of one section of a case. */
export function useSectionForm<T>(options: SectionFormOptions<T>): RecordForm<T> {
  const context = useCase()
  const host = {
    beforeChange: context.beforeChange,
    close: () => (context.editing.value = null),
    saved: (at: Date) => (context.saved.value = { section: options.section, at }),
    reload: context.reload,
  }
  return useRecordForm(host, {
    ...options,
    draftKey: `case:${context.id}:${options.section}:${options.id ?? options.draftKey ?? 'new'}`,
    isNew: options.id === null,
    async readAgain() {
      const file = await api.caseGet({ id: context.id })
      context.show(file)
      const theirs = options.find(file)
      if (!theirs) failed(new OperationError('caseGet', { code: 'not-found', message: '这条记录刚被移到回收站，您填写的内容已留作草稿。请与承办人核对后再处理。' }))
      return theirs
    },
  })
}

export interface PartFormOptions<R, T> extends Omit<SectionFormOptions<T>, 'id' | 'version' | 'initial' | 'autoSave' | 'save' | 'find'> {
  /** The record that is edited; null for a new one. */
  record: R | null
  /** Where such records stand in a case. */
  among: (file: CaseFile) => readonly R[]
  contentOf: (record: R) => T
  /** What a new one begins with. */
  blank: () => T
  /** A record that exists saves itself when the focus leaves the form, unless this says otherwise. */
  autoSave?: boolean
  save: (content: T, part: { caseId: Id; id: Id | null; version: number | null }) => Promise<Saved>
}

/** The form of one of the records that stand in a section, or of a new one. */
export function usePartForm<R extends { id: Id; version: number }, T>({ record, among, contentOf, blank, autoSave = record !== null, save, ...options }: PartFormOptions<R, T>): RecordForm<T> {
  const { id: caseId } = useCase()
  const id = record?.id ?? null
  return useSectionForm({
    ...options,
    id,
    version: record?.version ?? null,
    initial: record ? contentOf(record) : blank(),
    autoSave,
    save: (content, version) => save(content, { caseId, id, version }),
    find(file) {
      const now = among(file).find((one) => one.id === id)
      return now ? { content: contentOf(now), version: now.version } : null
    },
  })
}
