import type { ListedDetails, ListedRow } from '../domain/comparison.ts'
import type { Sex } from '../domain/identity.ts'
import type { MatchRow } from '../domain/matchLists.ts'
import { formatYuan } from '../domain/money.ts'
import type { Fen, Id, LegalDate } from '../domain/records.ts'
import { peopleInCases, peopleInOpenLeads } from '../store/comparisonCasebook.ts'
import { heldLists, listedRows, peopleOfList, rowKey } from '../store/comparisonRepository.ts'
import type { Store } from '../store/store.ts'

/** What takes part in a comparison: loaded lists, files that are not kept, and the casebook's own people. */

export interface Described {
  place: string
  caseId: Id | null
  name: string
  paper: string | null
  sex: Sex | null
  birthDate: LegalDate | null
  phone: string | null
  details: ListedDetails
  /** Relief that this row tells of. */
  help: Help | null
}
export interface Help {
  originalNumber: string | null
  amountFen: Fen | null
  on: LegalDate | null
  /** The case number is surely that of the original case. */
  ownCase: boolean
}

export interface Source {
  listId: Id | null
  /** A code of `comparisonKind`, or `casebook`, `lead`. */
  kind: string
  title: string
  /** Of a list the day it came. */
  receivedOn: LegalDate | null
  /** Of a list that is kept the day it is destroyed. */
  destroyOn: LegalDate | null
  people: number
  /** @param source its place among the sources of the comparison */
  rows(source: number): Iterable<MatchRow>
  describe(ordinals: readonly number[]): Promise<Map<number, Described>>
}

const placeOf = (sheet: string, row: number, several: boolean) => (several ? `“${sheet}”第 ${row} 行` : `第 ${row} 行`)

/** What a row of a list of past relief or of another agency says was paid. */
const helpOf = (kind: string, details: ListedDetails): Help | null =>
  kind === 'pastRelief' || kind === 'otherAgency' ? { originalNumber: details.caseNumber ?? null, amountFen: details.amountFen ?? null, on: details.date ?? null, ownCase: false } : null

type ListedPerson = Pick<ListedRow, 'sheet' | 'row' | 'name' | 'paper' | 'sex' | 'birthDate' | 'phone' | 'details'>
/** @param several whether the list stands on several sheets */
function describedRow({ sheet, row, name, paper, sex, birthDate, phone, details: said }: ListedPerson, kind: string, several: boolean): Described {
  const details = said ?? {}
  return { place: placeOf(sheet, row, several), caseId: null, name, paper, sex, birthDate, phone, details, help: helpOf(kind, details) }
}

/** What there is of these ordinals. */
function each<T>(ordinals: readonly number[], find: (ordinal: number) => T | undefined, describe: (found: T) => Described): Map<number, Described> {
  return new Map(
    ordinals.flatMap((ordinal) => {
      const found = find(ordinal)
      return found === undefined ? [] : [[ordinal, describe(found)] as const]
    }),
  )
}

/** Every loaded list whose day has not come. */
export async function listSources({ read, raw }: Store, day: LegalDate): Promise<Source[]> {
  return (await heldLists(read, day)).map((list): Source => {
    const several = (JSON.parse(list.sheets) as string[]).length > 1
    return {
      listId: list.id,
      kind: list.kind,
      title: list.title,
      receivedOn: list.received_on,
      destroyOn: list.destroy_on,
      people: list.people,
      rows: (source) => peopleOfList(raw, list.id, source),
      async describe(ordinals) {
        const found = await listedRows(read, ordinals.map((ordinal) => ({ listId: list.id, ordinal })))
        return each(ordinals, (ordinal) => found.get(rowKey({ listId: list.id, ordinal })), (row) => describedRow(row, list.kind, several))
      },
    }
  })
}

/** A file that was read and is not kept. */
export function fileSource(title: string, kind: string, people: readonly ListedRow[]): Source {
  const several = new Set(people.map(({ sheet }) => sheet)).size > 1
  return {
    listId: null,
    kind,
    title,
    receivedOn: null,
    destroyOn: null,
    people: people.length,
    rows: (source) => people.map(({ name, paper, written, birthDate, sex, phone }, ordinal) => ({ source, ordinal, name, paper, written, birthDate, sex, phone })),
    describe: (ordinals) => Promise.resolve(each(ordinals, (ordinal) => people[ordinal], (row) => describedRow(row, kind, several))),
  }
}

interface OwnPerson {
  name: string
  paper: string | null
  birthDate: LegalDate | null
  sex: Sex | null
  phone: string | null
}

function ownSource<T extends OwnPerson>(kind: string, title: string, people: readonly T[], more: (one: T) => Pick<Described, 'place' | 'caseId' | 'details' | 'help'>): Source {
  return {
    listId: null,
    kind,
    title,
    receivedOn: null,
    destroyOn: null,
    people: people.length,
    rows: (source) => people.map(({ name, paper, birthDate, sex, phone }, ordinal) => ({ source, ordinal, name, paper, written: null, birthDate, sex, phone })),
    describe: (ordinals) => Promise.resolve(each(ordinals, (ordinal) => people[ordinal], (one) => ({ name: one.name, paper: one.paper, sex: one.sex, birthDate: one.birthDate, phone: one.phone, ...more(one) }))),
  }
}

/** People in this office's cases, and in leads that are still open. */
export async function casebookSources({ read }: Store): Promise<Source[]> {
  return [
    ownSource('casebook', '本院案件', await peopleInCases(read), (one) => ({
      place: one.caseNumber ?? '无案号',
      caseId: one.caseId,
      details: {
        ...(one.originalNumber !== null && { caseNumber: one.originalNumber }),
        remark: one.grantedFen !== null ? `给予救助 ${formatYuan(one.grantedFen)} 元${one.decidedOn === null ? '' : `，${one.decidedOn} 决定`}` : one.closed === 1 ? '已办结，没有给予救助' : '正在办理',
      },
      help: one.grantedFen === null ? null : { originalNumber: one.originalNumber, amountFen: one.grantedFen, on: one.decidedOn, ownCase: true },
    })),
    ownSource('lead', '本院在办线索', await peopleInOpenLeads(read), (one) => ({ place: `${one.receivedOn} 收到`, caseId: null, details: {}, help: null })),
  ]
}
