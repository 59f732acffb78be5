import { letterFaults, letterKindLabels } from '../domain/agencyRules.ts'
import { today } from '../domain/dates.ts'
import { lettersOfCase } from '../store/aftercareRecords.ts'
import type { Handlers } from './context.ts'
import { livePart, liveCase, refuse, requireVersion } from './guards.ts'
import { agencyChosen } from './measures.ts'

/** Letters that urge what is not carried out or hand a person over to social assistance, with the reply as their result. They are written after closing too. */
export const letterHandlers: Handlers<'letterSave'> = {
  async letterSave({ change }, { caseId, id, version, fields }) {
    const what = letterKindLabels[fields.kind]
    return change({ action: id === null ? `登记${what}` : fields.repliedOn === null ? `修改${what}` : `登记${what}的答复` }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      const row = id === null ? null : await livePart(unit, 'letter', id, caseId)
      if (row) requireVersion(row, version, (await lettersOfCase(unit.trx, caseId)).find((letter) => letter.id === row.id))
      // What was asked for may be in the recycle bin by now; the letter about it stands.
      if (fields.measureId !== null && fields.measureId !== row?.measure_id) await livePart(unit, 'support_measure', fields.measureId, caseId)
      const { faults } = await agencyChosen(unit, fields.agencyId, row?.agency_id ?? null)
      refuse([...faults, ...(reliefCase.historical === 1 ? [] : letterFaults(fields, today()))], 'fields')
      const columns = {
        measure_id: fields.measureId,
        agency_id: fields.agencyId,
        kind: fields.kind,
        number: fields.number,
        sent_on: fields.sentOn,
        reply_due_on: fields.replyDueOn,
        replied_on: fields.repliedOn,
        reply: fields.reply,
        content: fields.content,
      }
      return row ? unit.update('letter', row.id, row.version, columns) : unit.insert('letter', { ...columns, case_id: caseId })
    })
  },
}
