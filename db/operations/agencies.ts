import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import { agencies, agencyNamed, agencyPage, agencyRow, agencyTotals, noTotals, toAgency } from '../store/agencyRepository.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { Handlers } from './context.ts'
import { codeFault, refuse, requireVersion } from './guards.ts'

const gone = () => new CasebookError('not-found', '没有找到这个协作单位。请返回协作单位列表刷新后再看。')

/**
 * Measures that say in words who is to help are linked to the agency of exactly that name. What they say does not change, so their version stays: an import
 * can still be taken back, an open form still be saved.
 */
async function linkMeasures(unit: UnitOfWork, agencyId: string, name: string): Promise<void> {
  const unlinked = await unit.trx.selectFrom('support_measure').select('id').where('agency', '=', name).where('agency_id', 'is', null).execute()
  if (unlinked.length === 0) return
  await unit.trx.updateTable('support_measure').set({ agency_id: agencyId }).where('agency', '=', name).where('agency_id', 'is', null).execute()
  await unit.note('agency', agencyId, null, { measures: unlinked.map((row) => row.id) })
}

/** The directory of agencies that help, and what stands with each. */
export const agencyHandlers: Handlers<'agencyList' | 'agencyGet' | 'agencySave'> = {
  async agencyList({ store }) {
    const totals = await agencyTotals(store.read, today())
    return (await agencies(store.read)).map((agency) => {
      const { waiting, overdue, done } = totals.get(agency.id) ?? noTotals
      return { ...agency, waiting, overdue, done }
    })
  },

  async agencyGet({ store }, { id }) {
    const row = await agencyRow(store.read, id)
    if (!row) throw gone()
    return agencyPage(store.read, row, today())
  },

  async agencySave({ change }, { id, version, fields }) {
    return change({ action: id === null ? '登记协作单位' : '修改协作单位' }, async (unit) => {
      const row = id === null ? null : await agencyRow(unit.trx, id)
      if (id !== null && !row) throw gone()
      if (row) requireVersion(row, version, toAgency(row))
      const same = await agencyNamed(unit.trx, fields.name)
      refuse(
        [
          ...(same && same.id !== id ? [{ path: 'name', message: `协作单位中已有“${fields.name}”${same.disabled_at === null ? '' : '（已停用）'}，请直接使用或修改那一个` }] : []),
          ...codeFault('agencyKind', fields.kind, row?.kind ?? null, 'kind'),
        ],
        'fields',
      )
      const columns = {
        name: fields.name,
        kind: fields.kind,
        contact: fields.contact,
        phone: fields.phone,
        address: fields.address,
        note: fields.note,
        disabled_at: fields.disabled ? (row?.disabled_at ?? unit.at) : null,
      }
      const saved = row ? await unit.update('agency', row.id, row.version, columns) : await unit.insert('agency', columns)
      if (row?.name !== fields.name) await linkMeasures(unit, saved.id, fields.name)
      return saved
    })
  },
}
