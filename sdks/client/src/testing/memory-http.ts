import type { Http, HttpRequest, HttpResponse } from '../ports.ts'

/** The server's end of one request, in the hands of a test. */
export interface MemoryRequest extends HttpRequest {
  /** Resolves once the client has heard of it. */
  answer(response: Partial<HttpResponse>): Promise<void>
  /** There is no answer. */
  fail(): Promise<void>
}

export interface MemoryHttp {
  readonly http: Http
  /** Every request so far, latest last. */
  readonly requests: readonly MemoryRequest[]
  /** The latest. Throws when there is none. */
  last(): MemoryRequest
  /** How many wait for their answer. */
  pending(): number
}

const EMPTY: HttpResponse = { status: 200, etag: undefined, retryAfterMs: undefined, body: '' }

/** Requests without a network. */
export function createMemoryHttp(): MemoryHttp {
  const requests: MemoryRequest[] = []
  let pending = 0

  const http: Http = (request) =>
    new Promise((resolve, reject) => {
      async function settle(how: () => void): Promise<void> {
        pending -= 1
        how()
        await heard()
      }
      pending += 1
      requests.push({
        ...request,
        answer: (response) => settle(() => resolve({ ...EMPTY, ...response })),
        fail: () => settle(() => reject(new Error('connect ECONNREFUSED'))),
      })
    })

  return {
    http,
    requests,
    last() {
      const request = requests.at(-1)
      if (!request) throw new Error('nothing was requested')
      return request
    },
    pending: () => pending,
  }
}

/** What follows a promise has run after a few turns of the microtask queue. */
async function heard(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}
