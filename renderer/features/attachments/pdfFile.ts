import './olderRuntime.ts'
import { getDocument, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/**
 * Reads PDF files inside the window with pdf.js. The reading is done by a worker from the program's own files; nothing is fetched, compiled or run from
 * the file: tables and fonts that a Chinese PDF may leave out are bundled as modules, scripts and forms in it are ignored.
 */

type Bundled = Record<string, () => Promise<string>>
/** How Chinese PDFs that embed no font number their characters. Japanese and Korean tables would be a megabyte more. */
const cmaps = import.meta.glob<string>('../../../node_modules/pdfjs-dist/cmaps/{GB*,UniGB*,Adobe-GB1*,UniCNS*,Adobe-CNS1*,ETen*,B5*}.bcmap', { query: '?inline', import: 'default' })
/** The fourteen fonts every PDF may rely on without having them inside. */
const fonts = import.meta.glob<string>('../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', { query: '?inline', import: 'default' })

async function bundled(files: Bundled, name: string): Promise<Uint8Array> {
  const path = Object.keys(files).find((each) => each.endsWith(`/${name}`))
  const load = path === undefined ? undefined : files[path]
  if (!load) throw new Error(`${name} is not bundled`)
  const text = atob((await load()).replace(/^data:[^,]*,/, ''))
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0))
}

/** Hands pdf.js what it would otherwise fetch. */
class BundledData {
  fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    return bundled(kind === 'cMapUrl' ? cmaps : fonts, filename)
  }
}

/** A page of a drawing may be large, a picture of a hundred million points is not a scan. */
const LARGEST_IMAGE = 100_000_000

export interface OpeningPdf {
  /** Rejects for a file that cannot be read; see `pdfTrouble`. */
  document: Promise<PDFDocumentProxy>
  /** Ends the reading and gives the memory back. */
  close(): void
}

/** Begins to read a file. The bytes are given away: the worker owns them afterwards. */
export function openPdf(bytes: Uint8Array): OpeningPdf {
  const port = new Worker(new URL('./pdfWorker.ts', import.meta.url), { type: 'module' })
  const worker = PDFWorker.create({ port })
  const task = getDocument({
    worker,
    data: bytes,
    BinaryDataFactory: BundledData,
    useWorkerFetch: false,
    cMapUrl: 'bundled/',
    cMapPacked: true,
    standardFontDataUrl: 'bundled/',
    useWasm: false,
    wasmUrl: new URL('assets/pdf/', document.baseURI).href,
    disableWorkerRendering: true,
    enableXfa: false,
    maxImageSize: LARGEST_IMAGE,
    verbosity: 0,
  })
  const failed = new Promise<never>((_done, fail) => port.addEventListener('error', () => fail(new Error('the worker ended')), { once: true }))
  return {
    document: Promise.race([task.promise, failed]),
    close() {
      const end = () => {
        worker.destroy()
        port.terminate()
      }
      void task.destroy().then(end, end)
    },
  }
}

/** What to tell the person at the screen when a file could not be shown. */
export function pdfTrouble(thrown: unknown): string {
  const name = thrown instanceof Error ? thrown.name : ''
  if (name === 'PasswordException') return '这个 PDF 设有打开密码，这里不能显示。请点“保存到…”，用 PDF 软件输入密码后查看；建议去掉密码后重新添加一份。'
  return '这个 PDF 读不出来，文件可能不完整。原文件仍在附件里，可以点“保存到…”后用 PDF 软件打开；仍打不开的，请重新扫描后添加。'
}
