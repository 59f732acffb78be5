import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { RunningCasebook } from './casebook.ts'
import { settled } from './hands.ts'

/** Serious and critical faults of what is on the screen now, each with where it is. A message that fades while it is looked at is none: only what is still there at a second look. */
export async function faults(page: Page): Promise<string[]> {
  return (await faultsNow(page)).length === 0 ? [] : faultsNow(page)
}

async function faultsNow(page: Page): Promise<string[]> {
  await settled(page)
  // In one frame: the other way opens a page of its own, which this window refuses.
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] }).analyze()
  if (passes.length < 5) throw new Error('the page was not examined')
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary?.replace(/\s+/g, ' ') ?? ''}`))
}

/** How the page looks and whether everybody can use it, at both sizes an office has; leaves the window at the smaller one. */
export async function lookedAt(casebook: RunningCasebook, name: string): Promise<void> {
  for (const [width, height] of [[1920, 1080], [1366, 768]] as const) {
    await casebook.resize(width, height)
    await settled(casebook.page)
    await casebook.screenshot(`${name}-${width}`)
  }
  expect(await faults(casebook.page)).toEqual([])
}
