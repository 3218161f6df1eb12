import { Failure } from '../failure.ts'

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up now',
  ECONNRESET: 'it hung up',
  UND_ERR_SOCKET: 'it hung up',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'it does not answer',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak https: is it http://?',
}

/** With these the request may have arrived: what it asked for may be done. */
const MAY_HAVE_ARRIVED = [
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]

/** What `fetch` threw, as a sentence. */
export function notReached(url: string, error: unknown, changes: boolean): Failure {
  const { code, message } = causeOf(error)
  const isLate = error instanceof Error && error.name === 'TimeoutError'
  const why = isLate ? 'it did not answer within 10 seconds' : (WORDS[code] ?? message)
  const mayBeDone = changes && (isLate || MAY_HAVE_ARRIVED.includes(code))
  return new Failure('server_away', `cannot reach ${url}: ${why}`, {
    advice: mayBeDone
      ? 'Whether it was done nobody here knows: look before you do it again'
      : 'SDKs go on with the flags they have. Is BUNTING_URL right, and the server up?',
  })
}

function causeOf(error: unknown): { code: string; message: string } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return { code, message: cause instanceof Error ? cause.message : String(cause) }
}
