import { maskAccount, maskPaper, maskPhone } from './masking.ts'
import type { SupervisedFund } from './aftercareRecords.ts'
import type { Disbursement, Person, Recipient } from './records.ts'

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
