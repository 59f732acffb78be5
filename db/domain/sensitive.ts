import { maskAccount, maskPaper, maskPhone } from './masking.ts'
import type { SupervisedFund } from './aftercareRecords.ts'
import type { CaseNote, Disbursement, Person, Recipient } from './records.ts'

/**
 * What is hidden until asked for, and how it comes back. Pages receive the masked records below; a form sends back what it shows. Therefore in every
 * save a sensitive field that equals the masked rendition of what is stored means "unchanged" (`keepHidden`), and any other text with a `*` in it is
 * refused (`looksMasked`): half of a masked number must never be stored as if it were the number.
 */

const HIDDEN = '******'

/** `廊坊市安次区******`: the county stays, the street and house are hidden. */
export function maskResidence(residence: string | null): string | null {
  if (residence === null) return null
  const county = /^.{1,14}?(?:自治县|[县区旗])/.exec(residence)?.[0] ?? /^.{1,8}?市/.exec(residence)?.[0] ?? residence.slice(0, 3)
  return residence === county ? residence : `${county}${HIDDEN}`
}

/** `姑******`: somebody who may be called without the offender's knowledge; only the first character stays. */
export function maskSafeContact(contact: string | null): string | null {
  return contact === null ? null : `${contact.slice(0, 1)}${HIDDEN}`
}

const orNull = (mask: (text: string) => string) => (text: string | null) => (text === null ? null : mask(text))
export const hide = {
  paperNumber: orNull(maskPaper),
  phone: orNull(maskPhone),
  residence: maskResidence,
  safeContact: maskSafeContact,
  guardianPhone: orNull(maskPhone),
  bankAccount: orNull(maskAccount),
} as const
export type SensitiveField = keyof typeof hide

/** What is to be stored: the stored text where the form only sent back its masked rendition, otherwise what was typed. */
export function keepHidden(field: SensitiveField, typed: string | null, stored: string | null): string | null {
  return typed !== null && typed === hide[field](stored) ? stored : typed
}

/** Text that can only come from editing a masked rendition. Names and places may hold no asterisk either. */
export function looksMasked(typed: string | null, stored: string | null): boolean {
  return typed !== null && typed !== stored && typed.includes('*')
}

/** The number of an identity card, also the 15 digits of an old one, by itself in a text. */
const NUMBER_IN_TEXT = /(?<![\dA-Za-z*])(?:\d{17}[\dXx]|\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})(?![\dXx*])/g
/** What `maskPaper` makes of one, and what is left of that after an edit. */
const HIDDEN_IN_TEXT = /\d{6}\*{12}|\d{3}\*{10}\d{2}/g
const REST_OF_HIDDEN = /\d\*{3,}/
/** Whether a text that is shown has hidden numbers in it. */
export const hidesNumbers = (text: string): boolean => REST_OF_HIDDEN.test(text)

/** A free text with the identity numbers in it hidden: an import writes whole rows of a ledger into notes. */
export const hideNumbers = orNull((text) => text.replace(NUMBER_IN_TEXT, maskPaper))

/**
 * What is to be stored where a form sent back a free text with hidden numbers: each number in its place again, so that the words around it can be changed
 * without seeing it.
 * @returns undefined where it is not certain which number stands behind what was sent: then nothing may be stored
 */
export function keepNumbers(typed: string | null, stored: string | null): string | null | undefined {
  if (typed === null || stored === null) return typed
  if (typed === hideNumbers(stored)) return stored
  const behind = new Map<string, Set<string>>()
  for (const [number] of stored.matchAll(NUMBER_IN_TEXT)) behind.set(maskPaper(number), (behind.get(maskPaper(number)) ?? new Set()).add(number))
  const text = typed.replace(HIDDEN_IN_TEXT, (mask) => {
    const [only, ...others] = behind.get(mask) ?? []
    return only !== undefined && others.length === 0 ? only : mask
  })
  return REST_OF_HIDDEN.test(text) && !REST_OF_HIDDEN.test(stored) ? undefined : text
}

export const maskCaseHead = <T extends { remark: string | null }>(head: T): T => ({ ...head, remark: hideNumbers(head.remark) })
export const maskNote = (note: CaseNote): CaseNote => ({ ...note, text: hideNumbers(note.text) ?? '' })

export function maskPerson(person: Person): Person {
  return {
    ...person,
    paperNumber: hide.paperNumber(person.paperNumber),
    phone: hide.phone(person.phone),
    residence: hide.residence(person.residence),
    safeContact: hide.safeContact(person.safeContact),
  }
}

export function maskRecipient(recipient: Recipient): Recipient {
  return {
    ...recipient,
    person: maskPerson(recipient.person),
    guardianPhone: hide.guardianPhone(recipient.guardianPhone),
    bankAccount: hide.bankAccount(recipient.bankAccount),
  }
}

/** The account an entry was paid to, as text: 农业银行 6228480000000000000（户名 王某某）. */
export function accountText(account: Pick<Recipient, 'accountHolder' | 'bankName' | 'bankAccount'>): string | null {
  const text = [account.bankName, account.bankAccount].filter((part) => part !== null).join(' ')
  if (text === '') return null
  return account.accountHolder ? `${text}（户名 ${account.accountHolder}）` : text
}

export function maskDisbursement(entry: Disbursement): Disbursement {
  return { ...entry, accountSnapshot: entry.accountSnapshot?.replace(/\d[\d ]{4,}\d/g, (digits) => maskAccount(digits)) ?? null }
}

export const maskSupervisedFund = (fund: SupervisedFund): SupervisedFund => ({ ...fund, bankAccount: hide.bankAccount(fund.bankAccount) })
