import { BrowserWindow } from 'electron'
import { hardened, memorySession } from './security.ts'

/** For a sheet to print: no scripts, no requests, its own styles and images inside it. */
const sheetPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)
}

/**
 * Prints a document of the page's own making through a hidden window without scripts.
 *
 * @param html the content of the body, with its own <style>
 * @returns false when the user cancelled
 * @throws Error with what to do, in Chinese, when there is no printer or it failed
 */
export async function printHtml(title: string, html: string): Promise<boolean> {
  // Its own session each time: what was printed is gone with the window.
  const session = memorySession(`print-${Date.now()}`)
  const address = 'app://print/sheet'
  const document = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escape(title)}</title></head><body>${html}</body></html>`
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: details.url !== address && !details.url.startsWith('data:image/') }))
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': sheetPolicy, 'cache-control': 'no-store' }
  session.protocol.registerBufferProtocol('app', (_request, answer) => answer({ headers, mimeType: 'text/html', data: Buffer.from(document) }))
  const window = new BrowserWindow({ show: false, title, webPreferences: { ...hardened, javascript: false, session } })
  try {
    await window.loadURL(address)
    return await new Promise((done, failed) => {
      window.webContents.print({ silent: false, printBackground: true }, (printed, reason) => {
        if (printed) done(true)
        else if (/cancel/i.test(reason)) done(false)
        else failed(new Error('没有打印成功，内容没有丢失。请检查打印机是否开机并已连接，再打印一次。'))
      })
    })
  } finally {
    window.destroy()
    session.protocol.unregisterProtocol('app')
  }
}
