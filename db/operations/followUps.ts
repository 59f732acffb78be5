import { doneDateFaults } from '../domain/dateOrder.ts'
import { today } from '../domain/dates.ts'
import { maskNote } from '../domain/sensitive.ts'
import { toAward, toNote } from '../store/caseRecords.ts'
import type { Handlers } from './context.ts'
import { codeFault, livePart, liveCase, refuse, requireVersion, wholeText } from './guards.ts'
import { saveMeasure } from './measures.ts'
import { saveVisit, visitAction } from './visits.ts'

/** What follows a decision: visits, support measures, awards and notes. Visits and supervision go on after the case is closed, so a closed case takes them too. */
export const followUpHandlers: Handlers<'visitSave' | 'measureSave' | 'awardSave' | 'noteSave'> = {
  async visitSave({ change, store }, input) {
    return change(await visitAction(store.read, input), (unit) => saveVisit(unit, input))
  },

  async measureSave({ change }, input) {
    return change({ action: input.id === null ? '登记多元救助措施' : '修改多元救助措施' }, (unit) => saveMeasure(unit, input))
  },

  async awardSave({ change }, { caseId, id, version, fields }) {
    return change({ action: id === null ? '登记典型案例' : '修改典型案例' }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      const row = id === null ? null : await livePart(unit, 'typical_award', id, caseId)
      if (row) requireVersion(row, version, toAward(row))
      refuse(
        [
          ...codeFault('awardLevel', fields.level, row?.level ?? null, 'level'),
          ...(reliefCase.historical === 1 ? [] : doneDateFaults('publishedOn', fields.publishedOn, today(), '发布日期', '还没有发布的，请先不填发布日期')),
        ],
        'fields',
      )
      const columns = { level: fields.level, published_on: fields.publishedOn, title: fields.title }
      return row ? unit.update('typical_award', row.id, row.version, columns) : unit.insert('typical_award', { ...columns, case_id: caseId, batch_id: null })
    })
  },

  async noteSave({ change }, { caseId, id, version, fields }) {
    return change({ action: id === null ? '写记事' : '修改记事' }, async (unit) => {
      await liveCase(unit, caseId)
      const row = id === null ? null : await livePart(unit, 'case_note', id, caseId)
      if (row) requireVersion(row, version, maskNote(toNote(row)))
      const text = wholeText(fields.text, row?.text ?? null, 'fields.text') ?? ''
      return row ? unit.update('case_note', row.id, row.version, { text }) : unit.insert('case_note', { text, case_id: caseId, batch_id: null })
    })
  },
}
