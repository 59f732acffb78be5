/** A main process for host.test.ts: the product's client and launcher over a utility process, without a window. */
import { app } from 'electron'
import { createHostClient } from '../host/client.ts'
import type { HostState } from '../host/client.ts'
import { forkUtility } from '../host/forkUtility.ts'

app.setPath('userData', process.env.CASEBOOK_PROFILE ?? '')
app.commandLine.appendSwitch('disable-gpu')

void app.whenReady().then(() => {
  const states: HostState['state'][] = []
  const client = createHostClient({
    launch: () => forkUtility(process.env.CASEBOOK_TEST_ENTRY ?? ''),
    dataFolder: process.env.CASEBOOK_PROFILE ?? '',
    version: '1.0.0',
    onState: ({ state }) => states.push(state),
  })
  Object.assign(globalThis, {
    async ask(operations: string[]) {
      const answers = await Promise.all(operations.map((operation) => client.call(operation, { bytes: new Uint8Array([1, 2, 3]) }, {}).result))
      return { answers, state: client.state, states }
    },
    closeHost: () => client.close(10_000),
  })
})
