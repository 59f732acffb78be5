import { builtInChain } from '../domain/approvalChain.ts'
import { periodKeys } from '../domain/caseworkRecords.ts'
import { allCodes, builtInCodes, codeListTitles, everyCodeOf } from '../domain/codeLists.ts'
import { periodEnd } from '../domain/deadlines.ts'
import { CasebookError } from '../domain/errors.ts'
import type { FieldError } from '../domain/errors.ts'
import { builtInListKeeping } from '../domain/listKeeping.ts'
import { builtInPeriods } from '../domain/periodRules.ts'
import { builtInAmount, builtInWageRegion, regionOf, runsOfDays } from '../domain/reference.ts'
import type { CodeValue, HolidayValue, ReferenceEntry, ReferenceKind, ReferenceValues, WageValue } from '../domain/reference.ts'
import { checkReference } from '../domain/referenceValues.ts'
import { builtInVisitRule } from '../domain/visitRule.ts'
import { hebeiWages, wageSeriesLabels } from '../domain/wages.ts'
import type { LegalDate } from '../domain/records.ts'
import { squeeze } from '../domain/text.ts'
import { builtInHolidays } from '../store/holidays.ts'
import { readOffice } from '../store/office.ts'
import { loadCodeLists, readReference, referenceEntries } from '../store/reference.ts'
import type { Reader } from '../store/store.ts'
import type { Handlers } from './context.ts'
import type { ReferenceLine } from './caseworkOperations.ts'
import { refuse } from './guards.ts'

const actions: Record<ReferenceKind, string> = {
  period: '修改办案期限',
  wage: '登记平均工资',
  code: '修改代码表',
  holiday: '修改节假日',
  chain: '修改审批环节',
  amount: '修改救助限额',
  paper: '修改文书',
  visit: '修改回访规则',
  listKeeping: '修改名单保存期限',
}

/** What a value is called in lists and messages. */
function titleOf<K extends ReferenceKind>(kind: K, key: string, value: ReferenceValues[K]): string {
  switch (kind) {
    case 'period':
      return builtInPeriods[key as keyof typeof builtInPeriods]?.title ?? key
    case 'wage': {
      const { region, year, series } = value as WageValue
      return `${region} ${year} 年${wageSeriesLabels[series]}年平均工资`
    }
    case 'code':
      return (value as CodeValue).label
    case 'holiday': {
      const { name, off } = value as HolidayValue
      return `${name}${off ? '放假' : '上班'}`
    }
    case 'chain':
      return '审批环节'
    case 'amount':
      return '救助限额'
    case 'visit':
      return '回访规则（本单位自定）'
    default:
      return (value as ReferenceValues['paper']).title
  }
}

function lineOf(entry: ReferenceEntry): ReferenceLine {
  const { id, version, kind, key, effectiveFrom, value, changedBy, changedAt } = entry
  return { id, version, kind, key, title: titleOf(kind, key, value), effectiveFrom, value, changedBy, changedAt }
}

const builtIn = <K extends ReferenceKind>(kind: K, key: string, value: ReferenceValues[K]): ReferenceLine => ({
  id: null,
  version: null,
  kind,
  key,
  title: titleOf(kind, key, value),
  effectiveFrom: null,
  value,
  changedBy: null,
  changedAt: null,
})

/** What comes with the program, of one kind. */
async function builtInLines(db: Reader, kind: ReferenceKind): Promise<ReferenceLine[]> {
  const office = await readOffice(db)
  switch (kind) {
    case 'period':
      return periodKeys.map((key) => {
        const { length, unit, enabled, basis, start } = builtInPeriods[key]
        return builtIn('period', key, { length, unit, enabled, basis, start })
      })
    case 'wage':
      if (regionOf(office) !== builtInWageRegion) return []
      return hebeiWages.map(({ series, year, yuan, derived, publishedOn }) => {
        const value = { region: builtInWageRegion, series, year, yuan, source: derived ? '按公布的增幅推算' : '统计部门公布' }
        return { ...builtIn('wage', `${value.region}/${series}/${year}`, value), effectiveFrom: publishedOn ?? null }
      })
    case 'code':
      return builtInCodes.map(({ list, code, label, aliases, order, enabled }) => builtIn('code', `${list}/${code}`, { list, code, label, aliases: [...aliases], order, enabled }))
    case 'holiday':
      return runsOfDays(await builtInHolidays()).map(({ day, off, name, through }) => builtIn('holiday', day, { off, name, through }))
    case 'chain':
      return [builtIn('chain', 'chain', builtInChain)]
    case 'amount':
      return [builtIn('amount', 'cap', builtInAmount(office))]
    case 'visit':
      return [builtIn('visit', 'visit', builtInVisitRule)]
    case 'listKeeping':
      return [builtIn('listKeeping', 'listKeeping', builtInListKeeping)]
    case 'paper':
      return []
  }
}

