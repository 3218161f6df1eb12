import { type CompiledRuleset, createExposures, createRuleset } from '@bunting/evaluator'
import { type ClientOptions, checkOptions } from './client-options.ts'
import type { ClientCore, Companion, CoreEvent } from './companion.ts'
import type { Client, FlagsChange, ReadyOptions, Status } from './feature-flags.ts'
import { createFlagStore } from './flag-store.ts'
import { createListeners } from './listeners.ts'
import type { Ports } from './ports.ts'
import { questionsAbout } from './questions.ts'
import type { Phase, Session } from './session-state.ts'
import { watchStaleness } from './staleness.ts'
import { createStream } from './stream.ts'
import { MAX_TIMER_MS } from './timer-limit.ts'

/** Phases that a client does not leave by waiting. */
const SETTLED: readonly Phase[] = ['ready', 'failed', 'closed']

/**
 * A client that is not connected yet: `start()` does that.
 * @throws Error for options that can never work
 */
export function createClient(
  options: ClientOptions,
  ports: Ports,
  companions: readonly Companion[] = [],
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
  companions: readonly Companion[] = [],
): Client {
  checkOptions(options)
  const { time, warn } = ports
  const { maxStalenessMs } = options
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
      staleness(before.phase)
    },
    aside: (message, lines) => coreEvents.tell({ type: 'aside', message, lines }),
  })
  const staleness = watchStaleness(maxStalenessMs, time, status, stales.tell)

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

  const isSettled = () => SETTLED.includes(stream.session().phase)

  function ready({ timeoutMs = 10_000 }: ReadyOptions = {}): Promise<Status> {
    return new Promise((resolve) => {
      if (isSettled()) return resolve(status())
      const settle = () => {
        cancel()
        unsubscribe()
        resolve(status())
      }
      // Somebody waits: the process may not end before they are answered.
      const cancel = time.after(Math.min(timeoutMs, MAX_TIMER_MS), settle, true)
      const unsubscribe = statuses.add(() => isSettled() && settle())
    })
  }

  const core: ClientCore = {
    options,
    ports,
    store,
    session: stream.session,
    happen: stream.happen,
    polled: stream.polled,
    send: stream.send,
    onEvent: coreEvents.add,
    learn(operators) {
      const changedKeys = store.learn(operators)
      const { held } = stream.session()
      if (!held || changedKeys.length === 0) return
      changes.tell({ changedKeys, revision: held.revision })
      statuses.tell(status())
    },
  }
  const client: Client = {
    ...questionsAbout(
      store,
      () => stream.session().phase === 'ready',
      () => client,
    ),
    track() {},
    reportRun() {},
    ready,
    subscribe: changes.add,
    onStatus: statuses.add,
    onStale: stales.add,
    versionOf: store.versionOf,
    restore: stream.restore,
    snapshot() {
      const { held } = stream.session()
      return held && store.snapshotOf(held)
    },
    status,
    healthy() {
      const { phase, revision, ageMs = Number.POSITIVE_INFINITY } = status()
      const isYoung = maxStalenessMs === undefined || ageMs < maxStalenessMs
      return revision !== undefined && phase !== 'failed' && isYoung
    },
    start: () => stream.happen({ type: 'start' }),
    async close() {
      coreEvents.tell({ type: 'closing' })
      stream.happen({ type: 'stop' })
    },
    accompany: (companion) => void Object.assign(client, companion(core, client)),
  }
  companions.forEach(client.accompany)
  return client
}

function hasMoved(before: Session, after: Session): boolean {
  return (
    before.phase !== after.phase ||
    before.held !== after.held ||
    (before.line === 'open') !== (after.line === 'open')
  )
}
