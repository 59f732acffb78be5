import { createHmac } from 'node:crypto'
import type { QuestionDefinition } from '../domain/comparison.ts'
import { helpedKinds } from '../domain/comparison.ts'
import { compareRanks, gravityOf, recencyOf } from '../domain/comparisonRanking.ts'
import type { Rank } from '../domain/comparisonRanking.ts'
import { ageOn } from '../domain/dates.ts'
import { bareName } from '../domain/listedMatch.ts'
import type { Certainty } from '../domain/listedMatch.ts'
import { ListMatcher } from '../domain/matchLists.ts'
import type { FoundRow, MatchedPerson, MatchRow } from '../domain/matchLists.ts'
import { formatYuan } from '../domain/money.ts'
import { soundOf } from '../domain/pinyin.ts'
import type { LegalDate } from '../domain/records.ts'
import { squeeze } from '../domain/text.ts'
import type { Described, Help, Source } from './comparisonSources.ts'

/** Lays the sources of a question over each other and says who answers it, and why. */

/** One place somebody was found in. */
export interface Place extends Described {
  source: Source
  ordinal: number
}

export interface Answer {
  /** The digest a judgement is remembered by. */
  key: string
  certainty: Certainty
  /** Of the person asked about, then of those found. */
  own: Place[]
  found: Place[]
  reason: string
  rank: Rank
  canBecomeLead: boolean
}

export interface Plan {
  /** Kinds whose people are asked about; null: everybody who is in more than one source. */
  asked: readonly string[] | null
  wanted: readonly string[]
  together: 'any' | 'all'
  minusHelped: boolean
  /** Only people who were helped more than once. */
  twice: boolean
  conditions: QuestionDefinition | null
}

export interface Work {
  day: LegalDate
  /** Makes digests that nobody without the casebook can make. */
  secret: Buffer
  progress(done: number, total: number): void
  checkCancelled(): void
}

/** Rows between two looks at the cancel flag. */
const STEP = 4096
/** Rows described at a time. */
const DESCRIBED = 5000

/** A number for a person that holds wherever they are read from. */
export const digestOf = (secret: Buffer, kind: string, parts: readonly string[]): string =>
  createHmac('sha256', secret).update(JSON.stringify([kind, ...parts.toSorted()])).digest('hex').slice(0, 32)

const isHelp = (kind: string) => kind === 'casebook' || helpedKinds.includes(kind)
const isOwn = (kind: string) => kind === 'casebook' || kind === 'lead'

function match(plan: Plan, sources: readonly Source[], { progress, checkCancelled }: Work): MatchedPerson[] {
  const among = plan.asked === null
  const matcher = new ListMatcher({ soundOf, among })
  const base = (source: Source) => plan.asked === null || plan.asked.includes(source.kind)
  const total = sources.reduce((sum, { people }) => sum + people, 0)
  let done = 0
  const pass = (source: Source, index: number, take: (row: MatchRow) => void) => {
    for (const row of source.rows(index)) {
      if (done % STEP === 0) {
        checkCancelled()
        progress(done, total)
      }
      done += 1
      take(row)
    }
  }
  for (const [index, source] of sources.entries()) if (base(source)) pass(source, index, (row) => matcher.addBase(row))
  for (const [index, source] of sources.entries()) if (!base(source)) pass(source, index, (row) => matcher.addOther(row))
  return matcher.finish()
}

/** Who may answer the question, before anything but names and numbers was looked at. */
interface Candidate {
  certainty: Certainty
  own: MatchRow[]
  found: FoundRow[]
  /** Rows of the casebook, of leads and of past relief that may be this person's. */
  possible: FoundRow[]
}

function candidatesOf(plan: Plan, people: readonly MatchedPerson[], sources: readonly Source[]): Candidate[] {
  const kindOf = ({ source }: MatchRow) => sources[source]?.kind ?? ''
  const enough = (found: readonly FoundRow[]) => {
    const kinds = new Set(found.map(({ row }) => kindOf(row)))
    return plan.together === 'all' ? plan.wanted.every((kind) => kinds.has(kind)) : plan.wanted.some((kind) => kinds.has(kind))
  }
  const several = (rows: readonly MatchRow[]) => new Set(rows.map(({ source }) => source)).size > 1
  return people.flatMap((person): Candidate[] => {
    const { rows, certain, doubtful } = person
    const own = (rows: readonly MatchRow[], found: FoundRow[], certainty: Certainty, possible: FoundRow[] = []): Candidate => ({ certainty, own: [...rows], found, possible })
    if (plan.asked === null) {
      const sure = plan.twice ? rows.length > 1 : several(rows) && rows.some((row) => !isOwn(kindOf(row)))
      return [...(sure ? [own(rows, [], 'certain')] : []), ...doubtful.filter((found) => !found.every(({ row }) => isOwn(kindOf(row)))).map((found) => own(rows, found, 'doubtful'))]
    }
    const possible = doubtful.flat().filter(({ row }) => isHelp(kindOf(row)) || isOwn(kindOf(row)))
    const wanted = certain.filter(({ row }) => plan.wanted.includes(kindOf(row)) || isHelp(kindOf(row)) || isOwn(kindOf(row)))
    if (enough(certain)) return [own(rows, wanted, 'certain', possible)]
    // Each other person that it may be is a question of its own.
    return doubtful.filter((found) => found.some(({ row }) => plan.wanted.includes(kindOf(row))) && enough([...certain, ...found])).map((found) => own(rows, [...wanted, ...found], 'doubtful', possible))
  })
}

