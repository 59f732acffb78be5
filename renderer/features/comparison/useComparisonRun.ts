import { computed, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { ComparisonResult, Judgement } from '../../../db/domain/comparison.ts'
import { today } from '../../../db/domain/dates.ts'
import type { ComparisonOutcome, Input } from '../../../db/operations/contract.ts'
import { api, onSaved, OperationError } from '../../api.ts'
import { useJob } from '../../composables/useJob.ts'
import type { Job } from '../../composables/useJob.ts'
import { useSession } from '../../composables/useSession.ts'
import { endedLists, isOpen } from './resultRows.ts'

export type Show = NonNullable<Input<'comparisonRun'>['show']>

export interface ComparisonRun {
  outcome: ShallowRef<ComparisonOutcome | null>
  error: ShallowRef<unknown>
  job: Job<'comparisonRun'>
  ranAt: ShallowRef<Date | null>
  /** Lists whose day of destruction came while their results were shown: the results were closed. */
  ended: ShallowRef<string[]>
  /** The row the reader is at, among both blocks, and how far the page is scrolled. */
  active: Ref<number>
  scrollTop: Ref<number>
  /** Certain ones, then doubtful ones. */
  rows: ComputedRef<ComparisonResult[]>
  /** Shows what was found before for the same question, else compares. */
  open: (question: string, show: Show) => Promise<void>
  /** Compares anew. */
  again: () => Promise<void>
  /** Another judgement of a result; its row stays where it is. */
  judged: (key: string, judgement: Judgement | null) => void
}

// Outliving the page: a lead made of a result is looked at, and coming back finds the same rows without comparing 200,000 people again.
const asked = shallowRef<{ question: string; show: Show } | null>(null)
const outcome = shallowRef<ComparisonOutcome | null>(null)
const error = shallowRef<unknown>(null)
const ranAt = shallowRef<Date | null>(null)
const ended = shallowRef<string[]>([])
const active = ref(0)
const scrollTop = ref(0)
const job = useJob('comparisonRun')
let run = 0

function forget(): void {
  run += 1
  job.cancel()
  asked.value = null
  outcome.value = null
  error.value = null
  ranAt.value = null
  ended.value = []
  active.value = 0
  scrollTop.value = 0
}

async function again(): Promise<void> {
  const wanted = asked.value
  if (!wanted) return
  const mine = (run += 1)
  job.cancel()
  error.value = null
  ended.value = []
  active.value = 0
  scrollTop.value = 0
  try {
    const found = await job.run(wanted)
    if (mine !== run) return
    outcome.value = found
    ranAt.value = new Date()
  } catch (thrown) {
    if (mine !== run) return
    // Cancelled: what was found before stays.
    if (!(thrown instanceof OperationError && thrown.failure.code === 'cancelled')) error.value = thrown
  }
}

async function open(question: string, show: Show): Promise<void> {
  if (asked.value?.question === question && asked.value.show === show && (outcome.value || job.running.value || ended.value.length > 0)) return
  if (asked.value?.question !== question) forget()
  asked.value = { question, show }
  await again()
}

function judged(key: string, judgement: Judgement | null): void {
  const before = outcome.value
  if (!before) return
  const was = [...before.certain, ...before.doubtful].find((result) => result.key === key)
  if (!was) return
  const put = (results: ComparisonResult[]) => results.map((result) => (result.key === key ? { ...result, judgement } : result))
  const closed = Number(isOpen(was.judgement)) - Number(isOpen(judgement))
  outcome.value = { ...before, certain: put(before.certain), doubtful: put(before.doubtful), totals: { ...before.totals, open: before.totals.open - closed, judged: before.totals.judged + closed } }
}

const rows = computed(() => (outcome.value ? [...outcome.value.certain, ...outcome.value.doubtful] : []))

// What was found holds no longer once lists or questions are others; another person may not see it at all.
onSaved((operation) => {
  if (['comparisonListLoad', 'comparisonListSave', 'comparisonListPurge', 'comparisonQuestionSave', 'comparisonQuestionRecycle', 'comparisonQuestionRestore'].includes(operation)) forget()
})
watch(useSession().generation, forget)

/** A window left open over midnight must not go on showing a list that is destroyed by then. */
function closeEnded(): void {
  const titles = endedLists(outcome.value?.lists ?? [], today())
  if (titles.length === 0) return
  const wanted = asked.value
  forget()
  asked.value = wanted
  ended.value = titles
  // The first call of a day is what destroys them.
  void api.comparisonLists().catch(() => undefined)
}
const LOOK_MS = 20_000
setInterval(closeEnded, LOOK_MS)
document.addEventListener('visibilitychange', closeEnded)

/** The comparison that is looked at. */
export function useComparisonRun(): ComparisonRun {
  return { outcome, error, job, ranAt, ended, active, scrollTop, rows, open, again, judged }
}
