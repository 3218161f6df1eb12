import { monitorEventLoopDelay } from 'node:perf_hooks'

/** By how much timers of this process come late, since it was last asked. */
export interface EventLoopLag {
  /** In seconds. */
  read(): { readonly p50: number; readonly p99: number; readonly max: number }
  stop(): void
}

/** How often it looks; what a timer that is on time shows too, and is taken off. */
const LOOK_MS = 10

export function watchEventLoop(): EventLoopLag {
  const delays = monitorEventLoopDelay({ resolution: LOOK_MS })
  delays.enable()
  const lag = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - LOOK_MS / 1e3)

  return {
    read() {
      const isNew = delays.count === 0
      const read = {
        p50: isNew ? 0 : lag(delays.percentile(50)),
        p99: isNew ? 0 : lag(delays.percentile(99)),
        max: isNew ? 0 : lag(delays.max),
      }
      delays.reset()
      return read
    },
    stop: () => void delays.disable(),
  }
}
