import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import type { Actor } from '../http/actor.ts'
import { byPerson, type Consent } from '../policies/consent.ts'
import { refuseWhileReleased } from '../releases/refuse-moved-places.ts'
import {
  commitConfiguration,
  type FlagAddress,
  holdConfiguration,
  refuseOther,
} from './configure-flag.ts'
import type {
  FlagConfiguration,
  FlagConfigurationChanged,
  Reshuffle,
  Serve,
} from './flag-schemas.ts'
import { newSalt } from './new-salt.ts'

/**
 * Draws everybody's place in the flag's rollouts anew, in this environment: the only thing that
 * moves people between the arms of a rollout whose shares stay.
 */
export function reshuffleFlag(
  db: Database,
  actor: Actor,
  address: FlagAddress,
  wanted: Reshuffle,
): Promise<FlagConfigurationChanged> {
  const consent = byPerson(wanted.comment)
  return inTransaction(db, (tx) => reshuffleFlagIn(tx, actor, address, wanted, consent), address)
}

/** @param wanted the salt, when it was drawn before; else a new one */
export async function reshuffleFlagIn(
  tx: Transaction,
  actor: Actor,
  address: FlagAddress,
  { expectedVersion, comment, salt }: Reshuffle & { readonly salt?: string },
  consent: Consent,
): Promise<FlagConfigurationChanged> {
  const held = await holdConfiguration(tx, address)
  refuseOther(held, expectedVersion)
  refuseWhileReleased(held)
  const next = reshuffled(held.configuration.document, salt ?? newSalt(held.flag.key))
  return commitConfiguration(tx, held, next, {
    actor,
    action: 'flag.reshuffled',
    comment,
    consent,
  })
}

/** Rollouts with a salt of their own give it up: they would stay where they are. */
function reshuffled(document: FlagConfiguration, salt: string): FlagConfiguration {
  return {
    ...document,
    salt,
    rules: document.rules.map((rule) => ({ ...rule, serve: withoutSalt(rule.serve) })),
    fallthrough: withoutSalt(document.fallthrough),
  }
}

function withoutSalt(serve: Serve): Serve {
  if ('variant' in serve) return serve
  const { salt: _, ...rollout } = serve.rollout
  return { rollout }
}
