/** What a client does after the socket was closed. */
export type Retry = 'now' | 'backoff' | 'never'

/** Close codes are data: what each means, and whether to come back. */
export const CLOSE_CODES = {
  1001: { means: 'going away', retry: 'now' },
  1012: { means: 'server restarts', retry: 'now' },
  1009: { means: 'message too large', retry: 'backoff' },
  1013: { means: 'server is full or not ready', retry: 'backoff' },
  4400: { means: 'malformed or unexpected message', retry: 'backoff' },
  4401: { means: 'unauthorized: no key, or one the server does not know', retry: 'never' },
  4403: { means: 'the key was revoked', retry: 'never' },
  4406: { means: 'unsupported protocol version', retry: 'never' },
  4408: { means: 'no hello, or no sign of life, in time', retry: 'backoff' },

  4429: { means: 'too many messages', retry: 'backoff' },
} as const satisfies Record<number, { means: string; retry: Retry }>

export type CloseCode = keyof typeof CLOSE_CODES

/** Codes nobody defined (1006, a proxy's own) are a network that failed: back off. */
export function retryAfterClose(code: number): Retry {
  return Object.hasOwn(CLOSE_CODES, code) ? CLOSE_CODES[code as CloseCode].retry : 'backoff'
}
