import { isAbsolute, join, normalize, relative } from 'node:path'
import { appOrigin } from './channels.ts'

/** Sent with every file. Styles set through the DOM (`element.style`) are allowed by it, style attributes and elements in markup are not. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  // One worker of our own, which reads PDF files away from the page.
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  woff: 'font/woff',
  ttf: 'font/ttf',
  json: 'application/json; charset=utf-8',
}

/** MIME type of a file of the page, or null for a kind that is not served. */
export function mimeType(path: string): string | null {
  return types[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? null
}

/**
 * Finds the file behind an address of the page. Anything that is not a plain path below `folder` is refused.
 *
 * @returns an absolute path, or null: another origin, a way out of the folder, a kind of file that is not served
 */
export function resolveAsset(folder: string, address: string): string | null {
  let path: string
  try {
    const url = new URL(address)
    if (`${url.protocol}//${url.host}` !== appOrigin || url.username !== '' || url.password !== '') return null
    path = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (path.includes('\0') || path.includes('\\')) return null
  const file = normalize(join(folder, path === '/' ? '/index.html' : path))
  const below = relative(folder, file)
  if (below === '' || below.startsWith('..') || isAbsolute(below) || mimeType(file) === null) return null
  return file
}
