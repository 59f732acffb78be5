/** The host: the process that owns the database. */
import { join } from 'node:path'
import { serveAsHost } from './entry.ts'
import { startWorker } from './worker.ts'

serveAsHost(async ({ dataFolder, version }) => {
  // Loaded only here, after the check of the runtime: importing it loads the driver.
  const { createDispatcher } = await import('../../db/operations/dispatch.ts')
  return createDispatcher({
    dataFolder,
    appVersion: version,
    demoLedger: join(__dirname, 'demonstration.xlsx'),
    startJob: startWorker(join(__dirname, 'job.cjs')),
    onBug: (thrown) => console.error(thrown),
  })
})
