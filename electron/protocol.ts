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

/**
 * Serves the built page from `folder` at app://casebook/.
 *
 * Whole buffers, and not `protocol.handle`: its Response and streams bring a second network stack into main, 7 MB and a slower start for nothing.
 */
export function serveApp(session: Session, folder: string): void {
  session.protocol.registerBufferProtocol('app', (request, answer) => {
    const file = request.method === 'GET' ? resolveAsset(folder, request.url) : null
    const type = file && mimeType(file)
    const refuse = (): void => answer({ statusCode: 404, headers, mimeType: 'text/plain', data: Buffer.alloc(0) })
    if (!file || !type) return refuse()
    // The files are part of the program and do not change while it runs. `mimeType` wants the type without its charset.
    readFile(file).then((data) => answer({ headers: { ...headers, 'content-type': type }, mimeType: type.replace(/;.*/, ''), data }), refuse)
  })
}
