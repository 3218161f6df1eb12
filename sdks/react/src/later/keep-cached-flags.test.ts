import { createTestFeatureFlags, flagServing, snapshotFrame } from '@bunting/client/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cacheName, readCachedFlags } from '../cached-flags.ts'
import { keepCachedFlags } from './keep-cached-flags.ts'
import { writeCachedFlags } from './write-cached-flags.ts'

const NAME = cacheName('https://flags.example.com', 'client-key')
const warn = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  warn.mockClear()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const keep = (client: ReturnType<typeof createTestFeatureFlags>) =>
  keepCachedFlags({ client, name: NAME, warn })

const kept = () => readCachedFlags(NAME)
const revisionKept = () => JSON.parse(kept()?.snapshot.split('\n')[0] ?? '{}').revision

/** Has every write go through here instead. */
function onWrite(setItem: Storage['setItem']) {
  const written = vi.fn(setItem)
  const storage = localStorage
  vi.stubGlobal(
    'localStorage',
    new Proxy(storage, {
      get: (_, name) => (name === 'setItem' ? written : Reflect.get(storage, name).bind(storage)),
    }),
  )
  return written
}

/** As another tab would have left it. */
function leave(revision: number, ageMs: number, epoch = 'e1'): void {
  const flags = [flagServing('new-checkout', true)]
  writeCachedFlags(NAME, { snapshot: snapshotFrame({ epoch, revision, flags }), ageMs })
}

describe('flags kept in local storage', () => {
  it('are those in force, a moment after they came', () => {
    const client = createTestFeatureFlags({ 'new-checkout': true })
    keep(client)
    expect(kept()).toBeUndefined()
    vi.advanceTimersByTime(2_000)
    expect(kept()?.snapshot).toBe(client.snapshot())
    // The flags of a test are confirmed when they are made, in time that stands still.
    expect(kept()?.ageMs).toBeLessThanOrEqual(1_000)
  })

  it('grow old by the wall clock', () => {
    keep(createTestFeatureFlags())()
    vi.setSystemTime(Date.now() + 3_600_000)
    expect(kept()?.ageMs).toBe(3_600_000)
    vi.setSystemTime(Date.now() - 7_200_000)
    expect(kept()?.ageMs).toBe(0)
  })

  it('are written once for many changes, and soon for each', () => {
    const client = createTestFeatureFlags()
    keep(client)
    vi.advanceTimersByTime(2_000)
    const { setItem } = Storage.prototype
    const written = onWrite(setItem.bind(localStorage))
    for (let change = 0; change < 50; change++) {
      client.set('limit', change)
      vi.advanceTimersByTime(100)
    }
    vi.advanceTimersByTime(2_000)
    expect(written.mock.calls.length).toBeGreaterThan(1)
    expect(written.mock.calls.length).toBeLessThanOrEqual(6)
    expect(kept()?.snapshot).toBe(client.snapshot())
  })

  it('are written at once when the page may end', () => {
    const client = createTestFeatureFlags()
    const write = keep(client)
    client.set('new-checkout', true)
    write()
    expect(kept()?.snapshot).toBe(client.snapshot())
  })

  it('never go back: a tab that holds an older revision leaves the newer one', () => {
    const client = createTestFeatureFlags()
    leave(7, 600_000)
    keep(client)()
    expect(revisionKept()).toBe(7)
  })

  it('are of the epoch that was confirmed last', () => {
    const client = createTestFeatureFlags()
    leave(7, 600_000, 'e2')
    keep(client)()
    expect(revisionKept()).toBe(1)
    leave(1, 0, 'e2')
    client.set('new-checkout', true)
    vi.setSystemTime(Date.now() + 1)
    keep(client)()
    expect(revisionKept()).toBe(2)
  })

  it('are not written again for nothing, but for a confirmation that makes them younger', () => {
    const write = keep(createTestFeatureFlags())
    write()
    const { snapshot = '' } = kept() ?? {}
    const written = onWrite(() => {})
    write()
    vi.unstubAllGlobals()
    expect(written).not.toHaveBeenCalled()
    writeCachedFlags(NAME, { snapshot, ageMs: 600_000 })
    write()
    expect(kept()?.ageMs).toBe(0)
  })

  it('replace what is damaged', () => {
    localStorage.setItem(NAME, 'nonsense')
    keep(createTestFeatureFlags())()
    expect(revisionKept()).toBe(1)
    writeCachedFlags(NAME, { snapshot: '{"type":"snap', ageMs: 0 })
    keep(createTestFeatureFlags())()
    expect(revisionKept()).toBe(1)
  })

  it('are not kept when they are too big; nor are those of before', () => {
    const client = createTestFeatureFlags()
    const write = keep(client)
    write()
    client.set('huge', 'x'.repeat(1_000_001))
    write()
    expect(localStorage.length).toBe(0)
    expect(warn).not.toHaveBeenCalled()
  })

  it('clear away other versions of the same, and what nobody has used for a month', () => {
    const other = cacheName('https://flags.example.com', 'another-key')
    const forgotten = cacheName('https://flags.example.com', 'rotated-key')
    const old = NAME.replace(':1:', ':0:')
    const snapshot = snapshotFrame({ revision: 1 })
    localStorage.setItem(old, 'whatever it was')
    localStorage.setItem('bunting:visitor', 'ana')
    writeCachedFlags(other, { snapshot, ageMs: 86_400_000 })
    writeCachedFlags(forgotten, { snapshot, ageMs: 31 * 86_400_000 })
    keep(createTestFeatureFlags())()
    expect(Object.keys(localStorage).sort()).toEqual([NAME, other, 'bunting:visitor'].sort())
  })

  it('are missing, with one warning, where storage is full', () => {
    onWrite(() => {
      throw new DOMException('exceeded the quota', 'QuotaExceededError')
    })
    const client = createTestFeatureFlags()
    const write = keep(client)
    write()
    client.set('new-checkout', true)
    write()
    expect(warn.mock.calls).toEqual([
      [{ cause: 'cache', message: expect.stringContaining('full') }],
    ])
    vi.unstubAllGlobals()
    write()
    expect(revisionKept()).toBe(2)
  })

  it('are missing without a word where storage is blocked', () => {
    vi.stubGlobal(
      'localStorage',
      new Proxy(
        {},
        {
          get() {
            throw new DOMException('The operation is insecure', 'SecurityError')
          },
        },
      ),
    )
    const client = createTestFeatureFlags()
    const write = keep(client)
    expect(() => {
      write()
      client.set('new-checkout', true)
      vi.advanceTimersByTime(5_000)
    }).not.toThrow()
    expect(warn).not.toHaveBeenCalled()
  })
})

describe('the name of what is kept', () => {
  it('differs by server and key, and tells neither', () => {
    const names = [
      NAME,
      cacheName('https://flags.example.com', 'client-key-2'),
      cacheName('https://flags-2.example.com', 'client-key'),
    ]
    expect(new Set(names).size).toBe(3)
    for (const name of names) expect(name).toMatch(/^bunting:flags:1:[a-z0-9]{8,14}$/)
  })
})
