import { adviceFor } from '../domain/advice.ts'
import type { AdviceFacts } from '../domain/advice.ts'
import { closingFacts } from '../domain/advice/facts.ts'
import type { CheckFinding } from '../domain/caseFile.ts'
import { closingFaults } from '../domain/dateOrder.ts'
import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import { formatYuan } from '../domain/money.ts'
import type { CaseSection, ClosedHow } from '../domain/records.ts'
import { maskCaseHead } from '../domain/sensitive.ts'
import { toCaseHead } from '../store/caseRecords.ts'
import { caseFactsFor } from './caseFile.ts'
import type { Handlers } from './context.ts'
import { liveCase, refuse, requireVersion } from './guards.ts'

/** How a case would be closed by what its records say. */
function likelyEnd(facts: AdviceFacts): ClosedHow {
  const steps = new Set(facts.steps.map((step) => step.kind))
  if (steps.has('transferredOut')) return 'transferred'
  if (facts.decisions.length === 0) return steps.has('lapsed') ? 'withdrawn' : 'paid'
  return facts.decisions.every((decision) => decision.kind === 'refuse') ? 'refused' : facts.decisions.every((decision) => decision.revokedOn !== null) ? 'ended' : 'paid'
}

const whole = (text: string): CheckFinding => ({ section: null, text })

function closingObstacles(facts: AdviceFacts): CheckFinding[] {
  if (facts.closedOn !== null) return [whole(`这件案件已于 ${facts.closedOn} 办结`)]
  if (facts.historical) return []
  return closingFaults(likelyEnd(facts), closingFacts(facts))
}

/** An archived case balances: nothing is owed any more and nothing was overpaid. Old cases are taken as they were found. */
function archivingObstacles(facts: AdviceFacts): CheckFinding[] {
  if (facts.archivedOn !== null) return [whole(`这件案件已于 ${facts.archivedOn} 归档`)]
  if (facts.historical) return []
  const obstacles: CheckFinding[] = []
  if (facts.closedOn === null) obstacles.push(whole('案件还没有办结。请先办结，再归档'))
  for (const recipient of facts.recipients) {
    const balance = facts.balance.byRecipient[recipient.id]
    if (!balance || balance.outstandingFen === 0) continue
    const { name } = recipient.person
    obstacles.push({
      section: 'disbursement',
      text:
        balance.outstandingFen > 0
          ? `${name}还有 ${formatYuan(balance.outstandingFen)} 元没有发放。请登记发放，不再发放的登记取消发放`
          : `${name}的发放和取消合计超过决定金额 ${formatYuan(-balance.outstandingFen)} 元。请核对发放记录`,
    })
  }
  return obstacles
}

/** What a complete file has and this one lacks; said before closing and archiving, never in the way. */
function gaps(facts: AdviceFacts, step: 'close' | 'archive'): CheckFinding[] {
  if (facts.historical) return []
  const list = adviceFor(facts).flatMap(({ level, section, text }): CheckFinding[] => (level === 'next' ? [] : [{ section, text }]))
  const need = (section: CaseSection, text: string) => list.push({ section, text })
  const open = facts.materials.filter((material) => material.receivedOn === null)
  if (open.length > 0) need('material', `还有 ${open.length} 份申请材料没有收到`)
  if (facts.recipients.some((recipient) => !facts.assessments.some((assessment) => assessment.recipientId === recipient.id))) need('assessment', '还没有登记审查情况')
  if (facts.decisions.length > 0 && facts.approvals.length === 0) need('approval', '还没有登记审批结果')
  if (step === 'archive') {
    if (facts.closedHow === 'paid' && !facts.visits.some((visit) => visit.doneOn !== null)) need('visit', '还没有回访记录。归档后仍可以登记回访')
    const visits = facts.visits.filter((visit) => visit.doneOn === null).length
    if (visits > 0) need('visit', `还有 ${visits} 次计划的回访没有完成。归档后仍会提醒`)
    for (const fund of facts.supervisedFunds) {
      if (fund.endedOn === null) need('disbursement', `${fund.supervisor}监管的账户还没有移交，余额 ${formatYuan(fund.balanceFen)} 元。归档后仍会提醒`)
    }
    if (facts.attachments.length === 0) need('attachment', '还没有归入文书和附件')
    const unserved = facts.recipients.filter((recipient) => facts.decisions.some((decision) => decision.recipientId === recipient.id && decision.servedOn === null))
    if (unserved.length > 0) need('decision', `${unserved.map((recipient) => recipient.person.name).join('、')}的决定书还没有填写送达日期`)
  }
  return list.filter(({ text }, index) => list.findIndex((other) => other.text === text) === index)
}

export const archiveHandlers: Handlers<'caseCheck' | 'caseArchive'> = {
  async caseCheck({ store }, { id, step }) {
    const facts = await caseFactsFor(store.read, id)
    return { blocking: step === 'close' ? closingObstacles(facts) : archivingObstacles(facts), missing: gaps(facts, step) }
  },

  async caseArchive({ change }, { id, version, archivedOn, archiveNumber }) {
    return change({ action: '归档' }, async (unit) => {
      const row = await liveCase(unit, id)
      requireVersion(row, version, maskCaseHead(toCaseHead(row)))
      const [obstacle] = archivingObstacles(await caseFactsFor(unit.trx, id))
      if (obstacle !== undefined) throw new CasebookError('conflict', `${obstacle.text}。没有归档。`)
      const day = today()
      refuse([
        ...(archivedOn > day ? [{ path: 'archivedOn', message: `归档日期不能晚于今天（${day}），请核对` }] : []),
        ...(row.closed_on !== null && archivedOn < row.closed_on && row.historical === 0 ? [{ path: 'archivedOn', message: `归档日期 ${archivedOn} 早于办结日期 ${row.closed_on}，请核对两个日期` }] : []),
      ])
      return unit.update('relief_case', id, version, { archived_on: archivedOn, archive_number: archiveNumber })
    })
  },
}
