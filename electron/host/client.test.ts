import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Failure } from '../../db/domain/errors.ts'
import { createHostClient } from './client.ts'
import type { HostClient, HostState } from './client.ts'
import { forkNode } from './forkNode.ts'
import type { Parent, ToHost } from './messages.ts'
import { serve } from './serve.ts'

const child = join(import.meta.dirname, 'client.child.ts')
const clients: HostClient[] = []

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close(5_000)))
})

function start(dataFolder = '/data', now?: () => number) {
  const states: HostState[] = []
  const closeFailures: Failure[] = []
  const waiting: { state: HostState['state']; done(): void }[] = []
  const client = createHostClient({
    launch: () => forkNode(process.execPath, child),
    dataFolder,
    version: '1.2.3',
    ...(now && { now }),
    onCloseFailure: (failure) => closeFailures.push(failure),
    onState(state) {
      states.push(state)
      for (const one of waiting.splice(0)) {
        if (one.state === state.state) one.done()
        else waiting.push(one)
      }
    },
  })
  clients.push(client)
  const reaches = (state: HostState['state']) => new Promise<void>((done) => waiting.push({ state, done }))
  return { client, states, closeFailures, reaches }
}

describe('host in a forked Node', () => {
  it('answers calls made before it was ready, with bytes and dates as they were', async () => {
    const { client } = start()
    const bytes = new Uint8Array([1, 2, 250])
    const { result } = client.call('echo', { bytes, day: new Date(0), nothing: undefined }, { token: '/a/path' })
    expect(await result).toMatchObject({
      ok: true,
      value: { operation: 'echo', input: { bytes, day: new Date(0), nothing: undefined }, files: { token: '/a/path' }, dataFolder: '/data', version: '1.2.3' },
    })
    expect(client.state).toEqual({ state: 'ready' })
  })

  it('reports progress to the call it belongs to, and cancels only that', async () => {
    const { client } = start()
    const seen: number[] = []
    const call = client.call('untilCancelled', null, {}, ({ done }) => {
      seen.push(done)
      if (done === 3) client.cancel(call.id)
    })
    const other = client.call('echo', 'other', {})
    expect(await call.result).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(await other.result).toMatchObject({ ok: true })
    expect(seen.slice(0, 4)).toEqual([0, 1, 2, 3])
  })

  it.each(['crash', 'throw'])('after a %s it rejects what was pending, starts again, and says so', async (how) => {
    const { client, states, reaches } = start()
    const before = (await client.call('echo', 1, {}).result) as { value: { pid: number } }
    const again = reaches('restarting').then(() => reaches('ready'))
    const pending = client.call('never', null, {})
    const cause = client.call(how, null, {})
    for (const { result } of [pending, cause]) expect(await result).toMatchObject({ ok: false, error: { code: 'host-stopped', message: expect.stringContaining('重新登录') } })
    await again
    const after = (await client.call('echo', 2, {}).result) as { value: { pid: number } }
    expect(after.value.pid).not.toBe(before.value.pid)
    expect(states.map(({ state }) => state)).toEqual(['ready', 'restarting', 'ready'])
  })

  it('stops trying at the third crash within a minute, but not when they lie further apart', async () => {
    let time = 0
    const often = start('/data', () => 0)
    const seldom = start('/data', () => (time += 40_000))
    for (let i = 0; i < 3; i += 1) await Promise.all([often.client.call('crash', null, {}).result, seldom.client.call('crash', null, {}).result])
    expect(often.client.state).toMatchObject({ state: 'stopped', message: expect.stringContaining('三次') })
    expect(await often.client.call('echo', 1, {}).result).toMatchObject({ ok: false, error: { code: 'host-stopped' } })
    expect(await seldom.client.call('echo', 1, {}).result).toMatchObject({ ok: true })
  })

  it.skipIf(process.platform === 'win32')('is not ended by a signal to every process: main closes it', async () => {
    const { client, states } = start()
    const pid = async () => ((await client.call('echo', 1, {}).result) as { value: { pid: number } }).value.pid
    const host = await pid()
    process.kill(host, 'SIGTERM')
    process.kill(host, 'SIGINT')
    expect(await pid()).toBe(host)
    expect(await client.close(30_000)).toBe(true)
    expect(states.map(({ state }) => state)).toEqual(['ready', 'closing'])
  })

  it('closes when asked, and refuses what comes after', async () => {
    const { client } = start()
    await client.call('echo', 1, {}).result
    const closing = client.close(30_000)
    expect(await client.call('echo', 2, {}).result).toMatchObject({ ok: false, error: { message: expect.stringContaining('退出') } })
    expect(await closing).toBe(true)
  })

  it('ends when its backup fails on leaving, and says why', async () => {
    const { client, closeFailures } = start('full on close')
    await client.call('echo', 1, {}).result
    expect(await client.close(30_000)).toBe(true)
    expect(closeFailures).toEqual([{ code: 'disk-full', message: '磁盘空间已满' }])
  })

  it('is ended by force when it does not close in time', async () => {
    const { client } = start('hangs on close')
    await client.call('echo', 1, {}).result
    expect(await client.close(200)).toBe(false)
  })

  it('says so when it cannot be started at all', async () => {
    const states: HostState[] = []
    const client = createHostClient({ launch: () => forkNode('/no/such/node', child), dataFolder: '', version: '', onState: (state) => states.push(state) })
    expect(await client.call('echo', 1, {}).result).toMatchObject({ ok: false, error: { code: 'host-stopped' } })
    await expect.poll(() => client.state.state).toBe('stopped')
  })
})

describe('the check of the runtime', () => {
  it.each(['8', '9', undefined])('refuses interface version %s in words, before anything is loaded', (napi) => {
    const said: unknown[] = []
    let listener: (message: ToHost) => void = () => undefined
    const parent: Parent = { send: (message) => said.push(message), finish: (message) => said.push(message), onMessage: (given) => (listener = given) }
    serve(parent, { napi, load: () => Promise.reject(new Error('loaded all the same')) })
    listener({ open: { dataFolder: '/data', version: '1' } })
    expect(said).toEqual([{ refused: { code: 'unsupported', message: expect.stringContaining('请安装新版程序') } }])
  })
})
