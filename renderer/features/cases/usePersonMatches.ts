import { onBeforeUnmount, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { Id } from '../../../db/domain/records.ts'
import type { Output } from '../../../db/operations/contract.ts'
import { api } from '../../api.ts'

export type FoundPerson = Output<'personFind'>[number]

/** Of these many earlier cases the original case is looked at; more is no longer a matter of one person. */
const MOST_CASES = 5

export interface PersonMatches {
  found: ShallowRef<FoundPerson[]>
  /** Looks for people already in the casebook; nothing for a name of one character alone. */
  look: (name: string, paperNumber: string | null, phone: string | null) => void
  /** Earlier cases of a person, and whether one of them rests on the original case of that number (一次性原则). */
  earlier: ShallowRef<{ cases: { id: Id; caseNumber: string | null }[]; sameOriginal: { id: Id; caseNumber: string | null } | null } | null>
  lookAtCases: (cases: readonly { id: Id; caseNumber: string | null }[], originalNumber: string | null, exceptCaseId: Id | null) => Promise<void>
}

const squeezed = (text: string | null) => (text ?? '').normalize('NFKC').replace(/\s+/g, '')

/** People who may be the one being typed. Only an aid: when it cannot be read, the host still refuses the same paper twice. */
export function usePersonMatches(): PersonMatches {
  const found = shallowRef<FoundPerson[]>([])
  const earlier: PersonMatches['earlier'] = shallowRef(null)
  let timer: ReturnType<typeof setTimeout> | null = null
  let latest = 0
  onBeforeUnmount(() => {
    latest += 1
    if (timer) clearTimeout(timer)
  })
  return {
    found,
    look(name, paperNumber, phone) {
      if (timer) clearTimeout(timer)
      const mine = (latest += 1)
      const typed = (text: string | null) => (text?.includes('*') ? '' : (text ?? '').trim())
      const asked = { name: name.trim(), paperNumber: typed(paperNumber), phone: typed(phone) }
      if (asked.name.length < 2 && asked.paperNumber.length < 6) {
        found.value = []
        return
      }
      timer = setTimeout(() => {
        api.personFind(asked).then(
          (people) => {
            if (mine === latest) found.value = people
          },
          () => undefined,
        )
      }, 300)
    },
    earlier,
    async lookAtCases(cases, originalNumber, exceptCaseId) {
      const others = cases.filter(({ id }) => id !== exceptCaseId)
      earlier.value = others.length > 0 ? { cases: others, sameOriginal: null } : null
      const wanted = squeezed(originalNumber)
      if (!wanted) return
      for (const other of others.slice(0, MOST_CASES)) {
        const file = await api.caseGet({ id: other.id }).catch(() => null)
        if (file && squeezed(file.original?.number ?? null) === wanted) {
          earlier.value = { cases: others, sameOriginal: other }
          return
        }
      }
    },
  }
}
