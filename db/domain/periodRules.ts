import type { PeriodKey } from './caseworkRecords.ts'

/** The event a period may run from; which one, the office says (no national text settles it beyond those named in `basis`). */
export const periodStarts = ['received', 'applied', 'materialsListed', 'supplementAsked', 'accepted', 'fundsArrived', 'decided', 'closed'] as const
export type PeriodStart = (typeof periodStarts)[number]

export const periodStartLabels: Record<PeriodStart, string> = {
  received: '收到线索之日',
  applied: '收到申请之日',
  materialsListed: '出具收取材料清单之日',
  supplementAsked: '通知补正之日',
  accepted: '受理之日',
  fundsArrived: '资金到账之日',
  decided: '作出决定之日',
  closed: '办结之日',
}

export interface PeriodRule {
  key: PeriodKey
  title: string
  length: number
  unit: 'workingDay' | 'day'
  enabled: boolean
  basis: string
  start: PeriodStart
}

/** What a period ends with, for whoever sets it. */
export const periodEnds: Record<PeriodKey, string> = {
  lead: '登记处理结果',
  supplementNotice: '受理，或者一次性通知补正',
  supplement: '收到补正材料；逾期未补正的，视为放弃申请',
  review: '本院审批意见作出，或者作出决定',
  collect: '通知领取，或者已经发放',
  reportBack: '向移送单位反馈',
}

/** The events an office may choose from, the built-in one first. */
export const periodStartChoices: Record<PeriodKey, readonly PeriodStart[]> = {
  lead: ['received'],
  supplementNotice: ['applied', 'materialsListed'],
  supplement: ['supplementAsked'],
  review: ['accepted', 'applied'],
  collect: ['fundsArrived', 'decided'],
  reportBack: ['closed', 'decided'],
}

/** The periods that come with the program. Sources are named in `basis`; they hold until the office sets its own. */
export const builtInPeriods: Record<PeriodKey, PeriodRule> = {
  lead: {
    key: 'lead',
    title: '线索办理',
    length: 15,
    unit: 'workingDay',
    enabled: true,
    basis: '本单位自定，没有全国统一规定',
    start: 'received',
  },
  supplementNotice: {
    key: 'supplementNotice',
    title: '受理或通知补正',
    length: 5,
    unit: 'workingDay',
    enabled: true,
    basis: '2016年《人民检察院国家司法救助工作细则（试行）》：材料不齐全的，当场或者五个工作日内一次性告知需要补正的全部内容',
    start: 'applied',
  },
  supplement: {
    key: 'supplement',
    title: '补正材料',
    length: 30,
    unit: 'day',
    enabled: true,
    basis: '2016年《人民检察院国家司法救助工作细则（试行）》：三十日内补正，逾期未补正的视为放弃申请；最后一日为休息日的顺延（民法典第二百零三条）',
    start: 'supplementAsked',
  },
  review: {
    key: 'review',
    title: '审查',
    length: 10,
    unit: 'workingDay',
    enabled: true,
    basis: '中政委〔2014〕3号《关于建立完善国家司法救助制度的意见（试行）》：受理之日起十个工作日内提出审批意见',
    start: 'accepted',
  },
  collect: {
    key: 'collect',
    title: '通知领取',
    length: 2,
    unit: 'workingDay',
    enabled: true,
    basis: '中政委〔2014〕3号《关于建立完善国家司法救助制度的意见（试行）》：资金到账后二个工作日内通知领取',
    start: 'fundsArrived',
  },
  reportBack: {
    key: 'reportBack',
    title: '反馈移送单位',
    length: 5,
    unit: 'workingDay',
    enabled: false,
    basis: '高检发〔2019〕3号：办结后五个工作日内向移送线索的农业农村（乡村振兴）部门反馈；默认不启用',
    start: 'closed',
  },
}
