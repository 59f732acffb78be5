import { describe, expect, it } from 'vitest'
import { OperationError } from '../../api.ts'
import { saveRows } from './saveRows.ts'

const refused = new OperationError('disbursementAdd', {
  code: 'invalid',
  message: '有内容需要改正，没有保存。请按提示改好后再保存。',
  fields: [
    { path: 'fields.amountFen', message: '超过待发放' },
    { path: 'fields.happenedOn', message: '不能晚于今天' },
  ],
})
const rows = [{ index: 0 }, { index: 2 }, { index: 3 }]

describe('saveRows', () => {
  it('saves every row and answers with the last', async () => {
    const saved: number[] = []
    const last = await saveRows(rows, async ({ index }) => ({ id: String(saved.push(index)), version: index }), async () => undefined, [])
    expect(saved).toEqual([0, 2, 3])
    expect(last.version).toBe(3)
  })

  it('takes out what was saved before a refusal and points at the row that is left', async () => {
    let taken: { index: number }[] = []
    const failing = saveRows(
      rows,
      async ({ index }) => {
        if (index === 2) throw refused
        return { id: '', version: 1 }
      },
      async (done) => {
        taken = done
      },
      ['amountFen'],
    )
    await expect(failing).rejects.toMatchObject({ failure: { fields: [{ path: 'rows.1.amountFen' }, { path: 'happenedOn' }] } })
    expect(taken).toEqual([{ index: 0 }])
  })
})
