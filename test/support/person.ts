import type { Answer } from './admin-api.ts'

/** Somebody with a browser, as far as the API sees it: a cookie jar. */
export interface Person {
  request<T = { code: string; detail: string }>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T>>
  /** The code of an error, or the bare status. */
  outcome(method: string, path: string, body?: unknown): Promise<string | number>
  /** The same person in another browser, with the same cookies for now. */
  copy(url?: string): Person
}

export function createPerson(url: string, cookies = new Map<string, string>()): Person {
  async function request<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(cookies.size > 0 && { cookie: cookieHeader(cookies) }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    keep(cookies, response)
    const text = await response.text()
    return { status: response.status, body: text ? JSON.parse(text) : null }
  }

  return {
    request,
    async outcome(method, path, body) {
      const answer = await request<{ code?: string } | null>(method, path, body)
      return answer.body?.code ?? answer.status
    },
    copy: (other = url) => createPerson(other, new Map(cookies)),
  }
}

export function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

/** As a browser would: what is set is kept, what has run out is not. */
export function keep(cookies: Map<string, string>, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split(';')
    const at = pair.indexOf('=')
    const name = pair.slice(0, at)
    if (attributes.some((one) => /^ *max-age=0$/i.test(one))) cookies.delete(name)
    else cookies.set(name, pair.slice(at + 1))
  }
}
