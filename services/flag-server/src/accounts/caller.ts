import type { FastifyRequest } from 'fastify'

/** Who is at the other end, as far as HTTP tells: what a session remembers of its device. */
export interface Caller {
  readonly cookie: string | undefined
  readonly userAgent: string | undefined
  /** As Fastify sees it: `X-Forwarded-For` counts only behind a trusted proxy. */
  readonly ip: string
}

export function callerOf({ headers, ip }: FastifyRequest): Caller {
  return { cookie: headers.cookie, userAgent: headers['user-agent']?.slice(0, 500), ip }
}

/** As better-auth takes it; of the cookies only those with this name. */
export function headersOf({ cookie, userAgent, ip }: Caller, cookieName: string): Headers {
  const headers = new Headers({ 'x-forwarded-for': ip })
  const kept = cookieOf(cookie, cookieName)
  if (kept !== undefined) headers.set('cookie', `${cookieName}=${kept}`)
  if (userAgent !== undefined) headers.set('user-agent', userAgent)
  return headers
}

/** The value of one cookie of a `Cookie` header, as it was sent. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}
