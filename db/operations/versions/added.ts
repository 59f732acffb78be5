import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testOfficer } from '../testCasebook.ts'
import type { TestCasebook } from '../testCasebook.ts'

/** Writes a file as somebody would send it. */
function sent(casebook: TestCasebook, name: string, lines: readonly string[]): string {
  const path = join(casebook.folder, name)
  writeFileSync(path, lines.join('\r\n'))
  return path
}

/** What each version brought, worked with; to be extended for each new one. All people are invented. */
export const added: Record<number, (casebook: TestCasebook) => Promise<void>> = {
  /** Funds, batches, supervised money, a sheet of a visit, an agency with a letter. */
  async 3(casebook) {
    const { rows } = await casebook.ok('caseList', { filter: { text: '秦小满' } })
    const caseId = rows[0]?.id ?? ''
    const read = () => casebook.ok('caseGet', { id: caseId })
    const child = (await read()).recipients.find(({ person }) => person.name === '秦小满')?.id ?? ''
    const funds = { source: 'central', year: 2025, document: '冀财政法〔2025〕3号', note: null }
    await casebook.ok('fundsSave', { id: null, version: null, fields: { ...funds, kind: 'requested', happenedOn: '2025-03-20', amountFen: 2_000_003, allocations: [] } })
    await casebook.ok('fundsSave', { id: null, version: null, fields: { ...funds, kind: 'arrived', happenedOn: '2025-04-10', amountFen: 2_000_003, allocations: [{ caseId, amountFen: 2_000_003 }] } })
    await casebook.ok('supervisedFundSave', {
      caseId,
      id: null,
      version: null,
      fields: { recipientId: child, supervisor: '前进村村民委员会', supervisorKind: 'village', supervisorContact: '赵主任', guardian: '秦素梅', bankName: '农村信用社', bankAccount: '6222000000000001', agreedOn: '2025-04-12', handOverOn: null, endedOn: null, endReason: null, note: null },
    })
    await casebook.ok('supervisedEntryAdd', { caseId, fundId: (await read()).supervisedFunds[0]?.id ?? '', fields: { kind: 'interest', happenedOn: '2025-06-21', amountFen: 35, purpose: null, voucher: null, reason: null } })
    const { balance, recipients } = await read()
    const owed = recipients.map(({ id }) => ({ id, fen: balance.byRecipient[id]?.outstandingFen ?? 0 })).find(({ fen }) => fen > 2)
    if (!owed) throw new Error('nothing is outstanding in this case')
    await casebook.ok('planSave', {
      caseId,
      recipientId: owed.id,
      planId: null,
      version: null,
      fields: { rhythm: 'quarter', fixedOn: null, approver: null, reason: null, instalments: [{ dueOn: '2025-07-01', amountFen: owed.fen - 1, purpose: '学费' }, { dueOn: '2025-10-01', amountFen: 1, purpose: null }] },
    })
    const agency = await casebook.ok('agencySave', { id: null, version: null, fields: { name: '安次区民政局', kind: 'civilAffairs', contact: '王科长', phone: '0316-2011111', address: null, note: null } })
    const measure = await casebook.ok('measureSave', {
      caseId,
      id: null,
      version: null,
      fields: { recipientId: child, kind: 'subsistence', agency: null, promisedOn: '2025-05-01', doneOn: null, valueFen: null, note: null, agencyId: agency.id, askedOn: '2025-04-15', replyDueOn: '2025-05-15' },
    })
    await casebook.ok('letterSave', {
      caseId,
      id: null,
      version: null,
      fields: { measureId: measure.id, agencyId: agency.id, kind: 'liaison', number: '冀廊安检救函〔2025〕1号', sentOn: '2025-04-15', replyDueOn: '2025-05-15', repliedOn: '2025-05-09', reply: '已列入低保', content: '商请给予最低生活保障' },
    })
    await casebook.ok('visitSave', {
      caseId,
      id: null,
      version: null,
      fields: { recipientId: child, dueOn: '2025-06-30', doneOn: '2025-06-28', way: 'home', visitors: '张承办、李书记员', findings: '孩子已入学', moneyUse: '用于学费', satisfaction: null, stillNeeded: null, living: '稳定', schooling: '小学三年级', measuresChecked: [{ measureId: measure.id, carriedOut: 'yes', note: null }], discreet: true },
    })
  },
  /** People of leads who are one and were entered twice: put together; put together and taken apart; found to be different. */
  async 4(casebook) {
    const lead = (name: string, phone: string) =>
      casebook.ok('leadSave', {
        id: null,
        version: null,
        fields: {
          receivedOn: '2025-08-01',
          source: 'womensFederation',
          channel: null,
          sendingUnit: null,
          letterNumber: null,
          summary: null,
          officerName: testOfficer.name,
          reachedProcuratorate: null,
          originalNumber: null,
          charge: null,
          chargeText: null,
          handlingUnit: null,
          suspects: null,
          toldOn: null,
          toldWay: null,
          toldNote: null,
          checkedOn: null,
          checkers: null,
          checkNote: null,
          reportBack: false,
          reportedOn: null,
          reportNote: null,
          satisfaction: null,
          people: [{ id: null, relation: null, person: { id: null, name, paperType: 'idCard', paperNumber: null, sex: 'female', birthDate: null, ethnicity: null, residence: null, phone, safeContact: null } }],
        },
      })
    for (const [name, phone] of [['王小芳', '13900000001'], ['王晓芳', '13900000001'], ['周敏', '13900000002'], ['周敏', '13900000002'], ['吴艳', '13900000003'], ['吴燕', '13900000003']] as const) await lead(name, phone)
    const found = (await casebook.ok('duplicateFind', undefined)).groups.flatMap(({ pairs }) => pairs)
    const pairOf = (name: string) => {
      const pair = found.find(({ entity, one, other }) => entity === 'person' && [one.title, other.title].some((title) => title.includes(name)))
      if (!pair) throw new Error(`${name} is not found twice`)
      return pair
    }
    for (const name of ['王小芳', '周敏']) {
      const { entity, one, other } = pairOf(name)
      await casebook.ok('duplicateMerge', { entity, keptId: one.id, keptVersion: one.version, otherId: other.id, otherVersion: other.version, take: [], reason: '同一人重复登记' })
    }
    const [last] = await casebook.ok('mergeList', undefined)
    if (!last) throw new Error('nothing was merged')
    await casebook.ok('mergeTakeApart', { id: last.id, version: last.version, reason: '不是同一人' })
    const { entity, one, other } = pairOf('吴燕')
    await casebook.ok('duplicateJudge', { entity, oneId: one.id, otherId: other.id, verdict: 'different' })
  },
  /** Lists of other departments: one destroyed already; of who is found in two of them one is a lead, one put off; a question of the office's own. */
  async 5(casebook) {
    // Never due while this is a fixture.
    const letter = { letterNumber: '安民函〔2026〕12号', purpose: '核对被害人是否生活困难', sendingAgency: '安次区民政局', receivedOn: '2026-11-01', destroyOn: '2199-12-31' }
    const load = async (kind: string, title: string, lines: string[]) => {
      const files = { list: sent(casebook, `${title}.csv`, lines) }
      const { fileSha256 } = await casebook.ok('comparisonListTry', { file: 'list' }, files)
      return (await casebook.ok('comparisonListLoad', { file: 'list', fileSha256, letter: { ...letter, kind, title } }, files)).id
    }
    await load('victims', '办案被害人名单', [
      '案件编号,案由,被害人姓名,身份证号,出生日期,犯罪嫌疑人',
      '安检刑诉〔2025〕2号,故意杀人,丁子,131002197106212963,,王某',
      '安检刑诉〔2025〕28号,故意伤害,冯芳文,131002198505241125,,李某',
      '安检刑诉〔2025〕30号,交通肇事,罗玉,,1979-03-01,孙某',
      '合计：3人,,,,,',
    ])
    await load('lowIncome', '低保对象花名册', ['姓名,身份证号码,出生日期,备注', '丁子,131002197106212963,,前进村', '冯芳文,131002198505241125,,城关', '罗玉,,1979-03-01,'])
    await load('disabled', '持证残疾人名册', ['姓名,身份证号,残疾类别,残疾等级', '冯芳文,131002198505241125,肢体,二级'])
    const done = (await casebook.ok('comparisonLists', undefined)).find(({ kind }) => kind === 'disabled')
    await casebook.ok('comparisonListPurge', { id: done?.id ?? '', version: done?.version ?? 0, reason: '核对已完成' })
    const question = 'victimsInHardship'
    const { certain } = await casebook.ok('comparisonRun', { question, show: 'all' })
    const found = (name: string) => {
      const result = certain.find((one) => one.name === name)
      if (!result) throw new Error(`${name} is not found`)
      return { key: result.key, rows: result.found.flatMap(({ listId, ordinal }) => (listId === null || ordinal === null ? [] : [{ listId, ordinal }])) }
    }
    const later = found('冯芳文')
    await casebook.ok('comparisonJudge', { question, key: later.key, version: null, verdict: 'later', remark: '等民政局复核收入', listIds: later.rows.map(({ listId }) => listId) })
    const fields = { receivedOn: '2026-11-02', officerName: testOfficer.name, summary: '低保家庭，被害人遗属', reachedProcuratorate: true, originalNumber: '安检刑诉〔2025〕2号', charge: null, chargeText: null, handlingUnit: null, suspects: '王某', referredTo: null }
    await casebook.ok('comparisonToLead', { question, ...found('丁子'), version: null, fields, remark: null })
    await casebook.ok('comparisonQuestionSave', {
      id: null,
      version: null,
      title: '低保里的被害人',
      definition: { kindsA: ['victims'], kindsB: ['lowIncome'], together: 'any', minusHelped: true, ageFrom: null, ageTo: null, injury: null, charge: '伤害', amountFromFen: null, amountToFen: null, dateFrom: null, dateTo: null },
    })
  },
  /** A decision revoked, its money recovered, and taken anew with a clean account; a planned visit that was moved. */
  async 6(casebook) {
    const { rows } = await casebook.ok('caseList', { filter: { text: '秦小满' } })
    const caseId = rows[0]?.id ?? ''
    const read = () => casebook.ok('caseGet', { id: caseId })
    const mother = (await read()).recipients.find(({ person }) => person.name === '秦素梅')?.id ?? ''
    const decision = async () => {
      const found = (await read()).decisions.find(({ recipientId }) => recipientId === mother)
      if (!found) throw new Error('nothing was decided')
      return found
    }
    const money = async () => (await read()).balance.byRecipient[mother]
    const entry = (fields: { kind: 'paid' | 'recovered' | 'cancelled'; amountFen: number; happenedOn: string; reason: string | null }) =>
      casebook.ok('disbursementAdd', { caseId, recipientId: mother, fields: { method: null, payee: null, voucher: null, note: null, ...fields } })
    const first = await decision()
    await casebook.ok('decisionChangeAdd', { caseId, decisionId: first.id, version: first.version, fields: { kind: 'revoke', decidedOn: '2026-05-06', number: '冀廊安检救撤〔2026〕1号', afterFen: first.amountFen, reason: '原认定的损失有误' } })
    const { netPaidFen = 0, outstandingFen = 0 } = (await money()) ?? {}
    if (netPaidFen > 0) await entry({ kind: 'recovered', amountFen: netPaidFen, happenedOn: '2026-05-08', reason: '决定撤销，全部退回' })
    if (outstandingFen > 0) await entry({ kind: 'cancelled', amountFen: outstandingFen, happenedOn: '2026-05-08', reason: '决定撤销，不再发放' })
    const revoked = await decision()
    await casebook.ok('decisionSave', {
      caseId,
      id: revoked.id,
      version: revoked.version,
      recipientId: mother,
      fields: { kind: 'grant', amountFen: 900_001, decidedOn: '2026-06-01', number: '冀廊安检救决〔2026〕9号', servedOn: '2026-06-02', reason: null, overCapReason: null },
    })
    await entry({ kind: 'paid', amountFen: 400_001, happenedOn: '2026-06-10', reason: null })
    const visit = { recipientId: mother, doneOn: null, way: null, visitors: null, findings: null, moneyUse: null, satisfaction: null, stillNeeded: null }
    const planned = await casebook.ok('visitSave', { caseId, id: null, version: null, fields: { ...visit, dueOn: '2026-09-10' } })
    await casebook.ok('visitSave', { caseId, ...planned, fields: { ...visit, dueOn: '2026-12-10', moveReason: '外出务工，年底返乡' } })
  },
  /** The annual report locked, an act that moves its figures, and locked again in its place. */
  async 7(casebook) {
    const ask = { kind: 'annual', period: { from: '2025-01-01', to: '2026-12-31' }, basis: 'decided' } as const
    const { id } = await casebook.ok('reportLock', { ask, reason: '上报市院' })
    const { rows } = await casebook.ok('caseList', { filter: { text: '秦小满' } })
    const caseId = rows[0]?.id ?? ''
    const mother = (await casebook.ok('caseGet', { id: caseId })).recipients.find(({ person }) => person.name === '秦素梅')?.id ?? ''
    await casebook.ok('disbursementAdd', { caseId, recipientId: mother, fields: { kind: 'paid', amountFen: 100_000, happenedOn: '2026-07-10', method: null, payee: null, voucher: null, note: null } })
    await casebook.ok('reportLock', { ask, reason: '补登一笔发放', supersedes: id })
  },
  /** Reports of the office's own making, one of them moved away. */
  async 8(casebook) {
    const definition = { rows: 'category', columns: 'outcome', measures: ['cases', 'people', 'decidedFen', 'paidFen'], filters: [{ dimension: 'historical', values: ['0', '1'] }], basis: 'decided', period: null } as const
    const input = { ...definition, measures: [...definition.measures], filters: definition.filters.map((one) => ({ ...one, values: [...one.values] })) }
    await casebook.ok('ownReportSave', { id: null, version: null, name: '各情形的决定', definition: input })
    const gone = await casebook.ok('ownReportSave', { id: null, version: null, name: '各承办人', definition: { ...input, rows: 'officer', columns: null, filters: [] } })
    await casebook.ok('ownReportRecycle', { ...gone, reason: '不用了' })
  },
  /** Case cards of a year, loaded anew, and a difference that is explained. */
  async 9(casebook) {
    const headings = '统一受案号,案号,救助申请人姓名,受理日期,救助决定日期,处理结果,救助金额（万元）,承办检察官'
    const load = async (name: string, lines: string[]) => {
      const files = { cards: sent(casebook, name, [headings, ...lines]) }
      const { fileSha256 } = await casebook.ok('cardTry', { file: 'cards', columns: null }, files)
      await casebook.ok('cardLoad', { file: 'cards', fileSha256, year: 2025 }, files)
    }
    const card = (name: string) => `,冀廊安检救助〔2025〕1号,${name},2025-02-10,2025-03-10,给予救助,1,${testOfficer.name}`
    const other = 'J0009,冀廊安检救助〔2025〕9号,孙某,2025-03-01,2025-04-01,给予救助,1.5,王检察官'
    await load('案卡.csv', [card('秦素梅')])
    await load('案卡（再次导出）.csv', [card('秦素梅'), card('秦小满'), other])
    const difference = (await casebook.ok('cardDifferences', { period: { from: '2025-01-01', to: '2025-12-31' } })).find(({ kind }) => kind === 'cardOnly')
    if (!difference) throw new Error('nothing differs')
    await casebook.ok('cardReasonSave', { key: difference.key, kind: difference.kind, version: null, reason: 'notInLedger', remark: '待补录' })
  },
}
