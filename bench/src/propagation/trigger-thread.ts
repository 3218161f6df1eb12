import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface TriggerRequest {
  readonly url: string
  readonly init: RequestInit
}

export interface TriggerThread {
  /** Resolves with the moment of the answer, in milliseconds of the system's monotonic clock. */
  ask(request: TriggerRequest): Promise<number>
  stop(): Promise<void>
}

export function startTriggerThread(): TriggerThread {
  const worker = new Worker(new URL('./trigger.ts', import.meta.url))
  return {
    async ask(request) {
      const answer = once(worker, 'message')
      worker.postMessage(request)
      const [{ answeredAt, status, text }] = await answer
      if (status >= 300) throw new Error(`${request.url} answered ${status}: ${text}`)
      return Number(answeredAt) / 1e6
    },
    async stop() {
      await worker.terminate()
    },
  }
}

/** The same clock, as this thread sees it. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
