import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Plugin } from 'vite'

/** The file a module came from: without the marks that bundlers put before and behind it. */
function pathOf(id: string): string {
  return id.replace(/^\0+(?:[\w-]+:)?/, '').replace(/\?.*$/, '')
}

/** Files below node_modules among these modules, relative to `root` with slashes, sorted, each once. */
export function packagedFiles(root: string, ids: Iterable<string>): string[] {
  const files = new Set<string>()
  for (const id of ids) {
    const path = relative(root, pathOf(id)).split(sep).join('/')
    if (path.startsWith('node_modules/')) files.add(path)
  }
  return [...files].sort()
}

/** Notes in out/bundled/<part>.json which files of which packages went into this part of the program: their licences travel with it. */
export function noteBundledPackages(root: string, part: string): Plugin {
  return {
    name: 'bundled-packages',
    generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap((made) => (made.type === 'chunk' ? made.moduleIds : made.originalFileNames.map((name) => join(root, name))))
      mkdirSync(join(root, 'out/bundled'), { recursive: true })
      writeFileSync(join(root, `out/bundled/${part}.json`), `${JSON.stringify(packagedFiles(root, ids), null, 1)}\n`)
    },
  }
}
