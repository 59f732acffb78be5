import { app, session } from 'electron'
import type { IpcMainEvent, IpcMainInvokeEvent, Session, WebContents, WebPreferences } from 'electron'
import { appOrigin } from './channels.ts'

/** For every window. Nothing here is ever relaxed for one of them. */
export const hardened: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  spellcheck: false, // would fetch dictionaries, and keep words
  devTools: false,
}

/** Must run before the app is ready. */
export function hardenProcess(): void {
  // Every window asks for the sandbox itself; this is for whatever else Chromium starts. Root, in tests only, cannot have one.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // No name is ever looked up, not even for a dns-prefetch hint, which no policy covers.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('disable-http-cache')
  app.commandLine.appendSwitch('disable-gpu-shader-disk-cache')
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('disable-component-update')
  app.commandLine.appendSwitch('disable-domain-reliability')
  // Forms and tables need no GPU, and office PCs have its worst drivers. Where there is none, the page of one start in twenty waited
  // for ever for a GPU process that had ended (seen on Electron 25 in a virtual display).
  app.commandLine.appendSwitch('disable-gpu')
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp')
  app.on('session-created', guardSession)
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  app.on('certificate-error', (_event, _contents, _url, _error, _certificate, answer) => answer(false))
}

/** Whether a request stays inside the program: its own files, and images the page itself holds. */
export function isOwnAddress(address: string): boolean {
  return address.startsWith(`${appOrigin}/`) || address.startsWith('data:') || address.startsWith(`blob:${appOrigin}/`)
}

function guardSession(guarded: Session): void {
  guarded.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  guarded.setPermissionCheckHandler(() => false)
  guarded.setDevicePermissionHandler(() => false)
  guarded.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwnAddress(details.url) }))
  guarded.setSpellCheckerEnabled(false)
  guarded.on('will-download', (event) => event.preventDefault())
  // A second wall behind the one above: whatever got past it would meet a proxy that does not exist.
  void guarded.setProxy({ mode: 'fixed_servers', proxyRules: 'socks5://0.0.0.0:1', proxyBypassRules: '<-loopback>' })
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('login', (event) => event.preventDefault())
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault()
    choose('')
  })
}

/** The session of a window: in memory only, without a disk cache, so that nothing of the page reaches the disk. */
export function memorySession(name: string): Session {
  return session.fromPartition(name, { cache: false })
}

/** Whether a message comes from the top frame of our one window while it shows our own page. */
export function isOurPage(event: IpcMainEvent | IpcMainInvokeEvent, contents: WebContents | undefined): boolean {
  const frame = event.senderFrame
  if (!contents || contents.isDestroyed() || event.sender !== contents || !frame) return false
  return frame === contents.mainFrame && frame.url.startsWith(`${appOrigin}/`)
}
