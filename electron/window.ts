import { join } from 'node:path'
import { BrowserWindow, app, dialog, screen } from 'electron'
import { appOrigin } from './channels.ts'
import { hardened, memorySession } from './security.ts'
import { placeWindow, readWindowState, smallest, writeWindowState } from './windowState.ts'
import type { WindowState } from './windowState.ts'

export const windowTitle = '检察司法救助办案台账'
const ground = '#F5F7FA'

export interface MainWindow {
  window: BrowserWindow
  textScale(): number
  setTextScale(percent: number): void
}

const statePath = (): string => join(app.getPath('userData'), 'window.json')

function areas() {
  const main = screen.getPrimaryDisplay()
  return [main, ...screen.getAllDisplays().filter((display) => display.id !== main.id)].map((display) => display.workArea)
}

/** Opens the one window, where it was left. Its page comes from app://casebook/, its session lives in memory. */
export function openMainWindow(preload: string): MainWindow {
  const state: WindowState = readWindowState(statePath())
  const window = new BrowserWindow({
    ...placeWindow(state.box, areas()),
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: windowTitle,
    backgroundColor: ground,
    show: false,
    webPreferences: { ...hardened, preload, session: memorySession('casebook') },
  })
  if (state.maximized) window.maximize()
  const contents = window.webContents

  const remember = (): void => {
    if (window.isDestroyed()) return
    // The place to return to is the one before maximizing.
    writeWindowState(statePath(), { box: window.getNormalBounds(), maximized: window.isMaximized(), textScale: state.textScale })
  }
  window.on('close', remember)
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => window.show())
  contents.on('did-finish-load', () => contents.setZoomFactor(state.textScale / 100))
  // Chromium goes to about:blank without asking anybody. Such a page is heard by nobody, and ours comes back.
  contents.on('did-navigate', (_event, address) => {
    if (!address.startsWith(`${appOrigin}/`)) void window.loadURL(`${appOrigin}/index.html`)
  })
  recoverPage(window)
  void window.loadURL(`${appOrigin}/index.html`)

  return {
    window,
    textScale: () => state.textScale,
    setTextScale(percent) {
      state.textScale = percent
      contents.setZoomFactor(percent / 100)
      remember()
    },
  }
}

/** A page that crashed is loaded again: the drafts are in the database, and the sign-in is with the host. */
function recoverPage(window: BrowserWindow): void {
  const crashes: number[] = []
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return
    const now = Date.now()
    crashes.push(now)
    if (crashes.filter((time) => now - time < 60_000).length < 3) return window.webContents.reload()
    dialog.showErrorBox('窗口多次出错，已停止', '已保存的内容不受影响。请退出程序后重新打开；仍不行，请重新启动电脑。')
    app.quit()
  })
  window.on('unresponsive', () => {
    void dialog
      .showMessageBox(window, {
        type: 'warning',
        title: windowTitle,
        message: '窗口暂时没有响应',
        detail: '已保存的内容不受影响。可以再等一会儿，也可以重新载入页面，未保存的表单会从草稿恢复。',
        buttons: ['继续等待', '重新载入'],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      })
      .then(({ response }) => {
        if (response === 1 && !window.isDestroyed()) window.webContents.reload()
      })
  })
}

/** Says that a backup is being made while the program is left. A window of its own, so that it does not depend on the page. */
export function showLeaving(parent: BrowserWindow): BrowserWindow {
  const notice = new BrowserWindow({
    parent,
    modal: true,
    width: 360,
    height: 120,
    useContentSize: true,
    frame: false,
    resizable: false,
    show: false,
    title: windowTitle,
    backgroundColor: '#FFFFFF',
    webPreferences: { ...hardened, javascript: false, session: memorySession('notice') },
  })
  notice.once('ready-to-show', () => notice.show())
  const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${windowTitle}</title>
<body style="margin:0;display:flex;align-items:center;justify-content:center;height:100vh;border:1px solid #DDE3EA;box-sizing:border-box;color:#1F2A37;font:14px 'Noto Sans CJK SC','Microsoft YaHei','HarmonyOS Sans SC',sans-serif">正在备份并退出，请稍候</body></html>`
  void notice.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`)
  return notice
}
