import type { Http } from '@bunting/client'

/** The browser's `fetch` as the client's port: no cookies, and no cache but the client's own ETag. */
export const browserHttp: Http = async ({ method, url, headers, body, timeoutMs, keepalive }) => {
  const answer = await fetch(url, {
    method,
    headers,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    ...(body !== undefined && { body }),
    ...(keepalive && { keepalive }),
  })
  return {
    status: answer.status,
    etag: answer.headers.get('etag') ?? undefined,
    retryAfterMs: retryAfterMs(answer.headers.get('retry-after')),
    body: await answer.text(),
  }
}

/** Seconds, or a date; RFC 9110 §10.2.3. */
function retryAfterMs(value: string | null): number | undefined {
  if (!value) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
