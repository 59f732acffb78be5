import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, test } from 'vitest'
import { CasebookError } from '../domain/errors.ts'
import { closeQuietly, mapSqliteError, openEncrypted } from './connection.ts'
import { newKey, refusal, removeFoldersAfterEach, temporaryFolder } from './testing.ts'
import { storageState, verifyFile } from './verify.ts'

removeFoldersAfterEach()

let folder = ''
let path = ''
let key = newKey()
beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder, 'casebook.db')
  key = newKey()
})

function fill(rows = 2000): void {
  const db = openEncrypted(path, key, { create: true })
  db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)')
  const insert = db.prepare('INSERT INTO t (text) VALUES (?)')
  db.transaction(() => {
    for (let i = 0; i < rows; i++) insert.run(`李某救助 ${i} `.repeat(5))
  })()
  closeQuietly(db)
}

describe('opening', () => {
  test('keeps what it acknowledges and spills nothing', () => {
    const db = openEncrypted(path, key, { create: true })
    expect(storageState(db)).toEqual({ journalMode: 'wal', synchronous: 2, tempStore: 2, cipher: 'sqlcipher', foreignKeys: true, walPages: 0 })
    expect(db.pragma('secure_delete', { simple: true })).toBe(1)
    expect(db.pragma('cache_size', { simple: true })).toBe(-131072)
    expect(db.pragma('mmap_size', { simple: true })).toBe(0)
    db.close()
  })

  test('what was written is there again with the same key, and nothing else remains beside the file', () => {
    fill()
    expect(readdirSync(folder)).toEqual(['casebook.db'])
    const db = openEncrypted(path, key)
    expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(2000)
    expect(verifyFile(db)).toEqual([])
    db.close()
  })

  test('read-only leaves the folder as it was and refuses to write', () => {
    fill()
    const copy = join(folder, 'copy.db')
    const source = openEncrypted(path, key)
    source.prepare('VACUUM INTO ?').run(copy)
    closeQuietly(source)
    const before = readFileSync(copy)
    const db = openEncrypted(copy, key, { readonly: true })
    expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(2000)
    expect(() => db.exec('DELETE FROM t')).toThrow()
    expect(readdirSync(folder)).toEqual(['casebook.db', 'copy.db'])
    db.close()
    expect(readFileSync(copy).equals(before)).toBe(true)
  })

  test('another key is refused and the file stays as it was', async () => {
    fill()
    const before = readFileSync(path)
    await refusal(() => openEncrypted(path, newKey()), 'not-a-casebook')
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(() => openEncrypted(path, Buffer.alloc(16))).toThrow(TypeError)
  })

  test('a file that is not encrypted, or no database at all, is refused and stays', async () => {
    const plain = new Database(path)
    plain.exec('CREATE TABLE t (a)')
    plain.close()
    const before = readFileSync(path)
    await refusal(() => openEncrypted(path, key), 'not-a-casebook')
    expect(readFileSync(path).equals(before)).toBe(true)
    writeFileSync(path, '这是一个文本文件，不是数据库。'.repeat(200))
    await refusal(() => openEncrypted(path, key), 'not-a-casebook')
  })

  test('a missing file is not made, an emptied one is damage', async () => {
    await refusal(() => openEncrypted(path, key), 'not-found')
    await refusal(() => openEncrypted(join(folder, 'nowhere', 'casebook.db'), key), 'not-found')
    expect(readdirSync(folder)).toEqual([])
    writeFileSync(path, '')
    await refusal(() => openEncrypted(path, key), 'damaged')
    expect(readFileSync(path).length).toBe(0)
  })
})

describe('damage', () => {
  test('one altered byte in a page is found by reading it and by the check', async () => {
    fill()
    const bytes = readFileSync(path)
    bytes.writeUInt8(bytes.readUInt8(4096 * 20 + 300) ^ 1, 4096 * 20 + 300)
    writeFileSync(path, bytes)
    const db = openEncrypted(path, key)
    await refusal(() => {
      try {
        db.prepare('SELECT sum(length(text)) FROM t').get()
      } catch (error) {
        throw mapSqliteError(error)
      }
    }, 'damaged')
    expect(verifyFile(db)).toHaveLength(1)
    db.close()
  })

  test('a file cut short does not open', async () => {
    fill()
    writeFileSync(path, readFileSync(path).subarray(0, 4096 * 12))
    await refusal(() => openEncrypted(path, key), 'damaged')
  })

  test('a link to a missing record is found', () => {
    const db = openEncrypted(path, key, { create: true })
    db.exec('CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a INTEGER REFERENCES a)')
    db.pragma('foreign_keys=OFF')
    db.exec('INSERT INTO b VALUES (7)')
    expect(verifyFile(db)).toHaveLength(1)
    db.close()
  })
})

describe('errors in words', () => {
  test('a full disk: the save is refused, the rest stays, and there is room again later', async () => {
    fill()
    const db = openEncrypted(path, key)
    db.pragma(`max_page_count=${String(db.pragma('page_count', { simple: true }))}`)
    const save = (text: string) => {
      try {
        db.prepare('INSERT INTO t (text) VALUES (?)').run(text)
      } catch (error) {
        throw mapSqliteError(error)
      }
    }
    await refusal(() => save('大'.repeat(100_000)), 'disk-full')
    expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(2000)
    db.pragma('max_page_count=1073741823')
    save('大'.repeat(100_000))
    expect(verifyFile(db)).toEqual([])
    db.close()
  })

  test('full, foreign, damaged, busy and forbidden are different errors with different advice', async () => {
    const thrown = (code: string) => mapSqliteError(Object.assign(new Error('x'), { code }))
    const cases = {
      SQLITE_FULL: 'disk-full',
      ENOSPC: 'disk-full',
      SQLITE_NOTADB: 'not-a-casebook',
      SQLITE_CORRUPT: 'damaged',
      SQLITE_CORRUPT_INDEX: 'damaged',
      SQLITE_IOERR_READ: 'damaged',
      SQLITE_BUSY: 'conflict',
      SQLITE_READONLY_DIRECTORY: 'bad-place',
      EACCES: 'bad-place',
      SQLITE_CANTOPEN: 'not-found',
    } as const
    for (const [code, expected] of Object.entries(cases)) {
      await refusal(() => {
        throw thrown(code)
      }, expected)
    }
    const advice = ['SQLITE_FULL', 'SQLITE_NOTADB', 'SQLITE_CORRUPT', 'SQLITE_IOERR_READ', 'SQLITE_BUSY', 'EACCES', 'ENOENT'].map(code => thrown(code).message)
    expect(new Set(advice).size).toBe(advice.length)
  })

  test('an error that is already in words, or a bug, is passed on', () => {
    const known = new CasebookError('stale', '已被修改。')
    expect(mapSqliteError(known)).toBe(known)
    const bug = new TypeError('bug')
    expect(mapSqliteError(bug)).toBe(bug)
    expect(mapSqliteError('text')).toBeInstanceOf(Error)
  })
})
