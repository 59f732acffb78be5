import { oneDigitOff } from './bankMatch.ts'
import { misread } from './likeness.ts'
import type { Sex } from './identity.ts'
import type { LegalDate } from './records.ts'
import { foldWidth } from './text.ts'

/** Whether two rows of lists are one person, and why. */

export interface MatchPerson {
  name: string
  /** A number that passed its check, as papers are stored. */
  paper: string | null
  /** One that did not, as written. */
  written: string | null
  birthDate: LegalDate | null
  sex: Sex | null
  /** Several joined by 、. */
  phone: string | null
}

/** 确定、存疑: never mixed. */
export type Certainty = 'certain' | 'doubtful'

export interface PairMatch {
  certainty: Certainty
  reason: string
  /** Nothing but the name says so. */
  nameOnly?: true
}

/** A name without spaces, dots and what stands in brackets. */
export const bareName = (name: string): string => (/[\s·•・．.()（）\u3000\uff00-\uffef]/.test(name) ? foldWidth(name).replace(/\(.*?\)/g, '').replace(/[\s·•・.]/g, '') : name)

/** The numbers of a text of phones. */
export const phonesOf = (phone: string | null): string[] => (phone === null ? [] : phone.includes('、') ? phone.split('、') : [phone])

const samePhone = (a: string | null, b: string | null): boolean => a !== null && b !== null && (a === b || phonesOf(a).some((one) => phonesOf(b).includes(one)))

export type NameLikeness = 'same' | 'sound' | 'misread' | 'other'

/** @param soundOf a name as it sounds; asked only where the characters differ */
export function compareNames(a: string, b: string, soundOf: (name: string) => string): NameLikeness {
  const [one, other] = [bareName(a), bareName(b)]
  if (one === other) return 'same'
  const wrong = misread(one, other)
  if (wrong !== 1 && Math.abs([...one].length - [...other].length) > 0) return 'other'
  if (soundOf(one) === soundOf(other)) return 'sound'
  return wrong === 1 && [...one].length >= 2 ? 'misread' : 'other'
}

const nameWords: Record<Exclude<NameLikeness, 'other'>, string> = { same: '姓名相同', sound: '姓名同音', misread: '姓名只差一个字' }

/**
 * Compares two rows. Certain are the same number under the same name, and, where one of the two has no number at all, the same name with the same birth date or
 * phone. Whatever only sounds, looks or nearly is alike is doubtful, as is a name alone; two sound numbers that differ are two people.
 * @returns null for two people
 */
export function compareListed(a: MatchPerson, b: MatchPerson, soundOf: (name: string) => string): PairMatch | null {
  if (a.paper !== null && b.paper !== null) {
    if (a.paper !== b.paper) return comparable(a.paper, b.paper) ? null : byOtherSigns(a, b, soundOf, '两处登记的证件种类不同')
    const name = compareNames(a.name, b.name, soundOf)
    if (name === 'same') return { certainty: 'certain', reason: '证件号码相同' }
    if (name !== 'other') return { certainty: 'certain', reason: `证件号码相同，姓名写法不同（${a.name}、${b.name}）` }
    return { certainty: 'doubtful', reason: `证件号码相同，姓名不同（${a.name}、${b.name}），可能填了家人的号码` }
  }
  const [one, other] = [a.paper ?? a.written, b.paper ?? b.written]
  // One of the two numbers failed its check: whatever else fits, somebody has to look.
  if (one !== null && other !== null) {
    const same = one === other
    if (!same && !oneDigitOff(one, other)) return byOtherSigns(a, b, soundOf, '证件号码不同，其中一个有误')
    const name = compareNames(a.name, b.name, soundOf)
    if (name === 'other') return null
    return { certainty: 'doubtful', reason: `${nameWords[name]}，${same ? '证件号码写得一样，但号码本身有误' : '证件号码只差一位'}` }
  }
  return byOtherSigns(a, b, soundOf, null)
}

/** Two identity numbers can be told apart; an identity number and a passport cannot. */
const comparable = (a: string, b: string): boolean => (a.length === 18) === (b.length === 18)

/** @param doubt why it can be doubtful at best */
function byOtherSigns(a: MatchPerson, b: MatchPerson, soundOf: (name: string) => string, doubt: string | null): PairMatch | null {
  const sameBirth = a.birthDate !== null && a.birthDate === b.birthDate
  const otherBirth = a.birthDate !== null && b.birthDate !== null && !sameBirth
  const phone = samePhone(a.phone, b.phone)
  // Cheap things first: most pairs that are looked at share a day only.
  const bare = bareName(a.name) === bareName(b.name)
  if (!bare && !sameBirth && !phone) return null
  if (otherBirth && !phone) return null
  const name = bare ? 'same' : compareNames(a.name, b.name, soundOf)
  if (name === 'other') return null
  const otherSex = a.sex !== null && b.sex !== null && a.sex !== b.sex
  const signs = [...(sameBirth ? ['出生日期相同'] : []), ...(phone ? ['电话相同'] : [])]
  const against = [...(doubt === null ? [] : [doubt]), ...(otherBirth ? [`出生日期不同（${a.birthDate}、${b.birthDate}）`] : []), ...(otherSex ? ['性别不同'] : [])]
  if (name === 'same' && signs.length > 0 && against.length === 0) return { certainty: 'certain', reason: `姓名和${signs.map((sign) => sign.replace('相同', '')).join('、')}相同` }
  if (signs.length === 0 && doubt !== null) return null
  const first = signs.length === 0 ? `只有${nameWords[name]}` : [nameWords[name], ...signs].join('、')
  const nameOnly = signs.length === 0
  return { certainty: 'doubtful', reason: [first, ...against, ...(nameOnly ? ['没有其他信息可以核对'] : [])].join('，'), ...(nameOnly && { nameOnly }) }
}
