/** Forms as somebody with a mouse fills them in, by the words beside the fields. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { button } from './hands.ts'

/** A field by its whole label, with or without 选填 behind it. */
export const fieldOf = (place: Page | Locator, label: string): Locator => place.getByLabel(new RegExp(`^\\s*${label.replace(/[()（）]/g, '.')}\\s*(选填)?\\s*$`))

export const section = (page: Page, key: string): Locator => page.locator(`#section-${key}`)
export const formOf = (page: Page, name: string): Locator => page.getByRole('form', { name, exact: true })

/** Types into fields one after the other. */
export async function fill(form: Locator, values: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(values)) await fieldOf(form, label).fill(text)
}

/** Chooses an entry of a list as it is written. */
export async function choose(form: Locator, label: string, entry: string): Promise<void> {
  const box = fieldOf(form, label)
  const option = form.page().getByRole('option', { name: entry, exact: true })
  // A list that has just been answered may still be closing over this one and take its click; a person clicks again.
  await expect
    .poll(
      async () => {
        if (!(await option.isVisible())) await box.click({ force: true })
        await form.page().waitForTimeout(150)
        return option.isVisible()
      },
      { timeout: 20_000, interval: 300 },
    )
    .toBe(true)
  await option.click()
}

/** Ticks one of several answers. */
export async function tick(form: Locator, group: string, answer: string): Promise<void> {
  await form.getByRole('radiogroup', { name: group }).getByText(answer, { exact: true }).click()
}

/** Saves the form with its own verb and waits until it has gone. */
export async function save(form: Locator, verb: string): Promise<void> {
  await button(form, verb).click()
  await form.waitFor({ state: 'hidden' })
}
