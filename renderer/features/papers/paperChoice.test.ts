import { expect, test } from 'vitest'
import type { PaperInfo } from '../../../db/operations/contract.ts'
import { fittingPaper, paperFileName, paperGroups } from './paperChoice.ts'

const paper = (key: string, group: string, from: PaperInfo['from'] = ['case']): PaperInfo => ({ key, title: `${key}书`, group, per: 'recipient', from, ownTemplate: null })
const papers = [paper('notice', '线索与告知', ['case', 'lead']), paper('acceptance', '申请与受理'), paper('reviewReport', '审查与审批'), paper('approvalForm', '审查与审批'), paper('visitRecord', '回访与帮扶')]

test('the paper that fits the stage leads, its group follows it, the rest keeps the order of the work', () => {
  const groups = paperGroups(papers, 'case', 'approving', '')
  expect(groups.map(({ name }) => name)).toEqual(['审查与审批', '线索与告知', '申请与受理', '回访与帮扶'])
  expect(groups[0]?.papers.map(({ key }) => key)).toEqual(['approvalForm', 'reviewReport'])
  expect(fittingPaper(papers, 'case', 'closed')?.key).toBe('visitRecord')
})

test('a lead sees its own papers only', () => {
  expect(paperGroups(papers, 'lead', null, '').flatMap((group) => group.papers.map(({ key }) => key))).toEqual(['notice'])
})

test('search looks in names and groups', () => {
  expect(paperGroups(papers, 'case', null, '审批').flatMap((group) => group.papers)).toHaveLength(2)
  expect(paperGroups(papers, 'case', null, '没有这种')).toEqual([])
})

test('what is searched for by name comes before what only stands in a stage of that name', () => {
  const some = [paper('决定', '决定与送达'), paper('送达', '决定与送达')]
  expect(paperGroups(some, 'case', 'decided', '送达')[0]?.papers[0]?.key).toBe('送达')
})

test('file names say whose it is and hold nothing a file system refuses', () => {
  const subject = { kind: 'recipient' as const, id: '1', label: '欧阳某/梅' }
  expect(paperFileName('救助决定书', subject, { masked: false, blank: false })).toBe('救助决定书（欧阳某_梅）.docx')
  expect(paperFileName('救助决定书', { ...subject, label: '杨小梅' }, { masked: true, blank: false })).toBe('救助决定书（杨某某）.docx')
  expect(paperFileName('救助决定书', subject, { masked: false, blank: true })).toBe('救助决定书（空白）.docx')
  expect(paperFileName('听证笔录', { kind: 'hearing', id: 'h', label: '2026-06-18 星期四' }, { masked: false, blank: false })).toBe('听证笔录（2026-06-18）.docx')
  expect(paperFileName('审查报告', null, { masked: false, blank: false })).toBe('审查报告.docx')
})
