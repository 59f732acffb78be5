import { differenceKinds, differenceLabels } from '../../domain/caseCards.ts'
import type { CardDifference, CardLoad } from '../../domain/caseCards.ts'
import { CardMatching, cardCases } from '../../domain/cardMatch.ts'
import { everyCodeOf, labelOf } from '../../domain/codeLists.ts'
import { maskName } from '../../domain/masking.ts'
import { statisticalYear } from '../../domain/periods.ts'
import type { YearStart } from '../../domain/periods.ts'
import type { Period } from '../../domain/reportModel.ts'
import { sha256 } from '../../store/audit.ts'
import { cardLoads, cardReasons, caseNumbers, casesDated, casesOfNames, casesToCompare, loadedCards, namesInCases } from '../../store/caseCardRepository.ts'
import type { Reader } from '../../store/store.ts'
import type { Asked, ReportDefinition } from '../definition.ts'
import type { Db } from '../population.ts'
import { byName, cases, count, fromFacts } from './engine.ts'
import type { Fact } from './engine.ts'

/** Where the keys of its records begin. */
export const CARD_KEY = 'case_card:'

/** Where the loaded cards and this ledger differ in the period, oldest first. */
export async function cardDifferences(db: Reader, { period, startsOn }: { period: Period; startsOn: YearStart }, named: boolean): Promise<CardDifference[]> {
  const loads = await cardLoads(db)
  if (loads.length === 0) return []
  const matching = new CardMatching(cardCases(await loadedCards(db, loads)), await caseNumbers(db))
  const idsOf = await casesOfNames(db, matching.namesWanted)
  const wanted = new Set([...matching.matchedWithin(period), ...[...idsOf.values()].flat(), ...(await casesDated(db, period))])
  const cases = new Map((await casesToCompare(db, [...wanted])).map((one) => [one.caseId, one]))
  matching.byName(new Map([...idsOf].map(([name, ids]) => [name, ids.flatMap((id) => cases.get(id) ?? [])])))
  const found = matching.differences(cases, period, loads.map(({ year }) => year), startsOn)
  const reasons = await cardReasons(db)
  const names = named ? await namesInCases(db, [...new Set(found.flatMap(({ ours }) => ours?.caseId ?? []))]) : new Map<string, string>()
  return found
    .map(({ kind, ours, card, date, cardText, ourText, identity }): CardDifference => {
      const key = sha256(identity)
      const said = reasons.get(key)
      return {
        key,
        kind,
        caseId: ours?.caseId ?? null,
        title: ours?.caseNumber ?? ours?.unified ?? card?.unified ?? card?.caseNumber ?? '未编号',
        personName: ours ? (names.get(ours.caseId) ?? '') : (card?.names.join('、') ?? ''),
        date,
        card: cardText,
        ours: ourText,
        fen: ours?.amountFen ?? card?.amountFen ?? null,
        reason: said?.reason ?? null,
        remark: said?.remark ?? null,
        version: said?.version ?? null,
      }
    })
    .sort((a, b) => a.date.localeCompare(b.date) || a.title.localeCompare(b.title, 'zh-CN') || differenceKinds.indexOf(a.kind) - differenceKinds.indexOf(b.kind))
}

interface DifferenceFact extends Fact {
  kind: CardDifference['kind']
  reason: string | null
}
const said = ({ reason }: DifferenceFact) => reason !== null
const measures = [count<DifferenceFact>('events', '差异（处）', () => true), count<DifferenceFact>('said', '已说明', said), count<DifferenceFact>('unsaid', '未说明', (fact) => !said(fact)), count<DifferenceFact>('cases', '涉及台账案件（件）', ({ caseId }) => caseId !== null, cases)]

const counted = fromFacts<DifferenceFact>(
  async (db, { period, startsOn }, named) =>
    (await cardDifferences(db, { period, startsOn }, named)).map((one) => ({
      key: `${CARD_KEY}${one.key}`,
      caseId: one.caseId,
      leadId: null,
      recipientId: null,
      title: one.title,
      // Of somebody who is only on a card nobody knows whether they are a minor.
      personName: one.caseId === null ? one.personName.split('、').map((name) => (name === '' ? '' : maskName(name))).join('、') : one.personName,
      date: one.date,
      fen: one.fen,
      detail: [
        differenceLabels[one.kind],
        `案卡：${one.card ?? '没有'}`,
        `台账：${one.ours ?? '没有'}`,
        one.reason === null ? '尚未说明' : `原因：${labelOf('cardReason', one.reason)}${one.remark === null ? '' : `（${one.remark}）`}`,
      ].join(' · '),
      kind: one.kind,
      reason: one.reason,
    })),
  [
    { key: 'kind', title: '各类差异', note: '一件案件有几处不同的，各计一处。', heading: '差异', total: true, grouping: byName<DifferenceFact>(differenceLabels, ({ kind }) => kind), measures },
    {
      key: 'reason',
      title: '差异原因',
      note: '原因由承办人逐处说明；案卡或台账改动以后，要重新说明。',
      heading: '原因',
      total: true,
      grouping: () => ({ keysOf: ({ reason }) => [reason], labelOf: (key) => (key === null ? '尚未说明' : labelOf('cardReason', key)), order: everyCodeOf('cardReason').map(({ code }) => code), always: false }),
      measures: [measures[0], measures[3]].flatMap((measure) => measure ?? []),
    },
  ],
  [],
)

/** What a reader must know: which cards it is about, and how they were matched. */
async function notesOf(db: Db, { period, startsOn }: Asked): Promise<string[]> {
  const loads = await cardLoads(db)
  const [from, to] = [statisticalYear(period.from, startsOn), statisticalYear(period.to, startsOn)]
  const loaded = (year: number) => loads.find((one) => one.year === year)
  const years = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const without = years.filter((year) => !loaded(year))
  const list = years.flatMap((year) => loaded(year) ?? [])
  return [
    ...(list.length > 0 ? [`已登记案卡：${list.map(textOf).join('；')}。`] : []),
    ...(without.length > 0 ? [`${without.join('、')}年度还没有登记案卡，这些年度没有核对“只在台账”的案件。`] : []),
    '案卡按统一受案号与台账案件核对，没有的按案号，再没有的按姓名和日期或金额；导出的表里没有的列不核对。',
    '差异按案卡的决定日期计入，没有决定日期的按受理日期，都没有的按台账的日期。同一案件有几个决定日期的，比最后一个；金额比全案给予救助的合计，人数比全案救助对象。',
  ]
}
const textOf = ({ year, fileName, cards, loadedAt, loadedBy }: CardLoad) => `${year}年度${cards}条（${fileName}，${loadedBy}${loadedAt.slice(0, 10)}登记）`

/** How the business system's case cards differ from this ledger. */
export const cards: ReportDefinition = { ...counted, make: async (db, asked) => ({ ...(await counted.make(db, asked)), notes: await notesOf(db, asked) }) }
