import { createClientOn } from '@bunting/client'
import { recordEvents } from '@bunting/client/companions'
import { createManualTime, createMemoryWire } from '@bunting/client/testing'
import { createExposures, createRuleset } from '@bunting/evaluator'
import { expect, it } from 'vitest'
import { holdEvidence } from './hold-evidence.ts'
import { positionIn, releasedFlag, userIn } from './test-support/released-flag.ts'
import { serveFlags } from './test-support/serve-flags.ts'

const KEY = 'new-checkout'
const TREATED = { targetingKey: userIn(KEY, 'treatment') }

function start() {
  const wire = createMemoryWire()
  const time = createManualTime()
  const evidence = holdEvidence()
  const client = createClientOn(
    createRuleset({ exposures: evidence.exposures }),
    {
      url: 'https://flags.example.com',
      key: 'client-key',
      sdk: { name: 'test', version: '0' },
      instance: 'test',
    },
    { openSocket: wire.openSocket, time, random: () => 0.5, warn: () => {} },
    [evidence.companion],
  )
  client.start()
  time.advance(0)
  serveFlags(wire.last(), [releasedFlag(KEY)])
  const told = () =>
    wire
      .last()
      .received.flatMap((message) =>
        message.type === 'events' ? (message.observations ?? []) : [],
      )
  return { client, time, evidence, told }
}

it('loses nothing that was seen before the code that reports it was there', () => {
  const { client, time, evidence, told } = start()
  client.isEnabled(KEY, TREATED)
  client.isEnabled(KEY, { targetingKey: userIn(KEY, 'control') })
  client.track('checkout_failed', TREATED)
  client.reportRun(KEY, TREATED, { hasFailed: true })
  time.advance(5_000)
  client.accompany(recordEvents)
  evidence.release(createExposures())
  client.isEnabled(KEY, TREATED)
  time.advance(1_200)
  expect(told().map(({ metric, arm, units }) => [metric, arm, units.length])).toEqual([
    ['checkout_failed', 'treatment', 1],
    ['errors', 'treatment', 1],
    [undefined, 'control', 1],
    [undefined, 'treatment', 1],
  ])
  client.track('checkout_failed', { targetingKey: userIn(KEY, 'control') })
  time.advance(300)
  expect(told().at(-1)).toMatchObject({
    arm: 'control',
    units: [positionIn(KEY, userIn(KEY, 'control'))],
  })
})

it('is bounded while nobody comes for it', () => {
  const { client, time, evidence, told } = start()
  for (let n = 0; n < 5_000; n++) client.isEnabled(KEY, { targetingKey: `somebody-${n}` })
  client.accompany(recordEvents)
  evidence.release(createExposures())
  time.advance(1_200)
  expect(told().reduce((sum, { units }) => sum + units.length, 0)).toBe(1_000)
})
