import { BrowserWindow } from 'electron'
import type { WebContents } from 'electron'
import { hardened, memorySession } from './security.ts'

/** For a sheet to print: no scripts, no requests, its own styles and images inside it. */
const sheetPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)
}

/** Chromium draws the margins that a sheet describes itself from this version on; for older ones they are given beside it. */
const drawsMargins = Number(process.versions.chrome.split('.')[0]) >= 131

/**
 * Shows a document of the page's own making in a hidden window without scripts.
 *
 * @param html the content of the body, with its own <style>
 */
async function withSheet<T>(title: string, html: string, work: (contents: WebContents) => Promise<T>): Promise<T> {
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
    return await work(window.webContents)
  } finally {
    window.destroy()
    session.protocol.unregisterProtocol('app')
  }
}

/** @param headline above each page, beside the page number; null for sheets that have neither */
export interface Sheet {
  title: string
  html: string
  headline: string | null
}

/**
 * Prints a sheet.
 *
 * @returns false when the user cancelled
 * @throws Error with what to do, in Chinese, when there is no printer or it failed
 */
export function printHtml({ title, html, headline }: Sheet): Promise<boolean> {
  const margins = headline !== null && !drawsMargins ? { header: headline, footer: ' ' } : {}
  return withSheet(
    title,
    html,
    (contents) =>
      new Promise((done, failed) => {
        contents.print({ silent: false, printBackground: true, ...margins }, (printed, reason) => {
          if (printed) done(true)
          else if (/cancel/i.test(reason)) done(false)
          else failed(new Error('没有打印成功，内容没有丢失。请检查打印机是否开机并已连接，再打印一次。'))
        })
      }),
  )
}

/** The sheet as a PDF file, A4 as its own styles have it, with numbered pages. */
export function pdfOf({ title, html, headline }: Sheet): Promise<Buffer> {
  const small = (text: string) => `<div style="width:100%;font-size:9px;text-align:center;font-family:SimSun,'Noto Serif CJK SC',serif">${text}</div>`
  const margins =
    headline !== null && !drawsMargins
      ? { displayHeaderFooter: true, headerTemplate: small(escape(headline)), footerTemplate: small('第 <span class="pageNumber"></span> 页　共 <span class="totalPages"></span> 页') }
      : {}
  return withSheet(title, html, (contents) => contents.printToPDF({ preferCSSPageSize: true, printBackground: true, ...margins }))
}
