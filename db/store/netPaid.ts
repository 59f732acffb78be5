import { disbursementEffect } from '../domain/caseRules.ts'

/** What entries of the payment record add up to, as SQL, by the one rule of db/domain/caseRules.ts. */

/** The kinds with this effect as a list of texts: 1 adds to what was paid, -1 takes from it, 0 moves no money. */
export const kindsWith = (net: 1 | 0 | -1): string =>
  Object.entries(disbursementEffect)
    .filter(([, effect]) => effect.net === net)
    .map(([kind]) => `'${kind}'`)
    .join(', ')

/** Fen that an entry adds to what was paid; negative for money that came back. @param entry the name under which the query reads `disbursement` */
export const netFen = (entry: string): string => `case when ${entry}.kind in (${kindsWith(1)}) then ${entry}.amount_fen when ${entry}.kind in (${kindsWith(-1)}) then -${entry}.amount_fen else 0 end`
