import { COMMON_OPERATORS, createRulesetWith } from '@bunting/evaluator'
import { RARE_OPERATORS } from '@bunting/evaluator/operators'
import { expect, it } from 'vitest'
import type { ClientCore } from './companion.ts'
import { createClientOn } from './create-client.ts'
import { flagServing } from './testing/flag-serving.ts'
import { createManualTime } from './testing/manual-time.ts'
import { createMemoryWire } from './testing/memory-wire.ts'
import { snapshotFrame } from './testing/server-messages.ts'

const FOR_NEW_APPS = {
  ...flagServing('new-checkout', false),
  rules: [
    {
      id: 'new-apps',
      conditions: [{ attribute: 'app', operator: 'semverGreaterThan', values: ['2.0.0'] }],
      serve: { variant: 'on' },
    },
  ],
} as const

it('tells of the flags that could not answer before their operators came', () => {
  const wire = createMemoryWire()
  const time = createManualTime()
  let inside: ClientCore | undefined
  const client = createClientOn(
    createRulesetWith(COMMON_OPERATORS),
    { url: 'http://test', key: 'test', sdk: { name: 'test', version: '0' }, instance: 'test' },
    { openSocket: wire.openSocket, time, random: () => 0, warn: () => {} },
    [
      (core) => {
        inside = core
        return undefined
      },
    ],
  )
  client.start()
  time.advance(0)
  wire.last().accept()
  wire.last().send(snapshotFrame({ revision: 7, flags: [FOR_NEW_APPS] }))
  const told: unknown[] = []
  client.subscribe((change) => told.push(change))
  client.onStatus(({ phase }) => told.push(phase))
  const version = client.versionOf('new-checkout')
  expect(client.isEnabled('new-checkout', { app: '2.4.0' })).toBe(false)

  inside?.learn(RARE_OPERATORS)
  expect(told).toEqual([{ changedKeys: ['new-checkout'], revision: 7 }, 'ready'])
  expect(client.versionOf('new-checkout')).not.toBe(version)
  expect(client.isEnabled('new-checkout', { app: '2.4.0' })).toBe(true)
  inside?.learn(RARE_OPERATORS)
  expect(told).toHaveLength(2)
})
