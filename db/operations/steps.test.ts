import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseFile } from '../domain/caseFile.ts'
import { addDays, today } from '../domain/dates.ts'
import { caseHandlers } from './cases.ts'
import { casePartHandlers } from './caseParts.ts'
import { caseListHandlers } from './caseLists.ts'
import type { Input } from './contract.ts'
import { addLead, assess, assessmentFields, fileOf, step } from './testCaseWork.ts'
import { createCase, fieldsOf, grant, openTestCasebook, parsed, pay, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
let file: CaseFile
beforeEach(async () => {
  book = await openTestCasebook()
  file = await createCase(book.context, { basics: { appliedOn: '2023-05-04', officerName: '王检察官' } })
})
afterEach(() => book.store.close())

const summaryStage = async () => (await book.store.read.selectFrom('case_summary').select('stage').where('case_id', '=', file.id).executeTakeFirstOrThrow()).stage
const hearing = (fields: Partial<Input<'hearingSave'>['fields']>) =>
  casePartHandlers.hearingSave(book.context, parsed('hearingSave', { caseId: file.id, id: null, version: null, fields: { heldOn: '2023-06-20', place: null, isPublic: true, host: null, participants: null, opinions: null, conclusion: null, ...fields } }))
const extend = (fields: Partial<Input<'extensionSave'>['fields']>) =>
  casePartHandlers.extensionSave(book.context, parsed('extensionSave', { caseId: file.id, id: null, version: null, fields: { rule: 'review', untilOn: '2023-06-09', reason: '须向医院核实', approver: '分管副检察长', approvedOn: '2023-05-20', ...fields } }))
const material = (fields: Partial<Input<'materialsSave'>['materials'][number]['fields']>, present: { id: string; version: number } | null = null) => ({
  id: present?.id ?? null,
  version: present?.version ?? null,
  fields: { recipientId: null, kind: 'application', name: null, copies: 1, isOriginal: true, receivedOn: null, note: null, ...fields },
})

describe('steps', () => {
  it('carry a case through notice, supplement and acceptance, in the list too', async () => {
    file = await step(book.context, file, 'supplementAsked', '2023-05-08')
    expect([file.stage, await summaryStage()]).toEqual(['supplementing', 'supplementing'])
    file = await step(book.context, file, 'supplemented', '2023-05-20')
    expect([file.stage, await summaryStage()]).toEqual(['applied', 'applied'])
    expect((await caseListHandlers.caseList(book.context, parsed('caseList', { filter: { stage: 'applied' } }))).rows).toHaveLength(1)
  })

  it('refuse days that cannot be and take them in an old case', async () => {
    const error = await refusal(step(book.context, file, 'materialsListed', addDays(today(), 1)))
    expect(fieldsOf(error)).toEqual(['fields.happenedOn'])
    expect(fieldsOf(await refusal(step(book.context, file, 'supplementAsked', '2023-05-03')))).toEqual(['fields.happenedOn'])
    const old = await createCase(book.context, { basics: { appliedOn: '2023-05-04' }, late: true })
    expect((await step(book.context, old, 'supplementAsked', '2023-05-03')).steps).toHaveLength(1)
  })

  it('entered days later are 补录; entered on the day or the next they are not', async () => {
    file = await createCase(book.context, { basics: { appliedOn: addDays(today(), -9) } })
    file = await step(book.context, file, 'materialsListed', addDays(today(), -1))
    file = await step(book.context, file, 'askedElsewhere', addDays(today(), -2))
    expect(file.steps.map((one) => [one.kind, one.late])).toEqual([['askedElsewhere', true], ['materialsListed', false]])
    // Mended later, a step is as late as it was when it was entered.
    const [, onTime] = file.steps
    await casePartHandlers.stepSave(book.context, parsed('stepSave', { caseId: file.id, id: onTime?.id ?? '', version: 1, fields: { recipientId: null, kind: 'materialsListed', happenedOn: today(), amountFen: null, party: null, note: '一式两份', } }))
    expect((await fileOf(book.context, file.id)).steps.map((one) => one.late)).toEqual([true, false])
  })

  it('let relief be advanced before the papers: decision and payment come before acceptance', async () => {
    expect(fieldsOf(await refusal(grant(book.context, await accept('2023-05-20'), 100_000, { decidedOn: '2023-05-06' })))).toEqual(['fields.decidedOn'])
    file = await step(book.context, await fileOf(book.context, file.id), 'advanced', '2023-05-05', { party: '分管副检察长', amountFen: 100_000 })
    file = await pay(book.context, await grant(book.context, file, 100_000, { decidedOn: '2023-05-06' }), { amountFen: 100_000, happenedOn: '2023-05-06' })
    expect(file.balance.outstandingFen).toBe(0)
    expect(file.advice.map((one) => one.text).join()).not.toContain('早于受理日期')
    // The day of acceptance may still be mended, and no review is asked for after the decision.
    await accept('2023-05-22')
    expect((await fileOf(book.context, file.id)).deadlines.filter((one) => one.rule === 'review')).toEqual([])
    // Money that comes for it later waits for nobody.
    file = await step(book.context, await fileOf(book.context, file.id), 'fundsArrived', '2023-06-01', { amountFen: 100_000 })
    expect(file.deadlines.filter((one) => one.rule === 'collect')).toEqual([])
    expect((await caseListHandlers.caseList(book.context, parsed('caseList', { filter: {} }))).rows[0]?.deadline).toBeNull()
  })

  it('let the money go out at once and the decision follow', async () => {
    file = await step(book.context, file, 'advanced', '2023-05-05', { party: '分管副检察长', amountFen: 100_000 })
    await accept('2023-05-10')
    file = await grant(book.context, await fileOf(book.context, file.id), 300_000, { decidedOn: '2023-05-20' })
    expect(fieldsOf(await refusal(pay(book.context, file, { amountFen: 100_000, happenedOn: '2023-05-04' })))).toEqual(['fields.happenedOn'])
    file = await pay(book.context, file, { amountFen: 100_000, happenedOn: '2023-05-05' })
    expect(file.balance).toMatchObject({ netPaidFen: 100_000, outstandingFen: 200_000 })
    expect(file.advice.map((one) => one.text).join()).not.toMatch(/早于|晚于/)
  })

  it('tell the lead that its sender was answered', async () => {
    const lead = await addLead(book, { caseId: file.id, reportBack: true })
    await book.context.change({ action: '转为案件' }, (unit) => unit.update('relief_case', file.id, file.version, { lead_id: lead.id }))
    await step(book.context, await fileOf(book.context, file.id), 'reportedBack', '2023-07-01', { note: '已书面反馈' })
    expect(await book.store.read.selectFrom('lead').select(['reported_on', 'report_note', 'version']).executeTakeFirst()).toEqual({ reported_on: '2023-07-01', report_note: '已书面反馈', version: 2 })
  })

  it('show both versions where somebody else saved first', async () => {
    file = await step(book.context, file, 'materialsListed', '2023-05-04')
    const fields = { recipientId: null, kind: 'materialsListed' as const, happenedOn: '2023-05-05', amountFen: null, party: null, note: null }
    const save = { caseId: file.id, id: file.steps[0]?.id ?? '', version: 1, fields }
    await casePartHandlers.stepSave(book.as('李检察官'), parsed('stepSave', { ...save, fields: { ...fields, note: '先存' } }))
    const error = await refusal(casePartHandlers.stepSave(book.context, parsed('stepSave', save)))
    expect(error).toMatchObject({ code: 'stale', current: { note: '先存', version: 2, kind: 'materialsListed' } })
  })
})

async function accept(acceptedOn: string): Promise<CaseFile> {
  const { id, version, caseNumber, unifiedNumber, category, cause, leadSource, officerName, urgent, appliedOn, remark } = await fileOf(book.context, file.id)
  await caseHandlers.caseSaveBasics(book.context, parsed('caseSaveBasics', { id, version, fields: { caseNumber, unifiedNumber, category, cause, leadSource, officerName, urgent, appliedOn, acceptedOn, remark, applyWay: 'oral', appliedBy: 'guardian' } }))
  return fileOf(book.context, file.id)
}

describe('materials', () => {
  it('are saved as one list; a line nobody touched leaves no trace', async () => {
    await casePartHandlers.materialsSave(book.context, parsed('materialsSave', { caseId: file.id, materials: [material({ receivedOn: '2023-05-04' }), material({ kind: 'damage', copies: 3 })] }))
    file = await fileOf(book.context, file.id)
    expect(file.materials.map((one) => [one.kind, one.copies, one.isOriginal, one.receivedOn])).toEqual([['application', 1, true, '2023-05-04'], ['damage', 3, true, null]])
    const [application, damage] = file.materials
    await casePartHandlers.materialsSave(book.context, parsed('materialsSave', { caseId: file.id, materials: [material({ receivedOn: '2023-05-04' }, application), material({ kind: 'damage', copies: 3, receivedOn: '2023-05-18' }, damage)] }))
    expect((await fileOf(book.context, file.id)).materials.map((one) => one.version)).toEqual([1, 2])
  })
  it('are refused as a whole where one line is wrong, and nothing is half saved', async () => {
    const error = await refusal(casePartHandlers.materialsSave(book.context, parsed('materialsSave', { caseId: file.id, materials: [material({}), material({ kind: 'nonsense', receivedOn: addDays(today(), 1) })] })))
    expect(fieldsOf(error)).toEqual(['materials.1.fields.kind', 'materials.1.fields.receivedOn'])
    expect((await fileOf(book.context, file.id)).materials).toEqual([])
  })
})

describe('the review', () => {
  it('is one for each person and saves with grounds unanswered', async () => {
    file = await assess(book.context, file, { grounds: [{ code: 'grossFault', answer: '' }], proposedFen: 100, helpedElsewhere: 'no' })
    expect(file.assessments[0]).toMatchObject({ grounds: [{ code: 'grossFault', answer: '' }], helpedElsewhere: 'no' })
    const again = casePartHandlers.assessmentSave(book.context, parsed('assessmentSave', { caseId: file.id, id: null, version: null, fields: { ...assessmentFields, recipientId: file.recipients[0]?.id ?? '' } }))
    expect((await refusal(again)).code).toBe('conflict')
  })
  it('refuses an amount with a refusal, unknown and doubled grounds, and a day ahead', async () => {
    const grounds = [{ code: 'x', answer: '' }, { code: 'other', answer: '' }, { code: 'other', answer: '' }]
    expect(fieldsOf(await refusal(assess(book.context, file, { proposal: 'refuse', proposedFen: 1, grounds, reviewedOn: addDays(today(), 1) })))).toEqual(['fields.grounds.0.code', 'fields.grounds', 'fields.proposedFen', 'fields.reviewedOn'])
  })
})

describe('hearings', () => {
  it('may be planned and may come after the payment; what was said there cannot be known before', async () => {
    file = await pay(book.context, await grant(book.context, await accept('2023-05-08'), 100_000, { decidedOn: '2023-05-10', servedOn: '2023-05-10' }), { amountFen: 100_000, happenedOn: '2023-05-12' })
    await caseHandlers.caseClose(book.context, { id: file.id, version: file.version, how: 'paid', closedOn: '2023-05-12' })
    await hearing({ conclusion: '建议民政部门继续帮扶' })
    await hearing({ heldOn: addDays(today(), 5), place: '听证室' })
    expect(fieldsOf(await refusal(hearing({ heldOn: addDays(today(), 5), opinions: '同意' })))).toEqual(['fields.heldOn'])
    const { hearings, timeline } = await fileOf(book.context, file.id)
    expect(hearings).toHaveLength(2)
    expect(timeline.map((line) => line.what)).toContain('公开听证')
  })
})

describe('joint offices', () => {
  it('keep their share apart and run in order', async () => {
    const save = (fields: Partial<Input<'jointOfficeSave'>['fields']>) =>
      casePartHandlers.jointOfficeSave(book.context, parsed('jointOfficeSave', { caseId: file.id, id: null, version: null, fields: { name: '张家口市人民检察院', role: 'higher', shareFen: 2_000_000, decidedOn: '2023-05-20', paidOn: null, note: null, ...fields } }))
    await save({})
    expect(fieldsOf(await refusal(save({ paidOn: '2023-05-19' })))).toEqual(['fields.paidOn'])
    file = await fileOf(book.context, file.id)
    expect([file.jointOffices[0]?.shareFen, file.balance.decidedFen]).toEqual([2_000_000, 0])
  })
})

describe('extensions', () => {
  it('move the last day, need a running period and a later day, and are recorded with who approved', async () => {
    expect((await refusal(extend({}))).message).toContain('没有开始计算')
    file = await accept('2023-05-08')
    // Ten working days from Monday 8 May 2023.
    expect(file.deadlines[0]).toMatchObject({ rule: 'review', dueOn: '2023-05-22', extended: false })
    expect(fieldsOf(await refusal(extend({ untilOn: '2023-05-22' })))).toEqual(['fields.untilOn'])
    expect(fieldsOf(await refusal(extend({ approvedOn: '2023-05-07' })))).toEqual(['fields.approvedOn'])
    await extend({})
    file = await fileOf(book.context, file.id)
    expect(file.deadlines[0]).toMatchObject({ rule: 'review', dueOn: '2023-06-09', extended: true })
    // Corrected, it is held against the day without it.
    const [extension] = file.extensions
    await casePartHandlers.extensionSave(book.context, parsed('extensionSave', { caseId: file.id, id: extension?.id ?? '', version: 1, fields: { rule: 'review', untilOn: '2023-05-23', reason: '写错', approver: '分管副检察长', approvedOn: '2023-05-20' } }))
    expect((await fileOf(book.context, file.id)).deadlines[0]?.dueOn).toBe('2023-05-23')
    expect(fieldsOf(await refusal(extend({ untilOn: '2023-05-23' })))).toEqual(['fields.untilOn'])
  })
})

describe('the recycle bin', () => {
  it('takes every part and gives it back, the derived stage included', async () => {
    file = await step(book.context, file, 'supplementAsked', '2023-05-08')
    const [asked] = file.steps
    await casePartHandlers.partRecycle(book.context, { id: asked?.id ?? '', version: 1, entity: 'case_step', reason: '误登' })
    expect([(await fileOf(book.context, file.id)).stage, await summaryStage()]).toEqual(['applied', 'applied'])
    await casePartHandlers.partRestore(book.context, { id: asked?.id ?? '', entity: 'case_step' })
    expect(await summaryStage()).toBe('supplementing')
  })
  it('does not give back a second review of the same person', async () => {
    file = await assess(book.context, file)
    const id = file.assessments[0]?.id ?? ''
    await casePartHandlers.partRecycle(book.context, { id, version: 1, entity: 'assessment', reason: '重做' })
    await assess(book.context, await fileOf(book.context, file.id))
    expect((await refusal(casePartHandlers.partRestore(book.context, { id, entity: 'assessment' }))).message).toContain('已登记新的审查情况')
  })
  it('keeps somebody whose review, papers or steps are there', async () => {
    file = await createCase(book.context, { recipients: [recipientInput({ name: '甲' }), recipientInput({ name: '乙' })] })
    await assess(book.context, file)
    expect((await refusal(casePartHandlers.partRecycle(book.context, { id: file.recipients[0]?.id ?? '', version: 1, entity: 'recipient', reason: '误' }))).message).toContain('审查情况')
  })
})
