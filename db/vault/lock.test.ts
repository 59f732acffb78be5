import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LOCK_FILE, lockFolder } from './lock.ts'
import { refusal, removeFoldersAfterEach, temporaryFolder } from './testing.ts'

removeFoldersAfterEach()

test('one holder at a time, also within one process; released, it is free again', async () => {
  const folder = join(temporaryFolder(), 'data')
  const first = lockFolder(folder)
  await refusal(() => lockFolder(folder), 'in-use')
  await refusal(() => lockFolder(folder), 'in-use') // a refused try must not drop the first one's lock
  first.release()
  first.release()
  const second = lockFolder(folder)
  second.release()
  expect(readdirSync(folder)).toEqual([LOCK_FILE])
  expect(statSync(join(folder, LOCK_FILE)).size).toBe(0)
})

test('another process is kept out, and killing it with signal 9 frees the folder', async () => {
  const folder = temporaryFolder()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'lock.child.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await once(child.stdout, 'data')
    await refusal(() => lockFolder(folder), 'in-use')
  } finally {
    child.kill('SIGKILL')
  }
  await once(child, 'exit')
  lockFolder(folder).release()
})

test('two folders do not know of each other', () => {
  const a = lockFolder(temporaryFolder())
  const b = lockFolder(temporaryFolder())
  a.release()
  b.release()
})
