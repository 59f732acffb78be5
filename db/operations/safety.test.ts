import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEncrypted } from '../vault/connection.ts'
import { unlock } from '../vault/keyring.ts'
import { openReadyCasebook, testOfficer } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'
import { caseInput, recipientInput } from './testContext.ts'

/** What the check of the casebook says of a file that somebody with the key altered behind the program's back. */
describe('the check of the casebook', () => {
  let casebook: TestCasebook
  let backup: string

  beforeEach(async () => {
    casebook = await openReadyCasebook()
    await casebook.ok('caseCreate', caseInput({ recipients: [recipientInput({ name: '赵一' })] }))
    backup = (await casebook.ok('backupNow', { folder: null })).name
    expect(await check()).toMatchObject({ ok: true, problems: [], cases: 1 })
  })
  afterEach(() => casebook.destroy())

  const check = () => casebook.ok('verifyCasebook', undefined)

  async function force(text: string): Promise<void> {
    const data = join(casebook.folder, 'data')
    const db = openEncrypted(join(data, 'casebook.db'), await unlock(data, testOfficer.login, testOfficer.password))
    db.exec('drop trigger audit_entry_unaltered; drop trigger audit_entry_undeleted')
    db.exec(text)
    db.close()
  }

  const newest = '(select max(seq) from audit_entry)'
  it.each<[string, string, RegExp]>([
    ['an entry says another name', "update audit_entry set who = '别人' where seq = 2", /^操作记录从第 2 条起对不上，可能被改动过/],
    ['an entry holds other values', "update audit_payload set after = replace(after, '赵一', '钱二') where after like '%赵一%'", /^操作记录从第 \d+ 条起对不上/],
    ['an entry is gone from the middle', 'delete from audit_payload where seq = 2; delete from audit_entry where seq = 2', /^操作记录从第 3 条起对不上/],
    ['the newest entry is gone', `delete from audit_payload where seq = ${newest}; delete from audit_entry where seq = ${newest}`, /^最后 1 条操作记录不见了/],
    ['what an entry says was changed is gone', "delete from audit_payload where before like '%赵一%' or after like '%赵一%'", /^有 [1-9]\d* 条操作记录的具体内容不见了/],
    ['the list says something else than the case', "update case_summary set officer_name = '别人'", /^有 1 件案件的列表内容与案件记录不一致/],
    ['a link leads nowhere', "pragma foreign_keys = off; delete from person", /^有 1 条记录所指的上级记录不存在/],
  ])('says in words that %s', async (_what, text, problem) => {
    await force(text)
    const { ok, problems } = await check()
    expect(ok).toBe(false)
    expect(problems).toContainEqual(expect.stringMatching(problem))
  })

  it('finds entries that were cut off with their numbers, because a backup remembers the last one', async () => {
    await force(`delete from audit_payload where seq = ${newest}; delete from audit_entry where seq = ${newest}; update sqlite_sequence set seq = ${newest} where name = 'audit_entry'`)
    expect((await check()).problems).toEqual([expect.stringContaining(`备份“${backup}”里最后一条操作记录在台账里找不到`)])
  })
})
