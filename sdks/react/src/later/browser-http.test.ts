import { afterEach, describe, expect, it, vi } from 'vitest'
import { browserHttp } from './browser-http.ts'

const fetched = vi.fn<typeof fetch>()
vi.stubGlobal('fetch', fetched)
afterEach(() => {
  fetched.mockReset()
})

const REQUEST = {
  method: 'GET',
  url: 'https://flags.example.com/sdk/v1/ruleset',
  headers: { authorization: 'Bearer key' },
  timeoutMs: 1_000,
} as const

const answer = (status: number, headers: Record<string, string> = {}, body: string | null = '') =>
  fetched.mockResolvedValue(new Response(body, { status, headers }))

describe('HTTP in a browser', () => {
  it('hands over status, body and the headers that count', async () => {
    answer(200, { etag: '"e1.7.42"' }, 'flags')
    expect(await browserHttp(REQUEST)).toEqual({
      status: 200,
      etag: '"e1.7.42"',
      retryAfterMs: undefined,
      body: 'flags',
    })
  })

  it('does not reject for a status', async () => {
    answer(304, {}, null)
    expect(await browserHttp(REQUEST)).toMatchObject({ status: 304, body: '' })
    answer(503, { 'retry-after': '7' })
    expect(await browserHttp(REQUEST)).toMatchObject({ status: 503, retryAfterMs: 7_000 })
  })

  it('reads a date to come back at, and none that is no date', async () => {
    answer(503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() })
    const { retryAfterMs } = await browserHttp(REQUEST)
    expect(retryAfterMs).toBeGreaterThan(55_000)
    expect(retryAfterMs).toBeLessThanOrEqual(60_000)
    answer(503, { 'retry-after': 'soon' })
    expect((await browserHttp(REQUEST)).retryAfterMs).toBeUndefined()
    answer(503, { 'retry-after': new Date(0).toUTCString() })
    expect((await browserHttp(REQUEST)).retryAfterMs).toBe(0)
  })

  it('rejects when there is no answer', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'))
    await expect(browserHttp(REQUEST)).rejects.toThrow('Failed to fetch')
  })

  it('sends no cookies, uses no cache of the browser, and ends by itself', async () => {
    answer(200)
    await browserHttp({ ...REQUEST, method: 'POST', body: '{}', keepalive: true })
    const [url, init] = fetched.mock.calls[0] ?? []
    expect(url).toBe(REQUEST.url)
    expect(init).toMatchObject({
      method: 'POST',
      body: '{}',
      keepalive: true,
      credentials: 'omit',
      cache: 'no-store',
      headers: REQUEST.headers,
    })
    expect(init?.signal).toBeInstanceOf(AbortSignal)
  })
})
