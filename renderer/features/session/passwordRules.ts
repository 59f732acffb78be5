import type { FieldError } from '../../../db/domain/errors.ts'

/** Said before anybody types; the host enforces the same (db/vault/passwords.ts). */
export const passwordRules = '至少 8 位，可以是一句自己记得住的话，不能与登录名相同。'

/**
 * Checks a new password and its repetition before the slow derivation in the host.
 *
 * @param path where the password stands in the operation's input; the repetition is `repeat`
 */
export function checkNewPassword(login: string, password: string, repeat: string, path: string): FieldError[] {
  const secret = password.normalize('NFKC')
  const length = [...secret].length
  const same = secret.trim().toLowerCase() === login.normalize('NFKC').trim().toLowerCase()
  if (length === 0) return [{ path, message: '请填写密码' }]
  if (length < 8) return [{ path, message: `密码至少 8 位，现在是 ${length} 位，请加长` }]
  if (same) return [{ path, message: '密码不能与登录名相同，请换一个别人猜不到的密码' }]
  if (password !== repeat) return [{ path: 'repeat', message: '两次输入的密码不一样，请重新输入一遍' }]
  return []
}
