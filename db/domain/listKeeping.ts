/** How long lists of other departments are kept where their letter says nothing else, and when the workbench speaks of their destruction. */
export interface ListKeeping {
  /** Days from receipt to destruction, proposed where a list is loaded. */
  keepDays: number
  /** Days before it. */
  warnDays: number
}

/** 本单位自定: no national text sets a term; the letter's own always wins. */
export const builtInListKeeping: ListKeeping = { keepDays: 90, warnDays: 7 }
