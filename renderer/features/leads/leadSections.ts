import type { FieldError } from '../../../db/domain/errors.ts'
import type { LeadView } from '../../../db/operations/contract.ts'
import { code, date, long, plain, yesNo } from '../../components/record/recordFields.ts'
import type { RecordField } from '../../components/record/recordFields.ts'
import type { Glance, SectionLine } from '../../components/record/sections.ts'
import { labelOf } from '../../labels.ts'
import { basicsFaults, peopleFaults } from './leadModels.ts'
import type { LeadForm } from './leadModels.ts'

export type LeadSectionKey = 'basics' | 'people' | 'original' | 'told' | 'checked' | 'outcome' | 'report' | 'attachment'
/** Sections that are a form over a part of the lead. */
export type LeadFormKey = Exclude<LeadSectionKey, 'outcome' | 'attachment'>

/** In the order of the work. */
export const leadSections: readonly { key: LeadSectionKey; title: string }[] = [
  { key: 'basics', title: '线索' },
  { key: 'people', title: '人员' },
  { key: 'original', title: '原案' },
  { key: 'told', title: '告知' },
  { key: 'checked', title: '核查' },
  { key: 'outcome', title: '处理结果' },
  { key: 'report', title: '反馈' },
  { key: 'attachment', title: '附件' },
]
export const isLeadSection = (text: unknown): text is LeadSectionKey => leadSections.some(({ key }) => key === text)
export const leadSectionTitle = (section: LeadSectionKey): string => leadSections.find(({ key }) => key === section)?.title ?? ''

const peopleText = (value: unknown): string =>
  Array.isArray(value)
    ? (value as LeadForm['people'])
        .map(({ person, relation }) => [person.name, person.paperNumber, person.phone, person.residence, labelOf('relation', relation)].filter(Boolean).join(' '))
        .join('；')
    : ''

/** Fields of each form as they are read, and as two versions of them are compared. */
export const leadFormFields: Record<LeadFormKey, readonly RecordField[]> = {
  basics: [
    date('receivedOn', '收到日期'),
    code('source', '线索来源', 'leadSource'),
    plain('sendingUnit', '移送单位'),
    code('channel', '线索渠道', 'leadChannel'),
    plain('letterNumber', '来函文号'),
    plain('officerName', '首问责任人'),
    yesNo('reportBack', '需要反馈'),
    long('summary', '线索内容'),
  ],
  people: [{ path: 'people', label: '人员', text: peopleText, wide: true }],
  original: [
    yesNo('reachedProcuratorate', '是否进入检察环节'),
    plain('originalNumber', '原案案号'),
    code('charge', '案件类型', 'charge'),
    plain('chargeText', '案由'),
    plain('handlingUnit', '办案部门'),
    plain('suspects', '犯罪嫌疑人（被告人）'),
  ],
  told: [date('toldOn', '告知日期'), code('toldWay', '告知方式', 'toldWay'), long('toldNote', '告知情况')],
  checked: [date('checkedOn', '核查日期'), plain('checkers', '核查人'), long('checkNote', '核查情况')],
  report: [yesNo('reportBack', '需要反馈'), date('reportedOn', '反馈日期'), long('reportNote', '反馈情况'), code('satisfaction', '满意程度', 'satisfaction')],
}

/** What each form checks before it is sent. */
export const leadFormFaults: Partial<Record<LeadFormKey, (form: LeadForm) => FieldError[]>> = {
  basics: basicsFaults,
  people: ({ people }) => peopleFaults(people),
}

/** Of a concluded lead only these may still be written. */
export const settledForms: ReadonlySet<LeadFormKey> = new Set(['told', 'checked', 'report'])

/** The part of a lead's form that one section edits. */
export function partOf(form: LeadForm, section: LeadFormKey): Partial<LeadForm> {
  return Object.fromEntries(leadFormFields[section].map(({ path }) => [path, form[path as keyof LeadForm]]))
}

/** Whether a section is complete, in a few characters. */
export function glanceOf(lead: LeadView, section: LeadSectionKey): Glance {
  const open = lead.outcome === null && !lead.historical
  const dated = (day: string | null): Glance => (day !== null ? { tone: 'done', text: '已完成' } : open ? { tone: 'open', text: '待办' } : { tone: 'none', text: '未填' })
  switch (section) {
    case 'basics':
      return { tone: 'done', text: '已填' }
    case 'people':
      return { tone: 'done', text: `${lead.people.length} 人` }
    case 'original':
      if (lead.reachedProcuratorate === null) return open ? { tone: 'warning', text: '待核实' } : { tone: 'none', text: '未填' }
      return { tone: 'done', text: lead.reachedProcuratorate ? '进入检察' : '未进入' }
    case 'told':
      return dated(lead.toldOn)
    case 'checked':
      return dated(lead.checkedOn)
    case 'outcome':
      return lead.outcome !== null ? { tone: 'done', text: '已登记' } : { tone: lead.historical ? 'none' : 'open', text: lead.historical ? '未填' : '待办' }
    case 'report':
      if (lead.reportedOn !== null) return { tone: 'done', text: '已反馈' }
      // What became a case is reported once that is closed, and watched there.
      if (lead.reportBack && lead.caseId !== null) return { tone: 'none', text: '结案后' }
      return lead.reportBack && lead.outcome !== null && !lead.historical ? { tone: 'open', text: '待反馈' } : { tone: 'none', text: lead.reportBack ? '需反馈' : '不需要' }
    case 'attachment':
      return { tone: 'none', text: lead.attachments.length > 0 ? `${lead.attachments.length} 份` : '无' }
  }
}

export const sectionLines = (lead: LeadView): SectionLine<LeadSectionKey>[] => leadSections.map(({ key, title }) => ({ key, title, glance: glanceOf(lead, key) }))
