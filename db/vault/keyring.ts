import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { CasebookError } from '../domain/errors.ts'
import type { Attempts, TryKind, Uptime } from './attempts.ts'
import { attemptsKey, countTry, failedTry, systemUptime } from './attempts.ts'
import { errorCode, mapSqliteError } from './connection.ts'
import { writeFileAtomically } from './files.ts'
import { checkPassword, normalizeLogin, normalizePassword } from './passwords.ts'
import { newRecoveryCode, parseRecoveryCode } from './recoveryCode.ts'
import { SCRYPT_N, damagedKeyring, pretendToUnwrap, unwrapKey, wrapKey, wrappedKeySchema } from './wrapping.ts'

export const KEYRING_FILE = 'keyring.json'
const FORMAT = 'casebook-keyring-1'

const attemptsSchema = z.object({ failures: z.number().int().min(0), lockedSeconds: z.number().min(0), uptimeSeen: z.number().min(0) })
const keyringSchema = z.object({
  format: z.literal(FORMAT),
  /** Tells whether a key is this keyring's, without giving anything away about it. */
  keyCheck: z.string().regex(/^[0-9a-f]{64}$/),
  users: z.array(z.object({ login: z.string().min(1), wrapped: wrappedKeySchema })).min(1),
  recovery: z.object({ createdAt: z.string(), wrapped: wrappedKeySchema }),
  attempts: z.record(z.string(), attemptsSchema),
})
export type Keyring = z.infer<typeof keyringSchema>

export interface KeyringOptions {
  /** Cost of scrypt for what is written now. Only tests lower it; reading follows the file. */
  work?: number
  /** The running time of the computer in seconds; only tests pass one. */
  uptime?: Uptime
}

/** What opens a casebook: a login with its password, or the printed recovery code. */
export type Credentials = { login: string; password: string } | { recoveryCode: string }

/**
 * Makes the keyring of a new casebook: a random 256-bit key, wrapped for the first user and under a recovery code.
 *
 * @param beforeWriting what must stand before the keyring does: the database made with this key
 * @returns the key and the recovery code, which is stored nowhere and must be printed now
 * @throws CasebookError `invalid` with the field, `conflict` when there is a keyring already
 */
export async function createKeyring(
  folder: string,
  first: { login: string; password: string },
  options: KeyringOptions = {},
  beforeWriting: (key: Buffer) => Promise<void> = async () => {},
): Promise<{ key: Buffer; recoveryCode: string }> {
  const login = normalizeLogin(first.login)
  const password = checkPassword(login, first.password)
  return exclusively(folder, async () => {
    if (await keyringExists(folder)) throw new CasebookError('conflict', '这个文件夹里已有一个台账，没有新建。请换一个空文件夹，或直接登录。')
    const work = options.work ?? SCRYPT_N
    const key = randomBytes(32)
    const recoveryCode = newRecoveryCode()
    const keyring: Keyring = {
      format: FORMAT,
      keyCheck: checkOf(key),
      users: [{ login, wrapped: await wrapKey(key, password, userOwner(login), work) }],
      recovery: { createdAt: new Date().toISOString(), wrapped: await wrapKey(key, recoveryCode, RECOVERY_OWNER, work) },
      attempts: {},
    }
    await beforeWriting(key)
    await writeKeyring(folder, keyring)
    return { key, recoveryCode }
  })
}

/**
 * Opens the keyring with a password. An unknown login takes as long, counts as a failure and gets the same words as a wrong password.
 *
 * @throws CasebookError `password` with the tries left, `locked-out` with the minutes left, `damaged`, `not-found`
 */
export async function unlock(folder: string, login: string, password: string, options: KeyringOptions = {}): Promise<Buffer> {
  const name = normalizeLogin(login, { checked: false })
  const secret = normalizePassword(password)
  return exclusively(folder, async () => {
    const keyring = await readKeyring(folder)
    const user = keyring.users.find(each => each.login === name)
    return guarded(folder, keyring, attemptsKey(name, user !== undefined), 'login', options, () =>
      user ? unwrapKey(user.wrapped, secret, userOwner(name)) : pretendToUnwrap(secret, Math.max(...keyring.users.map(each => each.wrapped.n))),
    )
  })
}

