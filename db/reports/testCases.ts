import type { SupervisedEntry } from '../domain/aftercareRecords.ts'
import type { StepKind } from '../domain/caseworkRecords.ts'
import type { DisbursementKind, Fen, LegalDate } from '../domain/records.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'

/** For tests: one case as it is told in a sentence. Everything left out is empty. */
export interface CaseFacts {
  caseNumber?: string
  appliedOn?: LegalDate | null
  acceptedOn?: LegalDate | null
  closedOn?: LegalDate | null
  /** Otherwise no periods run. */
  running?: boolean
  urgent?: boolean
  category?: string | null
  cause?: string | null
  leadSource?: string | null
  charge?: string | null
  chargeText?: string | null
  stage?: string | null
  handlingOffice?: string | null
  handlingUnit?: string | null
  remark?: string | null
  officerName?: string | null
  people: PersonFacts[]
  /** Recorded for the whole case. */
  visits?: VisitFacts[]
  measures?: MeasureFacts[]
  steps?: { kind: StepKind; happenedOn: LegalDate; recycled?: boolean }[]
  /** What was sent outside the office for approval. */
  outside?: { stepName: string; sentOn: LegalDate | null; answeredOn: LegalDate | null; recycled?: boolean }[]
  extensions?: { rule: 'review' | 'payment'; untilOn: LegalDate; recycled?: boolean }[]
  letters?: { agency: string; sentOn: LegalDate; repliedOn: LegalDate | null; recycled?: boolean }[]
  awards?: { level?: string; publishedOn?: LegalDate | null; recycled?: boolean }[]
  /** Shares of other offices, in fen. */
  shares?: { fen: Fen; office?: string; recycled?: boolean }[]
  recycled?: boolean
}
export interface PersonFacts {
  name?: string
  sex?: 'male' | 'female' | null
  ethnicity?: string | null
  relation?: string | null
  birthDate?: LegalDate | null
  paperNumber?: string | null
  phone?: string | null
  /** People with the same text here live in one 户. */
  household?: string | null
  groups?: string[]
  decision?: { kind: 'grant' | 'refuse'; amountFen: Fen; decidedOn: LegalDate | null; revokedOn?: LegalDate | null; earlierFen?: Fen; recycled?: boolean } | null
  /** `kept`: into or out of the supervised account. */
  entries?: { kind: DisbursementKind; amountFen: Fen; happenedOn: LegalDate; kept?: boolean }[]
  supervised?: SupervisedFacts | null
  visits?: VisitFacts[]
  measures?: MeasureFacts[]
}
export interface SupervisedFacts {
  supervisor: string
  moves: { kind: SupervisedEntry['kind']; amountFen: Fen; happenedOn: LegalDate; recycled?: boolean }[]
  recycled?: boolean
}
export interface VisitFacts {
  dueOn?: LegalDate | null
  doneOn: LegalDate | null
  way?: string | null
  satisfaction?: string | null
  recycled?: boolean
}
export interface MeasureFacts {
  kind: string
  agency?: string | null
  /** The agency is one of the office's list. */
  listed?: boolean
  askedOn?: LegalDate | null
  promisedOn?: LegalDate | null
  doneOn?: LegalDate | null
  valueFen?: Fen | null
  note?: string | null
  recycled?: boolean
}

