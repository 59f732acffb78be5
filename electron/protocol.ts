import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import type { Session } from 'electron'
import { contentSecurityPolicy, mimeType, resolveAsset } from './assets.ts'

/** Must run before the app is ready. No service workers, no fetch: the page needs neither. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
}

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** Serves the built page from `folder` at app://casebook/. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle('app', async (request) => {
    const file = request.method === 'GET' ? resolveAsset(folder, request.url) : null
    if (file === null) return new Response(null, { status: 404, headers })
    try {
      // The files are part of the program and do not change while it runs.
      return new Response(await readFile(file), { headers: { ...headers, 'content-type': mimeType(file) ?? '' } })
    } catch {
      return new Response(null, { status: 404, headers })
    }
  })
}
