import { labelOf } from '../domain/codeLists.ts'
import { today } from '../domain/dates.ts'
import type { Fen, LegalDate } from '../domain/records.ts'
import type { Reference } from '../domain/reference.ts'
import { CasebookError } from '../domain/errors.ts'
import { likeGrants } from '../store/likeCases.ts'
import { readReference } from '../store/reference.ts'
import type { AmountAdvice, LikeCase } from './caseworkOperations.ts'
import type { Handlers } from './context.ts'

/** A spread over fewer grants would be chance. */
const SPREAD_FROM = 5
const YEARS_BACK = 5

/** How many months of the wage of that day an amount is, in tenths; null where no wage was on record. */
export function monthsTenths(amountFen: Fen, on: LegalDate, reference: Pick<Reference, 'cap'>): number | null {
  const cap = reference.cap(on)
  return cap === null ? null : Math.round((amountFen * 120) / (cap.annual * 100))
}

export function spreadOf(amounts: readonly Fen[]): AmountAdvice['spread'] {
  if (amounts.length < SPREAD_FROM) return null
  const sorted = [...amounts].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0]
  return { count: sorted.length, lowestFen: sorted[0] ?? 0, medianFen: sorted.length % 2 === 1 ? high : Math.round((low + high) / 2), highestFen: sorted.at(-1) ?? 0 }
}

/** The same day so many years earlier; 29 February becomes the 28th. */
function yearsBefore(date: LegalDate, years: number): LegalDate {
  const year = String(Number(date.slice(0, 4)) - years).padStart(4, '0')
  return date.endsWith('-02-29') ? `${year}-02-28` : `${year}${date.slice(4)}`
}

/** Beside a proposal: the cap, the wages it rests on and what was granted in like cases. Advice only; the amount is the office's to weigh (2021 rules: damage, fault, means, living cost, compensation). */
export const amountHandlers: Handlers<'amountAdvice'> = {
  async amountAdvice({ store }, { caseId, recipientId, date }) {
    const db = store.read
    const on = date ?? today()
    const reference = await readReference(db)
    const own = await db
      .selectFrom('recipient as r')
      .innerJoin('relief_case as c', 'c.id', 'r.case_id')
      .leftJoin('original_case as o', 'o.id', 'c.original_case_id')
      .select(['c.category', 'o.charge'])
      .where('r.id', '=', recipientId)
      .where('r.case_id', '=', caseId)
      .where('r.deleted_at', 'is', null)
      .executeTakeFirst()
    if (!own) throw new CasebookError('not-found', '没有找到这名救助对象，可能已被移走。请刷新后再看。')
    const groups = (await db.selectFrom('recipient_group').select('group_code').where('recipient_id', '=', recipientId).execute()).map((row) => row.group_code)
    const found = own.category === null ? [] : await likeGrants(db, { caseId, category: own.category, charge: own.charge, groups, from: yearsBefore(on, YEARS_BACK), to: on })
    const like = found.map(
      (one): LikeCase => ({
        caseId: one.caseId,
        caseNumber: one.caseNumber,
        name: one.name,
        decidedOn: one.decidedOn,
        amountFen: one.amountFen,
        monthsTenths: monthsTenths(one.amountFen, one.decidedOn, reference),
        alike: [
          labelOf('category', own.category),
          ...(own.charge !== null && one.charge === own.charge ? [labelOf('charge', own.charge)] : []),
          ...one.sharedGroups.map((code) => labelOf('specialGroup', code)),
        ],
      }),
    )
    const cap = reference.cap(on)
    return {
      cap,
      monthlyWageFen: cap === null ? null : Math.round((cap.annual * 100) / 12),
      wages: reference.wages().map(({ year, series, yuan, derived }) => ({ year, series, yuan, derived })),
      like,
      spread: spreadOf(like.map((one) => one.amountFen)),
    }
  },
}
