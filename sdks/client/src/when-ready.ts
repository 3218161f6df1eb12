import type { BasicClient } from './basic-client.ts'
import type { FeatureFlags } from './feature-flags.ts'
import type { Time } from './ports.ts'
import type { Phase } from './session-state.ts'
import { MAX_TIMER_MS } from './timer-limit.ts'

/** Phases that a client does not leave by waiting. */
const SETTLED: readonly Phase[] = ['ready', 'failed', 'closed']

/** `ready` for a client. */
export function whenReady(
  { status, onStatus }: Pick<BasicClient, 'status' | 'onStatus'>,
  time: Time,
): FeatureFlags['ready'] {
  const isSettled = () => SETTLED.includes(status().phase)

  return ({ timeoutMs = 10_000 } = {}) =>
    new Promise((resolve) => {
      if (isSettled()) return resolve(status())
      const settle = () => {
        cancel()
        unsubscribe()
        resolve(status())
      }
      // Somebody waits: the process may not end before they are answered.
      const cancel = time.after(Math.min(timeoutMs, MAX_TIMER_MS), settle, true)
      const unsubscribe = onStatus(() => isSettled() && settle())
    })
}
