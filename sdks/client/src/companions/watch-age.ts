import type { Companion } from '../companion.ts'
import { MAX_TIMER_MS } from '../timer-limit.ts'

/** Tells each time the age of the flags passes `maxStalenessMs`. */
export const watchAge: Companion = ({ options, ports, onEvent, tellStale }, { status }) => {
  const { maxStalenessMs } = options
  if (maxStalenessMs === undefined) return undefined
  const limit: number = maxStalenessMs
  let isOver = false
  let cancel = (): void => {}

  function watch(): void {
    cancel()
    const { phase, revision, ageMs = limit } = status()
    if (phase === 'closed' || revision === undefined) return
    const wasOver = isOver
    isOver = ageMs >= limit
    if (isOver && !wasOver) tellStale()
    if (!isOver) cancel = ports.time.after(Math.min(limit - ageMs, MAX_TIMER_MS), watch)
  }

  onEvent(({ type }) => {
    if (type === 'moved') watch()
  })
  watch()
  return undefined
}
