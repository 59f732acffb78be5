/** One text with the licence of every library that travels in the package, made from what was really bundled. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface LicensedPackage {
  name: string
  version: string
  /** As package.json says it, or 'see below' where only a text says it. */
  licence: string
  /** Name of the file below the package, and its text. */
  texts: { file: string; text: string }[]
}

const licenceFile = /^(licen[cs]e|notice|copying|copyright)([._-].*)?$/i

/** Splits a path such as node_modules/a/node_modules/@b/c/lib/d.js into the package's folder (node_modules/a/node_modules/@b/c) and the file below it. */
export function packageOf(file: string): { folder: string; below: string } {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/@][^/]*)\/(.+)$/.exec(file)
  if (!match?.[1] || !match[2]) throw new Error(`${file} is no file of a package`)
  return { folder: match[1], below: match[2] }
}

function licenceTexts(folder: string, below: string): { file: string; text: string }[] {
  const at = join(folder, below)
  return readdirSync(at)
    .filter((name) => licenceFile.test(name) && statSync(join(at, name)).isFile())
    .sort()
    .map((name) => ({ file: below === '.' ? name : `${below}/${name}`, text: readFileSync(join(at, name), 'utf8').replace(/\r\n?/g, '\n').trim() }))
}

interface Manifest {
  name: string
  version: string
  license?: string | { type?: string }
  licenses?: { type?: string }[]
  author?: string | { name?: string }
}

function namedLicence({ license, licenses }: Manifest): string | undefined {
  if (typeof license === 'string') return license
  return license?.type ?? licenses?.map(({ type }) => type).filter(Boolean).join(' OR ')
}

/**
 * The packages these files belong to, each with its own licence texts and those that stand beside the files used (fonts and decoders inside a
 * package have licences of their own).
 *
 * @param root the folder that node_modules lies in
 * @throws Error naming every package that says nothing about its licence
 */
export function collectLicences(root: string, files: Iterable<string>): LicensedPackage[] {
  const used = new Map<string, Set<string>>()
  for (const file of files) {
    const { folder, below } = packageOf(file)
    used.set(folder, (used.get(folder) ?? new Set(['.'])).add(dirname(below)))
  }
  const silent: string[] = []
  const packages = [...used].map(([folder, places]) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest
    const texts = [...places].sort().flatMap((place) => licenceTexts(join(root, folder), place))
    const licence = namedLicence(manifest)
    if (!licence && texts.length === 0) silent.push(folder)
    const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name
    // Some packages say their licence by name only; who wrote them is then all there is to add.
    if (texts.length === 0 && author) texts.push({ file: 'package.json', text: `${licence ?? ''}, by ${author}` })
    return { name: manifest.name, version: manifest.version, licence: licence || 'see below', texts }
  })
  if (silent.length > 0) throw new Error(`no licence is stated by: ${silent.join(', ')}`)
  const seen = new Set<string>()
  return packages
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'))
    .filter(({ name, version }) => !seen.has(`${name}@${version}`) && seen.add(`${name}@${version}`))
}

/** The one file: a list on top, then the texts. Libraries with the very same text share it. */
export function licenceText(packages: readonly LicensedPackage[]): string {
  const sharers = new Map<string, string[]>()
  for (const { name, version, texts } of packages) {
    for (const { file, text } of texts) sharers.set(text, [...(sharers.get(text) ?? []), `${name} ${version} (${file})`])
  }
  const list = packages.map(({ name, version, licence }) => `  ${name} ${version}: ${licence}`)
  const texts = [...sharers].map(([text, names]) => `${'='.repeat(80)}\n${names.join('\n')}\n${'-'.repeat(80)}\n${text}\n`)
  const head = `Casebook contains these libraries. Electron and Chromium state theirs in LICENSE.electron.txt and LICENSES.chromium.html.\n`
  return `${head}\n${list.join('\n')}\n\n${texts.join('\n')}`
}

/** Files of packages that the bundler noted in out/bundled (build/bundledPackages.ts). @throws Error when nothing was built */
export function bundledFiles(root: string): string[] {
  const folder = join(root, 'out/bundled')
  if (!existsSync(folder)) throw new Error('out/bundled is missing: build first')
  return readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as string[])
}
