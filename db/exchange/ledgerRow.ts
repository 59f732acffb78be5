import { normalizeCaseNumber, parseCaseNumber } from '../domain/caseNumber.ts'
import { codesOf, findCode, findCodes } from '../domain/codeLists.ts'
import { monthsOf } from '../domain/dates.ts'
import { checkPaper, guessPaperType, looksDamaged } from '../domain/identity.ts'
import type { Sex } from '../domain/identity.ts'
import { checkPhone } from '../domain/phone.ts'
import type { LegalDate, Outcome } from '../domain/records.ts'
import { quote, squeeze } from '../domain/text.ts'
import type { Cell } from './cells.ts'
import type { Findings } from './findings.ts'
import { CellReader } from './ledgerCells.ts'
import type { RowContext } from './ledgerCells.ts'
import type { Field } from './ledgerColumns.ts'
import { nameOf, withNumberApart } from './ledgerNames.ts'
import type { LedgerCase, LedgerMeasure, LedgerPerson } from './ledgerTypes.ts'
import { visitsOf } from './ledgerVisits.ts'

/** What one row says of its case; compared with the other rows of the case. */
export type CaseFacts = Omit<LedgerCase, 'rows' | 'people'> & {
  /** The ledger says that the case has no number, where it might have left the cell empty. */
  noNumber: boolean
}

/** Reads the cells of one row. What cannot be read is left empty and said in `found`. */
export function readRow(row: number, cells: Map<Field, Cell>, found: Findings, context: RowContext): { facts: CaseFacts; person: LedgerPerson } {
  const reader = new CellReader(withNumberApart(cells), found, context)
  const person = personOf(row, reader)
  const facts: CaseFacts = {
    ...caseNumberOf(reader),
    unifiedNumber: reader.short('unifiedNumber', 80),
    appliedOn: reader.date('appliedOn'),
    acceptedOn: reader.date('acceptedOn'),
    category: categoryOf(reader),
    ...chargeOf(reader),
    originalNumber: reader.short('originalNumber', 80),
    handlingOffice: reader.short('handlingOffice', 60),
    handlingUnit: reader.short('handlingUnit', 60),
    suspects: reader.short('suspects', 200),
    originalOutcome: reader.short('originalOutcome', 500),
    leadSource: reader.code('leadSource', 'leadSource'),
    officerName: reader.text('officer'),
    ...typicalOf(reader),
    remark: null,
  }
  checkOrder(reader, facts, person)
  const remark = [reader.words('remark'), ...reader.kept].filter((text) => text !== null).join('；')
  return { facts: { ...facts, remark: remark || null }, person }
}

function personOf(row: number, reader: CellReader): LedgerPerson {
  const { found } = reader
  const result = resultOf(reader)
  const decidedOn = reader.date('decidedOn')
  const paidOn = reader.date('paidOn')
  if (result.outcome === null && (decidedOn !== null || paidOn !== null) && found.usable) {
    found.warn(`${reader.heading('amount')}：写有决定或发放日期，却没有金额和结果，按尚未决定读入，请核对`)
  }
  if (result.outcome === 'refused' && paidOn !== null) {
    found.ask(`${reader.heading('paidOn')}：结果是不予救助，却有发放日期，请改正其中一处`, 'refused/paidOn', [
      { label: '不予救助，不要发放日期', mends: [reader.put('paidOn', '')] },
      { label: '给予救助', mends: [reader.put('outcome', '给予救助')] },
    ])
  }
  return {
    row,
    name: nameOf(reader),
    ...identityOf(reader),
    ethnicity: reader.code('ethnicity', 'ethnicity'),
    residence: reader.short('residence', 200),
    phone: phoneOf(reader),
    specialGroups: reader.groups(),
    relation: reader.code('relation', 'relation'),
    guardian: reader.short('guardian', 200),
    agent: reader.short('agent', 200),
    accountHolder: reader.short('accountHolder', 200),
    bankName: reader.short('bankName', 80),
    bankAccount: reader.short('bankAccount', 40),
    hardship: reader.short('hardship', 2000),
    requestedFen: reader.amount('requested'),
    ...result,
    decidedOn,
    decisionNumber: reader.short('decisionNumber', 80),
    paidOn,
    ...visitsOf(reader),
    measures: measuresOf(reader),
    besides: [],
  }
}

