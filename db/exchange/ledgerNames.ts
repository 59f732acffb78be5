import { foldWidth, quote, squeeze } from '../domain/text.ts'
import { textCell } from './cells.ts'
import type { Cell } from './cells.ts'
import type { CellReader } from './ledgerCells.ts'
import type { Field } from './ledgerColumns.ts'
import type { SplitPerson } from './mending.ts'

/** An identity number beside a name, with the words that announce it. */
const NUMBER = /[\s(,;:]*(?:公民)?(?:居民)?(?:身份证?件?(?:号码|号)?)?[\s:]*(?<![\dA-Za-z])(\d{17}[\dXx]|\d{15})(?!\d)[\s)]*/g

/** A name and the identity number written beside it; null where there is none, or more than one. */
function numberApart(text: string): { name: string; paper: string } | null {
  const folded = foldWidth(text)
  const found = [...folded.matchAll(NUMBER)]
  const name = folded.replace(NUMBER, ' ').trim()
  return found.length === 1 && found[0]?.[1] !== undefined && name !== '' ? { name, paper: found[0][1] } : null
}

/** The cells of a row with the identity number taken out of the name's cell, where it stands there and nowhere else. */
export function withNumberApart(cells: Map<Field, Cell>): Map<Field, Cell> {
  const apart = (cells.get('paper')?.text ?? '').trim() === '' ? numberApart(cells.get('name')?.text ?? '') : null
  return apart === null ? cells : new Map([...cells, ['name', textCell(apart.name)], ['paper', textCell(apart.paper)]])
}

const COMPOUND = '欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|夏侯|东方|端木|独孤|司徒|司空|南宫|西门'
const SEVERAL = new RegExp(
  [
    '[、，,;；/\\n]',
    '^[\\u4e00-\\u9fff]{2,4}[和与及][\\u4e00-\\u9fff]{2,4}$',
    // 张三 李四, but neither 张 三 nor 欧阳 小梅.
    `^(?!(?:${COMPOUND})\\s)[\\u4e00-\\u9fff]{2,4}(?:\\s+[\\u4e00-\\u9fff]{2,4})+$`,
    '等\\s*[\\d一二两三四五六七八九十]+\\s*[人名]',
  ].join('|'),
)
const BETWEEN = /[、，,;；/\n]|(?<=[\u4e00-\u9fff]{2})[和与及](?=[\u4e00-\u9fff]{2})|(?<=[\u4e00-\u9fff]{2})\s+(?=[\u4e00-\u9fff]{2})/
const AND_OTHERS = /等\s*([\d一二两三四五六七八九十]+)\s*[人名].*$/

/** Words in brackets behind a Chinese name: 代, 已故, 父亲代领. */
const REMARK = /^([\p{Script=Han}·\s]{2,}?)\s*\(([^()]+)\)$/u

/** Longer than the longest names on identity papers. */
const LONG_NAME = 50

export function nameOf(reader: CellReader): string {
  const { found } = reader
  const heading = reader.heading('name')
  const text = reader.text('name')
  if (text === null) {
    found.fail(`${heading}：没有姓名，请补上`)
    return ''
  }
  const remark = reader.onePerson ? null : REMARK.exec(text)
  const name = remark?.[1] ?? text
  if (remark) {
    reader.keep('name')
    found.warn(`${heading}：${quote(reader.words('name') ?? '')}读作${quote(name)}，原文记入备注，请核对`)
  }
  if (SEVERAL.test(name) && !reader.onePerson) {
    found.ask(`${heading}：${quote(name)}像是几个人写在一格，请每人一行，分别填写证件号码和金额`, 'people', [
      { label: '是几个人，分别登记', mends: [{ kind: 'people', people: peopleIn(name, reader) }] },
      { label: '是一个人的姓名', mends: [{ kind: 'onePerson' }] },
    ])
  }
  if ([...name].length > LONG_NAME) found.warn(`${heading}：${quote(name)}有 ${[...name].length} 个字，不像姓名，已照原样读入，请核对`)
  // Chinese names are spread out with spaces to align (李　某); foreign ones need theirs.
  return /^[\p{Script=Han}·\s]+$/u.test(name) ? squeeze(name) : name.replace(/\s+/g, ' ')
}

/** The people of one cell. Numbers and amounts written the same way go with them, else all of it stays with the first. */
function peopleIn(name: string, reader: CellReader): SplitPerson[] {
  const split = (text: string) => text.split(BETWEEN).map((part) => part.trim()).filter(Boolean)
  const named = split(name.replace(AND_OTHERS, '')).map((one) => numberApart(one) ?? { name: one, paper: '' })
  // 李某等三人: the others are for the person to name.
  const others = Math.min(30, countOf(AND_OTHERS.exec(name)?.[1])) - named.length
  const people = [...named, ...Array.from({ length: Math.max(0, others) }, () => ({ name: '', paper: '' }))]
  const shared = (field: Field) => {
    const text = reader.text(field) ?? ''
    const parts = split(text)
    return parts.length === people.length ? parts : [text]
  }
  const [papers, amounts] = [shared('paper'), shared('amount')]
  return people.map((one, index) => ({ name: one.name, paper: one.paper || (papers[index] ?? ''), amount: amounts[index] ?? '' }))
}

function countOf(text: string | undefined): number {
  if (text === undefined) return 0
  return /^\d+$/.test(text) ? Number(text) : ' 一二三四五六七八九十'.indexOf(text.replace('两', '二'))
}
