import type { Fen, LegalDate } from './records.ts'
import { squeeze } from './text.ts'

/** How alike two records are. `same`: a number that only one has says so; `likely`: more signs than one, to be decided by somebody who looks. */
export interface Likeness {
  verdict: 'same' | 'likely'
  /** What speaks for it, in words. */
  reasons: string[]
  /** For ranking; more is likelier. */
  score: number
}

export interface PersonFacts {
  name: string
  /** The name as it sounds, see `soundOf` of pinyin.ts. */
  sound: string
  paperNumber: string | null
  sex: string | null
  birthDate: LegalDate | null
  phone: string | null
  residence: string | null
  /** Numbers of the original cases of the person's relief cases. */
  originals: readonly string[]
}

/** How many characters differ at the same places; null where the lengths differ. */
export function misread(a: string, b: string): number | null {
  const [one, other] = [[...a], [...b]]
  return one.length === other.length ? one.filter((sign, index) => sign !== other[index]).length : null
}

const both = <T>(a: T | null, b: T | null): boolean => a !== null && b !== null && a !== ''
const equal = <T>(a: T | null, b: T | null): boolean => both(a, b) && a === b
const sameText = (a: string | null, b: string | null): boolean => both(a, b) && squeeze(a ?? '') === squeeze(b ?? '')

/**
 * Whether two people may be one. A name alone never is enough; two complete numbers that differ in more than one character are two people.
 * @returns null for two people
 */
export function comparePeople(a: PersonFacts, b: PersonFacts): Likeness | null {
  if (equal(a.paperNumber, b.paperNumber)) return { verdict: 'same', reasons: ['证件号码相同'], score: 100 }
  const wrong = both(a.paperNumber, b.paperNumber) ? misread(a.paperNumber ?? '', b.paperNumber ?? '') : null
  if (both(a.paperNumber, b.paperNumber) && wrong !== 1) return null
  if (both(a.sex, b.sex) && a.sex !== b.sex && wrong !== 1) return null
  if (both(a.birthDate, b.birthDate) && a.birthDate !== b.birthDate && wrong !== 1) return null
  const name = nameLikeness(a, b)
  if (name === null) return null
  const signs = [
    wrong === 1 && { reason: '证件号码只差一位', score: 40 },
    equal(a.birthDate, b.birthDate) && { reason: '出生日期相同', score: 30 },
    equal(a.phone, b.phone) && { reason: '电话相同', score: 25 },
    sameText(a.residence, b.residence) && { reason: '住址相同', score: 15 },
    a.originals.some((number) => b.originals.includes(number)) && { reason: '在同一原案中', score: 20 },
  ].filter((sign) => sign !== false)
  // Names that only sound or look alike need more than one sign.
  if (signs.length < name.needs) return null
  return { verdict: 'likely', reasons: [name.reason, ...signs.map(({ reason }) => reason)], score: name.score + signs.reduce((sum, { score }) => sum + score, 0) }
}

function nameLikeness(a: PersonFacts, b: PersonFacts): { reason: string; score: number; needs: number } | null {
  if (squeeze(a.name) === squeeze(b.name)) return { reason: '姓名相同', score: 30, needs: 1 }
  if (a.sound !== '' && a.sound === b.sound) return { reason: '姓名同音', score: 20, needs: 1 }
  if ([...a.name].length >= 3 && misread(squeeze(a.name), squeeze(b.name)) === 1) return { reason: '姓名只差一个字', score: 10, needs: 2 }
  return null
}

export interface CaseFacts {
  unifiedNumber: string | null
  originalNumber: string | null
  acceptedOn: LegalDate | null
  people: readonly { personId: string; name: string; decidedOn: LegalDate | null; amountFen: Fen | null }[]
}

/** Whether two cases may be one. @returns null for two cases */
export function compareCases(a: CaseFacts, b: CaseFacts): Likeness | null {
  if (sameText(a.unifiedNumber, b.unifiedNumber)) return { verdict: 'same', reasons: ['统一受案号相同'], score: 100 }
  const shared = a.people.flatMap((one) => b.people.filter((other) => other.personId === one.personId || squeeze(other.name) === squeeze(one.name)).map((other) => ({ one, other })))
  if (shared.length === 0) return null
  const names = [...new Set(shared.map(({ one }) => one.name))].join('、')
  const signs = [
    sameText(a.originalNumber, b.originalNumber) && { reason: '原案案号相同', score: 40 },
    shared.some(({ one, other }) => equal(one.decidedOn, other.decidedOn) && equal(one.amountFen, other.amountFen)) && { reason: '决定日期和金额相同', score: 40 },
    equal(a.acceptedOn, b.acceptedOn) && { reason: '受理日期相同', score: 25 },
  ].filter((sign) => sign !== false)
  if (signs.length === 0) return null
  return { verdict: 'likely', reasons: [`都有${names}`, ...signs.map(({ reason }) => reason)], score: signs.reduce((sum, { score }) => sum + score, 0) }
}
