import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  KEYRING_FILE,
  addUser,
  createKeyring,
  isKeyOf,
  keyringForBackup,
  listLogins,
  peekKey,
  readKeyring,
  removeUser,
  renewRecovery,
  setPassword,
  unlock,
  unlockWithRecovery,
} from './keyring.ts'
import { PASSWORD, WORK, newKey, refusal, removeFoldersAfterEach, temporaryFolder } from './testing.ts'
import { SCRYPT_N } from './wrapping.ts'

removeFoldersAfterEach()

let folder = ''
let now = 5000
const options = { work: WORK, uptime: () => now }
beforeEach(() => {
  folder = temporaryFolder()
  now = 5000
})

const make = () => createKeyring(folder, { login: '张三', password: PASSWORD }, options)
const path = () => join(folder, KEYRING_FILE)

describe('opening', () => {
  test('the password and the recovery code give the same key', async () => {
    const { key, recoveryCode } = await make()
    expect(key.length).toBe(32)
    expect((await unlock(folder, '张三', PASSWORD, options)).equals(key)).toBe(true)
    expect((await unlock(folder, ' 张三　', PASSWORD.normalize('NFKC').replace('2', '２'), options)).equals(key)).toBe(true)
    expect((await unlockWithRecovery(folder, recoveryCode.toLowerCase().replaceAll('-', ' '), options)).equals(key)).toBe(true)
    expect(await isKeyOf(folder, key)).toBe(true)
    expect(await isKeyOf(folder, newKey())).toBe(false)
  })

  test('the file holds neither key, password nor code, is its owner’s alone, and nothing is left beside it', async () => {
    const { key, recoveryCode } = await make()
    const text = readFileSync(path(), 'utf8')
    for (const secret of [key.toString('hex'), key.toString('base64'), PASSWORD, recoveryCode, recoveryCode.replaceAll('-', '')]) expect(text).not.toContain(secret)
    expect(readdirSync(folder)).toEqual([KEYRING_FILE])
  })

  test('the product writes the full cost, and reads it', async () => {
    const { key } = await createKeyring(folder, { login: 'li', password: PASSWORD })
    expect((await readKeyring(folder)).users[0]?.wrapped.n).toBe(SCRYPT_N)
    expect(SCRYPT_N).toBe(131072)
    expect((await unlock(folder, 'LI', PASSWORD)).equals(key)).toBe(true)
  })

  test('an entry copied to another login does not open', async () => {
    const { key } = await make()
    await addUser(folder, key, 'wang', '另一个密码12345', options)
    const keyring = await readKeyring(folder)
    const [zhang, wang] = keyring.users
    wang!.wrapped = zhang!.wrapped
    writeFileSync(path(), JSON.stringify(keyring))
    await refusal(() => unlock(folder, 'wang', PASSWORD, options), 'password')
    expect((await unlock(folder, '张三', PASSWORD, options)).equals(key)).toBe(true)
  })

  test('a missing, broken or extravagant file is told apart', async () => {
    await refusal(() => unlock(folder, '张三', PASSWORD, options), 'not-found')
    await make()
    const good = readFileSync(path(), 'utf8')
    for (const bad of ['', '{', good.slice(0, 300), good.replace('casebook-keyring-1', 'other'), good.replace('"n": 1024', '"n": 1000')]) {
      writeFileSync(path(), bad)
      await refusal(() => unlock(folder, '张三', PASSWORD, options), 'damaged')
    }
    writeFileSync(path(), good.replace('"n": 1024', `"n": ${2 ** 21}`))
    await refusal(() => unlock(folder, '张三', PASSWORD, options), 'damaged')
  })
})

