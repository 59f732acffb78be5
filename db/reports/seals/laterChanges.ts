import type { Id } from '../../domain/records.ts'
import type { Difference, LaterChange, MovedCell, SealContent } from '../../domain/sealModel.ts'
import { rows } from '../../store/store.ts'
import type { Reader } from '../../store/store.ts'
import { CARD_KEY } from '../work/cards.ts'

/** An audit entry with what it wrote, for the words that tell of it. */
export interface WrittenEntry {
  action: string
  entity: string
  entityId: string | null
  before: Values | null
  after: Values | null
}
export type Values = Record<string, unknown>

interface Entry extends WrittenEntry {
  seq: number
  at: string
  account_id: string | null
  who: string
  case_id: string | null
  reason: string | null
}

/** What no figure is ever counted from: acts that only read or write papers, and records beside the counted ones. */
const uncounted: ReadonlySet<string> = new Set(['account', 'attachment', 'case_list', 'case_note', 'casebook', 'comparison_fault', 'comparison_judgement', 'comparison_list', 'comparison_person', 'comparison_question', 'comparison_run', 'hearing', 'letter', 'likeness_judgement', 'material', 'paper', 'record_merge', 'report', 'own_report', 'seal', 'staff_handover'])
/** Columns that no figure and no row of a report is made of. */
const uncountedColumns: ReadonlySet<string> = new Set(['version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_by', 'delete_reason', 'remark', 'note', 'phone', 'safe_contact', 'bank_name', 'bank_account', 'account_holder', 'account_snapshot', 'voucher', 'hardship', 'findings', 'living', 'search_text', 'batch_id'])
/** Records that stand for themselves: an entry of one of these tables moves that record and no other. */
const leaves: ReadonlySet<string> = new Set(['visit', 'support_measure', 'typical_award', 'joint_office', 'funds_entry', 'lead'])
/** Settings by which everything is counted. */
const settingEntities: readonly string[] = ['reference_entry', 'office']
/** The cards, and what was said of their differences: everything that the report of these is counted from beside the cases. */
const cardEntities: readonly string[] = ['case_card_load', 'case_card_reason']

const PAGE = 5000
const PAYLOADS = 500
const DETAILS = 8

/** Which cases and leads a record without a case of its own belongs to, as things stand today. */
async function belongings(db: Reader): Promise<(entity: string, id: string) => readonly string[]> {
  const of: Record<string, string> = {
    person: 'select person_id as id, case_id as place from recipient union select person_id, lead_id from lead_person',
    original_case: 'select original_case_id as id, id as place from relief_case where original_case_id is not null',
    household: 'select p.household_id as id, r.case_id as place from person p join recipient r on r.person_id = p.id where p.household_id is not null',
    agency: 'select agency_id as id, case_id as place from support_measure where agency_id is not null',
    lead_person: 'select id, lead_id as place from lead_person',
  }
  const maps = new Map<string, Map<string, string[]>>()
  for (const [entity, text] of Object.entries(of)) {
    const places = new Map<string, string[]>()
    for (const { id, place } of await rows<{ id: string; place: string }>(db, text, [])) places.set(id, [...(places.get(id) ?? []), place])
    maps.set(entity, places)
  }
  return (entity, id) => maps.get(entity)?.get(id) ?? []
}

const values = (text: string | null): Values | null => (text === null ? null : (JSON.parse(text) as Values))
const idsIn = (written: Values | null): string[] => (Array.isArray(written?.['ids']) ? written['ids'].filter((id) => typeof id === 'string') : [])

/** Names of the columns that an entry changed, bookkeeping left out. */
export function changedColumns({ before, after }: Pick<WrittenEntry, 'before' | 'after'>): string[] {
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter((name) => !uncountedColumns.has(name) && JSON.stringify(before?.[name] ?? null) !== JSON.stringify(after?.[name] ?? null))
}

interface Placed {
  entry: Entry
  places: readonly string[]
  /** Whether it wrote anything a figure may be counted from. */
  counts: boolean
}

