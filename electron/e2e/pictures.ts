/** Takes the pictures of the README and of the office guide; started by build/pictures.mjs. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { today } from '../../db/domain/dates.ts'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { button, goTo, open, openDemonstration, setUp, settled, tryLedger } from './hands.ts'
import { addRunningCases } from './runningCases.ts'
import { smallPng } from './smallPng.ts'

const folder = resolve(import.meta.dirname, '../../build/pictures')
const largest = 200_000

async function take({ page }: RunningCasebook, name: string): Promise<void> {
  await settled(page)
  // The pointer and the last message are no part of the page.
  await page.mouse.move(680, 20)
  await page.locator('.el-message').first().waitFor({ state: 'detached', timeout: 10_000 })
  const picture = smallPng(await page.screenshot())
  if (picture.length > largest) throw new Error(`${name}.png has ${picture.length} bytes`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.png`), picture)
  console.log(`${name}.png ${Math.round(picture.length / 1000)} kB`)
}

try {
  const empty = await launchCasebook()
  await empty.resize(1366, 768)
  await setUp(empty.page)
  await tryLedger(empty)
  await take(empty, 'import')
  await open(empty.page, { path: '/system/backup', title: '系统' })
  await button(empty.page, '立即备份').click()
  await empty.page.getByText('已备份到', { exact: false }).waitFor()
  await take(empty, 'backup')
  await empty.close()

  const casebook = await launchCasebook()
  const { page } = casebook
  await casebook.resize(1366, 768)
  await openDemonstration(page)
  await goTo(page, '案件')
  await page.getByText('〔2023〕8号').first().waitFor()
  await take(casebook, 'cases')
  await page.getByText('〔2023〕8号').first().dblclick()
  await page.locator('#section-visit').waitFor()
  await take(casebook, 'case')

  await goTo(page, '报表', '年度统计表')
  await page.getByRole('list', { name: '总体情况' }).waitFor()
  await take(casebook, 'report')
  await page.locator('[data-cell]').first().click()
  await page.getByRole('dialog').getByRole('table').waitFor()
  await take(casebook, 'records')
  await page.keyboard.press('Escape')

  await addRunningCases(page, today())
  // Opened anew, so that the menu counts them too.
  await button(page, '结束演示').click()
  await openDemonstration(page)
  await goTo(page, '工作台')
  await take(casebook, 'workbench')
} finally {
  await cleanUp()
}
