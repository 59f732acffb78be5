import { describe, expect, it } from 'vitest'
import type { Agency, Letter } from '../../../db/domain/aftercareRecords.ts'
import { measureFields } from '../cases/caseFields.ts'
import { measureOf, newMeasure } from '../cases/caseModels.ts'
import { agencyFields, agencyNamed, agencyOf, letterFields, letterOf, letterStanding, measureStanding, newAgency, newLetter, suggestedAgencies } from './agencyModels.ts'

const agency = (more: Partial<Agency>): Agency => ({ id: 'a1', version: 1, name: '区民政局', kind: null, contact: null, phone: null, address: null, note: null, disabledAt: null, ...more })
const letter: Letter = { id: 'l1', version: 2, caseId: 'c1', caseNumber: null, agencyName: '区民政局', ...newLetter({ id: 'm1', agencyId: 'a1' }), agencyId: 'a1' }

describe('forms of agencies and letters', () => {
  it('take from a record exactly what their operation takes, and name every field', () => {
    expect(agencyOf(agency({ disabledAt: '2026-01-01T00:00:00.000Z' }))).toEqual({ ...newAgency(), name: '区民政局', disabled: true })
    expect(agencyFields.map(({ path }) => path).sort()).toEqual(Object.keys(newAgency()).sort())
    expect(letterOf(letter)).toEqual({ ...newLetter({ id: 'm1', agencyId: 'a1' }) })
    expect([...letterFields.map(({ path }) => path), 'agencyId', 'measureId'].sort()).toEqual(Object.keys(newLetter(null)).sort())
    const measure = { ...newMeasure(null), id: 'm', version: 1, kind: 'subsistence' }
    expect([...measureFields.map(({ path }) => path), 'agencyId', 'recipientId'].sort()).toEqual(Object.keys(measureOf(measure)).sort())
  })
  it('a letter about a measure goes to whom the measure names', () => {
    expect(newLetter({ id: 'm1', agencyId: null })).toMatchObject({ measureId: 'm1', agencyId: null })
    expect(newLetter(null)).toMatchObject({ measureId: null, agencyId: null, kind: 'liaison' })
  })
})

describe('where help stands', () => {
  const measure = { doneOn: null, refusedOn: null, replyDueOn: null, historical: false }
  it('is done, refused, late or waited for', () => {
    const word = (more: Partial<typeof measure> | { doneOn: string } | { refusedOn: string } | { replyDueOn: string }) => measureStanding({ ...measure, ...more }, '2026-11-22').text
    expect(word({})).toBe('待落实')
    expect(word({ replyDueOn: '2026-11-21' })).toBe('逾期未答复')
    expect(word({ replyDueOn: '2026-11-22' })).toBe('待落实')
    expect(measureStanding({ ...measure, replyDueOn: '2020-01-01', historical: true }, '2026-11-22')).toEqual({ text: '没有落实记录', tone: 'plain' })
    expect(word({ refusedOn: '2026-11-01' })).toBe('已拒绝')
    expect(word({ doneOn: '2026-11-01' })).toBe('已落实')
  })
  it('of a letter follows its reply', () => {
    const word = (repliedOn: string | null, replyDueOn: string | null) => letterStanding({ repliedOn, replyDueOn, historical: false }, '2026-11-22').text
    expect(letterStanding({ repliedOn: null, replyDueOn: '2020-01-01', historical: true }, '2026-11-22')).toEqual({ text: '没有复函记录', tone: 'plain' })
    expect([word(null, null), word(null, '2026-11-22'), word(null, '2026-11-21'), word('2026-11-20', '2026-11-01')]).toEqual(['不要求答复', '待复函', '逾期未复函', '已复函'])
  })
})

describe('the directory while typing', () => {
  const all = [agency({}), agency({ id: 'a2', name: '区教育局' }), agency({ id: 'a3', name: '旧民政局', disabledAt: '2026-01-01T00:00:00.000Z' })]
  it('knows an agency by its whole name only', () => {
    expect(agencyNamed(all, ' 区民政局 ')?.id).toBe('a1')
    expect(agencyNamed(all, '民政局')).toBeNull()
    expect(agencyNamed(all, null)).toBeNull()
  })
  it('suggests what is in use and not typed in full already', () => {
    expect(suggestedAgencies(all, '民政').map(({ id }) => id)).toEqual(['a1'])
    expect(suggestedAgencies(all, '').map(({ id }) => id)).toEqual(['a1', 'a2'])
    expect(suggestedAgencies(all, '区民政局')).toEqual([])
  })
})
