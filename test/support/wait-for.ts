import { setTimeout as delay } from 'node:timers/promises'
import { PATIENCE } from './unsteady.ts'

export interface WaitOptions {
  /** What is waited for, in words: "the revision to reach every SDK". */
  readonly what?: string
  /** 5,000 unless told. */
  readonly timeoutMs?: number
  /** 10 unless told. */
  readonly pollMs?: number
}

/**
 * Asks again and again until `condition` answers something other than `undefined` or `false`, and
 * answers that. One that throws, such as a failing `expect`, says "not yet". When the time is up,
 * rejects with what was waited for and how it stood at the end.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { what = String(condition), timeoutMs = 5_000, pollMs = 10 }: WaitOptions = {},
): Promise<Exclude<T, false | undefined>> {
  const deadline = performance.now() + timeoutMs * PATIENCE
  for (;;) {
    let cause: unknown
    try {
      const answer = await condition()
      if (isAnswer(answer)) return answer
    } catch (error) {
      cause = error
    }
    if (performance.now() >= deadline) {
      const last = cause instanceof Error ? `: ${cause.message}` : ''
      throw new Error(`waited ${timeoutMs} ms in vain for ${what}${last}`, { cause })
    }
    await delay(pollMs)
  }
}

function isAnswer<T>(answer: T): answer is Exclude<T, false | undefined> {
  return answer !== undefined && answer !== false
}