/**
 * Opens the keyring with the printed recovery code, typed in any usual way. A slip of the pen is named and costs no try.
 *
 * @throws CasebookError `invalid`, `password`, `locked-out`, `damaged`, `not-found`
 */
export async function unlockWithRecovery(folder: string, code: string, options: KeyringOptions = {}): Promise<Buffer> {
  const secret = parseRecoveryCode(code)
  return exclusively(folder, async () => {
    const keyring = await readKeyring(folder)
    return guarded(folder, keyring, 'recovery', 'recovery', options, () => unwrapKey(keyring.recovery.wrapped, secret, RECOVERY_OWNER))
  })
}

/** Opens the keyring with whichever the person has. See `unlock` and `unlockWithRecovery`. */
export function unlockWith(folder: string, credentials: Credentials, options: KeyringOptions = {}): Promise<Buffer> {
  return 'recoveryCode' in credentials
    ? unlockWithRecovery(folder, credentials.recoveryCode, options)
    : unlock(folder, credentials.login, credentials.password, options)
}

/**
 * Opens a keyring that is only looked at, such as one inside a backup on a disc: nothing is counted or written.
 *
 * @throws CasebookError `password`, `invalid`, `damaged`, `not-found`
 */
export async function peekKey(folder: string, credentials: Credentials): Promise<Buffer> {
  const keyring = await readKeyring(folder)
  if ('recoveryCode' in credentials) {
    const key = await unwrapKey(keyring.recovery.wrapped, parseRecoveryCode(credentials.recoveryCode), RECOVERY_OWNER)
    if (key) return key
    throw new CasebookError('password', '恢复码不正确。请使用做这份备份时有效的恢复码，或改用当时的登录名和密码。')
  }
  const name = normalizeLogin(credentials.login, { checked: false })
  const user = keyring.users.find(each => each.login === name)
  const key = user && (await unwrapKey(user.wrapped, normalizePassword(credentials.password), userOwner(name)))
  if (key) return key
  throw new CasebookError('password', '登录名或密码不正确。请使用做这份备份时的登录名和密码，或当时的恢复码。')
}

/** Lets a further login open the casebook. @throws CasebookError `invalid`, `conflict` when the login exists */
export async function addUser(folder: string, key: Buffer, login: string, password: string, options: KeyringOptions = {}): Promise<void> {
  const name = normalizeLogin(login)
  const secret = checkPassword(name, password)
  await change(folder, key, async keyring => {
    if (keyring.users.some(each => each.login === name)) throw new CasebookError('conflict', `登录名“${name}”已有人使用，请换一个。`)
    keyring.users.push({ login: name, wrapped: await wrapKey(key, secret, userOwner(name), options.work ?? SCRYPT_N) })
    delete keyring.attempts[attemptsKey(name, false)]
  })
}

/** Gives a login a new password and clears its failed tries. @throws CasebookError `invalid`, `not-found` */
export async function setPassword(folder: string, key: Buffer, login: string, password: string, options: KeyringOptions = {}): Promise<void> {
  const name = normalizeLogin(login)
  const secret = checkPassword(name, password)
  await change(folder, key, async keyring => {
    const user = keyring.users.find(each => each.login === name)
    if (!user) throw unknownLogin(name)
    user.wrapped = await wrapKey(key, secret, userOwner(name), options.work ?? SCRYPT_N)
    delete keyring.attempts[attemptsKey(name, true)]
  })
}

/** Takes a login out of the keyring; its password opens nothing any more (older backups keep it). @throws CasebookError `not-found`, `conflict` */
export async function removeUser(folder: string, key: Buffer, login: string): Promise<void> {
  const name = normalizeLogin(login, { checked: false })
  await change(folder, key, keyring => {
    const rest = keyring.users.filter(each => each.login !== name)
    if (rest.length === keyring.users.length) throw unknownLogin(name)
    if (rest.length === 0) throw new CasebookError('conflict', '这是最后一个能登录的账号，不能移除。请先添加另一个账号。')
    keyring.users = rest
    delete keyring.attempts[attemptsKey(name, true)]
  })
}

