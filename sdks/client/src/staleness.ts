import type { Status } from './feature-flags.ts'
import type { Time } from './ports.ts'
import type { Phase } from './session-state.ts'
import { MAX_TIMER_MS } from './timer-limit.ts'

/**
 * Tells each time flags stop being confirmed, and each time their age passes the limit.
 * @param limitMs undefined: there is none
 * @returns to be called after each step of the session, with the phase before
 */
export function watchStaleness(
  limitMs: number | undefined,
  time: Time,
  status: () => Status,
  tell: (status: Status) => void,
): (before: Phase) => void {
  let isOver = false
  let cancel = (): void => {}

  function watchAge(limit: number): void {
    cancel()
    const now = status()
    const { phase, revision, ageMs = limit } = now
    if (phase === 'closed' || revision === undefined) return
    const wasOver = isOver
    isOver = ageMs >= limit
    if (isOver && !wasOver) tell(now)
    if (!isOver) cancel = time.after(Math.min(limit - ageMs, MAX_TIMER_MS), () => watchAge(limit))
  }

  return (before) => {
    const now = status()
    if (before === 'ready' && (now.phase === 'stale' || now.phase === 'failed')) tell(now)
    if (limitMs !== undefined) watchAge(limitMs)
  }
}