describe('wrong passwords', () => {
  test('an unknown login gets the same words, and its tries are counted as well', async () => {
    await make()
    const said: string[][] = []
    for (const login of ['张三', '没有这个人']) {
      const words: string[] = []
      for (let i = 0; i < 4; i++) words.push((await refusal(() => unlock(folder, login, 'wrong wrong', options), 'password')).message)
      words.push((await refusal(() => unlock(folder, login, 'wrong wrong', options), 'locked-out')).message)
      now += 60
      words.push((await refusal(() => unlock(folder, login, PASSWORD, options), 'locked-out')).message)
      now -= 60
      said.push(words)
    }
    expect(said[0]).toEqual(said[1])
    expect(said[0]?.[0]).toContain('还可以再试 4 次')
    expect(said[0]?.[5]).toContain('29 分钟')
    expect(readFileSync(path(), 'utf8')).not.toContain('没有这个人')
  })

  test('five lock the login for thirty minutes, also across a restart of the program and of the computer; others go on', async () => {
    const { key, recoveryCode } = await make()
    await addUser(folder, key, 'wang', '另一个密码12345', options)
    for (let i = 0; i < 5; i++) await unlock(folder, '张三', 'wrong wrong', options).catch(() => {})
    await refusal(() => unlock(folder, '张三', PASSWORD, options), 'locked-out')
    await unlock(folder, 'wang', '另一个密码12345', options)
    await unlockWithRecovery(folder, recoveryCode, options)
    now = 20 // the computer was restarted
    expect((await refusal(() => unlock(folder, '张三', PASSWORD, options), 'locked-out')).message).toContain('30 分钟')
    now = 29 * 60
    await refusal(() => unlock(folder, '张三', PASSWORD, options), 'locked-out')
    now = 30 * 60
    expect((await unlock(folder, '张三', PASSWORD, options)).equals(key)).toBe(true)
  })

  test('a right password clears the count', async () => {
    await make()
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 4; i++) await refusal(() => unlock(folder, '张三', 'wrong wrong', options), 'password')
      await unlock(folder, '张三', PASSWORD, options)
    }
    expect((await readKeyring(folder)).attempts).toEqual({})
  })

  test('tries side by side are counted one by one', async () => {
    await make()
    const codes = await Promise.all(
      Array.from({ length: 12 }, (_each, i) => unlock(folder, '张三', `wrong wrong ${i}`, options).then(() => 'opened', (error: { code: string }) => error.code)),
    )
    expect(codes.filter(code => code === 'password')).toHaveLength(4)
    expect(codes.filter(code => code === 'locked-out')).toHaveLength(8)
  })

  test('recovery codes are limited likewise, but a slip of the pen costs nothing', async () => {
    const { recoveryCode } = await make()
    const stranger = await createKeyring(temporaryFolder(), { login: 'x', password: PASSWORD }, options)
    for (let i = 0; i < 9; i++) await refusal(() => unlockWithRecovery(folder, recoveryCode.slice(0, -1), options), 'invalid')
    for (let i = 0; i < 4; i++) await refusal(() => unlockWithRecovery(folder, stranger.recoveryCode, options), 'password')
    await refusal(() => unlockWithRecovery(folder, stranger.recoveryCode, options), 'locked-out')
    await refusal(() => unlockWithRecovery(folder, recoveryCode, options), 'locked-out')
    await unlock(folder, '张三', PASSWORD, options)
  })

  test('a look into a backup’s keyring counts and writes nothing', async () => {
    const { key, recoveryCode } = await make()
    const before = readFileSync(path(), 'utf8')
    await refusal(() => peekKey(folder, { login: '张三', password: 'wrong wrong' }), 'password')
    await refusal(() => peekKey(folder, { login: 'nobody', password: 'wrong wrong' }), 'password')
    expect((await peekKey(folder, { login: '张三', password: PASSWORD })).equals(key)).toBe(true)
    expect((await peekKey(folder, { recoveryCode })).equals(key)).toBe(true)
    expect(readFileSync(path(), 'utf8')).toBe(before)
  })
})

describe('accounts', () => {
  test('users come and go, passwords change, and old ones stop working', async () => {
    const { key } = await make()
    await addUser(folder, key, 'Wang', '另一个密码12345', options)
    expect(await listLogins(folder)).toEqual(['张三', 'wang'])
    await refusal(() => addUser(folder, key, 'ＷＡＮＧ', '另一个密码12345', options), 'conflict')
    await setPassword(folder, key, 'wang', '新的密码67890', options)
    await refusal(() => unlock(folder, 'wang', '另一个密码12345', options), 'password')
    expect((await unlock(folder, 'wang', '新的密码67890', options)).equals(key)).toBe(true)
    await removeUser(folder, key, 'wang')
    await refusal(() => unlock(folder, 'wang', '新的密码67890', options), 'password')
    await refusal(() => removeUser(folder, key, 'wang'), 'not-found')
    await refusal(() => setPassword(folder, key, 'wang', '新的密码67890', options), 'not-found')
    await refusal(() => removeUser(folder, key, '张三'), 'conflict')
  })

  test('a new password lifts the lock-out', async () => {
    const { key } = await make()
    for (let i = 0; i < 5; i++) await unlock(folder, '张三', 'wrong wrong', options).catch(() => {})
    await setPassword(folder, key, '张三', '重设之后的密码8', options)
    await unlock(folder, '张三', '重设之后的密码8', options)
  })

  test('a renewed recovery code replaces the old one', async () => {
    const { key, recoveryCode } = await make()
    const renewed = await renewRecovery(folder, key, options)
    await refusal(() => unlockWithRecovery(folder, recoveryCode, options), 'password')
    expect((await unlockWithRecovery(folder, renewed, options)).equals(key)).toBe(true)
  })

  test('a foreign key is never wrapped', async () => {
    await make()
    const before = readFileSync(path(), 'utf8')
    await expect(addUser(folder, newKey(), 'wang', '另一个密码12345', options)).rejects.toThrow(TypeError)
    expect(readFileSync(path(), 'utf8')).toBe(before)
  })

  test('weak passwords and impossible logins are refused with the field', async () => {
    const fields = async (login: string, password: string) => (await refusal(() => createKeyring(folder, { login, password }, options), 'invalid')).fields
    expect(await fields('li', '1234567')).toMatchObject([{ path: 'password', message: expect.stringContaining('至少 8 位') as unknown }])
    expect(await fields('jianchaguan', 'JianChaGuan')).toMatchObject([{ path: 'password' }])
    expect(await fields('li', 'x'.repeat(129))).toMatchObject([{ path: 'password' }])
    expect(await fields('  ', PASSWORD)).toMatchObject([{ path: 'login' }])
    expect(await fields('a b', PASSWORD)).toMatchObject([{ path: 'login' }])
    expect(await fields('x'.repeat(33), PASSWORD)).toMatchObject([{ path: 'login' }])
    expect(readdirSync(folder)).toEqual([])
  })

  test('a second keyring is not made over the first; the copy for a backup has no counters', async () => {
    await make()
    await refusal(() => make(), 'conflict')
    await unlock(folder, '张三', 'wrong wrong', options).catch(() => {})
    expect(Object.keys((await readKeyring(folder)).attempts)).toEqual(['user:张三'])
    expect(JSON.parse(await keyringForBackup(folder))).toMatchObject({ attempts: {} })
  })
})
