import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { capFor, hebeiWages } from './wages.ts'

test.each([
  ['2025-06-01', 'onPost', 297_273_00, 2024, 99_091],
  ['2025-06-01', 'employed', 291_138_00, 2024, 97_046],
  // Published in May or June: until then the one before holds.
  ['2025-04-30', 'onPost', 290_874_00, 2023, 96_958],
  ['2025-05-01', 'onPost', 297_273_00, 2024, 99_091],
  ['2021-05-01', 'employed', 231_969_00, 2020, 77_323],
  ['2021-01-01', 'employed', 218_868_00, 2019, 72_956],
  ['2020-12-31', 'employed', 218_868_00, 2019, 72_956],
  ['2022-05-25', 'onPost', 227_325_00, 2019, 75_775], // the years between were not found
  ['2030-01-01', 'employed', 291_138_00, 2024, 97_046],
] as const)('on %s by %s the limit is %d fen', (date, series, fen, wageYear, annual) => {
  expect(capFor({ date, series })).toMatchObject({ fen, wageYear, annual })
})

it('uses a figure only once it is published', () => {
  const wages = [
    { series: 'employed', year: 2022, yuan: 90_745, derived: false },
    { series: 'employed', year: 2023, yuan: 94_818, derived: true, publishedOn: '2024-06-20' },
  ] as const
  expect(capFor({ date: '2024-06-19', series: 'employed', wages })).toMatchObject({ wageYear: 2022, derived: false })
  expect(capFor({ date: '2024-06-20', series: 'employed', wages })).toMatchObject({ wageYear: 2023, derived: true })
})

it('knows nothing before its first figure', () => {
  expect(capFor({ date: '2015-04-30', series: 'employed' })).toBeNull()
  expect(capFor({ date: '2024-01-01', series: 'employed', wages: [] })).toBeNull()
})

it('holds each year once per series', () => {
  expect(new Set(hebeiWages.map((wage) => `${wage.series}${wage.year}`)).size).toBe(hebeiWages.length)
})

it('is rounded once, to the nearest fen', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 120 }), (yuan, months) => {
      const cap = capFor({ date: '2024-01-01', series: 'employed', months, wages: [{ series: 'employed', year: 2023, yuan, derived: false }] })
      const exactTwelfths = BigInt(yuan) * 100n * BigInt(months)
      const off = BigInt(cap?.fen ?? -1) * 12n - exactTwelfths
      expect(off > -6n && off <= 6n).toBe(true)
    }),
  )
})
