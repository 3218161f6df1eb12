import type { CompiledRuleset } from '@bunting/evaluator'
import type { BasicClient } from './basic-client.ts'
import { type ClientOptions, checkOptions } from './client-options.ts'
import type { ClientCore, CoreEvent } from './companion.ts'
import { decideOn } from './decide-on.ts'
import type { FlagsChange, Status } from './feature-flags.ts'
import { createFlagStore } from './flag-store.ts'
import { createListeners } from './listeners.ts'
import type { Ports } from './ports.ts'
import type { Session } from './session-state.ts'
import { createStream } from './stream.ts'

export interface CreatedClient {
  readonly client: BasicClient
  readonly core: ClientCore
}

/**
 * A client that is not connected yet, and its inside. Who makes more of it adds that to this very
 * object: companions replace some of its functions.
 * @param ruleset still empty
 * @throws Error for options that can never work
 */
export function createBasicClient(
  ruleset: CompiledRuleset,
  options: ClientOptions,
  ports: Ports,
): CreatedClient {
  checkOptions(options)
  const { time, warn } = ports
  const store = createFlagStore(ruleset)
  const changes = createListeners<FlagsChange>(warn)
  const statuses = createListeners<Status>(warn)
  const stales = createListeners<Status>(warn)
  const coreEvents = createListeners<CoreEvent>(warn)
  const stream = createStream(options, ports, store, {
    applied(changedKeys, revision) {
      if (changedKeys.length > 0) changes.tell({ changedKeys, revision })
    },
    moved(before, after) {
      coreEvents.tell({ type: 'moved' })
      if (hasMoved(before, after)) statuses.tell(status())
      const isDoubtful = after.phase === 'stale' || after.phase === 'failed'
      if (before.phase === 'ready' && isDoubtful) tellStale()
    },
    aside: (message, lines) => coreEvents.tell({ type: 'aside', message, lines }),
  })
  const tellStale = () => stales.tell(status())

  function status(): Status {
    const { phase, line, held, confirmedAt, ...session } = stream.session()
    const via = line === 'open' ? 'stream' : 'poll'
    return {
      phase,
      connected: line === 'open',
      revision: held?.revision,
      epoch: held?.epoch,
      ageMs: confirmedAt === undefined ? undefined : time.now() - confirmedAt,
      via: phase === 'ready' ? via : undefined,
      failure: 'failure' in session ? session.failure : undefined,
    }
  }

  const core: ClientCore = {
    ...stream,
    options,
    ports,
    store,
    onEvent: coreEvents.add,
    tellStale,
    learn(...more) {
      const changedKeys = store.learn(...more)
      const { held } = stream.session()
      if (!held || changedKeys.length === 0) return
      changes.tell({ changedKeys, revision: held.revision })
      statuses.tell(status())
    },
  }
  const client: BasicClient = {
    decide: decideOn(store, () => stream.session().phase === 'ready'),
    track() {},
    reportRun() {},
    subscribe: changes.add,
    onStatus: statuses.add,
    onStale: stales.add,
    versionOf: store.versionOf,
    restore: stream.restore,
    status,
    start: () => stream.happen({ type: 'start' }),
    async close() {
      coreEvents.tell({ type: 'closing' })
      stream.happen({ type: 'stop' })
    },
    accompany: (companion) => void Object.assign(client, companion(core, client)),
  }
  return { client, core }
}

function hasMoved(before: Session, after: Session): boolean {
  return (
    before.phase !== after.phase ||
    before.held !== after.held ||
    (before.line === 'open') !== (after.line === 'open')
  )
}
