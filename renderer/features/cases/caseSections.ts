import type { CaseFile } from '../../../db/domain/caseFile.ts'
import { stepSections } from '../../../db/domain/caseworkRecords.ts'
import type { CaseSection } from '../../../db/domain/records.ts'
import type { Glance, SectionLine } from '../../components/record/sections.ts'

/** The sections of a case in the order of the work. */
export const caseSections: { key: CaseSection; title: string; optional: boolean }[] = [
  { key: 'basics', title: '基本信息', optional: false },
  { key: 'original', title: '原案', optional: false },
  { key: 'recipients', title: '救助对象', optional: false },
  { key: 'material', title: '材料', optional: false },
  { key: 'assessment', title: '审查', optional: false },
  { key: 'approval', title: '审批', optional: false },
  { key: 'decision', title: '决定', optional: false },
  { key: 'disbursement', title: '发放', optional: false },
  { key: 'visit', title: '回访', optional: false },
  { key: 'measure', title: '多元救助', optional: true },
  { key: 'hearing', title: '听证', optional: true },
  { key: 'joint', title: '联合救助', optional: true },
  { key: 'award', title: '典型案例', optional: true },
  { key: 'attachment', title: '附件', optional: true },
  { key: 'note', title: '记事', optional: true },
]

export const isCaseSection = (text: unknown): text is CaseSection => caseSections.some(({ key }) => key === text)
export const sectionTitle = (section: CaseSection) => caseSections.find(({ key }) => key === section)?.title ?? ''

const units: Partial<Record<CaseSection, string>> = { recipients: '人', material: '份', assessment: '人', approval: '步', decision: '人', disbursement: '笔', visit: '次', hearing: '次', joint: '家', attachment: '个' }

/** Whether a section has anything to be read: its records, or steps of the procedure that stand in it. */
export const isEmpty = (file: CaseFile, section: CaseSection): boolean => contentOf(file, section) === 0 && !file.steps.some(({ kind }) => stepSections[kind] === section)

/** How many records a section holds; 1 for a form that is filled in at all. */
function contentOf(file: CaseFile, section: CaseSection): number {
  switch (section) {
    case 'basics':
      return 1
    case 'original': {
      if (!file.original) return 0
      const { id: _id, version: _version, ...fields } = file.original
      return Object.values(fields).some((value) => value !== null && value !== '') ? 1 : 0
    }
    case 'recipients':
      return file.recipients.length
    case 'material':
      return file.materials.length
    case 'assessment':
      return file.assessments.length
    case 'approval':
      return file.approvals.length
    case 'decision':
      return file.decisions.length
    case 'disbursement':
      return file.disbursements.length
    case 'visit':
      return file.visits.length
    case 'measure':
      return file.measures.length
    case 'hearing':
      return file.hearings.length
    case 'joint':
      return file.jointOffices.length
    case 'award':
      return file.awards.length
    case 'attachment':
      return file.attachments.length
    case 'note':
      return file.notes.length
  }
}

/** Whether a section is complete, in one word; it follows from the advice on the case. */
export function glanceOf(file: CaseFile, section: CaseSection): Glance {
  const advice = file.advice.filter((line) => line.section === section)
  const missing = advice.filter((line) => line.level === 'missing').length
  const content = contentOf(file, section)
  if (advice.some((line) => line.level === 'warning')) return { tone: 'warning', text: '需核对' }
  if (advice.some((line) => line.level === 'next')) return { tone: 'open', text: '待办' }
  if (missing > 0) return { tone: 'open', text: content === 0 ? '未填' : `缺 ${missing} 项` }
  if (content === 0) return { tone: 'none', text: '无' }
  if (section === 'basics' || section === 'original') return { tone: 'done', text: file.historical ? '已登记' : '完整' }
  if (section === 'material') {
    const received = file.materials.filter(({ receivedOn }) => receivedOn !== null).length
    return received < content ? { tone: 'open', text: `${received}/${content} 份` } : { tone: 'done', text: `${content} 份` }
  }
  return { tone: 'done', text: `${content} ${units[section] ?? '项'}` }
}

export const sectionLines = (file: CaseFile): SectionLine<CaseSection>[] => caseSections.map(({ key, title }) => ({ key, title, glance: glanceOf(file, key) }))
