import type { Duty } from '../domain/caseList.ts'
import { stageLabels } from '../domain/caseRules.ts'
import type { HandoverItem } from '../domain/caseworkRecords.ts'
import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import { choicesOf } from '../store/caseListRepository.ts'
import { namesOf } from '../store/caseRepository.ts'
import { toHandover } from '../store/caseWorkRecords.ts'
import { ownCases, ownLeads } from '../store/officerRepository.ts'
import { leadChoices } from '../store/leadListRepository.ts'
import type { OwnCase, OwnLead } from '../store/officerRepository.ts'
import type { Reader } from '../store/store.ts'
import type { Handlers } from './context.ts'
import { dutiesOf } from './duties.ts'
import { refuse } from './guards.ts'

type Names = 'staffNames' | 'handOver' | 'handOverPreview' | 'handOverList'

interface Work {
  cases: OwnCase[]
  leads: OwnLead[]
  items: HandoverItem[]
}

const dutyText = (duty: Duty) => (duty.dueOn !== null && duty.deadline === null ? `${duty.dueOn} ${duty.text}` : duty.dueOn !== null ? `${duty.text}（${duty.dueOn} 到期）` : duty.text)

/** Everything an officer has in hand, as the printed list shows it. */
async function workOf(db: Reader, officerName: string): Promise<Work> {
  const duties = await dutiesOf(db, { name: officerName, maySign: false })
  const texts = new Map<Id, string[]>()
  for (const duty of duties) {
    const id = duty.caseId ?? duty.leadId
    if (id !== null) texts.set(id, [...(texts.get(id) ?? []), dutyText(duty)])
  }
  // Visits and supervision go on after closing, and archiving may come before they end.
  const cases = (await ownCases(db, officerName)).filter((one) => (one.stage !== 'closed' && one.stage !== 'archived') || texts.has(one.id))
  const leads = await ownLeads(db, officerName)
  const names = await namesOf(db, cases.map((one) => one.id))
  return {
    cases,
    leads,
    items: [
      ...cases.map((one): HandoverItem => ({ kind: 'case', id: one.id, number: one.caseNumber, people: names.get(one.id) ?? '', state: stageLabels[one.stage], duties: texts.get(one.id) ?? [] })),
      ...leads.map((lead): HandoverItem => ({ kind: 'lead', id: lead.id, number: lead.letterNumber, people: lead.people ?? '', state: lead.outcome === null ? '办理中' : '待反馈', duties: texts.get(lead.id) ?? [] })),
    ],
  }
}

/** 交接: all open work of one officer goes to another at once. Only who is responsible changes; what was done stays under the name of who did it. */
export const handOverHandlers: Handlers<Names> = {
  /** Whom work may be handed to or from: everybody with an account that is not disabled, and every name a case or a lead carries. */
  async staffNames({ store }) {
    const accounts = await store.read.selectFrom('account').select('name').where('disabled_at', 'is', null).where('deleted_at', 'is', null).execute()
    const leads = await leadChoices(store.read)
    const { officers } = await choicesOf(store.read)
    return [...new Set([...accounts.map((row) => row.name), ...officers, ...leads.officers])].sort((a, b) => a.localeCompare(b, 'zh-CN'))
  },

  async handOverPreview({ store }, { from }) {
    return { items: (await workOf(store.read, from)).items }
  },

  async handOver({ change }, { from, to, handedOn, reason }) {
    return change({ action: `工作交接：${from}交给${to}`, reason }, async (unit) => {
      const day = today()
      refuse([
        ...(from === to ? [{ path: 'to', message: '移交人和接收人是同一个人，请选择另一个人接收' }] : []),
        ...(handedOn > day ? [{ path: 'handedOn', message: `交接日期不能晚于今天（${day}），请核对` }] : []),
      ])
      const { cases, leads, items } = await workOf(unit.trx, from)
      if (items.length === 0) throw new CasebookError('conflict', `${from}没有在办的案件和线索，不需要交接。请核对移交人姓名。`)
      for (const one of cases) await unit.update('relief_case', one.id, one.version, { officer_name: to })
      for (const lead of leads) await unit.update('lead', lead.id, lead.version, { officer_name: to })
      const { id } = await unit.insert('staff_handover', { from_name: from, to_name: to, handed_on: handedOn, reason, items: JSON.stringify(items) })
      return { id, fromName: from, toName: to, handedOn, reason, items, createdAt: unit.at, createdBy: unit.actor.name }
    })
  },

  async handOverList({ store }) {
    const found = await store.read.selectFrom('staff_handover').selectAll().where('deleted_at', 'is', null).orderBy('id', 'desc').execute()
    return found.map(toHandover)
  },
}
