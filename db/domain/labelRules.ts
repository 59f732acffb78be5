import { labelOf } from './codeLists.ts'
import { ageOn } from './dates.ts'
import type { LegalDate } from './records.ts'

/** Labels that an age rules out: 未成年人 under 18, 老年人 from 60 (老年人权益保障法 第二条), 退役军人 grown up. */
const byAge: readonly { code: string; fits: (age: number) => boolean }[] = [
  { code: 'minor', fits: (age) => age < 18 },
  { code: 'elderly', fits: (age) => age >= 60 },
  { code: 'veteran', fits: (age) => age >= 18 },
]

/** Special groups that contradict what is known of the person on the day of acceptance or decision, in words. The labels stay as found. */
export function labelFaults(person: { specialGroups: readonly string[]; birthDate: LegalDate | null; sex: 'male' | 'female' | null }, on: LegalDate | null): string[] {
  const { specialGroups, birthDate, sex } = person
  const age = birthDate !== null && on !== null && birthDate <= on ? ageOn(birthDate, on) : null
  return [
    ...(age === null ? [] : byAge.filter(({ code, fits }) => specialGroups.includes(code) && !fits(age)).map(({ code }) => `标为“${labelOf('specialGroup', code)}”，按出生日期当时 ${age} 岁，两者不符`)),
    ...(specialGroups.includes('woman') && sex === 'male' ? [`标为“${labelOf('specialGroup', 'woman')}”，性别却是男`] : []),
  ]
}
