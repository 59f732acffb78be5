import { Worker } from 'node:worker_threads'
import type { Failure } from '../../db/domain/errors.ts'
import { CasebookError } from '../../db/domain/errors.ts'
import type { Progress } from '../../db/operations/contract.ts'
import type { JobRequest, JobStarter } from '../../db/operations/calls.ts'

export interface WorkerData {
  request: JobRequest
  cancelFlag: SharedArrayBuffer
}

/** What the worker says to the host. */
export type FromWorker = { progress: Progress } | { value: unknown } | { failure: Failure } | { bug: string }

/** Runs each job in a worker thread of its own, from the file `entry`. */
export function startWorker(entry: string): JobStarter {
  return (request, cancelFlag, onProgress) =>
    new Promise((done, failed) => {
      const data: WorkerData = { request, cancelFlag }
      const worker = new Worker(entry, { workerData: data })
      worker.on('message', (message: FromWorker) => {
        if ('progress' in message) onProgress(message.progress)
        else if ('value' in message) done(message.value)
        else if ('failure' in message) failed(new CasebookError(message.failure.code, message.failure.message, message.failure))
        else failed(new Error(message.bug))
      })
      worker.once('error', failed)
      // After an answer this changes nothing.
      worker.once('exit', (code) => failed(new Error(`the worker ended with code ${code} before it answered`)))
    })
}
