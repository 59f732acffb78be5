import { capFor } from './wages.ts'
import type { Cap } from './wages.ts'
import type { LegalDate, Office } from './records.ts'

const HEBEI = /河北|石家庄|唐山|秦皇岛|邯郸|邢台|保定|张家口|承德|沧州|廊坊|衡水|雄安/

/**
 * The usual limit of relief in this office for a decision of that date; null where the wages of its province are not known to the program.
 * Which of the two published series an office goes by is not recorded, so the higher of the two holds: a reason is asked for only where it is needed by either.
 */
export function officeCap(office: Pick<Office, 'name' | 'region' | 'caseNumberPattern'>, date: LegalDate): Cap | null {
  if (!HEBEI.test(office.region) && !HEBEI.test(office.name) && !office.caseNumberPattern.startsWith('冀')) return null
  const caps = (['employed', 'onPost'] as const).flatMap((series) => capFor({ date, series }) ?? [])
  const newest = Math.max(...caps.map((cap) => cap.wageYear))
  return caps.filter((cap) => cap.wageYear === newest).reduce<Cap | null>((higher, cap) => (higher === null || cap.fen > higher.fen ? cap : higher), null)
}
