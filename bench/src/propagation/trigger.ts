import { parentPort } from 'node:worker_threads'
import type { TriggerRequest } from './trigger-thread.ts'

// Asks, and notes when the answer came: on a thread of its own, as the main one may be busy reading
// what the question set off and would take the answer for later than it was.
parentPort?.on('message', async ({ url, init }: TriggerRequest) => {
  const response = await fetch(url, init)
  const answeredAt = process.hrtime.bigint()
  const text = await response.text()
  parentPort?.postMessage({ answeredAt, status: response.status, text })
})
