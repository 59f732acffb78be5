import type { Output } from '../../../db/operations/contract.ts'
import { api } from '../../api.ts'
import { useLoad } from '../../composables/useLoad.ts'
import type { Load } from '../../composables/useLoad.ts'

export type ListedAgency = Output<'agencyList'>[number]

/** The office's directory; short, so it is read whole. */
export function useAgencies(): Load<ListedAgency[]> {
  return useLoad(() => api.agencyList())
}
