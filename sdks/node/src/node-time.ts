import type { Time } from '@bunting/client'

/** Timers that do not keep the process from ending, unless they are asked to. */
export const nodeTime: Time = {
  now: () => performance.now(),
  after(delayMs, run, holdsProcess = false) {
    const timer = setTimeout(run, delayMs)
    if (!holdsProcess) timer.unref()
    return () => clearTimeout(timer)
  },
}
