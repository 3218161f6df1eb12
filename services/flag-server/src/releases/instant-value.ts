import { z } from 'zod'
import { withoutCredentials } from '../http/without-credentials.ts'

const TIMEOUT_MS = 4_000

/** Of https://prometheus.io/docs/prometheus/latest/querying/api/ what is looked at. */
const Sample = z.tuple([z.number(), z.string()])
const Answer = z.object({
  status: z.literal('success'),
  data: z.union([
    z.object({ resultType: z.literal('scalar'), result: Sample }),
    z.object({
      resultType: z.literal('vector'),
      result: z.tuple([z.object({ value: Sample })]),
    }),
  ]),
})

/**
 * The one number that a query of Prometheus comes to now; null for none, for several, for what is no
 * number, and when there is no answer in time. Never throws: what went wrong would name the URL, in
 * which there may be a password.
 */
export async function instantValue(
  url: string,
  query: string,
  timeoutMs: number = TIMEOUT_MS,
): Promise<number | null> {
  try {
    const { href, headers } = withoutCredentials(`${url}/api/v1/query`)
    const response = await fetch(href, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ query }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    const { data } = Answer.parse(await response.json())
    const [, text] = data.resultType === 'scalar' ? data.result : data.result[0].value
    const value = Number(text)
    return text.trim() !== '' && Number.isFinite(value) ? value : null
  } catch {
    return null
  }
}
