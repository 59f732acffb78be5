import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import { CasebookError } from '../domain/errors.ts'

/** Cost of scrypt in the product: 2^17 blocks of 1 KiB = 128 MiB and about half a second per try. */
export const SCRYPT_N = 2 ** 17
/** The highest cost accepted from a file; beyond it a forged file would only exhaust the memory. */
const SCRYPT_N_MAX = 2 ** 20

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/)

/** A key locked with a secret that a person knows, as it stands in the keyring file. */
export const wrappedKeySchema = z.object({
  kdf: z.literal('scrypt'),
  n: z.number().int().min(2),
  r: z.literal(8),
  p: z.literal(1),
  salt: base64,
  cipher: z.literal('aes-256-gcm'),
  iv: base64,
  tag: base64,
  data: base64,
})
export type WrappedKey = z.infer<typeof wrappedKeySchema>

function derive(secret: string, salt: Buffer, n: number): Promise<Buffer> {
  const r = 8
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, 32, { N: n, r, p: 1, maxmem: 128 * n * r + 64 * 1024 * 1024 }, (error, derived) => (error ? reject(error) : resolve(derived)))
  })
}

/** Locks a key with a secret; `owner` is bound to it, so an entry moved to another name does not open. */
export async function wrapKey(key: Buffer, secret: string, owner: string, n: number): Promise<WrappedKey> {
  const salt = randomBytes(32)
  const iv = randomBytes(12)
  const derived = await derive(secret, salt, n)
  try {
    const cipher = createCipheriv('aes-256-gcm', derived, iv)
    cipher.setAAD(Buffer.from(owner))
    const data = Buffer.concat([cipher.update(key), cipher.final()])
    const text = (bytes: Buffer) => bytes.toString('base64')
    return { kdf: 'scrypt', n, r: 8, p: 1, salt: text(salt), cipher: 'aes-256-gcm', iv: text(iv), tag: text(cipher.getAuthTag()), data: text(data) }
  } finally {
    derived.fill(0)
  }
}

/**
 * Opens a wrapped key.
 *
 * @returns the key, or null when the secret is wrong
 * @throws CasebookError `damaged` when the file asks for an impossible cost
 */
export async function unwrapKey(wrapped: WrappedKey, secret: string, owner: string): Promise<Buffer | null> {
  const { n } = wrapped
  if (n > SCRYPT_N_MAX || (n & (n - 1)) !== 0) throw damagedKeyring()
  const derived = await derive(secret, Buffer.from(wrapped.salt, 'base64'), n)
  try {
    const decipher = createDecipheriv('aes-256-gcm', derived, Buffer.from(wrapped.iv, 'base64'), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(owner))
    decipher.setAuthTag(Buffer.from(wrapped.tag, 'base64'))
    const key = Buffer.concat([decipher.update(Buffer.from(wrapped.data, 'base64')), decipher.final()])
    return key.length === 32 ? key : null
  } catch {
    return null // the tag does not fit: wrong secret, wrong owner or altered bytes
  } finally {
    derived.fill(0)
  }
}

/** Takes as long as opening a key, and opens nothing: the answer to a login that does not exist. */
export async function pretendToUnwrap(secret: string, n: number): Promise<null> {
  await derive(secret, randomBytes(32), Math.min(n, SCRYPT_N_MAX))
  return null
}

export function damagedKeyring(cause?: unknown): CasebookError {
  return new CasebookError(
    'damaged',
    '钥匙文件 keyring.json 的内容有损坏，无法核对密码。文件原样保留，请不要删除。请用最近一次备份恢复（备份里有钥匙文件）。',
    { cause },
  )
}