async function describe(candidates: readonly Candidate[], sources: readonly Source[], { checkCancelled }: Work): Promise<(row: MatchRow) => Place | null> {
  const wanted = new Map<number, Set<number>>()
  for (const { own, found, possible } of candidates) {
    for (const { source, ordinal } of [...own, ...found.map(({ row }) => row), ...possible.map(({ row }) => row)]) wanted.set(source, (wanted.get(source) ?? new Set()).add(ordinal))
  }
  const places = new Map<number, Map<number, Place>>()
  for (const [index, ordinals] of wanted) {
    const source = sources[index]
    if (!source) continue
    const all = [...ordinals]
    const found = new Map<number, Place>()
    for (let from = 0; from < all.length; from += DESCRIBED) {
      checkCancelled()
      for (const [ordinal, one] of await source.describe(all.slice(from, from + DESCRIBED))) found.set(ordinal, { ...one, source, ordinal })
    }
    places.set(index, found)
  }
  return ({ source, ordinal }) => places.get(source)?.get(ordinal) ?? null
}

const caseKey = (number: string) => squeeze(number).replace(/[〔[【(（]/g, '(').replace(/[〕\]】)）]/g, ')')

/** Whether two pieces of relief, or a case and a piece of relief, may be for the same original case. */
export function sameOriginal(a: string | null, b: string | null): 'same' | 'unknown' | 'other' {
  if (a === null || b === null) return 'unknown'
  return caseKey(a) === caseKey(b) ? 'same' : 'other'
}

const helpText = (place: Place, help: Help): string =>
  `${place.source.title}（${place.place}）${help.on === null ? '' : `${help.on} `}救助${help.amountFen === null ? '' : ` ${formatYuan(help.amountFen)} 元`}`

function foundText(found: readonly FoundRow[], placeOf: (row: MatchRow) => Place | null): string[] {
  return found.flatMap(({ row, reason, namesakes }) => {
    const place = placeOf(row)
    if (!place) return []
    return [`“${place.source.title}”${place.place}：${reason}${namesakes > 1 ? `（该名单同名 ${namesakes} 人）` : ''}`]
  })
}

function fits(conditions: QuestionDefinition, places: readonly Place[], day: LegalDate): boolean {
  const birth = places.map(({ birthDate }) => birthDate).find((date) => date !== null) ?? null
  const { ageFrom, ageTo, injury, charge, amountFromFen, amountToFen, dateFrom, dateTo } = conditions
  if (ageFrom !== null || ageTo !== null) {
    if (birth === null) return false
    const age = ageOn(birth, day)
    if (age < (ageFrom ?? 0) || age > (ageTo ?? 999)) return false
  }
  const words = (text: string | null) => text?.split(/\s+/).filter(Boolean) ?? []
  const says = (wanted: string | null, texts: (string | undefined)[]) => {
    const all = words(wanted)
    return all.length === 0 || all.some((word) => texts.some((text) => text?.includes(word) ?? false))
  }
  if (!says(injury, places.flatMap(({ details }) => [details.injury, details.level, details.grade, details.remark]))) return false
  if (!says(charge, places.map(({ details }) => details.charge))) return false
  if ((amountFromFen !== null || amountToFen !== null) && !places.some(({ details: { amountFen } }) => amountFen !== undefined && amountFen >= (amountFromFen ?? 0) && amountFen <= (amountToFen ?? Infinity))) return false
  return (dateFrom === null && dateTo === null) || places.some(({ details: { date } }) => date !== undefined && date >= (dateFrom ?? '') && date <= (dateTo ?? '9999-12-31'))
}

/** Everybody who answers the question, the weightiest first. */
export async function answersOf(plan: Plan, sources: readonly Source[], work: Work): Promise<Answer[]> {
  const candidates = candidatesOf(plan, match(plan, sources, work), sources)
  const placeOf = await describe(candidates, sources, work)
  const answers = candidates.flatMap((candidate) => answerOf(plan, candidate, placeOf, work) ?? [])
  return ranked(answers)
}

