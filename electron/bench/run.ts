/** `npm run bench [-- lists reports imports papers comparison window charts start]`: every figure measured in this one run; ends with 1 when a limit is exceeded. */
import { benchComparison } from '../../db/bench/comparison.bench.ts'
import { benchImports } from '../../db/bench/imports.bench.ts'
import { benchLists } from '../../db/bench/lists.bench.ts'
import { benchPapers } from '../../db/bench/papers.bench.ts'
import { benchReports } from '../../db/bench/reports.bench.ts'
import type { Measured } from '../../db/bench/measured.ts'
import { benchCharts } from './charts.bench.ts'
import { benchColdStart } from './coldStart.bench.ts'
import { benchWindow } from './window.bench.ts'

const benches: Record<string, () => Promise<Measured[]>> = {
  lists: () => benchLists(),
  reports: () => benchReports(),
  imports: () => benchImports(),
  papers: () => benchPapers(),
  comparison: () => benchComparison(),
  window: () => benchWindow(),
  charts: () => benchCharts(),
  start: () => benchColdStart(),
}

const asked = process.argv.slice(2)
let exceeded = 0
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  for (const { name: what, value, unit, limit } of await bench()) {
    const over = limit !== undefined && !(value <= limit)
    if (over) exceeded += 1
    console.log(`${over ? '✗' : ' '} ${what}\t${value.toFixed(2)} ${unit}${limit === undefined ? '' : `\t（上限 ${limit}）`}`)
  }
}
console.log(exceeded === 0 ? '\nall within their limits' : `\n${exceeded} above their limits`)
process.exitCode = exceeded === 0 ? 0 : 1
