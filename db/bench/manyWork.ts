import { v7 as newId } from 'uuid'
import { isApproving } from '../domain/approvalRounds.ts'
import { codesOf } from '../domain/codeLists.ts'
import { addDays } from '../domain/dates.ts'
import { searchText } from '../domain/pinyin.ts'
import type { LegalDate } from '../domain/records.ts'
import { isSupplementing } from '../domain/stepRules.ts'
import type { StepKind } from '../domain/caseworkRecords.ts'
import type { Insert, Random } from './inserting.ts'

/** One case of the benchmark, as far as its work and leads need to know it. */
export interface BenchCase {
  id: string
  people: readonly { id: string; name: string; paper_number: string; phone: string; recipientId: string }[]
  appliedOn: LegalDate
  acceptedOn: LegalDate | null
  decidedOn: LegalDate | null
  open: boolean
  refused: boolean
}

const CHAIN = ['部门负责人审核', '分管副检察长审核', '检察长审批']

/** Materials, steps, reviews, approvals and extensions of the cases that were worked on in the casebook itself (historical ones have none). */
export function workOn(insert: Insert, random: Random, meta: Record<string, string | number | null>, today: LegalDate) {
  const kinds = codesOf('material').map(({ code }) => code)

  /** @returns what the steps and approvals say of a case that is not decided */
  return (one: BenchCase): { supplementing: boolean; approving: boolean } => {
    const { id: case_id, appliedOn, acceptedOn, decidedOn } = one
    const steps: { kind: StepKind; happenedOn: LegalDate }[] = []
    const approvals: { round: number; ordinal: number; result: 'agreed' | 'returned' | 'rejected' | null }[] = []
    const step = (kind: StepKind, happenedOn: LegalDate): void => {
      if (happenedOn > today) return
      steps.push({ kind, happenedOn })
      insert('case_step', { id: newId(), case_id, recipient_id: null, kind, happened_on: happenedOn, amount_fen: null, party: null, note: null, late: 0, ...meta })
    }
    const approve = (round: number, ordinal: number, sentOn: LegalDate, answer: 'agreed' | 'returned' | null): void => {
      const name = CHAIN[ordinal - 1] ?? ''
      approvals.push({ round, ordinal, result: answer })
      const answered = answer === null ? { answered_on: null, approver: null, opinion: null } : { answered_on: addDays(sentOn, 1), approver: '李某', opinion: '同意' }
      const rest = { amount_fen: 2_000_000, meeting_number: null, proposed_by: '王检察官', signed_by: null, signed_at: null }
      insert('approval', { id: newId(), case_id, round, ordinal, step_name: name, kind: 'own', sent_on: sentOn, result: answer, ...answered, ...rest, ...meta })
    }

    for (let count = 0; count < 3; count += 1) {
      insert('material', { id: newId(), case_id, recipient_id: null, kind: random.pick(kinds), name: null, copies: 1, is_original: 0, received_on: appliedOn, note: null, ...meta })
    }
    step('materialsListed', appliedOn)
    if (random.chance(0.3)) {
      step('supplementAsked', addDays(appliedOn, 1))
      if (acceptedOn !== null) step('supplemented', acceptedOn)
    }
    for (const person of acceptedOn === null ? [] : one.people) {
      const review = { reviewed_on: addDays(acceptedOn ?? appliedOn, 2), reviewer: '王检察官', damage_fen: 8_000_000, compensation_fen: 0, other_help_fen: null, family_members: 3, family_income_fen: 200_000, living_cost_fen: 180_000 }
      const words = { fault: null, family_note: null, grounds: '[]', repeat_answer: null, helped_elsewhere: 'no', elsewhere_note: null, proposal: 'grant', proposed_fen: 2_000_000, over_cap_reason: null, opinion: '拟给予救助' }
      insert('assessment', { id: newId(), case_id, recipient_id: person.recipientId, ...review, ...words, ...meta })
    }
    if (acceptedOn !== null && (decidedOn !== null || random.chance(0.5))) {
      const returned = random.chance(0.1)
      if (returned) approve(1, 1, addDays(acceptedOn, 2), 'returned')
      const round = returned ? 2 : 1
      const taken = decidedOn !== null ? 3 : 1 + random.below(3)
      for (let ordinal = 1; ordinal <= taken; ordinal += 1) approve(round, ordinal, addDays(acceptedOn, 2 + ordinal), decidedOn === null && ordinal === taken ? null : 'agreed')
    }
    if (one.open && acceptedOn !== null && random.chance(0.1)) {
      insert('deadline_extension', { id: newId(), case_id, rule: 'review', until_on: addDays(acceptedOn, 40), reason: '案情复杂', approver: '李某', approved_on: addDays(acceptedOn, 8), ...meta })
    }
    if (decidedOn !== null && !one.refused) {
      step('fundsRequested', addDays(decidedOn, 1))
      if (!one.open || random.chance(0.5)) {
        step('fundsArrived', addDays(decidedOn, 5))
        step('collectTold', addDays(decidedOn, 6))
      }
    }
    return { supplementing: isSupplementing(steps), approving: isApproving(approvals) }
  }
}

/** As many leads as cases: two in five became one of the cases, two in a hundred are open, the others ended without a case. */
export function addLeads(insert: Insert, random: Random, meta: Record<string, string | number | null>, cases: readonly BenchCase[], options: { officers: readonly string[]; sources: readonly string[]; today: LegalDate }): void {
  const { officers, sources, today } = options
  const ends = ['ineligible', 'transferred', 'socialAssistance', 'merged', 'unreachable']
  for (const [index, one] of cases.entries()) {
    const person = one.people[0]
    if (!person) continue
    const open = index >= cases.length * 0.8 && random.chance(0.1)
    const becameCase = !open && random.chance(0.4)
    const receivedOn = open ? addDays(today, -random.below(90)) : addDays(one.appliedOn, -2 - random.below(30))
    const historical = !open && random.chance(0.7) ? 1 : 0
    const leadId = newId()
    const unit = `${random.pick(['安次区', '广阳区', '霸州市'])}${random.pick(['妇联', '民政局', '残联', '教育局'])}`
    const outcomeOn = open ? null : addDays(receivedOn, 2 + random.below(25))
    insert('lead', {
      id: leadId,
      received_on: receivedOn,
      source: random.pick(sources),
      channel: 'letter',
      sending_unit: unit,
      letter_number: null,
      summary: '家中顶梁柱遇害，生活困难',
      officer_name: random.pick(officers),
      historical,
      reached_procuratorate: 1,
      original_number: null,
      charge: null,
      charge_text: null,
      handling_unit: null,
      suspects: null,
      told_on: receivedOn,
      told_way: null,
      told_note: null,
      checked_on: open ? null : outcomeOn,
      checkers: null,
      check_note: null,
      outcome: open ? null : becameCase ? 'case' : random.pick(ends),
      outcome_on: outcomeOn,
      outcome_note: null,
      referred_to: null,
      case_id: becameCase ? one.id : null,
      report_back: random.chance(0.1) ? 1 : 0,
      reported_on: open ? null : addDays(receivedOn, 60),
      report_note: null,
      satisfaction: random.chance(0.3) ? 'satisfied' : null,
      search_text: searchText([person.name, person.paper_number, person.phone, unit, '', '']),
      ...meta,
    })
    const { batch_id: _of, ...own } = meta
    insert('lead_person', { id: newId(), lead_id: leadId, person_id: person.id, ordinal: 1, relation: 'self', ...own })
  }
}
