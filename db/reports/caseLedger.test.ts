import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeXlsx } from '../documents/xlsx.ts'
import { readLedger } from '../exchange/testLedger.ts'
import { readTable } from '../exchange/readTable.ts'
import { caseListItems } from '../store/caseListItems.ts'
import { allListed } from '../store/caseListRepository.ts'
import { openTestStore } from '../store/testStore.ts'
import { change } from '../store/unitOfWork.ts'
import { caseLedger } from './caseLedger.ts'
import { ledgerDetails } from './ledgerDetails.ts'
import { caseWriter } from './testCases.ts'
import type { CaseFacts } from './testCases.ts'

const cases: CaseFacts[] = [
  {
    caseNumber: '冀廊安检救助〔2023〕10号',
    acceptedOn: '2023-02-01',
    category: 'treatment',
    leadSource: 'rural',
    charge: null,
    chargeText: '侵犯公民个人信息',
    officerName: '承办人甲',
    remark: '=1+1',
    awards: [{ publishedOn: '2023-12-01' }],
    people: [
      {
        name: '欧阳小梅',
        sex: 'female',
        birthDate: '1990-01-01',
        paperNumber: '131002199001013027',
        phone: '13903161790',
        groups: ['woman', 'disabled'],
        decision: { kind: 'grant', amountFen: 12_345_67, decidedOn: '2023-02-10' },
        entries: [{ kind: 'paid', amountFen: 12_345_67, happenedOn: '2023-02-20' }],
        visits: [{ doneOn: '2023-05-01', way: 'home' }],
        measures: [{ kind: 'counselling' }, { kind: 'other', note: '联系爱心企业' }, { kind: 'gifts', recycled: true }],
      },
      { name: '欧阳大伟', decision: { kind: 'refuse', amountFen: 0, decidedOn: '2023-02-10' } },
    ],
  },
  { caseNumber: '冀廊安检救助〔2023〕9号', acceptedOn: '2023-01-15', category: 'injury', people: [{ name: '张某' }] },
]

it('a ledger holds every person under their case and reads in again', async () => {
  const store = await openTestStore()
  const folder = mkdtempSync(join(tmpdir(), 'casebook-'))
  try {
    await change(store.read, { accountId: null, name: '测试' }, { action: '登记' }, async (unit) => {
      const write = caseWriter(unit)
      for (const facts of cases) await write(facts)
    })
    const ids = await allListed(store.read, { text: '', year: null, stage: null, category: null, leadSource: null, specialGroup: null, officerName: null, historical: null })
    const items = await caseListItems(store.read, ids)
    const full = caseLedger(items, await ledgerDetails(store.read, ids, { inFull: true }))
    expect(full.title).toBe('国家司法救助案件台账（2023年）')
    // 9 before 10.
    expect(full.rows.map((row) => [row['serial'], row['name']])).toEqual([[1, '张某'], [2, '欧阳小梅'], [2, '欧阳大伟']])
    expect(full.spans).toEqual([{ key: 'serial', from: 1, to: 2 }, { key: 'caseNumber', from: 1, to: 2 }])
    expect(full.rows[1]).toMatchObject({ typical: '省级', charge: '侵犯公民个人信息', measures: '心理疏导、联系爱心企业', paperNumber: '131002199001013027', outcome: '给予救助' })
    expect(full.total).toEqual({ serial: '合计', amountFen: 12_345_67 })

    const masked = caseLedger(items, await ledgerDetails(store.read, ids, { inFull: false }))
    expect(JSON.stringify(masked)).not.toMatch(/131002199001013027|13903161790/)

    const path = join(folder, '台账.xlsx')
    await writeXlsx(path, [full])
    const reading = readLedger(await readTable(path))
    expect(reading.totals).toMatchObject({ cases: 1, people: 1, fen: 12_345_67, refusedPeople: 1, typical: 1, visited: 1, fileTotalFen: 12_345_67 })
    const [undecided, decided] = reading.cases
    expect(undecided).toMatchObject({ caseNumber: '冀廊安检救助〔2023〕9号', people: [{ name: '张某', outcome: null, amountFen: null }] })
    expect(decided).toMatchObject({
      charge: null,
      chargeText: '侵犯公民个人信息',
      typicalLevel: 'province',
      remark: '=1+1',
      people: [
        {
          name: '欧阳小梅',
          paperNumber: '131002199001013027',
          amountFen: 12_345_67,
          paidOn: '2023-02-20',
          visitOn: '2023-05-01',
          visitWay: 'home',
          measures: [{ kind: 'counselling' }, { kind: 'other', note: '联系爱心企业' }],
        },
        { name: '欧阳大伟', outcome: 'refused' },
      ],
    })
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}, 30_000)
