import { CasebookError } from '../domain/errors.ts'
import { writeLedger } from '../exchange/importLedger.ts'
import { planImport } from '../exchange/ledgerPlan.ts'
import { readTypedRows } from '../exchange/typedLedger.ts'
import { readOffice } from '../store/office.ts'
import { readReference } from '../store/reference.ts'
import type { Handlers } from './context.ts'
import { importReport } from './ledgers.ts'

/** At most this many rows are named in a refusal. */
const MOST_NAMED = 5

export const lateGridHandlers: Handlers<'gridTry' | 'gridSave'> = {
  async gridTry({ store }, { rows }) {
    const file = readTypedRows(rows, { limits: await readReference(store.read) })
    return importReport(file, await planImport(store.read, file))
  },

  /** All or nothing; compared anew inside the transaction that writes. */
  async gridSave({ change }, { rows }) {
    return change({ action: '补录旧案' }, async (unit) => {
      const office = await readOffice(unit.trx)
      const file = readTypedRows(rows, { limits: await readReference(unit.trx) })
      const plan = await planImport(unit.trx, file)
      const blocking = plan.rows.filter(({ kind }) => kind === 'error' || kind === 'needs-decision')
      if (blocking.length > 0) {
        const named = blocking.slice(0, MOST_NAMED).map(({ row, stops }) => `第 ${row} 行 ${stops.join('、')}`)
        const more = blocking.length > MOST_NAMED ? `；还有 ${blocking.length - MOST_NAMED} 行` : ''
        throw new CasebookError('invalid', `有 ${blocking.length} 行要先改好，没有保存任何内容：${named.join('；')}${more}。改好后再保存。`, {
          fields: blocking.flatMap(({ row, stops }) => stops.map((message) => ({ path: `rows.${row - 1}`, message }))),
        })
      }
      if (plan.cases.length === 0) {
        throw new CasebookError('invalid', plan.alreadyImported ? '这些案件都已在台账中，没有重复保存。请填写还没有补录的案件。' : '表中还没有案件，没有保存任何内容。请先填写或粘贴。')
      }
      return writeLedger(unit, file, plan, { caseNumberPattern: office.caseNumberPattern, onCase: () => undefined })
    })
  },
}