/** What a value breaks beside the others of its kind. */
function faultsAmong<K extends ReferenceKind>(kind: K, { key, effectiveFrom, value }: { key: string; effectiveFrom: LegalDate; value: ReferenceValues[K] }, others: readonly ReferenceEntry[]): FieldError[] {
  if (kind === 'holiday') {
    const { through } = value as HolidayValue
    for (const other of others) {
      if (other.kind !== 'holiday') continue
      const last = other.value.through ?? other.key
      if (key <= last && (through ?? key) >= other.key) {
        const days = other.value.through === null ? other.key : `${other.key} 至 ${last}`
        return [{ path: 'key', message: `与已设置的“${other.value.name}”（${days}）日期重复，请先修改或删去那一条` }]
      }
    }
    return []
  }
  if (kind === 'code') {
    const { list, code, label, aliases, enabled } = value as CodeValue
    const rest = everyCodeOf(list).filter((entry) => entry.code !== code)
    const same = (text: string) => rest.find((entry) => squeeze(entry.label) === squeeze(text))
    const faults: FieldError[] = same(label) ? [{ path: 'value.label', message: `“${codeListTitles[list]}”里已有“${label}”，请换一个名称` }] : []
    for (const alias of aliases) if (same(alias)) faults.push({ path: 'value.aliases', message: `“${alias}”是这张表里另一项的名称，不能作别名` })
    if (!enabled && rest.every((entry) => !entry.enabled)) faults.push({ path: 'value.enabled', message: `“${codeListTitles[list]}”至少要留一项在用` })
    if (others.some((other) => other.key === key)) faults.push({ path: 'key', message: `“${label}”刚被别人修改过，请刷新后再改` })
    return faults
  }
  const same = others.find((other) => other.key === key && other.effectiveFrom === effectiveFrom)
  return same ? [{ path: 'effectiveFrom', message: `从 ${effectiveFrom} 起的“${titleOf(kind, key, value)}”已经设置过，请修改那一条，或另选起用日期` }] : []
}

export const referenceHandlers: Handlers<'codeListAll' | 'referenceList' | 'referenceSave' | 'referenceRemove' | 'periodEnd'> = {
  async codeListAll() {
    return [...allCodes()]
  },

  async referenceList({ store }, { kind }) {
    return [...(await builtInLines(store.read, kind)), ...(await referenceEntries(store.read, kind)).map(lineOf)]
  },

  async referenceSave({ change, store }, { id, version, kind, key, effectiveFrom, value, reason }) {
    if (kind === 'paper') throw new CasebookError('invalid', '文书的名称和模板请在“文书模板”中更换，没有保存。')
    const checked = checkReference(kind, { key, effectiveFrom, value })
    if ('faults' in checked) {
      refuse(checked.faults)
      throw new Error('a refused value has faults')
    }
    // That one person may propose and approve is a decision of the office, so the audit trail says it in so many words.
    const both = kind === 'chain' && (checked.value as ReferenceValues['chain']).onePerson
    const saved = await change({ action: both ? `${actions[kind]}（一人可以兼提出和审批）` : actions[kind], reason }, async (unit) => {
      const entries = await referenceEntries(unit.trx, kind)
      if (id !== null && !entries.some((entry) => entry.id === id)) throw new CasebookError('not-found', '这一条已经被删去，没有保存。请刷新后再看。')
      refuse(faultsAmong(kind, checked, entries.filter((entry) => entry.id !== id)))
      const columns = { key: checked.key, effective_from: checked.effectiveFrom, value: JSON.stringify(checked.value) }
      return id === null ? unit.insert('reference_entry', { kind, ...columns }) : unit.update('reference_entry', id, version ?? 0, columns)
    })
    if (kind === 'code') await loadCodeLists(store.read)
    return saved
  },

  async referenceRemove({ change, store }, { id, version, reason }) {
    const entry = (await referenceEntries(store.read)).find((one) => one.id === id)
    if (!entry) throw new CasebookError('not-found', '这一条已经被删去。请刷新后再看。')
    if (entry.kind === 'paper') throw new CasebookError('invalid', '文书的名称和模板请在“文书模板”中恢复，没有删去。')
    if (entry.kind === 'code' && !builtInCodes.some((one) => `${one.list}/${one.code}` === entry.key)) {
      throw new CasebookError('conflict', `“${entry.value.label}”可能已经用在案件里，没有删去。不再使用的请停用，已登记的案件仍显示这个名称。`)
    }
    await change({ action: `${actions[entry.kind]}（删去）`, reason }, (unit) => unit.recycle('reference_entry', id, version, reason))
    if (entry.kind === 'code') await loadCodeLists(store.read)
    return null
  },

  async periodEnd({ store }, { rule, from }) {
    return { dueOn: periodEnd(rule, from, await readReference(store.read)) }
  },
}
