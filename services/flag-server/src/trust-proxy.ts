import { isIP } from 'node:net'
import { z } from 'zod'

/**
 * Whose word about the address of a client is taken.
 * - false: nobody's; the address is the peer's
 * - a number: so many proxies stand in front, each of which adds the address it was asked by to
 *   `X-Forwarded-For`; what stands further left is the client's own word, and not believed
 * - a list: addresses and networks of proxies
 */
export type TrustProxy = false | number | readonly string[]

const SENTENCE =
  'must be true, false, the number of proxies in front, or their addresses: 10.0.0.0/8,fd00::/8'

export const TrustProxySetting: z.ZodType<TrustProxy, string | undefined> = z
  .string()
  .default('false')
  .transform((text, context): TrustProxy => {
    const word = text.trim().toLowerCase()
    if (['false', 'no', 'off', '0'].includes(word)) return false
    if (['true', 'yes', 'on'].includes(word)) return 1
    if (/^\d{1,2}$/.test(word)) return Number(word)
    const networks = word.split(',').map((one) => one.trim())
    if (networks.every(isNetwork)) return networks
    context.addIssue({ code: 'custom', message: SENTENCE })
    return z.NEVER
  })

const NAMED = ['loopback', 'linklocal', 'uniquelocal']

function isNetwork(text: string): boolean {
  if (NAMED.includes(text)) return true
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

/** The same as Fastify wants it. */
export function proxiesOf(trusted: TrustProxy): boolean | string[] | TrustedHop {
  if (typeof trusted === 'number') return (_address, hop) => hop < trusted
  return typeof trusted === 'object' ? [...trusted] : trusted
}

type TrustedHop = (address: string, hop: number) => boolean
