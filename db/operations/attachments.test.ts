import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Input } from './contract.ts'
import { openReadyCasebook, testOfficer } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'
import { blankPerson, caseInput } from './testContext.ts'

let casebook: TestCasebook
let desk = ''
let caseId = ''
beforeEach(async () => {
  casebook = await openReadyCasebook()
  desk = mkdtempSync(join(tmpdir(), 'casebook-desk-'))
  caseId = (await casebook.ok('caseCreate', caseInput())).id
})
afterEach(async () => {
  await casebook.destroy()
  rmSync(desk, { recursive: true, force: true })
})

const png = (size = 1000) => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(size)])
const pdf = (size = 1000) => Buffer.concat([Buffer.from('%PDF-1.7\n', 'latin1'), randomBytes(size)])
const ofCase = (id = caseId): Input<'attachmentAdd'>['owner'] => ({ caseId: id, leadId: null, entity: null, entityId: null })
function onDesk(name: string, content: Uint8Array): string {
  const path = join(desk, name)
  writeFileSync(path, content)
  return path
}
const addFile = (path: string, note: string | null = null, owner = ofCase()) => casebook.ok('attachmentAdd', { owner, source: { file: 't' }, note }, { t: path })
const refuseFile = (path: string, owner = ofCase()) => casebook.fails('attachmentAdd', { owner, source: { file: 't' }, note: null }, { t: path })
const attachments = async (id = caseId) => (await casebook.ok('caseGet', { id })).attachments
const blobFile = () => join(casebook.folder, 'data', 'attachments.db')

