import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Runtime } from './unpack.ts'

/** The Electron that the setup found, handed over in the environment by build/package.mjs and build/packageCheck.mjs. */
export function runtimeAtHand(): Runtime {
  const executable = process.env.ELECTRON_EXEC_PATH
  if (!executable) throw new Error('start this with npm run package')
  const folder = dirname(executable)
  const substitute = process.env.CASEBOOK_HOST_NODE !== undefined
  return { folder, version: readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, ''), substitute, node: process.env.CASEBOOK_HOST_NODE ?? process.execPath }
}
