import type { Time } from '@bunting/client'

/** A timer this late was held up: the tab was frozen, in the background, or the computer asleep. */
const LATE_MS = 2_000
/** Time for what arrived meanwhile to be heard, which stands in line behind the timer. */
const GRACE_MS = 3_000
/** More than a clock is corrected by. */
const SLEEP_MS = 1_000

let aheadMs = Date.now() - performance.now()
let asleepMs = 0

export const browserTime: Time = {
  /** Monotonic, and goes on while the computer sleeps, which `performance.now()` does not everywhere. */
  now() {
    const awakeMs = performance.now()
    const gainedMs = Date.now() - awakeMs - aheadMs
    aheadMs += gainedMs
    if (gainedMs > SLEEP_MS) asleepMs += gainedMs
    return awakeMs + asleepMs
  },
  /** What was held up gives way once: else a tab that thaws takes its own sleep for silence. */
  after(delayMs, run) {
    const due = browserTime.now() + delayMs
    const fire = () => {
      if (browserTime.now() - due < LATE_MS) run()
      else timer = setTimeout(run, GRACE_MS)
    }
    let timer = setTimeout(fire, delayMs)
    return () => clearTimeout(timer)
  },
}
