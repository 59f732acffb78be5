import { describe, expect, it } from 'vitest'
import type { Material } from '../../../db/domain/caseworkRecords.ts'
import { codesOf } from '../../../db/domain/codeLists.ts'
import { compareVersions } from '../../components/record/compareVersions.ts'
import { materialFields, materialRows, newRow, rowsToSave } from './materialRows.ts'
import type { MaterialRows } from './materialRows.ts'

const material = (id: string, kind: string, more: Partial<Material> = {}): Material => ({ id, version: 1, recipientId: null, kind, name: null, copies: 1, isOriginal: false, receivedOn: '2026-03-02', note: null, ...more })

describe('the checklist of papers', () => {
  it('has a line for every kind, those on record in their place', () => {
    const rows = materialRows([material('b', 'identity'), material('a', 'application'), material('c', 'identity', { receivedOn: null })])
    expect(Object.keys(rows).slice(0, 3)).toEqual(['a', 'b', 'c'])
    expect(rows['c']?.state).toBe('wanted')
    expect(Object.values(rows)).toHaveLength(codesOf('material').length + 1)
  })

  it('sends what is on record and what was asked for, nothing else; a wanted paper has no day', () => {
    const rows: MaterialRows = { ...materialRows([material('a', 'application')]), 'more-1': { ...newRow('other'), state: 'wanted', receivedOn: '2026-03-05' } }
    expect(rowsToSave(rows, new Map()).map(({ key, id, fields }) => [key, id, fields.receivedOn])).toEqual([
      ['a', 'a', '2026-03-02'],
      ['more-1', null, null],
    ])
  })

  it('saves over the version that was compared', () => {
    const rows = materialRows([material('a', 'application', { version: 4 })])
    expect(rowsToSave(rows, new Map()).map(({ version }) => version)).toEqual([4])
    expect(rowsToSave(rows, new Map([['a', 5]])).map(({ version }) => version)).toEqual([5])
  })

  it('takes over what another changed in the same line', () => {
    const base = { rows: materialRows([material('a', 'application')]) }
    const mine = { rows: materialRows([material('a', 'application', { note: '我写的' })]) }
    const theirs = { rows: materialRows([material('a', 'application', { version: 2, copies: 3 })]) }
    const { changed, clashing, merged } = compareVersions(materialFields(base.rows, () => '全案'), base, mine, theirs)
    expect([changed.map(({ label }) => label), clashing]).toEqual([['救助申请书：份数'], []])
    expect(merged.rows['a']).toMatchObject({ copies: 3, note: '我写的' })
  })
})
