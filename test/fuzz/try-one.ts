import fc from 'fast-check'
import type { Operation } from './operations.ts'
import type { Outcome, Round } from './round.ts'

/** How long is looked for a smaller request that fails alike. */
const SHRINK_MS = 3_000

/** One request and, if it is answered as it must not be, the smallest that is. */
export async function tryOne(
  round: Round,
  operation: Operation,
  seed: number,
): Promise<{ first: Outcome; failure: Outcome | undefined }> {
  let first: Outcome | undefined
  let failure: Outcome | undefined
  let until = Number.POSITIVE_INFINITY
  const property = fc.asyncProperty(round.requestsTo(operation), async (request) => {
    if (performance.now() > until) return
    const outcome = await round.ask(operation, request)
    first ??= outcome
    // Smaller requests that are wrong in another way are not this failure.
    if (!outcome.complaint || (failure && failure.complaint !== outcome.complaint)) return
    if (!failure) until = performance.now() + SHRINK_MS
    failure = outcome
    throw new Error(outcome.complaint)
  })
  const { errorInstance } = await fc.check(property, { seed, numRuns: 1 })
  if (errorInstance && !failure) throw errorInstance
  if (!first) throw new Error(`fast-check made no request to ${operation.name}`)
  return { first, failure }
}