export function ranked(answers: readonly Answer[]): Answer[] {
  return answers.toSorted((a, b) => compareRanks(a.rank, b.rank) || (a.own[0]?.name ?? '').localeCompare(b.own[0]?.name ?? '', 'zh') || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}

function answerOf(plan: Plan, { certainty, own, found, possible }: Candidate, placeOf: (row: MatchRow) => Place | null, { day, secret }: Work): Answer | null {
  const ownPlaces = own.flatMap((row) => placeOf(row) ?? [])
  const foundPlaces = found.flatMap(({ row }) => placeOf(row) ?? [])
  const places = [...ownPlaces, ...foundPlaces]
  if (plan.conditions !== null && !fits(plan.conditions, places, day)) return null
  const reasons = plan.asked === null && found.length === 0 ? [`${own.every(({ paper }) => paper !== null) ? '证件号码相同' : '姓名和出生日期或电话相同'}：${ownPlaces.map(({ source, place }) => `“${source.title}”${place}`).join('、')}`] : foundText(found, placeOf)
  if (plan.twice) {
    const helps = helpsOf(places)
    const same = helps.some((one, index) => helps.slice(index + 1).some((other) => sameOriginal(one.help.originalNumber, other.help.originalNumber) !== 'other' || !(one.help.ownCase && other.help.ownCase)))
    if (!same) return null
    const known = helps.some((one, index) => helps.slice(index + 1).some((other) => sameOriginal(one.help.originalNumber, other.help.originalNumber) === 'same'))
    reasons.push(`${known ? '就同一原案' : '原案是否相同请核对，'}有 ${helps.length} 次救助：${helps.map(({ place, help }) => helpText(place, help)).join('；')}`)
  }
  const originals = ownPlaces.map(({ details }) => details.caseNumber ?? null)
  const helped = plan.asked === null ? [] : helpsOf(foundPlaces).filter(({ place }) => certainty === 'certain' || found.some((one) => one.certainty === 'certain' && placeOf(one.row) === place))
  if (plan.minusHelped && helped.some(({ help }) => originals.length === 0 || originals.some((original) => sameOriginal(original, help.originalNumber) !== 'other'))) return null
  reasons.push(...helped.map(({ place, help }) => `另案已救助：${helpText(place, help)}`))
  const mayBe = plan.asked === null ? [] : helpsOf(possible.flatMap(({ row }) => placeOf(row) ?? []))
  if (mayBe.length > 0) reasons.push(`可能已救助，请核对：${mayBe.map(({ place, help }) => helpText(place, help)).join('；')}`)
  const birth = places.map(({ birthDate }) => birthDate).find((date) => date !== null) ?? null
  return {
    key: keyOf(secret, certainty, own, ownPlaces, found),
    certainty,
    own: ownPlaces,
    found: foundPlaces,
    reason: reasons.join('；'),
    rank: {
      lists: new Set(places.filter(({ source }) => !isOwn(source.kind)).map(({ source }) => source)).size,
      gravity: gravityOf(places.map(({ details }) => details), places.map(({ source }) => source.kind), birth, day),
      recency: recencyOf(places.flatMap(({ details, source }) => [details.date, source.receivedOn])),
    },
    canBecomeLead: !plan.twice && places.some(({ source }) => source.listId !== null),
  }
}

const helpsOf = (places: readonly Place[]) => places.flatMap((place) => (place.help === null ? [] : [{ place, help: place.help }]))

/** What tells a person from all others, as far as the row says. */
function identityOf(row: MatchRow, place: Place | undefined): string {
  if (row.paper !== null) return `paper/${row.paper}`
  const entries = [row.birthDate, row.phone, row.written]
  const alone = entries.every((entry) => entry === null)
  return `name/${bareName(row.name)}/${alone ? (place?.details.caseNumber ?? place?.details.residence ?? '') : entries.join('/')}`
}

function keyOf(secret: Buffer, certainty: Certainty, own: readonly MatchRow[], places: readonly Place[], found: readonly FoundRow[]): string {
  const identity = (rows: readonly MatchRow[], at: (index: number) => Place | undefined) => rows.map((row, index) => identityOf(row, at(index))).toSorted((a, b) => Number(b.startsWith('paper')) - Number(a.startsWith('paper')) || (a < b ? -1 : 1))[0] ?? ''
  const person = identity(own, (index) => places[index])
  if (certainty === 'certain') return digestOf(secret, 'person', [person])
  return digestOf(secret, 'pair', [person, identity(found.filter((one) => one.certainty === 'doubtful').map(({ row }) => row), () => undefined)])
}
