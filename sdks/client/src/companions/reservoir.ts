import { type EvaluationContext, unitOf } from '@bunting/evaluator'
import { copyContext } from './copy-context.ts'

/** Units remembered. */
const MAX_UNITS = 1_000

/** Looks between two ticks after which questions are looked at half as often. */
const LOOKS = 128

interface Seen {
  readonly context: EvaluationContext
  readonly at: number
}

/**
 * The contexts a process was asked about lately, each unit once: the 1,000 seen last. In memory only.
 *
 * Looking costs up to a microsecond, for the copy, so that in a busy process only a few thousand questions
 * between two ticks are looked at; in a quiet one, all.
 */
export interface Reservoir {
  /**
   * Looks at one context, and remembers it if it has a unit and `copyContext` can copy it. Never throws,
   * whatever it is.
   * @returns after how many more questions to look again
   */
  see(context: EvaluationContext | undefined): number
  /** The clock: what is seen from now on is seen now. Forgets what was seen before `oldest`. */
  tick(now: number, oldest: number): void
  contexts(): EvaluationContext[]
}

export function createReservoir(): Reservoir {
  /** The one seen longest ago first. */
  const units = new Map<string, Seen>()
  let at = 0
  let looks = 0

  return {
    see(context) {
      try {
        const unit = unitOf(context?.targetingKey)
        // Of its own: the caller may use the same object for the next user.
        const copy = context && unit !== undefined ? copyContext(context) : undefined
        if (unit !== undefined && copy !== undefined) {
          units.delete(unit)
          units.set(unit, { context: copy, at })
          for (const [oldest] of units) {
            if (units.size <= MAX_UNITS) break
            units.delete(oldest)
          }
        }
      } catch {
        // A context may be anything that JavaScript can make. Such a one is of no use here.
      }
      looks += 1
      // Odd, so that a process which asks in rounds is not looked at in step with them.
      return (1 << Math.min(looks / LOOKS, 20)) | 1
    },
    tick(now, oldest) {
      at = now
      looks = 0
      for (const [unit, seen] of units) {
        if (seen.at >= oldest) break
        units.delete(unit)
      }
    },
    contexts: () => Array.from(units.values(), ({ context }) => context),
  }
}
