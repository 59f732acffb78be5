import { builtInChain } from './approvalChain.ts'
import type { ApprovalChain } from './approvalChain.ts'
import type { PeriodKey } from './caseworkRecords.ts'
import type { CodeListName } from './codeLists.ts'
import { addDays, yearOf } from './dates.ts'
import { builtInListKeeping } from './listKeeping.ts'
import type { ListKeeping } from './listKeeping.ts'
import { builtInPeriods } from './periodRules.ts'
import type { PeriodRule } from './periodRules.ts'
import type { Id, Instant, LegalDate, Office } from './records.ts'
import { builtInVisitRule } from './visitRule.ts'
import type { VisitRule } from './visitRule.ts'
import { capFor, hebeiWages } from './wages.ts'
import type { Cap, Wage, WageSeries } from './wages.ts'
import { workingDaysOf } from './workingDays.ts'
import type { DayChange, WorkingDays } from './workingDays.ts'

export type { ApprovalChain, ChainStep } from './approvalChain.ts'
export type { PeriodRule } from './periodRules.ts'
export type { VisitRule } from './visitRule.ts'

/** The data the rules read: what the office set over what comes with the program, the version chosen by the date of the event it is asked for. */

export interface PeriodValue {
  length: number
  unit: PeriodRule['unit']
  enabled: boolean
  basis: string
  start: PeriodRule['start']
}
export interface WageValue {
  region: string
  series: WageSeries
  year: number
  /** A year. */
  yuan: number
  /** Where the figure was published. */
  source: string
}
/** The usual limit: so many months of the average wage of that region. */
export interface AmountValue {
  months: number
  /** `higher`: the higher of the two published series, where the office has chosen none. */
  series: WageSeries | 'higher'
  region: string
}
export interface CodeValue {
  list: CodeListName
  code: string
  label: string
  aliases: string[]
  order: number
  enabled: boolean
}
export interface HolidayValue {
  off: boolean
  name: string
  /** Last day of a run of days; null: the one day. */
  through: LegalDate | null
}
export interface PaperValue {
  title: string
  /** Of the office's own template; null: the program's. */
  sha256: string | null
  fileName: string | null
}
export interface ReferenceValues {
  period: PeriodValue
  wage: WageValue
  code: CodeValue
  holiday: HolidayValue
  chain: ApprovalChain
  amount: AmountValue
  paper: PaperValue
  visit: VisitRule
  listKeeping: ListKeeping
}
export type ReferenceKind = keyof ReferenceValues

/** A value the office set. Keys: a period's, `region/series/year` of a wage, `list/code`, the (first) day, `chain`, `cap`, a paper's, `visit`, `listKeeping`. */
export type ReferenceEntry = {
  [K in ReferenceKind]: { id: Id; version: number; kind: K; key: string; effectiveFrom: LegalDate; value: ReferenceValues[K]; changedBy: string; changedAt: Instant }
}[ReferenceKind]

export type OwnPaper = { title: string | null; sha256: string | null; fileName: string | null; changedAt: Instant; changedBy: string }

export interface Reference {
  days: WorkingDays
  /** Last day for which the arrangement of holidays is on record; after it only weekends are known to be off. */
  daysKnownThrough: LegalDate
  period(key: PeriodKey, on: LegalDate): PeriodRule
  amountRule(on: LegalDate): AmountValue
  /** The usual limit of relief for a decision of that day; null where no wage of the region is on record. */
  cap(on: LegalDate): Cap | null
  /** Wages of the office's region, newest first; of two values for one year the one set last. */
  wages(): readonly Wage[]
  chain(on: LegalDate): ApprovalChain
  /** How the office visits those first paid on that day. */
  visitRule(on: LegalDate): VisitRule
  /** How long a list received on that day is kept. */
  listKeeping(on: LegalDate): ListKeeping
  /** What the office set for a paper; null: all of it comes with the program. */
  paper(key: string): OwnPaper | null
}

/** Whose wages come with the program. */
export const builtInWageRegion = '河北省'
const HEBEI = /河北|石家庄|唐山|秦皇岛|邯郸|邢台|保定|张家口|承德|沧州|廊坊|衡水|雄安/

/** The province whose wages an office goes by, as far as its settings tell. */
export function regionOf(office: Pick<Office, 'name' | 'region' | 'caseNumberPattern'>): string {
  if (HEBEI.test(office.region) || HEBEI.test(office.name) || office.caseNumberPattern.startsWith('冀')) return builtInWageRegion
  return /^(?:.{2,3}省|.{2,6}自治区|(?:北京|天津|上海|重庆)市)/.exec(office.region)?.[0] ?? office.region
}

/** 《人民检察院开展国家司法救助工作细则》 (2021): normally up to 36 months. Which series is not said: until the office chooses, the higher holds, so a reason is asked for only where both need it. */
export function builtInAmount(office: Pick<Office, 'name' | 'region' | 'caseNumberPattern'>): AmountValue {
  return { months: 36, series: 'higher', region: regionOf(office) }
}

