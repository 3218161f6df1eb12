import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browserTime } from './browser-time.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** The wall clock goes on, nothing else does. */
const sleep = (ms: number) => vi.setSystemTime(Date.now() + ms)

describe('time in a browser', () => {
  it('goes on while the computer sleeps', () => {
    const before = browserTime.now()
    sleep(3_600_000)
    expect(browserTime.now() - before).toBeCloseTo(3_600_000, -1)
    vi.advanceTimersByTime(1_000)
    expect(browserTime.now() - before).toBeCloseTo(3_601_000, -1)
  })

  it('does not go back when the clock is set back', () => {
    const before = browserTime.now()
    sleep(-3_600_000)
    vi.advanceTimersByTime(1_000)
    expect(browserTime.now() - before).toBeCloseTo(1_000, -1)
  })

  it('runs a timer when it is due', () => {
    const run = vi.fn()
    browserTime.after(45_000, run)
    vi.advanceTimersByTime(44_999)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(run).toHaveBeenCalledOnce()
  })

  it('gives what was held up a moment more, in which it can be called off', () => {
    const run = vi.fn()
    const cancel = browserTime.after(45_000, run)
    browserTime.after(45_000, run)
    sleep(600_000)
    vi.advanceTimersByTime(45_000)
    expect(run).not.toHaveBeenCalled()
    cancel()
    vi.advanceTimersByTime(10_000)
    expect(run).toHaveBeenCalledOnce()
  })

  it('does not run what was called off', () => {
    const run = vi.fn()
    browserTime.after(10, run)()
    vi.advanceTimersByTime(1_000)
    expect(run).not.toHaveBeenCalled()
  })
})
