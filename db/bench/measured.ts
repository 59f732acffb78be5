/** One figure of `npm run bench`. Above `limit` the run fails. */
export interface Measured {
  name: string
  value: number
  unit: string
  limit?: number
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
