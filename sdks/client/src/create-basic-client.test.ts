import { COMMON_OPERATORS, createRulesetWith, type Flag } from '@bunting/evaluator'
import { describe, expect, it } from 'vitest'
import { createBasicClient } from './create-basic-client.ts'
import { flagServing } from './testing/flag-serving.ts'
import { createManualTime } from './testing/manual-time.ts'
import { createMemoryWire } from './testing/memory-wire.ts'
import { type Content, deltaFrame, snapshotFrame } from './testing/server-messages.ts'

const flags = (isGateOpen: boolean): Flag[] => [
  flagServing('gate', isGateOpen),
  flagServing('banner', true),
  { ...flagServing('behind-gate', true), prerequisites: [{ flag: 'gate', variants: ['on'] }] },
  {
    ...flagServing('big-orders', false),
    rules: [
      {
        id: 'big',
        conditions: [{ attribute: 'items', operator: 'greaterThan', values: [10] }],
        serve: { variant: 'on' },
      },
    ],
  },
]
const OPEN: Content = { revision: 1, flags: flags(true) }
const SHUT: Content = { revision: 2, flags: flags(false) }

/** As a page has it when its second part does not load: no companion, few operators. */
function start() {
  const wire = createMemoryWire()
  const time = createManualTime()
  const { client } = createBasicClient(
    createRulesetWith(COMMON_OPERATORS),
    { url: 'http://test', key: 'test', sdk: { name: 'test', version: '0' }, instance: 'test' },
    { openSocket: wire.openSocket, time, random: () => 0.5, warn: () => {} },
  )
  client.start()
  time.advance(0)
  wire.last().accept()
  wire.last().send(snapshotFrame(OPEN))
  return { client, wire, time }
}

describe('a client of which no more is there', () => {
  it('takes a change at once, and so do the flags that depend on it', () => {
    const { client, wire } = start()
    const value = (key: string) => client.decide(key, { items: 11 }).value
    expect(value('behind-gate')).toBe(true)
    const version = client.versionOf('behind-gate')
    const told: string[] = []
    client.subscribe(({ changedKeys }) => told.push(...changedKeys))
    wire.last().send(deltaFrame(OPEN, SHUT))
    expect(told).toEqual(expect.arrayContaining(['gate', 'behind-gate']))
    expect(client.versionOf('behind-gate')).not.toBe(version)
    expect(value('behind-gate')).toBe(false)
    expect(wire.last().received.at(-1)).toMatchObject({ type: 'receipt', revision: 2 })
  })

  it('answers the fallback for a flag that asks what it does not know, unless that is off', () => {
    const { client, wire } = start()
    const decide = () => client.decide('big-orders', { items: 11 }, true)
    expect(decide()).toMatchObject({ value: true, errorCode: 'PARSE_ERROR' })
    const off = flags(true).map((flag) =>
      flag.key === 'big-orders' ? { ...flag, on: false } : flag,
    )
    wire.last().send(deltaFrame(OPEN, { revision: 2, flags: off }))
    expect(decide()).toMatchObject({ value: false, reason: 'DISABLED' })
  })

  it('says that it is stale when the connection is lost, comes back, and catches up', () => {
    const { client, wire, time } = start()
    const stale: unknown[] = []
    client.onStale(({ phase }) => stale.push(phase))
    wire.last().close()
    expect(stale).toEqual(['stale'])
    expect(client.decide('gate').value).toBe(true)
    time.advance(1_000)
    wire.last().accept()
    wire.last().send(snapshotFrame(SHUT))
    expect(client.status()).toMatchObject({ phase: 'ready', revision: 2 })
    expect(client.decide('gate').value).toBe(false)
  })
})
