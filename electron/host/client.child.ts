/** A host with a dispatcher of its own, for the tests of the transport: everything but the dispatcher is the product's. */
import { CasebookError } from '../../db/domain/errors.ts'
import { serveAsHost } from './entry.ts'

const dispatcher: Parameters<typeof serveAsHost>[0] = async ({ dataFolder, version }) => ({
  async call(operation, input, context) {
    switch (operation) {
      case 'crash':
        process.kill(process.pid, 'SIGKILL')
        return new Promise(() => undefined)
      case 'throw':
        setImmediate(() => {
          throw new Error('thrown outside any call')
        })
        return new Promise(() => undefined)
      case 'untilCancelled':
        for (let done = 0; Atomics.load(context.cancelFlag, 0) === 0; done += 1) {
          context.onProgress({ done, total: 0, label: '等待' })
          await new Promise((next) => setTimeout(next, 5))
        }
        return { ok: false, error: { code: 'cancelled', message: '已取消' } }
      case 'never':
        return new Promise(() => undefined)
      default:
        return { ok: true, value: { operation, input, files: context.files, dataFolder, version, pid: process.pid } }
    }
  },
  async close() {
    if (dataFolder === 'hangs on close') await new Promise(() => undefined)
    if (dataFolder === 'full on close') throw new CasebookError('disk-full', '磁盘空间已满')
  },
})

// No driver here, so that this host runs on any runtime.
serveAsHost(dispatcher, process.env.CASEBOOK_TEST_NAPI ?? process.versions.napi)
