import { maskName } from '../../../db/domain/masking.ts'
import type { Id, Stage } from '../../../db/domain/records.ts'
import type { PaperInfo } from '../../../db/operations/contract.ts'

/** Somebody or something a paper can be made for. `kind` recipient: a recipient of the case, or one of the people of the lead. */
export interface PaperSubject {
  kind: 'recipient' | 'visit' | 'hearing' | 'measure'
  id: Id
  label: string
}

/** The paper most likely wanted where a case stands; with a lead it is the notice to the person. */
const fitting: Record<Stage, string> = {
  applied: 'materialsList',
  supplementing: 'supplementNotice',
  accepted: 'reviewReport',
  approving: 'approvalForm',
  decided: 'grantDecision',
  paying: 'paymentReceipt',
  paid: 'visitRecord',
  refused: 'refusalDecision',
  closed: 'visitRecord',
  archived: 'archiveCatalogue',
}

export interface PaperGroup {
  name: string
  papers: PaperInfo[]
}

export function fittingPaper(papers: readonly PaperInfo[], place: 'case' | 'lead', stage: Stage | null): PaperInfo | null {
  const key = place === 'lead' ? 'notice' : stage && fitting[stage]
  return papers.find((paper) => paper.key === key) ?? papers[0] ?? null
}

/** Papers that can be made here and whose name holds the words, by stage of the work; the group of the present stage comes first. */
export function paperGroups(papers: readonly PaperInfo[], place: 'case' | 'lead', stage: Stage | null, text: string): PaperGroup[] {
  const words = text.trim().split(/\s+/).filter(Boolean)
  const here = papers.filter((paper) => paper.from.includes(place))
  const first = fittingPaper(here, place, stage)
  const holds = (text: string) => words.every((word) => text.includes(word))
  const found = here.filter((paper) => holds(paper.title + paper.group))
  /** What is searched for by name comes before what only stands in a stage of that name; then what fits, then its stage. */
  const rank = (paper: PaperInfo) => (words.length > 0 && holds(paper.title) ? 4 : 0) + (paper.key === first?.key ? 2 : 0) + (paper.group === first?.group ? 1 : 0)
  const groups: PaperGroup[] = []
  for (const paper of found.toSorted((a, b) => rank(b) - rank(a))) {
    const group = groups.find(({ name }) => name === paper.group)
    if (group) group.papers.push(paper)
    else groups.push({ name: paper.group, papers: [paper] })
  }
  return groups
}

export const subjectsFor = (paper: PaperInfo, subjects: readonly PaperSubject[]): PaperSubject[] => subjects.filter(({ kind }) => kind === paper.per)

/** `国家司法救助决定书（杨某某）.docx`; of a hearing or visit the day without its weekday; characters that no file name may hold become `_`. */
export function paperFileName(title: string, subject: PaperSubject | null, options: { masked: boolean; blank: boolean }): string {
  const whose = options.blank ? '空白' : subject && (options.masked ? (subject.kind === 'recipient' ? maskName(subject.label) : null) : subject.label)
  return `${title}${whose ? `（${whose}）` : ''}`.replace(/ 星期./g, '').replace(/[\\/:*?"<>|\s\p{Cc}]+/gu, '_').slice(0, 80) + '.docx'
}
