import type { ApprovalKind } from './caseworkRecords.ts'
import type { Fen } from './records.ts'

/** One step of the office's chain of approval. */
export interface ChainStep {
  name: string
  kind: ApprovalKind
  /** Applies from this amount on; 0: always. */
  fromFen: Fen
}

export interface ApprovalChain {
  steps: ChainStep[]
  /** Opinions may be signed inside Casebook. */
  signOff: boolean
  /** One person may propose and approve; recorded in the audit trail when set. */
  onePerson: boolean
}

export const approvalKindLabels: Record<ApprovalKind, string> = { own: '本院审批', meeting: '会议研究', outside: '院外审批' }

/** The usual chain of a procuratorate [general knowledge, differs from place to place]: no meeting and no outside step until the office sets one. */
export const builtInChain: ApprovalChain = {
  steps: [
    { name: '部门负责人', kind: 'own', fromFen: 0 },
    { name: '分管副检察长', kind: 'own', fromFen: 0 },
    { name: '检察长', kind: 'own', fromFen: 0 },
  ],
  signOff: false,
  onePerson: false,
}

/** The steps an amount has to go through, in order. While no amount is known, those that always apply. */
export function stepsFor(chain: Pick<ApprovalChain, 'steps'>, amountFen: Fen | null): ChainStep[] {
  return chain.steps.filter((step) => step.fromFen <= (amountFen ?? 0))
}