/** Writes cases through the unit of work, as the operations do. */
export function caseWriter(unit: UnitOfWork): (facts: CaseFacts) => Promise<string> {
  const households = new Map<string, string>()
  const agencies = new Map<string, string>()
  const batch = { batch_id: null }

  async function householdOf(name: string | null | undefined): Promise<string | null> {
    if (!name) return null
    const known = households.get(name)
    if (known) return known
    const { id } = await unit.insert('household', { address: name, ...batch })
    households.set(name, id)
    return id
  }

  async function agencyOf(name: string): Promise<string> {
    const known = agencies.get(name)
    if (known) return known
    const { id } = await unit.insert('agency', { name, kind: null, contact: null, phone: null, address: null, note: null, disabled_at: null })
    agencies.set(name, id)
    return id
  }

  async function addEvents(caseId: string, recipientId: string | null, { visits = [], measures = [] }: Pick<PersonFacts, 'visits' | 'measures'>): Promise<void> {
    for (const { dueOn = '2023-01-01', doneOn, way = null, satisfaction = null, recycled = false } of visits) {
      const { id, version } = await unit.insert('visit', {
        case_id: caseId,
        recipient_id: recipientId,
        due_on: dueOn,
        done_on: doneOn,
        way,
        visitors: '甲、乙',
        findings: null,
        money_use: null,
        satisfaction,
        still_needed: null,
        ...batch,
      })
      if (recycled) await unit.recycle('visit', id, version, '误录')
    }
    for (const { kind, agency = '民政局', listed = false, askedOn = null, promisedOn = '2023-01-01', doneOn = null, valueFen = null, note = null, recycled = false } of measures) {
      const { id, version } = await unit.insert('support_measure', {
        case_id: caseId,
        recipient_id: recipientId,
        kind,
        agency: listed ? null : agency,
        ...(listed && agency !== null && { agency_id: await agencyOf(agency) }),
        asked_on: askedOn,
        promised_on: promisedOn,
        done_on: doneOn,
        value_fen: valueFen,
        note,
        ...batch,
      })
      if (recycled) await unit.recycle('support_measure', id, version, '误录')
    }
  }

  async function addPerson(caseId: string, ordinal: number, facts: PersonFacts): Promise<void> {
    const person = await unit.insert('person', {
      name: facts.name ?? `某${ordinal}`,
      paper_type: facts.paperNumber ? 'idCard' : 'none',
      paper_number: facts.paperNumber ?? null,
      sex: facts.sex ?? null,
      birth_date: facts.birthDate ?? null,
      ethnicity: facts.ethnicity ?? null,
      residence: null,
      phone: facts.phone ?? null,
      safe_contact: null,
      household_id: await householdOf(facts.household),
      ...batch,
    })
    const { id: recipientId } = await unit.insert('recipient', {
      case_id: caseId,
      person_id: person.id,
      ordinal,
      relation: facts.relation ?? null,
      guardian_name: null,
      guardian_phone: null,
      guardian_is_offender: 0,
      agent_name: null,
      requested_fen: null,
      account_holder: null,
      bank_name: null,
      bank_account: null,
      hardship: null,
      ...batch,
    })
    await unit.setGroups(recipientId, facts.groups ?? [])
    if (facts.decision) {
      const { kind, amountFen, decidedOn, revokedOn = null, earlierFen = 0, recycled = false } = facts.decision
      const { id, version } = await unit.insert('decision', {
        case_id: caseId,
        recipient_id: recipientId,
        kind,
        amount_fen: kind === 'grant' ? amountFen : 0,
        decided_on: decidedOn,
        revoked_on: revokedOn,
        earlier_fen: earlierFen,
        number: null,
        served_on: null,
        reason: null,
        over_cap_reason: null,
        ...batch,
      })
      if (recycled) await unit.recycle('decision', id, version, '误录')
    }
    const fundId = facts.supervised ? await addSupervised(caseId, recipientId, facts.supervised) : null
    for (const { kind, amountFen, happenedOn, kept = false } of facts.entries ?? []) {
      await unit.appendDisbursement({
        case_id: caseId,
        recipient_id: recipientId,
        kind,
        amount_fen: amountFen,
        happened_on: happenedOn,
        method: null,
        payee: null,
        account_snapshot: null,
        voucher: null,
        note: null,
        supervised_fund_id: kept ? fundId : null,
        ...batch,
      })
    }
    await addEvents(caseId, recipientId, facts)
  }

  async function addSupervised(caseId: string, recipientId: string, { supervisor, moves, recycled = false }: SupervisedFacts): Promise<string> {
    const nothing = { supervisor_contact: null, guardian: null, bank_name: null, bank_account: null, hand_over_on: null, ended_on: null, end_reason: null, note: null }
    const fund = await unit.insert('supervised_fund', { ...nothing, case_id: caseId, recipient_id: recipientId, supervisor, supervisor_kind: 'other', agreed_on: '2022-01-01' })
    for (const { kind, amountFen, happenedOn, recycled: gone = false } of moves) {
      const { id, version } = await unit.insert('supervised_entry', { case_id: caseId, supervised_fund_id: fund.id, kind, happened_on: happenedOn, amount_fen: kind === 'pause' || kind === 'resume' ? null : amountFen, purpose: null, voucher: null, reason: null })
      if (gone) await unit.recycle('supervised_entry', id, version, '误录')
    }
    if (recycled) await unit.recycle('supervised_fund', fund.id, fund.version, '误录')
    return fund.id
  }

  async function addWork(caseId: string, { steps = [], outside = [], extensions = [], letters = [] }: CaseFacts): Promise<void> {
    for (const { kind, happenedOn, recycled = false } of steps) {
      const { id, version } = await unit.insert('case_step', { case_id: caseId, recipient_id: null, kind, happened_on: happenedOn, amount_fen: null, party: null, note: null, late: 0, ...batch })
      if (recycled) await unit.recycle('case_step', id, version, '误录')
    }
    for (const [index, { stepName, sentOn, answeredOn, recycled = false }] of outside.entries()) {
      const nothing = { approver: null, opinion: null, amount_fen: null, meeting_number: null, signed_by: null, signed_at: null }
      const { id, version } = await unit.insert('approval', { ...nothing, case_id: caseId, round: 1, ordinal: index + 1, step_name: stepName, kind: 'outside', sent_on: sentOn, answered_on: answeredOn, result: answeredOn === null ? null : 'agreed', proposed_by: '甲', ...batch })
      if (recycled) await unit.recycle('approval', id, version, '误录')
    }
    for (const { rule, untilOn, recycled = false } of extensions) {
      const { id, version } = await unit.insert('deadline_extension', { case_id: caseId, rule, until_on: untilOn, reason: '案情复杂', approver: '李某', approved_on: untilOn, ...batch })
      if (recycled) await unit.recycle('deadline_extension', id, version, '误录')
    }
    for (const { agency, sentOn, repliedOn, recycled = false } of letters) {
      const { id, version } = await unit.insert('letter', { case_id: caseId, measure_id: null, agency_id: await agencyOf(agency), kind: 'liaison', number: null, sent_on: sentOn, reply_due_on: null, replied_on: repliedOn, reply: null, content: null })
      if (recycled) await unit.recycle('letter', id, version, '误录')
    }
  }

  return async (facts) => {
    const original = await unit.insert('original_case', {
      number: null,
      charge: facts.charge ?? null,
      charge_text: facts.chargeText ?? null,
      stage: facts.stage ?? null,
      reached_procuratorate: 1,
      handling_office: facts.handlingOffice ?? null,
      handling_unit: facts.handlingUnit ?? null,
      suspects: null,
      outcome: null,
      compensation_ordered_fen: null,
      compensation_obtained_fen: null,
      ...batch,
    })
    const number = /(\d{4})〕(\d+)号$/.exec(facts.caseNumber ?? '')
    const { id: caseId, version } = await unit.insert('relief_case', {
      case_number: facts.caseNumber ?? null,
      number_year: number ? Number(number[1]) : null,
      number_seq: number ? Number(number[2]) : null,
      unified_number: null,
      original_case_id: original.id,
      category: facts.category ?? null,
      cause: facts.cause ?? null,
      lead_source: facts.leadSource ?? null,
      officer_name: facts.officerName ?? null,
      urgent: facts.urgent ? 1 : 0,
      historical: facts.running ? 0 : 1,
      origin: 'imported',
      applied_on: facts.appliedOn ?? null,
      accepted_on: facts.acceptedOn ?? null,
      closed_on: facts.closedOn ?? null,
      closed_how: null,
      archived_on: null,
      archive_number: null,
      remark: facts.remark ?? null,
      ...batch,
    })
    for (const [index, person] of facts.people.entries()) await addPerson(caseId, index + 1, person)
    await addEvents(caseId, null, facts)
    for (const { level = 'province', publishedOn = null, recycled = false } of facts.awards ?? []) {
      const award = await unit.insert('typical_award', { case_id: caseId, level, published_on: publishedOn, title: null, ...batch })
      if (recycled) await unit.recycle('typical_award', award.id, award.version, '误录')
    }
    for (const { fen, office = '廊坊市人民检察院', recycled = false } of facts.shares ?? []) {
      const share = await unit.insert('joint_office', { case_id: caseId, name: office, role: 'higher', share_fen: fen, decided_on: null, paid_on: null, note: null, ...batch })
      if (recycled) await unit.recycle('joint_office', share.id, share.version, '误录')
    }
    await addWork(caseId, facts)
    if (facts.recycled) await unit.recycle('relief_case', caseId, version, '误录')
    return caseId
  }
}
