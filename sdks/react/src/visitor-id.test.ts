import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { identified, visitorId } from './visitor-id.ts'

beforeEach(() => {
  localStorage.clear()
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('visitorId', () => {
  it('is the same at the next visit', async () => {
    const id = visitorId()
    vi.resetModules()
    const nextVisit = await import('./visitor-id.ts')
    expect(nextVisit.visitorId()).toBe(id)
  })

  it('is another in another browser', async () => {
    const id = visitorId()
    localStorage.clear()
    vi.resetModules()
    const elsewhere = await import('./visitor-id.ts')
    expect(elsewhere.visitorId()).not.toBe(id)
  })

  it('is kept in memory where storage is blocked', () => {
    vi.stubGlobal('localStorage', {
      getItem() {
        throw new DOMException('blocked', 'SecurityError')
      },
      setItem() {
        throw new DOMException('blocked', 'SecurityError')
      },
    })
    expect(visitorId()).toBe(visitorId())
  })
})

describe('identified', () => {
  it('gives an anonymous context the visitor’s id and leaves any other as it is', () => {
    const known = { targetingKey: 'ana' }
    expect(identified(known)).toBe(known)
    expect(identified({ plan: 'pro' })).toEqual({ plan: 'pro', targetingKey: visitorId() })
  })

  it('copes with a context that throws when read', () => {
    const hostile = {
      get plan() {
        throw new Error('no')
      },
    }
    expect(identified(hostile)).toBe(hostile)
  })
})
