import type { Decision, EvaluationContext, JsonValue } from '@bunting/evaluator'
import type { Preview } from '@bunting/protocol/wire'
import type { Companion } from '../companion.ts'
import type { Client, ContextFlags } from '../feature-flags.ts'
import { createPreview } from './preview.ts'
import { createReservoir } from './reservoir.ts'

/** How exactly it is known when a context was seen. */
const TICK_MS = 10_000
const REMEMBERED_MS = 600_000

/** Contexts compared before the application gets its turn: a millisecond or two, also the first time. */
const SLICE = 100

const NOBODY = { contexts: 0, changes: [] }

/**
 * Answers how many of the contexts this process saw in the last ten minutes would be served another
 * variant by a flag as it might become. Contexts stay in memory here: only counts are sent.
 */
export const answerPreviews: Companion<Client> = (core, client) => {
  if (!core.options.previews) return undefined
  const { ports, store } = core
  const { time, warn } = ports
  const reservoir = createReservoir()
  let cancel: (() => void) | undefined

  function tick(): void {
    const now = time.now()
    reservoir.tick(now, now - REMEMBERED_MS)
    cancel = time.after(TICK_MS, tick)
  }

  function moved(): void {
    if (core.session().line !== 'idle') {
      if (!cancel) tick()
    } else {
      cancel?.()
      cancel = undefined
      reservoir.tick(0, Number.POSITIVE_INFINITY)
    }
  }

  function answer({ id }: Preview, [line = '']: readonly string[]): void {
    try {
      const preview = createPreview(store.ruleset.lines, line, store.ruleset.instance)
      const contexts = preview ? reservoir.contexts() : []
      const compareFrom = (start: number): void => {
        for (const context of contexts.slice(start, start + SLICE)) preview?.compare(context)
        if (start + SLICE < contexts.length) time.after(0, () => compareFrom(start + SLICE))
        else core.send({ type: 'previewed', id, ...(preview?.counts() ?? NOBODY) })
      }
      compareFrom(0)
    } catch (error) {
      warn({ cause: 'malformed-message', message: `ignored a preview: ${error}` })
    }
  }

  core.onEvent((event) => {
    if (event.type === 'moved') moved()
    if (event.type === 'aside' && event.message.type === 'preview') {
      answer(event.message, event.lines)
    }
  })
  moved()
  return watched(client, reservoir.see)
}

type Questions = Pick<Client, 'isEnabled' | 'value' | 'decide' | 'forContext'>

/** Their overloads, and what `Widened` makes of JSON, only matter to callers. */
type AnyValue = (key: string, fallback: JsonValue, context?: EvaluationContext) => unknown
type AnyDecide = (key: string, context?: EvaluationContext, fallback?: JsonValue) => Decision
type AnyContextValue = (key: string, fallback: JsonValue) => unknown
type AnyContextDecide = (key: string, fallback?: JsonValue) => Decision

/** The same questions; now and then one is looked at. A counter is all the others pay. */
function watched(
  client: Questions,
  see: (context: EvaluationContext | undefined) => number,
): Questions {
  const { isEnabled, forContext } = client
  const value = client.value as AnyValue
  const decide = client.decide as AnyDecide
  let left = 1

  function count(context: EvaluationContext | undefined): void {
    left -= 1
    if (left <= 0) left = see(context)
  }

  const valueNow: AnyValue = (key, fallback, context) => {
    count(context)
    return value(key, fallback, context)
  }
  const decideNow: AnyDecide = (key, context, fallback) => {
    count(context)
    return decide(key, context, fallback)
  }
  return {
    isEnabled(key, context) {
      count(context)
      return isEnabled(key, context)
    },
    value: valueNow as Client['value'],
    decide: decideNow as Client['decide'],
    forContext(context) {
      const flags = forContext(context)
      const answerOf: AnyContextValue = (key, fallback) => valueNow(key, fallback, context)
      const decisionOf: AnyContextDecide = (key, fallback) => decideNow(key, context, fallback)
      return {
        ...flags,
        isEnabled(key) {
          count(context)
          return flags.isEnabled(key)
        },
        value: answerOf as ContextFlags['value'],
        decide: decisionOf as ContextFlags['decide'],
      }
    },
  }
}