/** The limit where the office's settings do not say its province, but its case numbers do (冀…). */
export function capByCaseNumber(caseNumber: string, on: LegalDate): Cap | null {
  return referenceOf([], { name: '', region: '', caseNumberPattern: caseNumber }, []).cap(on)
}

/** The value that holds on a day: of one key the latest that has begun. */
export function heldOn<K extends ReferenceKind>(entries: readonly ReferenceEntry[], kind: K, key: string, on: LegalDate): Extract<ReferenceEntry, { kind: K }> | null {
  let held: ReferenceEntry | null = null
  for (const entry of entries) {
    if (entry.kind === kind && entry.key === key && entry.effectiveFrom <= on && (held === null || entry.effectiveFrom > held.effectiveFrom)) held = entry
  }
  return held as Extract<ReferenceEntry, { kind: K }> | null
}

/** Neighbouring days of one name as one line: 春节 2026-02-15 至 2026-02-23. @param days in order, each once */
export function runsOfDays(days: readonly DayChange[]): (DayChange & { through: LegalDate | null })[] {
  const runs: (DayChange & { through: LegalDate | null })[] = []
  for (const change of days) {
    const run = runs.at(-1)
    if (run && run.name === change.name && run.off === change.off && addDays(run.through ?? run.day, 1) === change.day) run.through = change.day
    else runs.push({ ...change, through: null })
  }
  return runs
}

/** Every single day of the office's own entries. */
export function ownDays(entries: readonly ReferenceEntry[]): DayChange[] {
  const days: DayChange[] = []
  for (const entry of entries) {
    if (entry.kind !== 'holiday') continue
    const { off, name, through } = entry.value
    for (let day = entry.key; day <= (through ?? entry.key); day = addDays(day, 1)) days.push({ day, off, name })
  }
  return days
}

/**
 * Last day whose arrangement is known: the end of the last year that came with the program, and of each year after it in which the office
 * has set 国庆节 (1 October), the last holiday of every year.
 */
export function knownThrough(builtIn: readonly DayChange[], own: readonly DayChange[]): LegalDate {
  let year = builtIn.reduce((last, { day }) => Math.max(last, yearOf(day)), 0)
  const nationalDays = new Set(own.filter(({ off }) => off).map(({ day }) => day))
  while (nationalDays.has(`${year + 1}-10-01`)) year += 1
  return `${String(year).padStart(4, '0')}-12-31`
}

function wagesOf(entries: readonly ReferenceEntry[], region: string): Wage[] {
  const own = entries
    .filter((entry) => entry.kind === 'wage')
    .filter((entry) => entry.value.region === region)
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))
    .map(({ value, effectiveFrom }): Wage => ({ series: value.series, year: value.year, yuan: value.yuan, derived: false, publishedOn: effectiveFrom }))
  return [...own, ...(region === builtInWageRegion ? hebeiWages : [])]
}

/** @param own what the office set @param holidays what came with the program */
export function referenceOf(
  own: readonly ReferenceEntry[],
  office: Pick<Office, 'name' | 'region' | 'caseNumberPattern'>,
  holidays: readonly DayChange[],
): Reference {
  const ownHolidays = ownDays(own)
  let days: WorkingDays | null = null
  const amountRule = (on: LegalDate) => heldOn(own, 'amount', 'cap', on)?.value ?? builtInAmount(office)
  return {
    get days() {
      return (days ??= workingDaysOf([...holidays, ...ownHolidays]))
    },
    daysKnownThrough: knownThrough(holidays, ownHolidays),
    period: (key, on) => ({ ...builtInPeriods[key], ...heldOn(own, 'period', key, on)?.value }),
    amountRule,
    cap(on) {
      const { months, series, region } = amountRule(on)
      const wages = wagesOf(own, region)
      const caps = (series === 'higher' ? (['employed', 'onPost'] as const) : [series]).flatMap((one) => capFor({ date: on, series: one, months, wages }) ?? [])
      const newest = Math.max(...caps.map((cap) => cap.wageYear))
      return caps.filter((cap) => cap.wageYear === newest).reduce<Cap | null>((higher, cap) => (higher === null || cap.fen > higher.fen ? cap : higher), null)
    },
    wages() {
      const seen = new Set<string>()
      return wagesOf(own, amountRule('9999-12-31').region)
        .filter(({ series, year }) => !seen.has(`${series}${year}`) && seen.add(`${series}${year}`))
        .sort((a, b) => b.year - a.year || (a.series < b.series ? -1 : 1))
    },
    chain: (on) => heldOn(own, 'chain', 'chain', on)?.value ?? builtInChain,
    visitRule: (on) => heldOn(own, 'visit', 'visit', on)?.value ?? builtInVisitRule,
    listKeeping: (on) => heldOn(own, 'listKeeping', 'listKeeping', on)?.value ?? builtInListKeeping,
    paper(key) {
      const entry = heldOn(own, 'paper', key, '9999-12-31')
      return entry && { title: entry.value.title, sha256: entry.value.sha256, fileName: entry.value.fileName, changedAt: entry.changedAt, changedBy: entry.changedBy }
    },
  }
}
