import { describe, expect, it } from 'vitest'
import type { Advice, CaseFile } from '../../../db/domain/records.ts'
import { nextStepOf } from './nextStep.ts'
import { glanceOf } from './caseSections.ts'

const fileWith = (advice: Advice[], more: Partial<CaseFile> = {}) =>
  ({ advice, recipients: [{ id: 'a' }], decisions: [], disbursements: [], visits: [], measures: [], awards: [], notes: [], original: null, closedOn: null, ...more }) as unknown as CaseFile
const next = (section: Advice['section']): Advice => ({ section, level: 'next', text: '…' })

describe('nextStepOf', () => {
  it('has nothing to say where nothing is due', () => {
    expect(nextStepOf(fileWith([{ section: 'basics', level: 'missing', text: '…' }]))).toBeNull()
  })

  it('opens the record that is waiting, not a new one', () => {
    const served = { id: 'd', recipientId: 'a', servedOn: null }
    expect(nextStepOf(fileWith([next('decision')], { decisions: [served] as CaseFile['decisions'] }))).toMatchObject({ action: '填写送达日期', opens: { form: 'd' } })
    expect(nextStepOf(fileWith([next('decision')]))).toMatchObject({ action: '登记决定', opens: { form: null } })
    const visits = [{ id: 'later', dueOn: '2026-03-01', doneOn: null }, { id: 'first', dueOn: '2026-02-01', doneOn: null }] as CaseFile['visits']
    expect(nextStepOf(fileWith([next('visit')], { visits }))).toMatchObject({ action: '记录回访', opens: { form: 'first' } })
  })

  it('tells acceptance from closing', () => {
    expect(nextStepOf(fileWith([next('basics')]))).toMatchObject({ action: '填写受理日期' })
    expect(nextStepOf(fileWith([next('basics')], { decisions: [{ id: 'd', recipientId: 'a', servedOn: '2026-01-01' }] as CaseFile['decisions'] }))).toMatchObject({ opens: 'close' })
  })
})

describe('glanceOf', () => {
  it('says in a word whether a section is complete', () => {
    expect(glanceOf(fileWith([]), 'original')).toEqual({ tone: 'none', text: '无' })
    expect(glanceOf(fileWith([{ section: 'original', level: 'missing', text: '…' }]), 'original')).toEqual({ tone: 'open', text: '未填' })
    expect(glanceOf(fileWith([{ section: 'basics', level: 'missing', text: '…' }]), 'basics')).toEqual({ tone: 'open', text: '缺 1 项' })
    expect(glanceOf(fileWith([next('decision'), { section: 'decision', level: 'warning', text: '…' }]), 'decision')).toEqual({ tone: 'warning', text: '需核对' })
    expect(glanceOf(fileWith([]), 'recipients')).toEqual({ tone: 'done', text: '1 人' })
  })
})