/** Every audit entry since then that concerns a counted record, with what it wrote. */
async function entriesSince(db: Reader, since: number, counted: ReadonlySet<string>, everywhere: ReadonlySet<string>): Promise<{ placed: Placed[]; all: number }> {
  const placesOf = await belongings(db)
  const found: { head: Omit<Entry, 'before' | 'after'>; places: string[]; bulk: boolean }[] = []
  let all = 0
  for (let after = since; ; ) {
    const page = await rows<Omit<Entry, 'before' | 'after'>>(db, 'select seq, at, account_id, who, action, entity, entity_id as entityId, case_id, reason from audit_entry where seq > ? order by seq limit ?', [after, PAGE])
    for (const head of page) {
      after = head.seq
      all += 1
      const named = [head.case_id, head.entityId, ...(head.entityId === null ? [] : placesOf(head.entity, head.entityId))]
      const places = [...new Set(named.filter((place): place is string => place !== null && counted.has(place)))]
      // What was removed in bulk names its rows in the payload only.
      const bulk = head.entityId === null && head.case_id === null && !uncounted.has(head.entity)
      if (places.length > 0 || bulk || everywhere.has(head.entity)) found.push({ head, places, bulk })
    }
    if (page.length < PAGE) break
  }
  const placed: Placed[] = []
  for (let from = 0; from < found.length; from += PAYLOADS) {
    const some = found.slice(from, from + PAYLOADS)
    const payloads = new Map((await rows<{ seq: number; before: string | null; after: string | null }>(db, 'select seq, before, after from audit_payload where seq in (select value from json_each(?))', [JSON.stringify(some.map(({ head }) => head.seq))])).map((row) => [row.seq, row]))
    for (const { head, places, bulk } of some) {
      const payload = payloads.get(head.seq)
      const entry: Entry = { ...head, before: values(payload?.before ?? null), after: values(payload?.after ?? null) }
      const where = bulk ? idsIn(entry.before).filter((id) => counted.has(id)) : places
      if (where.length === 0 && !everywhere.has(head.entity)) continue
      placed.push({ entry, places: where, counts: !uncounted.has(head.entity) && (payload === undefined || changedColumns(entry).length > 0) })
    }
  }
  return { placed, all }
}

const recipientOf = ({ entity, entityId, before, after }: WrittenEntry): string | null => {
  if (entity === 'recipient' || entity === 'recipient_group') return entityId
  const id = (after ?? before)?.['recipient_id']
  return typeof id === 'string' ? id : null
}

/** Whether an entry of the same case may have moved this record: not one of another person or of another event. */
function mayMove({ entry, counts }: Placed, { key, before, after }: Pick<Difference, 'key' | 'before' | 'after'>): boolean {
  if (!counts) return false
  const [table, id] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)]
  const whole = entry.entityId === null || entry.entity === 'relief_case'
  if (!whole && leaves.has(entry.entity) && entry.entity !== table) return false
  if (!whole && entry.entity === table && entry.entityId !== id) return false
  const person = recipientOf(entry)
  const concerned = [before?.recipientId, after?.recipientId].filter((one) => one != null)
  return whole || person === null || concerned.length === 0 || concerned.includes(person)
}

export interface Attribution {
  changes: LaterChange[]
  /** Of each difference, the changes that touch it. */
  causes: number[][]
  entriesSince: number
  entriesElsewhere: number
}

/**
 * What was done since a report was locked, act by act (one act is one saved transaction), and which differences each explains. Drops nothing silently:
 * a difference that no entry of the counted kind explains is put beside every entry of its case, then beside changed settings; if none is left, it has no
 * cause, and whoever reads it is told so.
 */
