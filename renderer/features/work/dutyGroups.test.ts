import { describe, expect, it } from 'vitest'
import type { Duty } from '../../../db/domain/caseList.ts'
import type { Deadline } from '../../../db/domain/caseworkRecords.ts'
import { belongsTo, dueText, dutyGroups, placeOf, timeOf, whatToDo } from './dutyGroups.ts'

const duty = (dueOn: string | null, text: string, more: Partial<Duty> = {}) => ({ kind: 'decide', officerName: '甲', dueOn, text, deadline: null, caseId: 'c', leadId: null, section: 'decision', ...more }) as Duty

describe('dutyGroups', () => {
  // 2026-11-18 is a Wednesday.
  const day = '2026-11-18'

  it('groups by when they are due and leaves out what nothing is in', () => {
    const groups = dutyGroups([duty('2026-11-01', 'a'), duty(day, 'b'), duty('2026-11-22', 'c'), duty('2026-11-23', 'd'), duty(null, 'e'), duty('2026-11-17', 'f')], day)
    expect(groups.map(({ title, duties }) => [title, duties.map(({ text }) => text).join('')])).toEqual([
      ['逾期', 'af'],
      ['今天', 'b'],
      ['本周', 'c'],
      ['以后', 'd'],
      ['没有期限', 'e'],
    ])
    expect(dutyGroups([duty(day, 'b')], day)).toHaveLength(1)
  })

  it('ends the week on Sunday', () => {
    expect(['2026-11-16', '2026-11-21', '2026-11-22'].map((today) => timeOf('2026-11-22', today))).toEqual(['week', 'week', 'today'])
    expect(timeOf('2026-11-23', '2026-11-22')).toBe('later')
  })

  it('knows whose it is; a signature is the reader’s own', () => {
    const sign = duty(null, '', { kind: 'sign', officerName: '乙' })
    expect([belongsTo(duty(null, ''), { who: 'mine' }, '甲'), belongsTo(duty(null, ''), { who: 'mine' }, '丙'), belongsTo(sign, { who: 'mine' }, '丙'), belongsTo(sign, { who: 'officer', name: '乙' }, '丙')]).toEqual([true, false, true, true])
    expect(belongsTo(duty(null, '', { officerName: null }), { who: 'mine' }, null)).toBe(false)
  })

  it('says how far off a day is', () => {
    expect(['2026-01-30', '2026-02-01', '2026-02-04', null].map((date) => dueText(date, '2026-02-01'))).toEqual(['逾期 2 天', '今天到期', '还有 3 天', ''])
  })

  it('shows the period apart from what is to be done', () => {
    const deadline: Deadline = { rule: 'review', title: '审查', startedOn: '2026-11-02', dueOn: '2026-11-16', unit: 'workingDay', length: 10, day: 7, endedOn: null, state: 'running', extended: false }
    expect(whatToDo(duty(null, '审查：第 7/10 个工作日。已受理，登记救助决定', { deadline }))).toBe('已受理，登记救助决定')
    expect(whatToDo(duty(null, '计划回访'))).toBe('计划回访')
  })

  it('leads to where it is done', () => {
    expect(placeOf(duty(null, ''))).toEqual({ path: '/cases/c', query: { section: 'decision', do: '1' } })
    expect(placeOf(duty(null, '', { kind: 'sign', section: 'approval' }))).toEqual({ path: '/cases/c', query: { section: 'approval' } })
    expect(placeOf(duty(null, '', { caseId: null, leadId: 'l' }))).toEqual({ path: '/leads/l' })
  })
})
