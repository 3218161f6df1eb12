import { createClient } from '@bunting/client'
import { createManualTime, createMemoryWire } from '@bunting/client/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { loadLater } from './load-later.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

function clientWith(load: () => Promise<string>) {
  const used: string[] = []
  const warn = vi.fn()
  const time = createManualTime()
  const { openSocket } = createMemoryWire()
  const client = createClient(
    { url: 'https://x.example.com', key: 'k', sdk: { name: 't', version: '0' }, instance: 't' },
    { openSocket, time, random: () => 0, warn },
    [loadLater(load, (later) => used.push(later))],
  )
  return { client, time, used, warn }
}

describe('what is loaded later', () => {
  it('is loaded once, when the client is started', async () => {
    const load = vi.fn(async () => 'the rest')
    const { client, used } = clientWith(load)
    expect(load).not.toHaveBeenCalled()
    client.start()
    await client.close()
    client.start()
    await vi.waitFor(() => expect(used).toEqual(['the rest']))
    expect(load).toHaveBeenCalledOnce()
  })

  it('is asked for again, less and less often and with one warning, until it comes', async () => {
    let isBlocked = true
    const load = vi.fn(async () => {
      if (isBlocked) throw new TypeError('Failed to fetch dynamically imported module')
      return 'the rest'
    })
    const { client, time, used, warn } = clientWith(load)
    client.start()
    for (const [index, pauseMs] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
      await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(index + 1))
      // The failure is known one turn after the call.
      await Promise.resolve()
      await Promise.resolve()
      time.advance(pauseMs * 1_000 - 1)
      expect(load).toHaveBeenCalledTimes(index + 1)
      time.advance(1)
    }
    isBlocked = false
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(9))
    await Promise.resolve()
    await Promise.resolve()
    time.advance(60_000)
    await vi.waitFor(() => expect(used).toEqual(['the rest']))
    expect(warn.mock.calls.filter(([{ cause }]) => cause === 'incomplete')).toHaveLength(1)
  })

  it('is not asked for while there is no network', async () => {
    const load = vi.fn(async () => 'the rest')
    vi.stubGlobal('navigator', { onLine: false })
    const { client, time, used } = clientWith(load)
    client.start()
    await Promise.resolve()
    expect(load).not.toHaveBeenCalled()
    vi.stubGlobal('navigator', { onLine: true })
    time.advance(1_000)
    await vi.waitFor(() => expect(used).toEqual(['the rest']))
  })
})