describe('adding a file', () => {
  it('puts it on the case, readable by nobody outside, and gives it back as it was', async () => {
    const content = pdf(3_000_000)
    const { id } = await addFile(onDesk('申请书扫描件.PDF', content), '一式三份')
    expect(await attachments()).toMatchObject([{ id, version: 1, name: '申请书扫描件.PDF', mediaType: 'application/pdf', bytes: content.length, note: '一式三份', entity: null, createdBy: testOfficer.name }])
    const read = await casebook.ok('attachmentRead', { id })
    expect(read).toMatchObject({ name: '申请书扫描件.PDF', mediaType: 'application/pdf' })
    expect(Buffer.from(read.bytes).equals(content)).toBe(true)
    expect(readFileSync(blobFile()).includes(content.subarray(100, 200))).toBe(false)
    const { rows } = await casebook.ok('auditList', { caseId, after: null, limit: 10 })
    expect(rows[0]).toMatchObject({ action: '添加附件', entity: 'attachment', entityId: id })
  })

  it('takes an image that was pasted, and one of the scanner’s folder', async () => {
    const pasted = png()
    await casebook.ok('attachmentAdd', { owner: ofCase(), source: { name: '粘贴的图片.png', bytes: new Uint8Array(pasted) }, note: null })
    onDesk('扫描0001.png', png())
    await casebook.ok('attachmentAdd', { owner: ofCase(), source: { folder: 'f', name: '扫描0001.png' }, note: null }, { f: desk })
    expect((await attachments()).map(({ name }) => name)).toEqual(['粘贴的图片.png', '扫描0001.png'])
  })

  it('hangs it on a record of the case, and on none of another', async () => {
    const file = await casebook.ok('caseGet', { id: caseId })
    const recipientId = file.recipients[0]?.id ?? ''
    const path = onDesk('身份证.png', png())
    await addFile(path, null, { ...ofCase(), entity: 'recipient', entityId: recipientId })
    expect(await attachments()).toMatchObject([{ entity: 'recipient', entityId: recipientId }])
    const other = (await casebook.ok('caseCreate', caseInput())).id
    for (const owner of [
      { ...ofCase(other), entity: 'recipient', entityId: recipientId },
      { ...ofCase(), entity: 'account', entityId: recipientId },
      { ...ofCase(), entity: 'recipient', entityId: null },
      { ...ofCase(), entity: null, entityId: recipientId },
    ]) {
      expect(await refuseFile(path, owner)).toMatchObject({ code: 'not-found', message: expect.stringMatching(/所属的那条记录/) as unknown })
    }
    expect(await refuseFile(path, { ...ofCase(), caseId: null })).toMatchObject({ code: 'invalid' })
  })

  it('puts it on a lead, but on none in the recycle bin', async () => {
    const fields: Input<'leadSave'>['fields'] = {
      receivedOn: '2026-03-02', source: 'womensFederation', channel: null, sendingUnit: null, letterNumber: null, summary: null, officerName: '张承办', reachedProcuratorate: null,
      originalNumber: null, charge: null, chargeText: null, handlingUnit: null, suspects: null, toldOn: null, toldWay: null, toldNote: null, checkedOn: null, checkers: null,
      checkNote: null, reportBack: false, reportedOn: null, reportNote: null, satisfaction: null, people: [{ id: null, person: blankPerson, relation: null }],
    }
    const { id, version } = await casebook.ok('leadSave', { id: null, version: null, fields })
    const owner = { caseId: null, leadId: id, entity: null, entityId: null }
    const attachment = await addFile(onDesk('移送函.pdf', pdf()), null, owner)
    expect((await casebook.ok('leadGet', { id })).attachments).toMatchObject([{ id: attachment.id, name: '移送函.pdf' }])
    expect(await attachments()).toEqual([])
    expect(await refuseFile(onDesk('b.pdf', pdf()), { ...owner, entity: 'lead_person', entityId: id })).toMatchObject({ code: 'not-found' })
    await casebook.ok('leadRecycle', { id, version, reason: '重复登记' })
    expect(await refuseFile(onDesk('c.pdf', pdf()), owner)).toMatchObject({ code: 'conflict', message: expect.stringMatching(/线索在回收站里/) as unknown })
    expect(await casebook.fails('attachmentRecycle', { ...attachment, reason: 'x' })).toMatchObject({ code: 'conflict' })
  })

  it('refuses what is too large before it is read, empty, a program, or not what it says', async () => {
    const large = onDesk('录像.mp4', Buffer.from('\0\0\0\x20ftypisom', 'latin1'))
    truncateSync(large, 200 * 1024 * 1024)
    expect(await refuseFile(large)).toMatchObject({ code: 'invalid', message: expect.stringMatching(/“录像.mp4”有 200 MB，超过每个附件 50 MB 的限制，没有添加。.*分成几个/) as unknown })
    expect(await refuseFile(onDesk('空.pdf', Buffer.alloc(0)))).toMatchObject({ message: expect.stringMatching(/空的/) as unknown })
    expect(await refuseFile(onDesk('安装.exe', Buffer.from('MZ')))).toMatchObject({ message: expect.stringMatching(/\.exe.*程序和脚本不能添加/) as unknown })
    expect(await refuseFile(onDesk('扫描.pdf', png()))).toMatchObject({ message: expect.stringMatching(/不是PDF，内容是PNG 图片/) as unknown })
    expect(await refuseFile(onDesk('扫描.png', Buffer.from('MZ\x90')))).toMatchObject({ message: expect.stringMatching(/内容是程序/) as unknown })
    expect(await refuseFile(desk)).toMatchObject({ message: expect.stringMatching(/文件夹/) as unknown })
    expect(await refuseFile(join(desk, '没有.pdf'))).toMatchObject({ message: expect.stringMatching(/没有找到这个文件/) as unknown })
    expect(await casebook.fails('attachmentAdd', { owner: ofCase(), source: { name: '大.png', bytes: new Uint8Array(51 * 1024 * 1024) }, note: null })).toMatchObject({ message: expect.stringMatching(/51 MB/) as unknown })
    expect(await attachments()).toEqual([])
    expect(existsSync(blobFile())).toBe(false)
    expect(casebook.bugs).toEqual([])
  })

  it('never leaves the folder that was chosen', async () => {
    const outside = onDesk('外面.png', png())
    const folder = join(desk, '扫描')
    mkdirSync(folder)
    symlinkSync(outside, join(folder, '链接.png'))
    for (const name of ['../外面.png', '..', '.', 'a/b.png', '..\\外面.png', outside, '链接.png', 'a\0.png']) {
      const failure = await casebook.fails('attachmentAdd', { owner: ofCase(), source: { folder: 'f', name }, note: null }, { f: folder })
      expect(failure, name).toMatchObject({ code: 'invalid', message: expect.stringMatching(/不在所选的文件夹里/) as unknown })
    }
    expect(await casebook.fails('attachmentAdd', { owner: ofCase(), source: { folder: 'f', name: '没有.png' }, note: null }, { f: folder })).toMatchObject({ code: 'invalid' })
    expect(await casebook.fails('attachmentAdd', { owner: ofCase(), source: { file: 'nobody issued this' }, note: null })).toMatchObject({ code: 'invalid' })
  })

  it('refuses the same content twice at the same place, and keeps it once for two', async () => {
    const path = onDesk('身份证.png', png(500_000))
    await addFile(path)
    expect(await refuseFile(path)).toMatchObject({ code: 'conflict', message: expect.stringMatching(/“身份证.png”已经在附件里.*没有重复添加/) as unknown })
    const other = (await casebook.ok('caseCreate', caseInput())).id
    await addFile(path, null, ofCase(other))
    expect(await attachments(other)).toHaveLength(1)
    expect(readFileSync(blobFile()).length).toBeLessThan(700_000)
  })

  it('is refused for a case in the recycle bin and without the permission', async () => {
    const { version } = await casebook.ok('caseGet', { id: caseId })
    await casebook.ok('caseRecycle', { id: caseId, version, reason: '重复' })
    expect(await refuseFile(onDesk('a.png', png()))).toMatchObject({ code: 'conflict', message: expect.stringMatching(/回收站/) as unknown })
    expect(existsSync(blobFile())).toBe(false)
    await casebook.ok('accountAdd', { name: '李查看', login: 'li', password: 'correct horse 2', roles: ['viewer'] })
    await casebook.ok('signIn', { login: 'li', password: 'correct horse 2' })
    expect(await refuseFile(onDesk('b.png', png()))).toMatchObject({ code: 'forbidden' })
  })
})

