import { ageOn, today } from '../domain/dates.ts'
import type { NameChoice } from '../domain/exportOptions.ts'
import { maskName, maskNames, maskText } from '../domain/masking.ts'
import type { LegalDate } from '../domain/records.ts'
import type { FigureRecord } from '../domain/reportModel.ts'
import { rows } from '../store/store.ts'
import type { Reader } from '../store/store.ts'

/** Names in what leaves the program: 杨某某 by default, and minors not even so. */

/** Somebody whom the records of a case or a lead name. */
export interface Named {
  name: string
  /** Under eighteen when the case came in, or marked as 未成年人: stays so in what is printed later. */
  minor: boolean
}
export type NamesBehind = (record: Pick<FigureRecord, 'caseId' | 'leadId'>) => readonly Named[]

/** What stands for the name of a minor. */
export const MINOR = '未成年人'
/** People named in one field, 张某、李某. */
const BETWEEN = /[、，,;；/\s]+/

interface Row {
  owner: string
  name: string | null
  birth: LegalDate | null
  day: LegalDate | null
  marked: number
}

/** Everybody whom these cases and leads name: those relieved, who speaks for them, the suspects. */
export async function namesBehind(db: Reader, records: readonly Pick<FigureRecord, 'caseId' | 'leadId'>[], now: LegalDate = today()): Promise<NamesBehind> {
  const cases = JSON.stringify([...new Set(records.flatMap(({ caseId }) => caseId ?? []))])
  const leads = JSON.stringify([...new Set(records.flatMap(({ leadId }) => leadId ?? []))])
  const found = await rows<Row>(
    db,
    `select r.case_id as owner, h.name, h.birth_date as birth,
       coalesce(c.accepted_on, (select min(d.decided_on) from decision d where d.case_id = c.id and d.deleted_at is null)) as day,
       exists (select 1 from recipient_group g where g.recipient_id = r.id and g.group_code = 'minor') as marked
     from recipient r join person h on h.id = r.person_id join relief_case c on c.id = r.case_id
     where r.case_id in (select value from json_each(?))
     union all
     select r.case_id, coalesce(r.guardian_name, '') || '、' || coalesce(r.agent_name, '') || '、' || coalesce(r.account_holder, ''), null, null, 0
     from recipient r where r.case_id in (select value from json_each(?))
     union all
     select c.id, o.suspects, null, null, 0 from relief_case c join original_case o on o.id = c.original_case_id where o.suspects is not null and c.id in (select value from json_each(?))
     union all
     select p.lead_id, h.name, h.birth_date, l.received_on, 0 from lead_person p join person h on h.id = p.person_id join lead l on l.id = p.lead_id
     where p.deleted_at is null and p.lead_id in (select value from json_each(?))
     union all
     select l.id, l.suspects, null, null, 0 from lead l where l.suspects is not null and l.id in (select value from json_each(?))`,
    [cases, cases, cases, leads, leads],
  )
  const byOwner = new Map<string, Map<string, Named>>()
  for (const { owner, name, birth, day, marked } of found) {
    const named = byOwner.get(owner) ?? new Map<string, Named>()
    byOwner.set(owner, named)
    for (const one of (name ?? '').split(BETWEEN)) {
      if (one === '') continue
      const minor = marked === 1 || (birth !== null && ageOn(birth, day ?? now) < 18)
      named.set(one, { name: one, minor: minor || (named.get(one)?.minor ?? false) })
    }
  }
  const none = new Map<string, Named>()
  return ({ caseId, leadId }) => [...(byOwner.get(caseId ?? '') ?? none).values(), ...(byOwner.get(leadId ?? '') ?? none).values()]
}

/** Names as they may be written. Numbers that look like those of a person or a phone are never. */
export interface Naming {
  /** Several stand with 、 between them. */
  person: (name: string, named: readonly Named[]) => string
  text: (text: string, named: readonly Named[]) => string
  /** What a reader must know about the names; stands below each table that has any. */
  note: string
}

export function namingOf(choice: NameChoice): Naming {
  const one = (name: string, named: readonly Named[]): string => {
    if (choice === 'everyone') return name
    if (named.some((known) => known.minor && known.name === name)) return MINOR
    return choice === 'adults' ? name : maskName(name)
  }
  const text = (whole: string, named: readonly Named[]): string => {
    const minors = choice === 'everyone' ? [] : named.filter(({ minor }) => minor).map(({ name }) => name)
    const withoutMinors = minors.toSorted((a, b) => b.length - a.length).reduce((said, name) => (name.length > 1 ? said.replaceAll(name, MINOR) : said), whole)
    const adults = choice === 'masked' ? named.filter(({ minor }) => !minor).map(({ name }) => name) : []
    return maskText(maskNames(withoutMinors, adults), [])
  }
  return {
    person: (name, named) => name.split('、').map((single) => (single === '' ? '' : one(single, named))).join('、'),
    text,
    note: { masked: '姓名以“某某”代替，未成年人不写姓名。', adults: '未成年人不写姓名。本表含个人姓名，请妥善保管。', everyone: '本表含完整姓名（包括未成年人），请妥善保管，不得公开。' }[choice],
  }
}