export async function laterChanges(
  db: Reader,
  contents: readonly [SealContent, SealContent],
  differences: readonly Pick<Difference, 'key' | 'before' | 'after'>[],
  cells: readonly MovedCell[],
  words: (entry: WrittenEntry) => string[],
): Promise<Attribution> {
  const counted = new Set<string>()
  for (const { records } of contents) {
    for (const { caseId, leadId, key } of records) {
      if (caseId !== null) counted.add(caseId)
      if (leadId !== null) counted.add(leadId)
      if (caseId === null && leadId === null) counted.add(key.slice(key.indexOf(':') + 1))
    }
  }
  const ofCards = contents.some(({ records }) => records.some(({ key }) => key.startsWith(CARD_KEY)))
  const everywhere = new Set([...settingEntities, ...(ofCards ? cardEntities : [])])
  const { placed, all } = await entriesSince(db, contents[0].audit.seq, counted, everywhere)

  const acts: { first: Entry; members: Placed[] }[] = []
  const actOf = new Map<Placed, number>()
  const known = new Map<string, number>()
  for (const one of placed) {
    const { at, account_id, who, action } = one.entry
    const name = JSON.stringify([at, account_id, who, action])
    let act = known.get(name)
    if (act === undefined) {
      act = acts.push({ first: one.entry, members: [] }) - 1
      known.set(name, act)
    }
    acts[act]?.members.push(one)
    actOf.set(one, act)
  }
  const byPlace = new Map<string, Placed[]>()
  for (const one of placed) for (const place of one.places) byPlace.set(place, [...(byPlace.get(place) ?? []), one])
  const settings = placed.filter(({ entry }) => everywhere.has(entry.entity))

  const causes = differences.map((difference) => {
    const { key, before, after } = difference
    const places = [before?.caseId, after?.caseId, before?.leadId, after?.leadId, key.slice(key.indexOf(':') + 1)].filter((place) => place != null)
    const near = [...new Set(places)].flatMap((place) => byPlace.get(place) ?? [])
    const direct = near.filter((one) => mayMove(one, difference))
    const chosen = direct.length > 0 ? direct : near.length > 0 ? near : settings
    return [...new Set(chosen.flatMap((one) => actOf.get(one) ?? []))].sort((a, b) => a - b)
  })

  const cellsOf = acts.map((): Set<number> => new Set())
  for (const [place, cell] of cells.entries()) for (const difference of cell.differences) for (const act of causes[difference] ?? []) cellsOf[act]?.add(place)
  const linked = new Set(causes.flat())
  const numbers = await caseNumbers(db, [...new Set(placed.flatMap(({ entry, places }) => [entry.case_id, ...places]).filter((id) => id !== null))])
  const kept = acts.map(({ first, members }, index) => ({ index, first, members, counts: linked.has(index) || members.some((one) => one.counts) })).filter(({ counts }) => counts)
  kept.sort((a, b) => Number(cellsOf[b.index]?.size !== 0) - Number(cellsOf[a.index]?.size !== 0) || a.first.seq - b.first.seq)
  const placeOfAct = new Map(kept.map(({ index }, place) => [index, place]))
  const changes = kept.map(({ index, first, members }): LaterChange => {
    const details = members.filter(({ counts }) => counts || !members.some((one) => one.counts)).flatMap(({ entry }) => words(entry))
    const places = [...new Set(members.flatMap(({ entry, places: where }) => [entry.case_id, ...where]).filter((id) => id !== null))]
    return {
      seq: first.seq,
      at: first.at,
      who: first.who,
      action: first.action,
      reason: first.reason,
      cases: places.flatMap((id) => (numbers.has(id) ? [{ id, caseNumber: numbers.get(id) ?? null }] : [])),
      leads: members.flatMap(({ entry }) => (entry.entity === 'lead' && entry.entityId !== null ? [entry.entityId] : [])),
      details: details.slice(0, DETAILS),
      more: Math.max(0, details.length - DETAILS),
      cells: [...(cellsOf[index] ?? [])].sort((a, b) => a - b),
    }
  })
  const written = kept.reduce((sum, { members }) => sum + members.length, 0)
  return { changes, causes: causes.map((list) => list.flatMap((act) => placeOfAct.get(act) ?? [])), entriesSince: all, entriesElsewhere: all - written }
}

/** Numbers of the cases among these ids, also of those in the recycle bin. */
async function caseNumbers(db: Reader, ids: readonly Id[]): Promise<Map<Id, string | null>> {
  const found = await rows<{ id: Id; number: string | null }>(db, 'select id, case_number as number from relief_case where id in (select value from json_each(?))', [JSON.stringify(ids)])
  return new Map(found.map(({ id, number }) => [id, number]))
}
