import type { Client, Decision, EvaluationContext, JsonValue } from '@bunting/client'
import { equal } from './equal.ts'
import type { Decide } from './feature-flags.ts'
import { identified } from './visitor-id.ts'

/**
 * The client's decisions for one context, each the same object until it says something else, and
 * with a JSON value that keeps its identity while what it holds stays: a flag that was compiled
 * anew, or came again in another snapshot, is no reason to render. Asks the evaluator only when the
 * flag has a new version.
 * @param early answers until there are flags
 */
export function liveDecisions(client: Client, context: EvaluationContext, early: Decide): Decide {
  const { versionOf } = client
  // Of any type: the compiler cannot see through what `Widened` makes of all of JSON.
  const decide: (key: string, context: EvaluationContext, fallback?: JsonValue) => Decision =
    client.decide
  const kept = new Map<string, { readonly version: unknown; readonly decision: Decision }>()
  // Found out on first use, for a server has no visitor; it never comes here.
  let who: EvaluationContext | undefined

  return (key, fallback) => {
    const question = `${typeof fallback} ${key}`
    const version = versionOf(key)
    const before = kept.get(question)
    if (before && before.version === version) return before.decision
    who ??= identified(context)
    const decided = decide(key, who, fallback)
    const isEarly = decided.errorCode === 'PROVIDER_NOT_READY'
    const decision = keepWhatIsEqual(before?.decision, isEarly ? early(key, fallback) : decided)
    // The first flags may come without this one, which then keeps its version.
    kept.set(question, { version: isEarly ? NaN : version, decision })
    return decision
  }
}

function keepWhatIsEqual(before: Decision | undefined, now: Decision): Decision {
  if (before === undefined) return now
  if (equal(before, now)) return before
  return equal(before.value, now.value) ? { ...now, value: before.value } : now
}