/** Replaces the recovery code; the old one stops working. @returns the new code, stored nowhere */
export async function renewRecovery(folder: string, key: Buffer, options: KeyringOptions = {}): Promise<string> {
  const code = newRecoveryCode()
  await change(folder, key, async keyring => {
    keyring.recovery = { createdAt: new Date().toISOString(), wrapped: await wrapKey(key, code, RECOVERY_OWNER, options.work ?? SCRYPT_N) }
    delete keyring.attempts['recovery']
  })
  return code
}

/** The logins that open this casebook, in the order they were added. */
export async function listLogins(folder: string): Promise<string[]> {
  return (await readKeyring(folder)).users.map(user => user.login)
}

/** Whether a key belongs to the keyring of a folder. */
export async function isKeyOf(folder: string, key: Buffer): Promise<boolean> {
  return keyFits(await readKeyring(folder), key)
}

/** The keyring as text for a backup: without the counters of failed tries, which mean nothing on another computer. */
export async function keyringForBackup(folder: string): Promise<string> {
  return serialize({ ...(await readKeyring(folder)), attempts: {} })
}

/** @throws CasebookError `not-found` or `damaged` */
export async function readKeyring(folder: string): Promise<Keyring> {
  let text: string
  try {
    text = await readFile(join(folder, KEYRING_FILE), 'utf8')
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw mapSqliteError(error)
    throw new CasebookError('not-found', '文件夹里没有钥匙文件 keyring.json，无法核对密码。请核对数据文件夹是否选对；文件确已丢失的，请用备份恢复。', { cause: error })
  }
  try {
    return keyringSchema.parse(JSON.parse(text))
  } catch (error) {
    throw damagedKeyring(error)
  }
}

const RECOVERY_OWNER = `${FORMAT}:recovery`
const userOwner = (login: string) => `${FORMAT}:user:${login}`

function checkOf(key: Buffer): string {
  return createHmac('sha256', key).update(`${FORMAT}:check`).digest('hex')
}

function keyFits(keyring: Keyring, key: Buffer): boolean {
  return timingSafeEqual(Buffer.from(keyring.keyCheck, 'hex'), Buffer.from(checkOf(key), 'hex'))
}

/** Counts the try, opens, clears the count: see `countTry` for the order. */
async function guarded(
  folder: string,
  keyring: Keyring,
  counter: string,
  kind: TryKind,
  options: KeyringOptions,
  open: () => Promise<Buffer | null>,
): Promise<Buffer> {
  const attempts: Attempts = countTry(keyring.attempts[counter], (options.uptime ?? systemUptime)(), kind)
  keyring.attempts[counter] = attempts
  await writeKeyring(folder, keyring)
  const key = await open()
  if (!key) throw failedTry(attempts, kind)
  if (!keyFits(keyring, key)) throw damagedKeyring()
  delete keyring.attempts[counter]
  await writeKeyring(folder, keyring)
  return key
}

async function change(folder: string, key: Buffer, edit: (keyring: Keyring) => void | Promise<void>): Promise<void> {
  await exclusively(folder, async () => {
    const keyring = await readKeyring(folder)
    // A foreign key wrapped here would lock its user out for ever.
    if (!keyFits(keyring, key)) throw new TypeError('the key is not this keyring’s')
    await edit(keyring)
    await writeKeyring(folder, keyring)
  })
}

async function keyringExists(folder: string): Promise<boolean> {
  try {
    await readFile(join(folder, KEYRING_FILE))
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw mapSqliteError(error)
  }
}

function serialize(keyring: Keyring): string {
  return `${JSON.stringify(keyring, null, 2)}\n`
}

async function writeKeyring(folder: string, keyring: Keyring): Promise<void> {
  try {
    await writeFileAtomically(join(folder, KEYRING_FILE), serialize(keyring))
  } catch (error) {
    throw mapSqliteError(error)
  }
}

function unknownLogin(login: string): CasebookError {
  return new CasebookError('not-found', `没有登录名为“${login}”的账号，没有改动。请刷新账号列表后再试。`)
}

/** Reading, changing and writing one keyring happens one at a time in this process; other processes are kept out by the folder lock. */
const queues = new Map<string, Promise<unknown>>()
function exclusively<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const result = (queues.get(folder) ?? Promise.resolve()).then(work, work)
  const done = result.catch(() => undefined).finally(() => {
    if (queues.get(folder) === done) queues.delete(folder)
  })
  queues.set(folder, done)
  return result
}
