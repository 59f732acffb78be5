import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanUp, launchCasebook } from './casebook.ts'
import { fieldOf, formOf } from './forms.ts'
import { button, heading, setUp } from './hands.ts'

describe('what is being typed', () => {
  let page: Page
  const name = () => fieldOf(formOf(page, '新建案件'), '姓名')
  const offer = () => page.getByText('填写的内容还没有保存，已为您留着', { exact: false })
  async function create(): Promise<void> {
    await page.keyboard.press('Control+N')
    await heading(page, '新建案件').waitFor()
  }
  async function back(): Promise<void> {
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { level: 1, name: '案件', exact: true }).waitFor()
  }

  beforeAll(async () => {
    const casebook = await launchCasebook()
    page = casebook.page
    await setUp(page)
  })
  afterAll(cleanUp)

  it('is kept when another case is written and saved beside it', async () => {
    await create()
    await name().fill('褚大年')
    await page.getByText('草稿已留存').first().waitFor()
    await back()
    await create()
    await offer().waitFor()
    await name().fill('卫小满')
    await page.keyboard.press('Control+S')
    await heading(page, '卫小满').waitFor()
    await create()
    await offer().waitFor()
    await name().fill('蒋')
    await button(page, '接着填写').click()
    const question = page.getByRole('dialog', { name: '换成上次填写的内容' })
    await button(question, '换成上次的').click()
    await expect.poll(() => name().inputValue()).toBe('褚大年')
    // What was written beside it had been kept in its place meanwhile.
    await page.getByText('草稿已留存').first().waitFor()
    await back()
    await create()
    await button(page, '接着填写').click()
    await expect.poll(() => name().inputValue()).toBe('褚大年')
  })

  it('is thrown away only by a yes', async () => {
    await back()
    await create()
    for (const [answer, left] of [['留着', 1], ['不要了', 0]] as const) {
      await button(formOf(page, '新建案件'), '不要了').click()
      const question = page.getByRole('dialog', { name: '不要上次填写的内容' })
      await button(question, answer).click()
      await question.waitFor({ state: 'hidden' })
      await expect.poll(() => offer().count()).toBe(left)
    }
    await back()
    await create()
    await expect.poll(() => name().inputValue()).toBe('')
    expect(await offer().count()).toBe(0)
  })

  it('says where a field holds no more, instead of dropping the rest in silence', async () => {
    const residence = fieldOf(formOf(page, '新建案件'), '住址')
    await residence.fill('村'.repeat(5000))
    await page.getByText('已满 200 字', { exact: false }).waitFor()
    await residence.fill('村')
    await page.getByText('已满 200 字', { exact: false }).waitFor({ state: 'detached' })
  })
})
