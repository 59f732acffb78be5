import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { removeFoldersAfterEach, temporaryFolder } from './testing.ts'
import { words } from './secrecy.words.ts'

removeFoldersAfterEach()

let child: ChildProcess | undefined
afterEach(async () => {
  if (!child || child.exitCode !== null) return
  child.stdin?.end()
  await once(child, 'exit')
})

interface Looked {
  /** Where a word was found: file and word. */
  found: string[]
  /** Everything that was searched. */
  files: string[]
}

/** The needles in the encodings in which SQLite and JavaScript keep text. Parts, because a page may end in the middle of a word. */
function needles(secrets: readonly string[]): { word: string; bytes: Buffer }[] {
  return secrets.flatMap(word => {
    const utf16 = Buffer.from(word, 'utf16le')
    return [Buffer.from(word), utf16, Buffer.from(utf16).swap16()].map(bytes => ({ word, bytes }))
  })
}

function look(path: string, name: string, secrets: ReturnType<typeof needles>, into: Looked): void {
  const bytes = readFileSync(path)
  into.files.push(name)
  for (const { word, bytes: needle } of secrets) if (bytes.includes(needle)) into.found.push(`${name}: ${word}`)
}

/** Runs the writer until it stops in the middle of a sort, then searches all it has on disk: named, unlinked but open, or mapped. */
async function searchAfter(mode: 'product' | 'plain' | 'spilling'): Promise<Looked> {
  const folder = temporaryFolder()
  const temporary = temporaryFolder()
  const env = { ...process.env, TMPDIR: temporary, SQLITE_TMPDIR: temporary, TEMP: temporary, TMP: temporary }
  child = spawn(process.execPath, [join(import.meta.dirname, 'secrecy.child.ts'), mode, folder], { stdio: ['pipe', 'pipe', 'inherit'], env })
  const [said] = (await once(child.stdout!, 'data')) as [Buffer]
  expect(said.toString()).toBe('ready\n')

  const looked: Looked = { found: [], files: [] }
  // The login may stand in the keyring: it is the name under which the key is kept.
  const secrets = needles([...words.written, words.password])
  for (const place of [folder, temporary]) {
    for (const name of readdirSync(place, { recursive: true }) as string[]) {
      if (statSync(join(place, name)).isFile()) look(join(place, name), name, secrets, looked)
    }
  }
  if (process.platform === 'linux') {
    const proc = `/proc/${child.pid}`
    for (const fd of readdirSync(`${proc}/fd`)) {
      const link = readlinkSync(`${proc}/fd/${fd}`)
      if (link.startsWith('/') && statSync(`${proc}/fd/${fd}`).isFile()) look(`${proc}/fd/${fd}`, `open ${link}`, secrets, looked)
    }
    const mapped = new Set(readFileSync(`${proc}/maps`, 'utf8').split('\n').flatMap(line => /\s(\/.*)$/.exec(line)?.[1] ?? []))
    for (const path of mapped) {
      const deleted = path.endsWith(' (deleted)')
      if (!deleted && path !== process.execPath && statSync(path).isFile()) look(path, `mapped ${path}`, secrets, looked)
      expect(deleted, `mapped and deleted: ${path}`).toBe(false)
    }
  }
  return looked
}

test('nothing of what was written can be read on disk: database, log, temporary files, backups, keyring', async () => {
  const { found, files } = await searchAfter('product')
  expect(found).toEqual([])
  for (const name of ['casebook.db', 'casebook.db-wal', 'casebook.db-shm', 'attachments.db', 'keyring.json', 'casebook.lock']) expect(files).toContain(name)
  expect(files.filter(name => /^backups.*\.(db|json)$/.test(name))).toHaveLength(4)
  if (process.platform === 'linux') expect(files.some(name => name.startsWith('open ') && name.endsWith('casebook.db'))).toBe(true)
})

test('counter-check: the same search finds every word in a database that is not encrypted', async () => {
  const { found } = await searchAfter('plain')
  for (const word of words.written) expect(found.some(each => each.endsWith(word))).toBe(true)
})

test.runIf(process.platform === 'linux')('counter-check: without temporary data in memory, unlinked sort files would hold the words in the clear', async () => {
  const { found, files } = await searchAfter('spilling')
  expect(files.some(name => name.endsWith('(deleted)'))).toBe(true)
  expect(found.length).toBeGreaterThan(0)
  expect(found.every(each => each.includes('(deleted)'))).toBe(true)
})