function identityOf(reader: CellReader): Pick<LedgerPerson, 'sex' | 'birthDate' | 'paperType' | 'paperNumber'> {
  const { found } = reader
  const heading = reader.heading('paper')
  const born = bornOf(reader)
  const stated = { sex: sexOf(reader), birthDate: born.date }
  const text = reader.text('paper')
  if (text === null) {
    born.keep()
    if (reader.has('paper')) found.warn(`${heading}：没有证件号码，按无证件读入，以后可在案件中补上`)
    return { ...stated, paperType: 'none', paperNumber: null }
  }
  if (looksDamaged(reader.cell('paper').value)) {
    found.fail(`${heading}：证件号码被表格软件改成了数字，后几位已经丢失，请按证件原件重新填写`)
    return { ...stated, paperType: 'idCard', paperNumber: null }
  }
  const paperType = guessPaperType(text)
  const checked = checkPaper(paperType, text, { today: reader.today })
  if (!checked.ok) {
    found.fail(`${heading}：${checked.error}`)
    return { ...stated, paperType, paperNumber: null }
  }
  // Fifteen digits are a number of their time, read without doubt; whoever sees the row learns of the conversion.
  const converted = squeeze(text).length === 15
  checked.warnings.forEach((warning, i) => (converted && i === 0 ? found.note(`${heading}：${warning}`) : found.warn(`${heading}：${warning}`)))
  // A month alone says no more than the number does.
  if (born.months.length > 0 && !born.months.some((month) => checked.birthDate?.startsWith(month))) born.keep()
  if (stated.sex && checked.sex && stated.sex !== checked.sex) {
    found.warn(`${reader.heading('sex')}：与身份证号所示的性别不一致，已照原样读入，请核对`)
  }
  if (stated.birthDate && checked.birthDate && stated.birthDate !== checked.birthDate) {
    found.warn(`${reader.heading('birthDate')}：${stated.birthDate} 与身份证号中的 ${checked.birthDate} 不一致，已照原样读入，请核对`)
  }
  return { sex: stated.sex ?? checked.sex ?? null, birthDate: stated.birthDate ?? checked.birthDate ?? null, paperType, paperNumber: checked.normalized }
}

/** 出生年月 columns name the month alone: nobody has to complete what the identity number says. */
function bornOf(reader: CellReader): { date: LegalDate | null; months: string[]; keep: () => void } {
  const months = monthsOf(reader.text('birthDate') ?? '')
  return {
    date: months.length > 0 ? null : reader.date('birthDate'),
    months,
    keep() {
      if (months.length === 0) return
      reader.keep('birthDate')
      reader.found.warn(`${reader.heading('birthDate')}：只写到月，已记入备注，出生日期留空，请核对`)
    },
  }
}

function sexOf(reader: CellReader): Sex | null {
  const text = reader.text('sex')
  if (text === null) return null
  const code = findCode('sex', text)
  if (code === 'male' || code === 'female') return code
  reader.found.warn(`${reader.heading('sex')}：没有看懂${quote(text)}，没有读入，请核对`)
  return null
}

function phoneOf(reader: CellReader): string | null {
  const text = reader.text('phone')
  if (text === null) return null
  const { normalized, warning } = checkPhone(text)
  if (warning) reader.found.warn(`${reader.heading('phone')}：${warning}`)
  return normalized
}

function resultOf(reader: CellReader): Pick<LedgerPerson, 'outcome' | 'amountFen'> {
  const { found } = reader
  const text = reader.text('outcome')
  const stated = text === null ? null : outcomeOf(squeeze(text))
  const readable = found.kind !== 'error'
  const amount = reader.amount('amount')
  if (stated === undefined) {
    found.ask(`${reader.heading('outcome')}：没有看懂${quote(text ?? '')}，请写明“给予救助”或“不予救助”`, `outcome/${text ?? ''}`, [
      { label: '给予救助', mends: [reader.put('outcome', '给予救助')] },
      { label: '不予救助', mends: [reader.put('outcome', '不予救助')] },
      { label: '尚未决定', mends: [reader.put('outcome', '审查中')] },
    ])
    return { outcome: null, amountFen: null }
  }
  if (stated === 'refused') {
    if (amount) {
      found.ask(`${reader.heading('amount')}：结果是不予救助，却有救助金额，请改正其中一处`, 'refused/amount', [
        { label: '不予救助，不要金额', mends: [reader.put('amount', '')] },
        { label: '给予救助', mends: [reader.put('outcome', '给予救助')] },
      ])
    }
    return { outcome: 'refused', amountFen: 0 }
  }
  if (stated === 'granted' && !amount && readable && found.kind !== 'error') {
    found.fail(`${reader.heading('amount')}：结果是给予救助，却没有金额，请补上`)
  }
  // Ledgers without a column for the result list granted cases: there the amount says so.
  return amount ? { outcome: 'granted', amountFen: amount } : { outcome: stated, amountFen: null }
}

