import type { ListMeaning } from '../domain/comparison.ts'
import { identityOfDisabilityCard } from '../domain/listedPaper.ts'
import type { Sheet, Table } from './cells.ts'
import { looksLike } from './columnContent.ts'
import type { ColumnSpec } from './sheetColumns.ts'

/** How the columns of lists of other departments are told, and what kind of list it is. */

const isPaper = (text: string) => looksLike.paper(text) || identityOfDisabilityCard(text) !== null

export const listColumns: ColumnSpec<ListMeaning> = {
  headings: [
    ['paper', [/^(?:公民)?身份(?:证件?|证)?(?:号码?|号)$|^身份证$/, /(?:被害人|申请人|救助对象|本人|人员).*(?:身份|证件)/, /残疾(?:人)?证.*号|残疾证$/, /身份证|身份号码|证件号/]],
    ['name', [/^(?:被害人|受害人|申请人|救助对象|被救助人|残疾人|低保对象|监测对象|特困人员|退役军人|对象|人员)(?:姓名|名称)?$/, /^姓名$/, /^(?!.*(?:嫌疑|被告|加害|监护|代理|联系|户主|家长|父|母|配偶)).*姓名/, /^户主(?:姓名)?$/]],
    ['birthDate', [/出生(?:日期|年月日?|时间)|^生日$/]],
    ['sex', [/^性别$|性别/]],
    ['phone', [/手机|联系电话|联系方式|电话/]],
    ['caseNumber', [/(?:原案|刑事)?案(?:件)?(?:编)?号|受案号|统一.*号|文号/]],
    ['charge', [/案由|罪名|案件类型|案件性质/]],
    ['injury', [/伤情|损失|损害|伤残|致伤|死亡/]],
    ['amount', [/金额|救助金|补助(?:款|金)|发放额|实发/]],
    ['date', [/(?:发放|救助|支付|决定|认定|审批|发证|受理|案发|退役)(?:日期|时间)/, /日期|时间/]],
    ['grade', [/等级|级别|等次/]],
    ['level', [/类别|类型/]],
    ['suspects', [/嫌疑人|被告人|加害人/]],
    ['agency', [/办案单位|办理单位|救助单位|救助机关|发放单位|单位|机关|部门/]],
    ['residence', [/住址|地址|户籍|居住地|住所/, /乡镇|街道|村/]],
    ['remark', [/备注|说明|情况/]],
  ],
  // Numbers, cards and phones of somebody else on the same line.
  others: /^序号$|(?:监护人|代理人|联系人|嫌疑人|被告人|户主|代领人|配偶|父亲|母亲).*(?:证|号码|电话|手机)|与户主关系|银行|账号|卡号/,
  contents: [
    ['paper', isPaper],
    ['phone', looksLike.phone],
    ['caseNumber', looksLike.caseNumber],
    ['sex', looksLike.sex],
    ['charge', looksLike.charge],
    ['name', looksLike.name],
  ],
  inRows: (text) => isPaper(text) || looksLike.phone(text),
  fewest: { filled: 1, known: 1 },
}

/** Words by which a kind of list shows in its file's name, the lines above its headings or the headings. Codes of `comparisonKind`, the plainest first. */
const kindWords: readonly (readonly [string, RegExp])[] = [
  ['victims', /被害人|受害人/],
  ['disabled', /残疾/],
  ['lowIncome', /低保|最低生活保障/],
  ['destitute', /特困|五保/],
  ['povertyWatch', /防返贫|防止返贫|监测对象|脱贫不稳定|边缘易致贫|突发严重困难/],
  ['veteran', /退役军人|复员|转业/],
  ['pastRelief', /既往救助|历年.*救助|已救助|司法救助(?:台账|发放|名单|花名册)/],
  ['otherAgency', /(?:公安|法院|司法局|司法行政).*救助/],
]

/** The kind a list looks like; null where nothing says it. */
export function guessKind(fileName: string, table: Table, layouts: readonly { sheet: Sheet; header: number }[]): string | null {
  const above = layouts.flatMap(({ sheet, header }) => sheet.rows.slice(0, Math.max(0, header) + 1).map((row) => row.map((cell) => cell.text).join(' ')))
  for (const text of [...above, ...table.sheets.map(({ name }) => name), fileName]) {
    const found = kindWords.find(([, words]) => words.test(text))
    if (found) return found[0]
  }
  return null
}
