import { addDays } from '../domain/dates.ts'
import { checkDigit } from '../domain/identity.ts'
import type { ListedRow } from '../domain/comparison.ts'
import { GIVEN, pick, SURNAMES } from './manyRows.ts'

/** Numbers that look drawn by chance and are the same every time. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/**
 * A county's list as its department would send it: of a hundred people ten have a phone, five no number, one a wrong one. One in fifty is somebody
 * of two thousand whom every list draws from, so that there is something to find.
 * @param victims with case numbers and charges, otherwise with kinds of support
 */
export function manyListed(count: number, seed: number, victims: boolean): ListedRow[] {
  const draw = chance(seed)
  const shared = chance(7)
  const sharedPeople = Array.from({ length: 2000 }, (_, index) => person(shared, index))
  return Array.from({ length: count }, (_, index): ListedRow => {
    const common = draw(50) === 0
    const who = common ? (sharedPeople[draw(sharedPeople.length)] ?? person(draw, index)) : person(draw, index)
    const lot = draw(100)
    return {
      sheet: 'Sheet1',
      row: index + 3,
      name: who.name,
      paper: lot < 6 ? null : who.paper,
      written: lot === 5 ? who.paper.slice(0, 16) + String((Number(who.paper[16]) + 1) % 10) + who.paper.slice(17) : null,
      birthDate: lot < 4 && lot > 1 ? null : who.birthDate,
      sex: draw(2) === 0 ? 'male' : 'female',
      phone: draw(10) === 0 || victims ? who.phone : null,
      details: victims
        ? { caseNumber: `安检刑诉〔2023〕${index + 1}号`, charge: pick(['故意伤害', '交通肇事', '强奸', '盗窃'], index) }
        : { level: pick(['农村低保', '城市低保'], index), residence: '安次区某街道某村' },
    }
  })
}

function person(draw: (below: number) => number, index: number): { name: string; paper: string; birthDate: string; phone: string } {
  const birthDate = addDays('1935-01-01', draw(30_000))
  const body = `131002${birthDate.replaceAll('-', '')}${String(draw(1000)).padStart(3, '0')}`
  const name = pick(SURNAMES, draw(SURNAMES.length)) + pick(GIVEN, draw(GIVEN.length)) + (draw(4) === 0 ? '' : pick(GIVEN, draw(GIVEN.length)))
  return { name, paper: body + checkDigit(body), birthDate, phone: `139${String(10_000_000 + ((draw(89_999_999) + index) % 89_999_999))}` }
}
