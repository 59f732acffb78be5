/** The worker thread of one job. */
import { parentPort, workerData } from 'node:worker_threads'
import { CasebookError, toFailure } from '../../db/domain/errors.ts'
import { runJob } from '../../db/operations/job.ts'
import type { FromWorker, WorkerData } from './worker.ts'

const { request, cancelFlag } = workerData as WorkerData
const answer = (message: FromWorker): void => parentPort?.postMessage(message)

async function work(): Promise<void> {
  try {
    answer({ value: await runJob(request, cancelFlag, (progress) => answer({ progress })) })
  } catch (thrown) {
    // What was thrown by mistake goes to the host as text, for its log; errors do not survive the way between threads as themselves.
    answer(thrown instanceof CasebookError ? { failure: toFailure(thrown) } : { bug: String((thrown as Error)?.stack ?? thrown) })
  }
}

void work()
