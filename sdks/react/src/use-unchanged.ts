import { useState } from 'react'
import { equal } from './equal.ts'

/** The value, or the one before while it says the same: `context={{ … }}` is new each render. */
export function useUnchanged<T>(now: T): T {
  const [kept, keep] = useState(now)
  if (equal(kept, now)) return kept
  // While rendering: React renders this component again before its children, and with the same
  // props, so the value is then equal by identity at least.
  keep(() => now)
  return now
}
