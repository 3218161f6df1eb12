import { type ClientOptions, checkOptions } from './client-options.ts'
import type { Client, FlagsChange, ReadyOptions, Status } from './feature-flags.ts'
import { createFlagStore } from './flag-store.ts'
import { createListeners } from './listeners.ts'
import type { Ports } from './ports.ts'
import { questionsAbout } from './questions.ts'
import type { Phase } from './session-state.ts'
import { createStream } from './stream.ts'

/** What `setTimeout` can count: 24.8 days. */
const MAX_TIMER_MS = 2_147_483_647

/** Phases that a client does not leave by waiting. */
const SETTLED: readonly Phase[] = ['ready', 'failed', 'closed']

/**
 * A client that is not connected yet: `start()` does that.
 * @throws Error for options that can never work
 */
export function createClient(options: ClientOptions, ports: Ports): Client {
  checkOptions(options)
  const { time, warn } = ports
  const store = createFlagStore()
  const changes = createListeners<FlagsChange>(warn)
  const statuses = createListeners<Status>(warn)
  const stream = createStream(options, ports, store, {
    applied(changedKeys, revision) {
      if (changedKeys.length > 0) changes.tell({ changedKeys, revision })
    },
    moved: () => statuses.tell(status()),
    aside() {},
  })

  function status(): Status {
    const { phase, line, held, ...session } = stream.session()
    return {
      phase,
      connected: line === 'open',
      revision: held?.revision,
      epoch: held?.epoch,
      ageMs: stream.ageMs(),
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

  return {
    ...questionsAbout(store),
    ready,
    subscribe: changes.add,
    onStatus: statuses.add,
    versionOf: store.versionOf,
    restore: stream.restore,
    snapshot() {
      const { held } = stream.session()
      return held && store.snapshotOf(held)
    },
    status,
    start: () => void stream.happen({ type: 'start' }),
    close: async () => void stream.happen({ type: 'stop' }),
  }
}
