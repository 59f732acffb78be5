import type { Fen, Id, LegalDate } from '../domain/records.ts'
import { rows } from '../store/store.ts'
import type { Reader } from '../store/store.ts'
import type { LedgerPerson, LedgerReading } from './ledgerTypes.ts'

/** One recipient already in the casebook. */
export interface KnownRecipient {
  caseId: Id
  caseNumber: string | null
  acceptedOn: LegalDate | null
  name: string
  paperType: string
  paperNumber: string | null
  kind: 'grant' | 'refuse' | null
  amountFen: Fen | null
  decidedOn: LegalDate | null
}
export interface KnownPerson {
  id: Id
  name: string
  /** Numbers of the cases the person stands in; 无案号 for those without. */
  cases: string[]
}
/** What the casebook knows of the cases and people of a ledger, in a handful of queries however long the ledger is. */
export interface KnownRecords {
  /** Recipients of the live cases of the ledger's numbers; a case without people has an empty list. */
  byNumber: Map<string, KnownRecipient[]>
  /** Numbers of the ledger that stand in the recycle bin. */
  recycled: Set<string>
  /** Recipients of live cases without a number; looked up only where the ledger has such cases. */
  numberless: KnownRecipient[]
  people: Map<string, KnownPerson>
}

/** The key of a real person: paper type and number; null without a number. */
export function paperKey({ paperType, paperNumber }: Pick<LedgerPerson, 'paperType' | 'paperNumber'>): string | null {
  return paperNumber === null ? null : `${paperType}/${paperNumber}`
}

const recipientColumns = `
  c.id as caseId, c.case_number as caseNumber, c.accepted_on as acceptedOn, p.name as name, p.paper_type as paperType, p.paper_number as paperNumber,
  d.kind as kind, d.amount_fen as amountFen, d.decided_on as decidedOn`
const recipientJoins = `
  left join recipient r on r.case_id = c.id and r.deleted_at is null
  left join person p on p.id = r.person_id
  left join decision d on d.recipient_id = r.id and d.deleted_at is null`

/** `name` is null where the case has no recipient. */
type RecipientRow = Omit<KnownRecipient, 'name'> & { name: string | null }

export async function lookUp(db: Reader, reading: LedgerReading): Promise<KnownRecords> {
  const numbers = JSON.stringify(reading.cases.flatMap(({ caseNumber }) => caseNumber ?? []))
  const byNumber = new Map<string, KnownRecipient[]>()
  const numbered = await rows<RecipientRow>(
    db,
    `select ${recipientColumns} from json_each(?) j cross join relief_case c on c.case_number = j.value and c.deleted_at is null ${recipientJoins}`,
    [numbers],
  )
  for (const row of numbered) {
    const list = byNumber.get(row.caseNumber ?? '') ?? []
    byNumber.set(row.caseNumber ?? '', list)
    if (row.name !== null) list.push({ ...row, name: row.name })
  }
  const recycled = await rows<{ number: string }>(
    db,
    'select case_number as number from relief_case where deleted_at is not null and case_number in (select value from json_each(?))',
    [numbers],
  )
  const unnumbered = reading.cases.some(({ caseNumber }) => caseNumber === null)
    ? await rows<RecipientRow>(db, `select ${recipientColumns} from relief_case c ${recipientJoins} where c.case_number is null and c.deleted_at is null`, [])
    : []
  return {
    byNumber,
    recycled: new Set(recycled.map(({ number }) => number)),
    numberless: unnumbered.flatMap((row) => (row.name === null ? [] : [{ ...row, name: row.name }])),
    people: await peopleByPaper(db, reading),
  }
}

async function peopleByPaper(db: Reader, reading: LedgerReading): Promise<Map<string, KnownPerson>> {
  const papers = new Set(reading.cases.flatMap(({ people }) => people.flatMap(({ paperNumber }) => paperNumber ?? [])))
  const found = await rows<{ id: Id; name: string; paperType: string; paperNumber: string; caseId: Id | null; caseNumber: string | null }>(
    db,
    `select p.id as id, p.name as name, p.paper_type as paperType, p.paper_number as paperNumber, c.id as caseId, c.case_number as caseNumber
     from json_each(?) j cross join person p on p.paper_number = j.value and p.deleted_at is null
     left join recipient r on r.person_id = p.id and r.deleted_at is null
     left join relief_case c on c.id = r.case_id and c.deleted_at is null
     order by c.case_number`,
    [JSON.stringify([...papers])],
  )
  const people = new Map<string, KnownPerson>()
  for (const row of found) {
    const key = paperKey(row)
    if (key === null) continue
    const person = people.get(key) ?? { id: row.id, name: row.name, cases: [] }
    people.set(key, person)
    if (row.caseId !== null) person.cases.push(row.caseNumber ?? '无案号')
  }
  return people
}
