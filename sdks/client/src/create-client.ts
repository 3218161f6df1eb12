import { type CompiledRuleset, createExposures, createRuleset } from '@bunting/evaluator'
import type { ClientOptions } from './client-options.ts'
import type { Companion } from './companion.ts'
import { watchAge } from './companions/watch-age.ts'
import { type CreatedClient, createBasicClient } from './create-basic-client.ts'
import type { Client } from './feature-flags.ts'
import type { Ports } from './ports.ts'
import { questionsAbout } from './questions.ts'
import { snapshotOf } from './snapshot-of.ts'
import { whenReady } from './when-ready.ts'

/**
 * A client that is not connected yet: `start()` does that.
 * @throws Error for options that can never work
 */
export function createClient(
  options: ClientOptions,
  ports: Ports,
  companions: readonly Companion<Client>[] = [],
): Client {
  const { instance } = options
  const ruleset = createRuleset({ instance, exposures: createExposures() })
  return createClientOn(ruleset, options, ports, companions)
}

/** The same on a ruleset of the caller's, still empty; the instance is the ruleset's own. */
export function createClientOn(
  ruleset: CompiledRuleset,
  options: ClientOptions,
  ports: Ports,
  companions: readonly Companion<Client>[] = [],
): Client {
  const client = completeClient(createBasicClient(ruleset, options, ports))
  client.accompany(watchAge)
  companions.forEach(client.accompany)
  return client
}

/** Makes a whole client of a basic one: it stays the same object. */
export function completeClient({ client: basic, core }: CreatedClient): Client {
  const { options, ports, store } = core
  const { maxStalenessMs } = options
  const client: Client = Object.assign(basic, {
    ...questionsAbout(store.ruleset, basic.decide, () => client),
    ready: whenReady(basic, ports.time),
    snapshot: () => snapshotOf(core),
    healthy() {
      const { phase, revision, ageMs = Number.POSITIVE_INFINITY } = basic.status()
      const isYoung = maxStalenessMs === undefined || ageMs < maxStalenessMs
      return revision !== undefined && phase !== 'failed' && isYoung
    },
    accompany: (companion: Companion<Client>) =>
      void Object.assign(client, companion(core, client)),
  })
  return client
}
