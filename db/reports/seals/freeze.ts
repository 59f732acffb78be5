import type { LegalDate } from '../../domain/records.ts'
import type { FigureRecord } from '../../domain/reportModel.ts'
import type { SealContent } from '../../domain/sealModel.ts'
import { canonicalJson } from '../../store/canonicalJson.ts'
import type { WholeReport } from '../reports.ts'

/**
 * A report with everything it counted, each record and each list of records once: the columns of a row mostly count the same, and a record stands in a
 * row of every table. Its size grows with the records, not with records times figures.
 */
export function freeze({ report, everything, audit, roster }: WholeReport, now: LegalDate): SealContent {
  const records: FigureRecord[] = []
  const lists: number[][] = []
  const placeOfRecord = new Map<string, number>()
  const placeOfList = new Map<string, number>()
  /** The same list of the same report is one object for all columns that count it. */
  const known = new Map<readonly FigureRecord[], number>()

  const recordPlace = (record: FigureRecord): number => {
    const name = canonicalJson(record)
    const place = placeOfRecord.get(name) ?? records.push(record) - 1
    placeOfRecord.set(name, place)
    return place
  }
  const listPlace = (list: readonly FigureRecord[]): number => {
    const seen = known.get(list)
    if (seen !== undefined) return seen
    const places = list.map(recordPlace)
    const name = places.join()
    const place = placeOfList.get(name) ?? lists.push(places) - 1
    placeOfList.set(name, place)
    known.set(list, place)
    return place
  }
  const cells = Object.fromEntries(
    Object.entries(everything).map(([table, rows]) => [
      table,
      Object.fromEntries(Object.entries(rows).map(([row, columns]) => [row, Object.fromEntries(Object.entries(columns).map(([column, list]) => [column, listPlace(list)]))])),
    ]),
  )
  return { format: 2, report, today: now, audit, records, lists, cells, roster }
}
