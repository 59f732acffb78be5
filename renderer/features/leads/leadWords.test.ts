import { describe, expect, it } from 'vitest'
import type { LeadView } from '../../../db/operations/contract.ts'
import { daysText } from './leadColumns.ts'
import { basicsFaults, formOf, newLead, newLeadPerson, peopleFaults } from './leadModels.ts'
import { leadNext } from './leadNext.ts'
import { glanceOf, leadFormFields, partOf } from './leadSections.ts'
import { leadState, totalParts } from './leadWords.ts'

const lead: LeadView = {
  ...newLead('王检'),
  id: 'l',
  version: 1,
  historical: false,
  source: 'womensFederation',
  sendingUnit: '永和县妇女联合会',
  outcome: null,
  outcomeOn: null,
  outcomeNote: null,
  referredTo: null,
  caseId: null,
  caseNumber: null,
  deadline: null,
  attachments: [],
  timeline: [],
  people: [
    { id: 'p', version: 1, ordinal: 1, relation: 'self', person: { id: 'x', version: 3, householdId: null, name: '褚玉兰', paperType: 'none', paperNumber: null, sex: null, birthDate: null, ethnicity: null, residence: null, phone: '139****0246', safeContact: null } },
  ],
}

describe('where a lead stands', () => {
  const standing = { toldOn: null, checkedOn: null, outcome: null, historical: false, reportDue: false }
  it.each([
    [standing, '待告知', 'due'],
    [{ ...standing, toldOn: '2026-05-04' }, '待核查', 'active'],
    [{ ...standing, toldOn: '2026-05-04', checkedOn: '2026-05-06' }, '待处理', 'active'],
    [{ ...standing, historical: true }, '未登记结果', 'plain'],
    [{ ...standing, outcome: 'case' }, '转为救助案件', 'done'],
    [{ ...standing, outcome: 'socialAssistance' }, '转社会救助', 'plain'],
    [{ ...standing, outcome: 'socialAssistance', reportDue: true }, '转社会救助，待反馈', 'due'],
  ] as const)('in a word', (at, text, tone) => {
    expect(leadState(at)).toEqual({ text, tone })
  })

  it('with its period as 第 7/15 个工作日', () => {
    const deadline = { rule: 'lead', title: '线索办理', startedOn: '2026-05-04', dueOn: '2026-05-25', unit: 'workingDay', length: 15, day: 7, endedOn: null, state: 'running', extended: false } as const
    expect(daysText({ deadline })).toBe('第 7/15 个工作日')
    expect(daysText({ deadline: { ...deadline, day: 28, state: 'overdue' } })).toBe('第 28/15 个工作日，逾期 13 个')
    expect(daysText({ deadline: null })).toBe('')
  })
})

it('the figures say of what they are; what cannot be reckoned is left out', () => {
  const read = (totals: Parameters<typeof totalParts>[0]) => totalParts(totals).map(({ word, figure, unit }) => `${word} ${figure}${unit}`).join(' · ')
  const full = { leads: 259, open: 3, overdue: 1, closed: 256, closingRate: 988, averageDaysTenths: 123, satisfaction: { asked: 56, satisfied: 54 } }
  expect(read(full)).toBe('共 259 条 · 未结 3 · 逾期 1 · 办结率 98.8% · 平均 12.3 天办结 · 满意 54/56 条')
  expect(read({ leads: 0, open: 0, overdue: 0, closed: 0, closingRate: null, averageDaysTenths: null, satisfaction: { asked: 0, satisfied: 0 } })).toBe('共 0 条 · 未结 0 · 逾期 0')
})

describe('the next step', () => {
  const told = { ...lead, toldOn: '2026-05-04' }
  const checked = { ...told, checkedOn: '2026-05-06' }
  it.each([
    [lead, '登记告知'],
    [told, '登记核查'],
    [checked, '填写原案'],
    [{ ...checked, reachedProcuratorate: true }, '转为救助案件'],
    [{ ...checked, reachedProcuratorate: false }, '登记处理结果'],
    [{ ...lead, historical: true }, '登记处理结果'],
    [{ ...lead, outcome: 'ineligible', reportBack: true }, '登记反馈'],
  ])('is named by the solid button: %#', (at, action) => {
    expect(leadNext(at)?.action).toBe(action)
  })
  it('is none once nobody waits for anything', () => {
    expect(leadNext({ ...lead, outcome: 'ineligible' })).toBeNull()
    expect(leadNext({ ...lead, outcome: 'case', caseId: 'c', reportBack: true })).toBeNull()
  })
})

describe('the forms of a lead', () => {
  it('send what the page shows, and nothing that is not the form’s', () => {
    const form = formOf(lead)
    expect(form.people).toEqual([{ id: 'p', relation: 'self', person: { id: 'x', name: '褚玉兰', paperType: 'none', paperNumber: null, sex: null, birthDate: null, ethnicity: null, residence: null, phone: '139****0246', safeContact: null } }])
    expect(Object.keys(form).sort()).toEqual(Object.keys(newLead(null)).sort())
    expect(form.sendingUnit).toBe('永和县妇女联合会')
  })

  it('each edit their own part, and together all of it', () => {
    const parts = (Object.keys(leadFormFields) as (keyof typeof leadFormFields)[]).map((section) => partOf(formOf(lead), section))
    expect(Object.assign({}, ...parts)).toEqual(formOf(lead))
    expect(partOf(formOf(lead), 'told')).toEqual({ toldOn: null, toldWay: null, toldNote: null })
  })

  it('name what is missing before anything is sent', () => {
    expect(basicsFaults({ receivedOn: '', source: '', officerName: ' ' }).map(({ path }) => path)).toEqual(['receivedOn', 'source', 'officerName'])
    const wrong = { ...newLeadPerson(), person: { ...newLeadPerson().person, name: '褚玉兰', paperNumber: '141032198503120427' } }
    expect(peopleFaults([newLeadPerson(), wrong]).map(({ path }) => path)).toEqual(['people.0.person.name', 'people.1.person.paperNumber'])
  })
})

it('a section says at a glance whether it is complete', () => {
  expect(glanceOf(lead, 'original')).toEqual({ tone: 'warning', text: '待核实' })
  expect(glanceOf({ ...lead, historical: true }, 'original')).toEqual({ tone: 'none', text: '未填' })
  expect(glanceOf(lead, 'told')).toEqual({ tone: 'open', text: '待办' })
  expect(glanceOf({ ...lead, outcome: 'ineligible', reportBack: true }, 'report')).toEqual({ tone: 'open', text: '待反馈' })
  expect(glanceOf({ ...lead, outcome: 'case', caseId: 'c', reportBack: true }, 'report')).toEqual({ tone: 'none', text: '结案后' })
})