/** Null for words that say it is undecided, undefined for words that are not understood. */
function outcomeOf(text: string): Outcome | null | undefined {
  if (/不予|不符合|不救助|未予|驳回|不同意|不给予|^否$/.test(text)) return 'refused'
  if (/审查中|办理中|未决|待定|待审|在办|^受理$/.test(text)) return null
  return /给予|予以|同意|救助|批准|通过|^是$/.test(text) ? 'granted' : undefined
}

function measuresOf(reader: CellReader): LedgerMeasure[] {
  const { codes, unknown } = findCodes('measure', reader.text('measures') ?? '')
  for (const text of unknown) reader.found.note(`${reader.heading('measures')}：${quote(text)}记为其他措施，原文已保留`)
  return [...codes.map((kind) => ({ kind, note: null })), ...unknown.map((note) => ({ kind: 'other', note }))]
}

function caseNumberOf(reader: CellReader): Pick<CaseFacts, 'caseNumber' | 'noNumber'> {
  const text = reader.text('caseNumber')
  if (text === null) {
    const noNumber = reader.cell('caseNumber').text.trim() !== ''
    if (noNumber) reader.found.warn(`${reader.heading('caseNumber')}：写明没有案号，按没有案号的案件读入，以后可在案件中补上`)
    return { caseNumber: null, noNumber }
  }
  if (!parseCaseNumber(text)) reader.found.warn(`${reader.heading('caseNumber')}：${quote(text)}不是常见的案号写法，已按原文读入，请核对`)
  return { caseNumber: normalizeCaseNumber(text), noNumber: false }
}

function categoryOf(reader: CellReader): string | null {
  const text = reader.text('category')
  const heading = reader.heading('category')
  if (text === null) {
    // A further person of a case leaves it to the first one's row.
    const further = reader.has('caseNumber') && reader.text('caseNumber') === null
    if (reader.has('category') && !further) reader.found.warn(`${heading}：没有填写，以后可在案件中补上`)
    return null
  }
  const code = findCode('category', text)
  if (code === null) {
    const options = codesOf('category').map(({ label }) => ({ label, mends: [reader.put('category', label)] }))
    reader.found.ask(`${heading}：${quote(text)}不在救助情形之列，请改为其中一种（确属其他情形的写“其他”）`, `category/${text}`, options)
  }
  return code
}

function chargeOf(reader: CellReader): Pick<CaseFacts, 'charge' | 'chargeText'> {
  const text = reader.text('charge')
  if (text === null) return { charge: null, chargeText: null }
  const charge = findCode('charge', text)
  if (charge !== null) return { charge, chargeText: null }
  reader.found.note(`${reader.heading('charge')}：案件类型中没有${quote(text)}，已按原文保留`)
  return { charge: null, chargeText: text }
}

const LEVELS = [
  { words: /全国|国家|最高检|高检院/, code: 'national' },
  { words: /省/, code: 'province' },
  { words: /市/, code: 'city' },
  { words: /县|区/, code: 'county' },
] as const

function typicalOf(reader: CellReader): Pick<CaseFacts, 'typical' | 'typicalLevel'> {
  const text = reader.text('typical')
  if (text === null || /^(?:否|不是|未入选|×|✗|N)$/i.test(text)) return { typical: false, typicalLevel: null }
  return { typical: true, typicalLevel: LEVELS.find(({ words }) => words.test(text))?.code ?? null }
}

/** Steps out of order are kept as found and flagged. */
function checkOrder(reader: CellReader, { appliedOn, acceptedOn }: CaseFacts, person: LedgerPerson): void {
  const { decidedOn, paidOn, visitOn, moreVisitsOn } = person
  const compare = (later: Field, date: LegalDate | null, earlier: Field, from: LegalDate | null): void => {
    if (date === null || from === null || date >= from) return
    reader.found.warn(`${reader.heading(later)} ${date} 早于${reader.heading(earlier)} ${from}，已照原样读入，请核对`)
  }
  compare('acceptedOn', acceptedOn, 'appliedOn', appliedOn)
  compare('decidedOn', decidedOn, 'acceptedOn', acceptedOn)
  compare('paidOn', paidOn, decidedOn === null ? 'acceptedOn' : 'decidedOn', decidedOn ?? acceptedOn)
  for (const day of [visitOn, ...moreVisitsOn]) compare('visitOn', day, decidedOn === null ? 'acceptedOn' : 'decidedOn', decidedOn ?? acceptedOn)
}
