import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { goTo, heading, open, setUp, settled } from './hands.ts'

/** What the shell refuses whatever the page is, stands in shell.test.ts; here it is the page itself, with somebody signed in. */
describe('a hostile page or record', () => {
  let casebook: RunningCasebook
  let page: Page
  const markup = '<img src=x onerror="window.ran = 1"><b>王</b>'

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await setUp(page)
  })
  afterAll(cleanUp)

  it('runs no text as a program', async () => {
    const ran = await page.evaluate(async () => {
      // What a debugger evaluates may use eval; what comes after a timer is the page's own.
      await new Promise((told) => setTimeout(told, 0))
      const tries: [string, () => unknown][] = [
        ['eval', () => (0, eval)('window.ran = 1')],
        ['Function', () => new Function('window.ran = 1')()],
        ['timer', () => setTimeout('window.ran = 1' as unknown as () => void, 0)],
        ['worker', () => new Worker(URL.createObjectURL(new Blob(['1'])))],
        ['shared worker', () => new SharedWorker(URL.createObjectURL(new Blob(['1'])))],
        ['wasm', () => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))],
        ['module', () => Object.assign(document.createElement('script'), { type: 'module', textContent: 'window.ran = 1' })],
      ]
      const done: string[] = []
      for (const [name, attempt] of tries) {
        try {
          const made = attempt()
          if (made instanceof HTMLElement) document.body.append(made)
          else if (made instanceof Worker || made instanceof SharedWorker) {
            const failed = await new Promise((told) => {
              made.onerror = () => told(true)
              setTimeout(() => told(false), 500)
            })
            if (!failed) done.push(name)
          } else if (name !== 'timer') done.push(name)
        } catch {
          // Refused, as it should be.
        }
      }
      await new Promise((told) => setTimeout(told, 100))
      return 'ran' in window ? [...done, 'something ran'] : done
    })
    expect(ran).toEqual([])
  })

  it('finds nothing behind the functions it was given, and cannot change them', async () => {
    const found = await page.evaluate(() => {
      const given = window.casebook as unknown as Record<string, unknown>
      try {
        given['signIn'] = () => undefined
      } catch {
        // Frozen in strict code.
      }
      const names = Object.keys(given).filter((name) => /ipc|invoke|send|electron|require|process/i.test(name))
      const frame = document.createElement('iframe')
      document.body.append(frame)
      const inFrame = frame.contentWindow !== null && 'casebook' in frame.contentWindow
      frame.remove()
      return { names, changed: String(given['signIn']).includes('undefined'), inFrame }
    })
    expect(found).toEqual({ names: [], changed: false, inFrame: false })
  })

  it('reaches no file by its path, and no operation that is not in the contract', async () => {
    const answers = await page.evaluate(async () => {
      const given = window.casebook as unknown as Record<string, (input: unknown) => Promise<{ ok: boolean; error?: { code: string } }>>
      return {
        tried: await given['importDryRun']?.({ file: '/etc/passwd' }),
        invented: await given['importDryRun']?.({ file: '00000000-0000-4000-8000-000000000000' }),
        exported: await given['reportExport']?.({ period: { from: '2024-01-01', to: '2024-12-31' }, basis: 'decided', file: '/tmp/report.xlsx' }),
        unknown: ['constructor', 'toString', '__proto__', 'query', 'exec'].filter((name) => Object.hasOwn(given, name)),
      }
    })
    expect(answers.tried).toMatchObject({ ok: false })
    expect(answers.invented).toMatchObject({ ok: false })
    expect(answers.exported).toMatchObject({ ok: false })
    expect(answers.unknown).toEqual([])
  })

  it('shows markup in a record as the text it is, on every page', async () => {
    const created = await page.evaluate(async (name) => {
      const empty = { number: null, charge: null, chargeText: name, stage: null, reachedProcuratorate: null, handlingOffice: name, handlingUnit: null, suspects: name, outcome: name, compensationOrderedFen: null, compensationObtainedFen: null }
      const person = { id: null, name, paperType: 'none', paperNumber: null, sex: null, birthDate: null, ethnicity: null, residence: name, phone: null, safeContact: null }
      const recipient = { person, relation: null, specialGroups: [], guardianName: name, guardianPhone: null, guardianIsOffender: false, agentName: null, requestedFen: null, accountHolder: null, bankName: null, bankAccount: null, hardship: name }
      const basics = { caseNumber: name, unifiedNumber: null, appliedOn: null, acceptedOn: '2024-03-04', category: null, cause: null, leadSource: null, officerName: null, urgent: false, remark: name }
      const input = { basics, original: empty, recipients: [recipient], oneHousehold: false, late: false }
      const made = await window.casebook.caseCreate(input as unknown as Parameters<typeof window.casebook.caseCreate>[0])
      if (!made.ok) return JSON.stringify(made.error)
      const noted = await window.casebook.noteSave({ caseId: made.value.id, id: null, version: null, fields: { text: name } })
      return noted.ok ? made.value.id : JSON.stringify(noted.error)
    }, markup)
    expect(created).toMatch(/^[0-9a-f-]{36}$/)
    await goTo(page, '案件')
    await page.getByText(markup).first().waitFor()
    await open(page, { path: `/cases/${created}`, title: markup })
    await expect.poll(() => page.getByText(markup).count()).toBeGreaterThan(5)
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox', { name: '查找' }).fill('王')
    await page.getByRole('option').filter({ hasText: markup }).first().waitFor()
    await page.keyboard.press('Escape')
    await goTo(page, '报表', '年度统计表')
    await settled(page)
    await page.getByRole('list', { name: '总体情况' }).getByRole('button', { name: /^受理/ }).click()
    await page.getByRole('dialog').getByText(markup).first().waitFor()
    expect(await page.evaluate(() => 'ran' in window || document.querySelector('img[src="x"]') !== null)).toBe(false)
  })

  it('has the address of no other page by way of the hash', async () => {
    for (const hash of ['/cases/../../etc', '/cases/%3Cimg src=x onerror=window.ran=1%3E', '//example.com', 'javascript:window.ran=1', '/cases/00000000-0000-7000-8000-000000000000']) {
      await page.evaluate((to) => {
        location.hash = to
      }, hash)
      await settled(page)
      expect(page.url()).toMatch(/^app:\/\/casebook\/index\.html#/)
    }
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    await heading(page, '案件').waitFor()
    await page.getByRole('alert').waitFor()
    expect(casebook.complaints.filter((line) => !/Content Security Policy|Content-Security-Policy/.test(line))).toEqual([])
  })
})
