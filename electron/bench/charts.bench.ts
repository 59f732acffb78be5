import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Measured } from '../../db/bench/measured.ts'
import { cleanUp, launchCasebook, temporaryFolder } from '../e2e/casebook.ts'
import { goTo, heading, signIn } from '../e2e/hands.ts'
import { benchUser, makeCasebook } from './casebookFolder.ts'

/** How many cases does not matter to a chart, only that every category has some. */
const CASES = 2_000
const RUNS = 5
/** A frame that is longer is seen as a halt. */
const MOST_MS = 50

/** Milliseconds between the two frames that lay furthest apart during this work. */
async function longestFrame(page: Page, work: () => Promise<unknown>): Promise<number> {
  const watching = await page.evaluateHandle(() => {
    const seen = { longest: 0, last: performance.now(), frame: 0 }
    const tick = (now: number) => {
      seen.longest = Math.max(seen.longest, now - seen.last)
      seen.last = now
      seen.frame = requestAnimationFrame(tick)
    }
    seen.frame = requestAnimationFrame(tick)
    return seen
  })
  await work()
  const longest = await watching.evaluate((seen) => {
    cancelAnimationFrame(seen.frame)
    return seen.longest
  })
  await watching.dispose()
  return longest
}

/** Frames of a window at work on charts: a report with two of them opened, and all drawn anew because the window became narrower. The best of some runs: whatever else the machine does lengthens frames too. */
export async function benchCharts(): Promise<Measured[]> {
  const folder = temporaryFolder()
  try {
    await makeCasebook(join(folder, 'data'), CASES)
    const casebook = await launchCasebook({ folder })
    const { page } = casebook
    await casebook.resize(1366, 768)
    await signIn(page, benchUser)
    const drawn = () => page.locator('figure.chart canvas').nth(1).waitFor()
    const opened: number[] = []
    const redrawn: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      await goTo(page, '报表', '年度统计表')
      await drawn()
      await goTo(page, '报表')
      opened.push(
        await longestFrame(page, async () => {
          await page.getByRole('main').getByRole('link', { name: '年度统计表' }).first().click()
          await heading(page, '年度统计表').waitFor()
          await drawn()
        }),
      )
      const width = () => page.locator('figure.chart canvas').first().evaluate((canvas) => canvas.clientWidth)
      const before = await width()
      redrawn.push(
        await longestFrame(page, async () => {
          await casebook.resize(run % 2 === 0 ? 1280 : 1366, 768)
          while ((await width()) === before) await page.waitForTimeout(20)
        }),
      )
    }
    await casebook.close()
    return [
      { name: '重画两张图表时最长的一帧（最好）', value: Math.min(...redrawn), unit: 'ms', limit: MOST_MS },
      { name: '打开带两张图表的年度统计表时最长的一帧（最好，连同各表）', value: Math.min(...opened), unit: 'ms' },
    ]
  } finally {
    await cleanUp()
  }
}
