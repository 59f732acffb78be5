import { randomInt } from 'node:crypto'
import { CasebookError } from '../domain/errors.ts'

/** 31 signs nobody confuses on paper: no 0 1 I L O. A prime count lets one check sign catch every single slip and every swap. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const GROUPS = 8
const GROUP_LENGTH = 5

/** The check sign of a group: its position counts, so two groups in the wrong order are noticed as well. */
function checkSign(signs: string, group: number): string {
  let sum = (group + 1) * 7
  for (let i = 0; i < signs.length; i++) sum += (i + 2) * ALPHABET.indexOf(signs.charAt(i))
  return ALPHABET.charAt(sum % ALPHABET.length)
}

/** A new recovery code: 8 groups of 5 signs joined by hyphens, 158 random bits, the last sign of each group a check. */
export function newRecoveryCode(): string {
  const groups: string[] = []
  for (let group = 0; group < GROUPS; group++) {
    let signs = ''
    while (signs.length < GROUP_LENGTH - 1) signs += ALPHABET.charAt(randomInt(ALPHABET.length))
    groups.push(signs + checkSign(signs, group))
  }
  return groups.join('-')
}

/**
 * Reads a recovery code as a person types it: any case, full-width signs, with or without spaces and hyphens.
 *
 * @returns the code in its printed form
 * @throws CasebookError `invalid` naming the group to look at
 */
export function parseRecoveryCode(typed: string): string {
  const signs = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-_.,、，。·‐-―−—~]/gu, '')
  const foreign = [...signs].find(sign => !ALPHABET.includes(sign))
  if (foreign !== undefined) {
    throw wrong(`恢复码里没有“${foreign}”这个字符（不会出现 0、1、I、L、O）。请对照打印件重新输入。`)
  }
  if (signs.length !== GROUPS * GROUP_LENGTH) {
    throw wrong(`恢复码共 ${GROUPS} 组、每组 ${GROUP_LENGTH} 位，合计 ${GROUPS * GROUP_LENGTH} 位，现在是 ${signs.length} 位。请对照打印件补全。`)
  }
  const groups: string[] = []
  for (let group = 0; group < GROUPS; group++) groups.push(signs.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH))
  const bad = groups.flatMap((text, group) => (text.at(-1) === checkSign(text.slice(0, -1), group) ? [] : [group + 1]))
  if (bad.length > 0) throw wrong(`恢复码第 ${bad.join('、')} 组有误。请对照打印件核对这${bad.length === 1 ? '一组' : '几组'}。`)
  return groups.join('-')
}

function wrong(message: string): CasebookError {
  return new CasebookError('invalid', message, { fields: [{ path: 'recoveryCode', message }] })
}
