import type { BasicClient, Decision, EvaluationContext, JsonValue } from '@bunting/client'
import { equal } from './equal.ts'
import type { Decide } from './feature-flags.ts'
import { heard } from './heard.ts'

/** Undefined for a flag the bootstrap does not know. */
export type DecideEarly = (...question: Parameters<Decide>) => Decision | undefined

/**
 * The client's decisions for one context, each the same object until it says something else, and
 * with a JSON value that keeps its identity while what it holds stays: a flag that was compiled
 * anew, or came again in another snapshot, is no reason to render. Asks the evaluator only when the
 * flag has a new version, or the phase is another, which decisions carry.
 * @param early answers before there is word from the server: it knew more than an earlier visit
 */
export function liveDecisions(
  client: BasicClient,
  context: () => EvaluationContext,
  early: DecideEarly,
): Decide {
  const { versionOf, status } = client
  // Of any type: the compiler cannot see through what `Widened` makes of all of JSON.
  const decide: (key: string, context: EvaluationContext, fallback?: JsonValue) => Decision =
    client.decide
  const kept = new Map<string, { version: unknown; phase: unknown; decision: Decision }>()

  return (key, fallback) => {
    const question = `${typeof fallback} ${key}`
    const version = versionOf(key)
    const { phase } = status()
    const before = kept.get(question)
    if (before?.version === version && before?.phase === phase) return before.decision
    const isEarly = phase !== 'ready' && !heard.has(client)
    const now = (isEarly && early(key, fallback)) || decide(key, context(), fallback)
    const decision = keepWhatIsEqual(before?.decision, now)
    kept.set(question, { version, phase, decision })
    return decision
  }
}

function keepWhatIsEqual(before: Decision | undefined, now: Decision): Decision {
  if (before === undefined) return now
  if (equal(before, now)) return before
  return equal(before.value, now.value) ? { ...now, value: before.value } : now
}
