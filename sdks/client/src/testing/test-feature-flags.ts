import type { JsonValue } from '@bunting/evaluator'
import { createClient } from '../create-client.ts'
import type { Client } from '../feature-flags.ts'
import { flagServing } from './flag-serving.ts'
import { createManualTime } from './manual-time.ts'
import { createMemoryWire } from './memory-wire.ts'
import { snapshotFrame } from './server-messages.ts'

/** A client whose flags a test sets. */
export interface TestFeatureFlags extends Client {
  /** Makes a flag that everybody gets this value of, or changes it; listeners hear of it at once. */
  set(key: string, value: JsonValue): void
  /** Makes it a flag that nobody has; listeners hear of it at once. */
  remove(key: string): void
}

/**
 * Feature flags for the tests of an application: the real client, ready at once, with the values a
 * test gives it instead of a server.
 *
 * @example
 * const featureFlags = createTestFeatureFlags({ 'new-checkout': true, 'button-colour': 'blue' })
 * featureFlags.set('new-checkout', false)
 */
export function createTestFeatureFlags(
  values: Readonly<Record<string, JsonValue>> = {},
): TestFeatureFlags {
  const flags = new Map(
    Object.entries(values).map(([key, value]) => [key, flagServing(key, value)]),
  )
  const time = createManualTime()
  const wire = createMemoryWire()
  const client = createClient(
    {
      url: 'http://test',
      key: 'test',
      sdk: { name: '@bunting/client/testing', version: '0' },
      instance: 'test',
    },
    {
      openSocket: wire.openSocket,
      time,
      random: () => 0,
      warn({ message }) {
        throw new Error(message)
      },
    },
  )
  let revision = 0

  function publish(): void {
    revision += 1
    const socket = wire.sockets.at(-1)
    if (socket?.isAlive()) socket.send(snapshotFrame({ revision, flags: [...flags.values()] }))
  }

  function start(): void {
    const before = wire.sockets.length
    client.start()
    time.advance(0)
    if (wire.sockets.length === before) return
    wire.last().accept()
    publish()
  }

  start()
  return {
    ...client,
    start,
    set(key, value) {
      flags.set(key, flagServing(key, value))
      publish()
    },
    remove(key) {
      flags.delete(key)
      publish()
    },
  }
}
