import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { browserTime } from '../browser-time.ts'
import { listenToPage } from './page-events.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function listen() {
  const heard: string[] = []
  const end = listenToPage(
    {
      wake: () => heard.push('wake'),
      offline: () => heard.push('offline'),
      hidden: () => heard.push('hidden'),
      parked: () => heard.push('parked'),
    },
    browserTime,
  )
  onTestFinished(end)
  return { heard, end }
}

function show(hidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
  document.dispatchEvent(new Event('visibilitychange'))
}

function turn(type: 'pageshow' | 'pagehide', persisted: boolean): void {
  window.dispatchEvent(Object.assign(new Event(type), { persisted }))
}

describe('a page', () => {
  it('wakes when the network, the person or the browser brings it back', () => {
    const { heard } = listen()
    window.dispatchEvent(new Event('online'))
    document.dispatchEvent(new Event('resume'))
    show(false)
    expect(heard).toEqual(['wake', 'wake', 'wake'])
  })

  it('is hidden in the background, and offline without a network', () => {
    const { heard } = listen()
    show(true)
    window.dispatchEvent(new Event('offline'))
    expect(heard).toEqual(['hidden', 'offline'])
  })

  it('is parked for "back", and wakes when that brings it back', () => {
    const { heard } = listen()
    turn('pagehide', true)
    turn('pageshow', true)
    expect(heard).toEqual(['hidden', 'parked', 'wake'])
  })

  it('is only hidden when it ends, and does not wake when it begins', () => {
    const { heard } = listen()
    turn('pageshow', false)
    turn('pagehide', false)
    expect(heard).toEqual(['hidden'])
  })

  it('wakes when the computer was asleep, and not when it was not', () => {
    const { heard } = listen()
    vi.advanceTimersByTime(600_000)
    expect(heard).toEqual([])
    vi.setSystemTime(Date.now() + 3_600_000)
    vi.advanceTimersByTime(15_000)
    expect(heard).toEqual(['wake'])
    vi.advanceTimersByTime(600_000)
    expect(heard).toEqual(['wake'])
  })

  it('is listened to no longer than asked', () => {
    const { heard, end } = listen()
    end()
    window.dispatchEvent(new Event('online'))
    vi.setSystemTime(Date.now() + 3_600_000)
    vi.advanceTimersByTime(60_000)
    expect(heard).toEqual([])
  })
})
