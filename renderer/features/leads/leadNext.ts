import { nextLeadStep } from '../../../db/domain/leadRules.ts'
import type { LeadView } from '../../../db/operations/contract.ts'
import type { LeadFormKey } from './leadSections.ts'

/** The next step of a lead: what the one solid button says, and what it opens. */
export interface LeadNext {
  text: string
  action: string
  opens: { form: LeadFormKey } | 'convert' | 'conclude'
}

/** What is to be done next; null where the lead is done with, or goes on in its case. */
export function leadNext(lead: LeadView): LeadNext | null {
  switch (nextLeadStep(lead)) {
    case 'tell':
      return { text: '告知当事人可以申请国家司法救助，然后登记告知日期', action: '登记告知', opens: { form: 'told' } }
    case 'check':
      return { text: '实地核查家庭情况和原案，然后登记核查情况', action: '登记核查', opens: { form: 'checked' } }
    case 'conclude':
      if (lead.historical) return { text: '补录处理结果', action: '登记处理结果', opens: 'conclude' }
      if (lead.reachedProcuratorate === null) return { text: '核实原案是否进入检察环节', action: '填写原案', opens: { form: 'original' } }
      return lead.reachedProcuratorate
        ? { text: '符合条件的转为救助案件；不符合的登记处理结果', action: '转为救助案件', opens: 'convert' }
        : { text: '原案没有进入检察环节，转社会救助或登记其他处理结果', action: '登记处理结果', opens: 'conclude' }
    case 'report':
      return { text: `把处理结果告诉${lead.sendingUnit ?? '移送单位'}，然后登记反馈日期`, action: '登记反馈', opens: { form: 'report' } }
    case 'none':
      return null
  }
}
