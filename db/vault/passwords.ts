import { CasebookError } from '../domain/errors.ts'

const PASSWORD_MIN = 8
const PASSWORD_MAX = 128
const LOGIN_MAX = 32

/**
 * A login as it is compared and stored: full-width signs and capitals typed by an input method make no difference.
 *
 * @throws CasebookError `invalid` (not with `checked: false`, where an impossible login is simply an unknown one)
 */
export function normalizeLogin(login: string, { checked = true } = {}): string {
  const name = login.normalize('NFKC').trim().toLowerCase()
  if (!checked) return name
  if (name === '') throw wrong('login', '请填写登录名。')
  if ([...name].length > LOGIN_MAX) throw wrong('login', `登录名最多 ${LOGIN_MAX} 个字，请缩短。`)
  if (/[\s\p{C}]/u.test(name)) throw wrong('login', '登录名里不能有空格。请去掉空格后重试。')
  return name
}

/** A password as it is derived from: full-width signs count as their half-width ones. Spaces and case stay. */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC')
}

/**
 * Checks a new password: 8 to 128 signs, not the login.
 *
 * @returns the normalized password
 * @throws CasebookError `invalid` with the field `password`
 */
export function checkPassword(login: string, password: string): string {
  const secret = normalizePassword(password)
  const length = [...secret].length
  if (length < PASSWORD_MIN) throw wrong('password', `密码至少 ${PASSWORD_MIN} 位，现在是 ${length} 位。请加长，可以用一句自己记得住的话。`)
  if (length > PASSWORD_MAX) throw wrong('password', `密码最多 ${PASSWORD_MAX} 位，请缩短。`)
  if (secret.trim().toLowerCase() === login) throw wrong('password', '密码不能与登录名相同。请换一个别人猜不到的密码。')
  return secret
}

function wrong(path: string, message: string): CasebookError {
  return new CasebookError('invalid', message, { fields: [{ path, message }] })
}
