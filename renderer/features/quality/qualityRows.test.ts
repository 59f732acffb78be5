import { expect, it } from 'vitest'
import { canMend, changedFields, faultsByPlace, mendInput, pasted, recorded } from './qualityRows.ts'
import type { QualityLine } from './qualityRows.ts'

const values = { caseNumber: '1号', amountFen: 0, appliedOn: null, acceptedOn: '2023-05-01', category: 'injury', cause: null, leadSource: null, officerName: null, decidedOn: null, servedOn: null, specialGroups: ['minor'] }
const line: QualityLine = {
  caseId: 'c1', caseNumber: '1号', people: '甲', officerName: null, historical: true, text: '没有线索来源',
  mend: { recipientId: 'r1', caseVersion: 3, recipientVersion: 2, decisionId: 'd1', decisionVersion: 1, values },
} // prettier-ignore
const gap: QualityLine = { ...line, caseId: null, mend: null }

it('only cells that say something else are saved, days read as anyone writes them', () => {
  expect(changedFields(line, { acceptedOn: '2023-05-01 ', specialGroups: ['minor'] })).toEqual([])
  const { rows, places, faults } = mendInput([gap, line, line], new Map([[0, { category: 'death' }], [2, { acceptedOn: '20230502', leadSource: 'womensFederation', cause: '', specialGroups: ['minor', 'woman'] }]]))
  expect(rows).toEqual([{ caseId: 'c1', caseVersion: 3, recipientId: 'r1', recipientVersion: 2, decisionId: 'd1', decisionVersion: 1, values: { acceptedOn: '2023-05-02', leadSource: 'womensFederation', specialGroups: ['minor', 'woman'] } }])
  expect([places, faults]).toEqual([[2], []])
})

it('an amount is typed as anyone writes it; what a line does not have is no cell', () => {
  expect([recorded(line, 'amountFen'), recorded(line, 'caseNumber'), recorded(line, 'specialGroups')]).toEqual(['', '1号', ['minor']])
  expect(mendInput([line], new Map([[0, { amountFen: '2.5万', caseNumber: '2号' }]])).rows[0]?.values).toEqual({ amountFen: 2_500_000, caseNumber: '2号' })
  expect(mendInput([line], new Map([[0, { amountFen: '约两万' }]])).faults).toHaveLength(1)
  const undecided: QualityLine = { ...line, mend: { recipientId: null, caseVersion: 3, recipientVersion: null, decisionId: null, decisionVersion: null, values } }
  expect((['amountFen', 'decidedOn', 'specialGroups', 'acceptedOn'] as const).map((field) => canMend(undecided, field))).toEqual([false, false, false, true])
  expect(changedFields(undecided, { amountFen: '1', acceptedOn: '2023-05-02' })).toEqual(['acceptedOn'])
})

it('what cannot be read, or was refused, is named where it stands', () => {
  expect(mendInput([line], new Map([[0, { decidedOn: '去年' }]])).faults).toEqual([{ path: '0.decidedOn', message: expect.any(String) as string }])
  expect(faultsByPlace([{ path: 'rows.1.acceptedOn', message: '晚' }, { path: 'rows.0', message: '改过' }], [4, 7])).toEqual([{ path: '7.acceptedOn', message: '晚' }, { path: '4.', message: '改过' }])
})

it('a column from Excel goes down from where it is pasted', () => {
  expect(pasted('acceptedOn', '2023.5.1\t旁边\r\n20230502\r\n')).toEqual(['2023.5.1', '20230502'])
  expect(pasted('leadSource', '妇联\n没有这个')).toEqual(['womensFederation', ''])
  expect(pasted('specialGroups', '未成年人、困难妇女')).toEqual([['minor', 'woman']])
})
