import { join } from 'node:path'
import { median } from '../../db/bench/measured.ts'
import type { Measured } from '../../db/bench/measured.ts'
import { MANY } from '../../db/bench/manyCases.ts'
import { peekKey } from '../../db/vault/keyring.ts'
import { cleanUp, launchCasebook, temporaryFolder } from '../e2e/casebook.ts'
import { benchUser, makeCasebook } from './casebookFolder.ts'

/** Milliseconds of the key derivation alone: what a sign-in cannot be quicker than. */
async function derivation(dataFolder: string): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < 3; run += 1) {
    const began = performance.now()
    await peekKey(dataFolder, benchUser)
    times.push(performance.now() - began)
  }
  return Math.min(...times)
}

/** Sign-in, and pages of the list among many cases, as the page waits for them: through preload, main, host and back. */
export async function benchWindow(count = MANY): Promise<Measured[]> {
  const folder = temporaryFolder()
  try {
    await makeCasebook(join(folder, 'data'), count)
    const key = await derivation(join(folder, 'data'))
    const casebook = await launchCasebook({ folder })
    const times = await casebook.page.evaluate(async (user) => {
      const asked = { filter: {}, limit: 50 }
      const began = performance.now()
      const signedIn = await window.casebook.signIn(user)
      if (!signedIn.ok) throw new Error(signedIn.error.message)
      const first = await window.casebook.caseList(asked)
      if (!first.ok) throw new Error(first.error.message)
      const usable = performance.now() - began
      const timed = async (runs: number, work: () => Promise<{ ok: boolean }>) => {
        const all: number[] = []
        for (let run = 0; run < runs; run += 1) {
          const start = performance.now()
          if (!(await work()).ok) throw new Error('the operation failed')
          all.push(performance.now() - start)
        }
        return all
      }
      return {
        rows: first.value.rows.length,
        usable,
        lists: await timed(101, () => window.casebook.caseList(asked)),
        searches: await timed(31, () => window.casebook.caseList({ filter: { text: '查无此人' }, limit: 50 })),
      }
    }, benchUser)
    await casebook.close()
    if (times.rows !== Math.min(count, 50)) throw new Error(`the list answered ${times.rows} rows`)
    return [
      { name: '列表一页，经各进程来回（最快）', value: Math.min(...times.lists), unit: 'ms', limit: 16 },
      { name: '列表一页，经各进程来回（中位）', value: median(times.lists), unit: 'ms' },
      { name: '检索，经各进程来回（最快）', value: Math.min(...times.searches), unit: 'ms', limit: 30 },
      { name: '登录到列表可用，除去密码运算', value: times.usable - key, unit: 'ms', limit: 1_000 },
    ]
  } finally {
    await cleanUp()
  }
}
