import { createHmac } from 'node:crypto'

/**
 * Value of the `bunting-signature` header: `t=<seconds since 1970>,v1=<hex>`, where v1 is the
 * HMAC-SHA256 of `<t>.<body>` with the webhook's secret. Whoever receives it computes the same over the
 * bytes it got, compares in constant time, and refuses what is older than some minutes.
 */
export function signature(secret: string, body: string, seconds: number): string {
  const v1 = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${v1}`
}
