import { describe, expect, it } from 'vitest'
import type { CaseFile } from '../../../db/domain/caseFile.ts'
import type { Visit } from '../../../db/domain/records.ts'
import { newVisit, visitOf } from '../cases/caseModels.ts'
import { carryDown, entryQuery, rowFor, targetsOf, withRows } from './visitBatch.ts'
import type { BatchRow } from './visitBatch.ts'
import { measuresToCheck, visitFieldsWith } from './visitWords.ts'

const visit = (more: Partial<Visit>): Visit => ({ ...newVisit('r1'), id: 'v1', version: 3, origin: 'rule', dueOn: '2026-11-20', ...more })
const recipient = (id: string, name: string) => ({ id, person: { name } }) as CaseFile['recipients'][number]
const file = (visits: Visit[]) => ({ id: 'c1', caseNumber: '某检救〔2026〕1号', recipients: [recipient('r1', '王某'), recipient('r2', '李某')], visits, measures: [] })
const row = (key: string, more: Partial<BatchRow['fields']> = {}): BatchRow => ({ key, caseId: 'c1', caseNumber: null, name: '王某', dueOn: null, id: null, version: null, fields: { ...newVisit(null), ...more }, measures: [], own: [] })
const dates = (rows: readonly BatchRow[]) => rows.map(({ fields }) => fields.doneOn)

describe('a batch of visits', () => {
  it('is handed over from the list by its visits', () => {
    const query = entryQuery([{ caseId: 'c1', entry: visit({}) }, { caseId: 'c2', entry: visit({ id: 'v2' }) }])
    expect(targetsOf(query.visits)).toEqual([{ caseId: 'c1', visitId: 'v1' }, { caseId: 'c2', visitId: 'v2' }])
    expect(entryQuery([])).toEqual({})
    expect(targetsOf(undefined)).toEqual([])
    expect(targetsOf('c1,.v2,')).toEqual([])
  })

  it('takes up a planned visit with what stands in it, and none that was recorded meanwhile', () => {
    const planned = rowFor(file([visit({ discreet: true })]), { caseId: 'c1', visitId: 'v1' }, 'k')
    expect(planned).toMatchObject({ name: '王某', dueOn: '2026-11-20', id: 'v1', version: 3, fields: { recipientId: 'r1', discreet: true } })
    expect(planned?.fields).not.toHaveProperty('origin')
    expect(rowFor(file([visit({ doneOn: '2026-11-20' })]), { caseId: 'c1', visitId: 'v1' }, 'k')).toBeNull()
    expect(rowFor(file([]), { caseId: 'c1', visitId: 'v1' }, 'k')).toBeNull()
    expect(rowFor(file([]), { caseId: 'c1', visitId: null, recipientId: null }, 'k')).toMatchObject({ name: '王某、李某', id: null, version: null })
  })

  it('begins each row as the one above it, without touching what a row has', () => {
    const first = row('a', { doneOn: '2026-11-20', way: 'home', visitors: '王检察官、李助理' })
    const rows = withRows([first], [row('b'), row('c', { way: 'phone' })])
    expect(rows.map(({ fields }) => [fields.doneOn, fields.way, fields.visitors])).toEqual([
      ['2026-11-20', 'home', '王检察官、李助理'],
      ['2026-11-20', 'home', '王检察官、李助理'],
      ['2026-11-20', 'phone', '王检察官、李助理'],
    ])
  })

  it('carries what is typed down to the next row that has its own', () => {
    let rows = [row('a'), row('b'), row('c'), row('d')]
    rows = carryDown(rows, 0, 'doneOn', '2026-11-20')
    expect(dates(rows)).toEqual(['2026-11-20', '2026-11-20', '2026-11-20', '2026-11-20'])
    rows = carryDown(rows, 2, 'doneOn', '2026-11-21')
    expect(dates(rows)).toEqual(['2026-11-20', '2026-11-20', '2026-11-21', '2026-11-21'])
    rows = carryDown(rows, 0, 'doneOn', '2026-11-19')
    expect(dates(rows)).toEqual(['2026-11-19', '2026-11-19', '2026-11-21', '2026-11-21'])
    expect(rows[1]?.own).toEqual([])
  })
})

describe('the measures a visit asks after', () => {
  const measure = (id: string, more: object) => ({ id, kind: 'temporaryAid', agency: '区民政局', doneOn: null, refusedOn: null, recipientId: null, ...more })
  const all = [measure('m1', {}), measure('m2', { doneOn: '2026-01-01' }), measure('m3', { refusedOn: '2026-01-01' }), measure('m4', { recipientId: 'r2' })]
  it('are the open ones of the person and of everybody, and those already checked', () => {
    const ids = (recipientId: string | null, checked: string[] = []) => measuresToCheck(all, recipientId, checked.map((measureId) => ({ measureId, carriedOut: 'yes', note: null }))).map(({ id }) => id)
    expect(ids('r1')).toEqual(['m1'])
    expect(ids(null)).toEqual(['m1', 'm4'])
    expect(ids('r1', ['m2'])).toEqual(['m1', 'm2'])
  })
  it('are named where the visit is read', () => {
    const field = visitFieldsWith(all).find(({ path }) => path === 'measuresChecked')
    expect(field?.text([{ measureId: 'm1', carriedOut: 'partly', note: '发了两个月' }, { measureId: 'gone', carriedOut: 'no', note: null }])).toMatch(/（区民政局）：部分落实，发了两个月；已移走的措施：未落实$/)
    expect(field?.text([])).toBe('')
  })
  it('belong to every field of the form that has a name', () => {
    expect(visitFieldsWith([]).map(({ path }) => path).sort()).toEqual(Object.keys(visitOf(visit({}))).filter((key) => key !== 'recipientId' && key !== 'moveReason').sort())
  })
})
