/** What a client does after the socket was closed. */
export type Retry = 'now' | 'backoff' | 'never'

/** Close codes are data: whether to come back … */
const RETRY = {
  1001: 'now',
  1009: 'backoff',
  1012: 'now',
  1013: 'backoff',
  4400: 'backoff',
  4401: 'never',
  4403: 'never',
  4406: 'never',
  4408: 'backoff',
  4429: 'backoff',
} as const satisfies Record<number, Retry>

export type CloseCode = keyof typeof RETRY

/** … and what each means. Apart, so that SDKs need not ship the sentences. */
export const CLOSE_CODES: Readonly<Record<CloseCode, string>> = {
  1001: 'going away',
  1009: 'message too large',
  1012: 'server restarts',
  1013: 'server is full or not ready',
  4400: 'malformed or unexpected message',
  4401: 'unauthorized: no key, or one the server does not know',
  4403: 'the key was revoked',
  4406: 'unsupported protocol version',
  4408: 'no hello, or no sign of life, in time',
  4429: 'too many messages',
}

/** Codes nobody defined (1006, a proxy's own) are a network that failed: back off. */
export function retryAfterClose(code: number): Retry {
  const known: Readonly<Record<number, Retry | undefined>> = RETRY
  return known[code] ?? 'backoff'
}
