import { codesOf } from '../domain/codeLists.ts'
import { addDays } from '../domain/dates.ts'
import { gridColumns } from '../domain/gridColumns.ts'
import { checkDigit } from '../domain/identity.ts'

export const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎']
export const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂兰玉梅红建华志国新春秋雪晨宇轩子涵梓萱浩然欣怡']

export const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? ''

/**
 * The rows of a long ledger in the columns of `gridColumns`, the headings first: one row a person, every seventh case has two. Every row can be imported as it
 * stands; every person is another one.
 */
export function ledgerRows(count: number): string[][] {
  const labels = (list: 'category' | 'charge' | 'leadSource' | 'specialGroup' | 'measure') => codesOf(list).map(({ label }) => label)
  const [categories, charges, sources, measures] = [labels('category'), labels('charge'), labels('leadSource'), labels('measure')]
  const rows = [gridColumns.map(({ heading }) => heading)]
  for (let at = 0, number = 0; rows.length <= count; at += 1) {
    const second = at % 8 === 7
    if (!second) number += 1
    const year = 2014 + Math.floor((number * 10) / count)
    const accepted = addDays(`${year}-01-05`, number % 300)
    const decided = addDays(accepted, 12)
    const birth = addDays('1955-01-01', at % 16_000)
    const body = `131002${birth.replaceAll('-', '')}${String(1 + 2 * Math.floor(at / 16_000)).padStart(3, '0')}`
    const refused = number % 17 === 0
    const cells: Record<string, string> = {
      caseNumber: `冀廊安检救助〔${year}〕${number}号`,
      acceptedOn: accepted,
      name: pick(SURNAMES, at) + pick(GIVEN, at * 7) + (at % 3 === 0 ? '' : pick(GIVEN, at * 13 + 5)),
      sex: '男',
      birthDate: birth,
      paper: body + checkDigit(body),
      phone: `139${String(10_000_000 + at * 97)}`,
      category: pick(categories, number),
      specialGroups: at % 2 === 0 ? '农村地区生活困难当事人' : '',
      charge: pick(charges, number),
      leadSource: pick(sources, number),
      outcome: refused ? '不予救助' : '给予救助',
      amount: refused ? '' : String(5000 + (at % 30) * 1000),
      decidedOn: decided,
      paidOn: refused ? '' : addDays(decided, 9),
      officer: pick(['王检察官', '李检察官', '赵检察官'], number),
      visitOn: refused ? '' : addDays(decided, 90),
      visitWay: refused ? '' : '上门',
      measures: at % 3 === 0 ? pick(measures, number) : '',
      typical: '',
      remark: at % 10 === 0 ? '家庭生活困难' : '',
    }
    rows.push(gridColumns.map(({ key }) => cells[key] ?? ''))
  }
  return rows
}
