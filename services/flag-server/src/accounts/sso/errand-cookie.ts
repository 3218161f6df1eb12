import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { z } from 'zod'
import { cookieOf } from '../caller.ts'
import type { Errand } from './provider.ts'

const NAME = 'bunting.sso'
/** As long as one may take to sign in at the provider. */
const ERRAND_S = 600

const Stored = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  expiresAt: z.number(),
})

/** Encrypted, in the browser that left: no other can come back in its place. */
export async function writeErrand(
  errand: Errand,
  secret: string,
  secure: boolean,
  now: number,
): Promise<string> {
  const data = JSON.stringify({ ...errand, expiresAt: now + ERRAND_S * 1_000 })
  return cookie(await symmetricEncrypt({ key: secret, data }), ERRAND_S, secure)
}

export function clearErrand(secure: boolean): string {
  return cookie('', 0, secure)
}

/** Undefined when there is none, or it is too old. */
export async function readErrand(
  header: string | undefined,
  secret: string,
  now: number,
): Promise<Errand | undefined> {
  const data = cookieOf(header, NAME)
  if (data === undefined || data === '') return undefined
  try {
    const read = Stored.parse(JSON.parse(await symmetricDecrypt({ key: secret, data })))
    return read.expiresAt > now ? read : undefined
  } catch {
    return undefined
  }
}

/** Lax: the provider sends the browser back with a plain link, and with nothing else. */
function cookie(value: string, maxAge: number, secure: boolean): string {
  return `${NAME}=${value}; Max-Age=${maxAge}; Path=/api/v1/sso; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}
