import type { Time } from '../ports.ts'

/** One timer, which may be asked for again and again. */
export interface Alarm {
  /** Goes off after this time, or sooner if it was to go off sooner. */
  within(ms: number): void
  isSet(): boolean
  cancel(): void
}

export function createAlarm(time: Time, goOff: () => void): Alarm {
  let at = Number.POSITIVE_INFINITY
  let cancelTimer = (): void => {}

  function cancel(): void {
    cancelTimer()
    at = Number.POSITIVE_INFINITY
  }

  return {
    within(ms) {
      const wanted = time.now() + ms
      if (wanted >= at) return
      cancel()
      at = wanted
      cancelTimer = time.after(ms, () => {
        at = Number.POSITIVE_INFINITY
        goOff()
      })
    },
    isSet: () => at !== Number.POSITIVE_INFINITY,
    cancel,
  }
}
