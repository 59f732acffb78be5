/** For tests: the band of an age on a day, reckoned from the texts alone. Who was born on 29 February is a year older on the last day of February. */
export function ageBand(birth: string | null, day: string): 'minor' | 'adult' | 'elder' | null {
  if (birth === null || birth > day) return null
  const year = Number(day.slice(0, 4))
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
  const birthday = birth.slice(5) === '02-29' && !leap ? '02-28' : birth.slice(5)
  const years = year - Number(birth.slice(0, 4)) - (day.slice(5) < birthday ? 1 : 0)
  return years < 18 ? 'minor' : years < 60 ? 'adult' : 'elder'
}
