import type { ClientOptions } from '../client-options.ts'
import type { HttpRequest } from '../ports.ts'

/** A request that is known to the server by its key, which never stands in a URL. */
export function requestTo(
  { url, key }: ClientOptions,
  path: string,
  timeoutMs: number,
): HttpRequest {
  return {
    method: 'GET',
    url: url.replace(/^ws/, 'http').replace(/\/+$/, '') + path,
    headers: { authorization: `Bearer ${key}` },
    timeoutMs,
  }
}
