/** Boot order: harden, one instance, own scheme, host, window. Leaving closes the host first, which makes its backup. */
import { join } from 'node:path'
import { app, dialog, powerMonitor } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Failure } from '../db/domain/errors.ts'
import { watchAbsence } from './absence.ts'
import { channels } from './channels.ts'
import { forPage, letPageLeave, letPageLock, listen } from './calls.ts'
import { createHostClient } from './host/client.ts'
import type { HostClient } from './host/client.ts'
import { forkNode } from './host/forkNode.ts'
import { forkUtility } from './host/forkUtility.ts'
import { canLoadDriver } from './host/napi.ts'
import { setMenu } from './menu.ts'
import { registerScheme, serveApp } from './protocol.ts'
import { hardenProcess, memorySession } from './security.ts'
import { createShell } from './shell.ts'
import { createTokenStore } from './tokens.ts'
import { openMainWindow, showLeaving, windowTitle } from './window.ts'
import type { MainWindow } from './window.ts'

const draftLimit = 2_000
/** A page that has not locked itself by then hangs. */
const lockLimit = 5_000
/** A backup copies the attachments that came since the last one; gigabytes of scans take minutes. */
const closeLimit = 300_000
/** A backup that is quicker than this needs no notice. */
const noticeAfter = 300

/** The folder for what belongs to this user on this PC. On Windows not the roaming one, which servers copy. */
function profileFolder(): string {
  if (process.env.CASEBOOK_PROFILE) return process.env.CASEBOOK_PROFILE
  const local = process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined
  return join(local ?? app.getPath('appData'), 'Casebook')
}

/** What the user must know when the backup on leaving was not made. */
interface Leaving {
  failure: Failure | null
}

const notClosed: Failure = { code: 'host-stopped', message: '退出时数据程序没有正常结束，这次退出没有做成备份。已提示保存成功的内容都在。请重新打开程序，在“系统”中立即备份一次。' }

function startHost(main: () => MainWindow | null, ending: Leaving): HostClient {
  // Node's own loader, which starts the worker threads and may be the host's, cannot read inside the archive of an installed program.
  const entry = join(__dirname, 'host.cjs').replace(/([\\/]app\.asar)(?=[\\/])/, '$1.unpacked')
  const node = process.env.CASEBOOK_HOST_NODE
  // A runtime that can load the driver never runs the host anywhere else, whatever the environment says.
  const inNode = !canLoadDriver(process.versions.napi) && node
  return createHostClient({
    launch: () => (inNode ? forkNode(node, entry) : forkUtility(entry)),
    dataFolder: process.env.CASEBOOK_DATA ?? join(app.getPath('userData'), 'data'),
    version: app.getVersion(),
    onCloseFailure: (failure) => void (ending.failure = failure),
    onState(state) {
      const contents = main()?.window.webContents
      const told = forPage(state)
      if (told && contents && !contents.isDestroyed()) contents.send(channels.hostState, told)
    },
  })
}

function leaveProperly(main: MainWindow, host: HostClient, ending: Leaving): void {
  let left = false
  let leaving: Promise<void> | null = null
  let notice: BrowserWindow | null = null

  async function leave(): Promise<void> {
    await letPageLeave(main, draftLimit)
    const timer = setTimeout(() => {
      if (!main.window.isDestroyed()) notice = showLeaving(main.window)
    }, noticeAfter)
    const clean = await host.close(closeLimit)
    clearTimeout(timer)
    notice?.destroy()
    const failure = ending.failure ?? (clean ? null : notClosed)
    if (failure) {
      const detail = failure.message
      await dialog.showMessageBox({ type: 'warning', title: windowTitle, message: '退出前的备份没有做成', detail, buttons: ['知道了，退出'], noLink: true })
    }
    left = true
    app.quit()
  }

  app.on('before-quit', (event) => {
    if (left) return
    event.preventDefault()
    leaving ??= leave()
  })
  main.window.on('close', (event) => {
    if (left) return
    event.preventDefault()
    app.quit()
  })
  // Switching off. Asked to wait, the system leaves some time for the backup; the event is not in all published types.
  const endSession = (event?: { preventDefault(): void }): void => {
    event?.preventDefault()
    app.quit()
  }
  main.window.on('query-session-end', endSession) // Windows
  powerMonitor.on('shutdown', endSession) // Linux
}

async function open(): Promise<void> {
  await app.whenReady()
  serveApp(memorySession('casebook'), join(__dirname, '../renderer'))
  let main: MainWindow | null = null
  // Started before the window: it is ready by the time the page asks.
  const ending: Leaving = { failure: null }
  const host = startHost(() => main, ending)
  const opened = openMainWindow(join(__dirname, '../preload/preload.cjs'))
  main = opened
  const { window } = opened
  const tokens = createTokenStore()
  listen({ main: opened, host, tokens, shell: createShell(opened, tokens) })
  setMenu(opened)
  leaveProperly(opened, host, ending)
  watchAbsence(host, (absence) => letPageLock(opened, lockLimit, absence))
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
}

app.setName('Casebook')
app.setPath('userData', profileFolder())
hardenProcess()
if (app.requestSingleInstanceLock()) {
  registerScheme()
  void open()
} else {
  app.quit()
}
