import { z } from 'zod'
import { Instant } from '../http/fields.ts'

export const StaleReason = z.enum(['fully-on', 'not-evaluated', 'past-end-date'])
export type StaleReason = z.infer<typeof StaleReason>

/** Why a flag should be looked at, and what to do. */
export const Stale = z.object({ reason: StaleReason, since: Instant, advice: z.string() })
export type Stale = z.infer<typeof Stale>

/** What the database knows about a flag that makes it stale; null where nothing does. */
export interface StaleFacts {
  readonly fullyOnSince: Date | null
  /** The variant that everybody in production gets. */
  readonly serves: string | null
  readonly quietSince: Date | null
  /** Whether code ever asked for it. */
  readonly everSeen: boolean
  readonly endedAt: Date | null
}

/** The reasons for which a flag is stale, the one to act on first in front. */
export function staleOf(facts: StaleFacts): Stale[] {
  const { fullyOnSince, quietSince, endedAt } = facts
  const found: Stale[] = []
  const add = (reason: StaleReason, since: Date | null, advice: string) => {
    if (since) found.push({ reason, since: since.toISOString(), advice })
  }
  add('not-evaluated', quietSince, quietAdvice(facts))
  add('fully-on', fullyOnSince, fullyOnAdvice(facts))
  add(
    'past-end-date',
    endedAt,
    'It was meant to be gone by now: take it out of the code and archive it, or give it a later date.',
  )
  return found
}

function quietAdvice({ everSeen }: StaleFacts): string {
  return everSeen
    ? 'No code asks for it any more: archive it.'
    : 'No code has ever asked for it: archive it, or find out why the code that should does not run.'
}

function fullyOnAdvice({ serves, quietSince }: StaleFacts): string {
  const everybody = `Everybody in production gets "${serves}"`
  return quietSince
    ? `${everybody}, and no code asks any more: archive it.`
    : `${everybody}: keep that branch of the code, delete the other and the flag from it, then archive the flag.`
}