describe('a file of a case', () => {
  let id = ''
  const content = pdf(10_000)
  beforeEach(async () => {
    id = (await addFile(onDesk('审批表.pdf', content))).id
  })

  it('is renamed, keeps its kind, and refuses a save over that of another', async () => {
    await casebook.ok('attachmentRename', { id, version: 1, name: '审批表（盖章）', note: '院领导签字' })
    expect(await attachments()).toMatchObject([{ name: '审批表（盖章）.pdf', note: '院领导签字', version: 2 }])
    expect(await casebook.fails('attachmentRename', { id, version: 1, name: '别名.pdf', note: null })).toMatchObject({ code: 'stale' })
    expect(await casebook.fails('attachmentRename', { id, version: 2, name: '别名.docx', note: null })).toMatchObject({ code: 'invalid', fields: [{ path: 'name' }] })
    await casebook.ok('attachmentRename', { id, version: 2, name: '../../名/字.pdf', note: null })
    expect((await attachments())[0]?.name).toBe('字.pdf')
  })

  it('goes to the recycle bin with a reason and comes back with its content', async () => {
    await casebook.ok('attachmentRecycle', { id, version: 1, reason: '扫错了' })
    expect(await attachments()).toEqual([])
    expect(await casebook.fails('attachmentRead', { id })).toMatchObject({ code: 'not-found' })
    // Leaving sweeps and backs up: what lies in the recycle bin keeps its content.
    await casebook.ok('signOut', undefined)
    await casebook.ok('signIn', testOfficer)
    await casebook.ok('attachmentRestore', { id })
    expect(Buffer.from((await casebook.ok('attachmentRead', { id })).bytes).equals(content)).toBe(true)
    expect(await casebook.fails('attachmentRestore', { id })).toMatchObject({ code: 'conflict' })
  })

  it('is exported whole, which is written into the audit trail; reading it is not', async () => {
    await casebook.ok('attachmentRead', { id })
    const path = join(desk, '导出.pdf')
    writeFileSync(path, 'what was there before')
    expect(await casebook.ok('attachmentExport', { id, file: 't' }, { t: path })).toEqual({ fileName: '导出.pdf', bytes: content.length })
    expect(readFileSync(path).equals(content)).toBe(true)
    const { rows } = await casebook.ok('auditList', { caseId, after: null, limit: 10 })
    expect(rows.map(({ action }) => action).slice(0, 2)).toEqual(['导出附件', '添加附件'])
    mkdirSync(join(desk, 'taken.pdf'))
    await casebook.fails('attachmentExport', { id, file: 't' }, { t: join(desk, 'taken.pdf') })
    expect((await casebook.ok('auditList', { caseId, after: null, limit: 10 })).rows.filter(({ action }) => action === '导出附件')).toHaveLength(1)
    const failure = await casebook.fails('attachmentExport', { id, file: 't' }, { t: join(desk, 'no such folder', 'x.pdf') })
    expect(failure.message).toMatch(/\p{Script=Han}/u)
    expect(readdirSync(desk).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('is in the backup and comes back with it', async () => {
    const backup = await casebook.ok('backupNow', { folder: null })
    expect(backup).toMatchObject({ verified: true, lostFiles: 0 })
    await casebook.ok('attachmentRecycle', { id, version: 1, reason: '误删' })
    await casebook.ok('backupRestore', { from: { name: backup.name }, login: testOfficer.login, password: testOfficer.password, recoveryCode: null })
    await casebook.ok('signIn', testOfficer)
    expect(Buffer.from((await casebook.ok('attachmentRead', { id })).bytes).equals(content)).toBe(true)
  })

  it('is missed by the check of the data when its content is gone or the file of contents is damaged, and the case is not', async () => {
    expect(await casebook.ok('verifyCasebook', undefined)).toMatchObject({ ok: true, problems: [] })
    const whole = readFileSync(blobFile())
    rmSync(blobFile())
    expect(await casebook.ok('verifyCasebook', undefined)).toMatchObject({ ok: false, problems: [expect.stringMatching(/attachments\.db 不在数据文件夹里，1 个附件打不开；案件数据不受影响/)] })
    expect(await casebook.fails('attachmentRead', { id })).toMatchObject({ code: 'not-found', message: expect.stringMatching(/案件数据不受影响/) as unknown })
    // A file of contents that is not the one the case knows.
    await addFile(onDesk('另一份.pdf', pdf()))
    expect((await casebook.ok('verifyCasebook', undefined)).problems).toEqual([expect.stringMatching(/有 1 个附件的内容找不到：“审批表.pdf”/)])
    whole.fill(0, 0, 100)
    writeFileSync(blobFile(), whole)
    expect((await casebook.ok('verifyCasebook', undefined)).problems).toEqual([expect.stringMatching(/attachments\.db 有损坏/)])
    expect(await casebook.fails('attachmentRead', { id })).toMatchObject({ code: 'damaged' })
    expect(await refuseFile(onDesk('第三份.pdf', pdf()))).toMatchObject({ code: 'damaged', message: expect.stringMatching(/案件数据不受影响/) as unknown })
    expect(await attachments()).toHaveLength(2)
    expect(await casebook.ok('backupNow', { folder: null })).toMatchObject({ verified: true, lostFiles: 2 })
    expect(casebook.bugs).toEqual([])
  })
})

it('lists the files of the scanner’s folder, newest first, and says which can be added', async () => {
  const folder = join(desk, '扫描')
  mkdirSync(join(folder, '子文件夹'), { recursive: true })
  for (const [name, size, age] of [['一.pdf', 100, 3], ['二.jpg', 100, 1], ['三.exe', 100, 2], ['空.pdf', 0, 4], ['.隐藏.pdf', 10, 0]] as const) {
    writeFileSync(join(folder, name), Buffer.alloc(size))
    const at = new Date(Date.now() - age * 60_000)
    utimesSync(join(folder, name), at, at)
  }
  symlinkSync('/etc/hostname', join(folder, '链接.txt'))
  const files = await casebook.ok('folderFiles', { folder: 'f' }, { f: folder })
  expect(files.map(({ name, bytes, usable }) => [name, bytes, usable])).toEqual([['二.jpg', 100, true], ['三.exe', 100, false], ['一.pdf', 100, true], ['空.pdf', 0, false]])
  expect(await casebook.fails('folderFiles', { folder: 'f' }, { f: join(desk, '没有') })).toMatchObject({ code: 'not-found' })
})

it('fifty megabytes go in and come out', async () => {
  const content = pdf(50 * 1024 * 1024 - 9)
  const { id } = await addFile(onDesk('卷宗扫描.pdf', content))
  const { bytes } = await casebook.ok('attachmentRead', { id })
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(createHash('sha256').update(content).digest('hex'))
})
