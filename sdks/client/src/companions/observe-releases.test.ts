import {
  type EvaluationContext,
  encodeLine,
  type Flag,
  murmur3,
  type RunningRelease,
} from '@bunting/evaluator'
import { type Observation, ClientMessage as Schema } from '@bunting/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClientOptions } from '../client-options.ts'
import { flagServing } from '../testing/flag-serving.ts'
import { snapshotFrame } from '../testing/server-messages.ts'
import { startReady } from '../testing/start-client.ts'
import { answerPreviews } from './answer-previews.ts'
import { recordEvents } from './record-events.ts'

const RELEASE: RunningRelease = {
  id: '6a0e8f0c-3b1d-4a55-9c40-7d1b2a9f0001',
  stretch: 0,
  rule: null,
  control: 'off',
  treatment: 'on',
  metrics: ['errors', 'slow', 'checkout_failed'],
  slowMs: 100,
}

function released(given: Partial<Flag> = {}, release: Partial<RunningRelease> = {}): Flag {
  const shares = [
    { variant: 'on', share: 50_000 },
    { variant: 'off', share: 50_000 },
  ]
  return {
    ...flagServing('checkout', false),
    fallthrough: { rollout: { shares } },
    release: { ...RELEASE, ...release },
    ...given,
  }
}

const position = (user: string) => murmur3(`checkout:${user}`)
const treated = (user: string) => position(user) < 2 ** 31
const users = Array.from({ length: 400 }, (_, n) => `user-${n}`)
const [inTreatment = '', another = ''] = users.filter(treated)
const [inControl = ''] = users.filter((user) => !treated(user))
const as = (targetingKey: string) => ({ targetingKey })

function start(options: Partial<ClientOptions> = {}, flags: readonly Flag[] = [released()]) {
  const companions = [recordEvents, answerPreviews]
  const started = startReady(options, companions, { revision: 1, flags })
  const { socket, time } = started
  let revision = 1
  let read = 0

  /** What the server has been told since the last time; it stores it all. */
  function told(): Observation[] {
    const news = socket.received.slice(read)
    read = socket.received.length
    const batches = news
      .map((message) => Schema.parse(message))
      .filter(({ type }) => type === 'events')
    const ids = batches.map((batch) => ('id' in batch ? batch.id : ''))
    if (ids.length > 0 && socket.isAlive()) socket.send(JSON.stringify({ type: 'stored', ids }))
    return batches.flatMap((batch) => (batch.type === 'events' ? (batch.observations ?? []) : []))
  }

  return {
    ...started,
    told,
    /** Time passes; the server says now and then that it is there. */
    wait(ms: number) {
      const observations: Observation[] = []
      for (let passed = 0; passed < ms; passed += 100) {
        time.advance(100)
        if (passed % 10_000 === 0) {
          socket.send(JSON.stringify({ type: 'heartbeat', epoch: 'e1', revision }))
        }
        observations.push(...told())
      }
      return observations
    },
    publish(next: readonly Flag[]) {
      revision += 1
      socket.send(snapshotFrame({ revision, flags: next }))
    },
  }
}

const bad = (observations: readonly Observation[], metric: string) =>
  observations.filter((one) => one.metric === metric && one.units.length > 0)
const signs = (observations: readonly Observation[], metric: string) =>
  observations.filter((one) => one.metric === metric && one.units.length === 0)
const exposures = (observations: readonly Observation[]) =>
  observations.filter(({ metric }) => metric === undefined)
const fails = () => {
  throw new Error('out of stock')
}
const PATHS = { on: () => 'new', off: () => 'old' }

describe('exposures', () => {
  it('are told within about a second, each unit once a minute', () => {
    const { client, wait } = start()
    for (const user of users) client.isEnabled('checkout', as(user))
    for (const user of users) client.isEnabled('checkout', as(user))
    const first = exposures(wait(1_200))
    expect(first.map(({ arm }) => arm)).toEqual(['control', 'treatment'])
    expect(first.flatMap(({ units }) => units).toSorted()).toEqual(users.map(position).toSorted())
    for (let second = 0; second < 50; second++) {
      client.isEnabled('checkout', as(inControl))
      expect(exposures(wait(1_000))).toEqual([])
    }
    wait(12_000)
    client.isEnabled('checkout', as(inControl))
    expect(exposures(wait(1_200))).toMatchObject([{ units: [position(inControl)] }])
  })

  it('are told of a stretch that has ended meanwhile, as of that stretch', () => {
    const { client, publish, wait } = start()
    client.isEnabled('checkout', as(inControl))
    publish([released({}, { stretch: 1 })])
    client.isEnabled('checkout', as(inControl))
    publish([flagServing('checkout', false)])
    client.isEnabled('checkout', as(another))
    expect(exposures(wait(1_200)).map(({ stretch }) => stretch)).toEqual([0, 1])
  })

  it('cost nothing while no release runs: there is no timer for them', () => {
    const { client, time, publish } = start({ countEvaluations: false }, [
      flagServing('checkout', true),
    ])
    client.isEnabled('checkout', as(inControl))
    expect(time.pending()).toBe(1)
    publish([released()])
    expect(time.pending()).toBe(2)
    publish([flagServing('checkout', true)])
    time.advance(2_000)
    expect(time.pending()).toBe(1)
  })
})

describe('run', () => {
  it('calls the path of a boolean flag once, with one evaluation', () => {
    const { client, wait, socket } = start()
    expect(client.run('checkout', as(inTreatment), PATHS)).toBe('new')
    expect(client.run('checkout', as(inControl), PATHS)).toBe('old')
    expect(client.run('unknown', as(inTreatment), PATHS)).toBe('old')
    expect(client.run('checkout', undefined, PATHS)).toBe('old')
    expect(client.forContext(as(inTreatment)).run('checkout', PATHS)).toBe('new')
    wait(11_000)
    const counts = socket.received.flatMap((one) => (one.type === 'events' ? one.counts : []))
    expect(counts).toEqual([
      { flag: 'checkout', variant: 'on', count: 2 },
      { flag: 'checkout', variant: 'off', count: 2 },
      { flag: 'unknown', errorCode: 'FLAG_NOT_FOUND', count: 1 },
    ])
  })

  it('calls the path of any variant, and another where there is none', () => {
    const { client } = start({}, [
      {
        ...flagServing('theme', 'x'),
        variants: { dark: 'd', light: 'l' },
        offVariant: 'light',
        on: false,
      },
    ])
    const paths = { dark: () => 1, light: () => 'two', otherwise: () => null }
    const result: number | string | null = client.run('theme', {}, paths)
    expect(result).toBe('two')
    expect(client.run('theme', {}, { dark: () => 1, otherwise: () => 3 })).toBe(3)
    expect(client.run('unknown', {}, { constructor: () => 1, otherwise: () => 3 })).toBe(3)
    expect(client.run('theme', {}, { on: () => 'on', off: () => 'off' })).toBe('off')
  })

  it('tells of a unit whose path fails within 250 ms, by its arm, once a minute', async () => {
    const { client, wait } = start()
    wait(1_500)
    expect(() => client.run('checkout', as(inTreatment), { ...PATHS, on: fails })).toThrow('stock')
    await expect(
      client.run('checkout', as(inControl), { ...PATHS, off: async () => fails() }),
    ).rejects.toThrow('stock')
    const early = wait(200)
    expect(exposures(early)).toEqual([])
    expect(bad(early, 'errors')).toEqual([
      { ...observation('errors'), arm: 'control', units: [position(inControl)] },
      { ...observation('errors'), arm: 'treatment', units: [position(inTreatment)] },
    ])
    for (let n = 0; n < 55; n++) {
      expect(() => client.run('checkout', as(inTreatment), { ...PATHS, on: fails })).toThrow()
      expect(bad(wait(1_000), 'errors')).toEqual([])
    }
    wait(10_000)
    expect(() => client.run('checkout', as(inTreatment), { ...PATHS, on: fails })).toThrow()
    expect(bad(wait(1_000), 'errors')).toHaveLength(1)
  })

  it('tells of a unit whose path is slow, also when it has not failed', () => {
    const { client, time, wait } = start()
    const takes = (ms: number) => ({ ...PATHS, on: () => time.advance(ms) })
    client.run('checkout', as(inTreatment), takes(99))
    expect(bad(wait(1_500), 'slow')).toEqual([])
    client.run('checkout', as(another), takes(100))
    expect(bad(wait(300), 'slow')).toMatchObject([{ arm: 'treatment', units: [position(another)] }])
  })

  it('that goes well is a sign of life, within a second at first, at least every 20 s', () => {
    const { client, wait } = start()
    const heard: number[] = []
    for (let second = 0; second < 60; second++) {
      client.run('checkout', as(inControl), PATHS)
      const told = wait(1_000)
      expect(signs(told, 'checkout_failed')).toEqual([])
      expect(signs(told, 'slow')).toHaveLength(signs(told, 'errors').length)
      if (signs(told, 'errors').length > 0) heard.push(second)
    }
    expect(heard[0]).toBeLessThanOrEqual(1)
    const gaps = heard.slice(1).map((second, n) => second - (heard[n] ?? 0))
    expect(gaps.length).toBeGreaterThan(2)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(20)
    expect(signs(wait(60_000), 'errors').length).toBeLessThanOrEqual(1)
    expect(signs(wait(60_000), 'errors')).toEqual([])
  })

  it('of somebody who does not come to the rollout is no evidence', () => {
    const { client, wait } = start({}, [
      released({ targets: [{ variant: 'on', values: [inTreatment] }] }),
    ])
    expect(() => client.run('checkout', as(inTreatment), { ...PATHS, on: fails })).toThrow()
    expect(wait(2_000)).toEqual([])
  })

  it('is judged by the release that was in force when it began', async () => {
    const { client, publish, wait } = start()
    let reject = (_: Error): void => {}
    const promise = new Promise<string>((_, settle) => {
      reject = settle
    })
    const result = client.run('checkout', as(inTreatment), { ...PATHS, on: () => promise })
    publish([released({ fallthrough: { variant: 'off' } }, { stretch: 1 })])
    reject(new Error('too late'))
    await expect(result).rejects.toThrow('too late')
    expect(bad(wait(1_000), 'errors')).toMatchObject([{ stretch: 0, arm: 'treatment' }])
  })

  it('leaves durations by flag and variant, whether a release runs or not', () => {
    const { client, time, wait, socket } = start({}, [flagServing('checkout', true)])
    for (const ms of [0, 1, 5]) client.run('checkout', {}, { ...PATHS, on: () => time.advance(ms) })
    client.run('unknown', {}, PATHS)
    wait(11_000)
    const durations = socket.received.flatMap((one) =>
      one.type === 'events' ? (one.durations ?? []) : [],
    )
    expect(durations).toEqual([
      {
        flag: 'checkout',
        variant: 'on',
        buckets: [
          [0, 2],
          [8, 1],
        ],
      },
    ])
  })
})

describe('track', () => {
  it('tells of the unit in every release that the metric guards, and in no other', () => {
    const id = '6a0e8f0c-3b1d-4a55-9c40-7d1b2a9f0002'
    const other = released({ key: 'search', salt: 'search' }, { id, metrics: ['checkout_failed'] })
    const third = released({ key: 'third' }, { id: `${id.slice(0, -1)}3`, metrics: ['clicked'] })
    const { client, wait } = start({}, [released(), other, third])
    client.track('checkout_failed', as(inTreatment))
    client.track('nothing_of_the_kind', as(inTreatment))
    const told = bad(wait(300), 'checkout_failed')
    expect(told.map(({ release, units }) => [release, units])).toEqual([
      [RELEASE.id, [position(inTreatment)]],
      [id, [murmur3(`search:${inTreatment}`)]],
    ])
  })

  it('of 0 or false is a sign of life, and so is somebody who is not in the release', () => {
    const { client, wait } = start()
    client.track('checkout_failed', as(inTreatment), 0)
    client.forContext(as(inTreatment)).track('checkout_failed', false)
    expect(wait(1_200)).toEqual([{ ...observation('checkout_failed'), arm: 'control', units: [] }])
    client.track('checkout_failed', {})
    wait(10_000)
    expect(signs(wait(12_000), 'checkout_failed')).toEqual([])
  })

  it('is no evaluation and no exposure', () => {
    const { client, wait, socket } = start()
    client.track('checkout_failed', as(inTreatment))
    expect(exposures(wait(12_000))).toEqual([])
    expect(socket.received.flatMap((one) => (one.type === 'events' ? one.counts : []))).toEqual([])
  })

  it('takes the arm that the context was served, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 50 }), (keys) => {
        const { client, wait } = start()
        const arms = new Map<number, string>()
        for (const key of keys) {
          const isOn = client.isEnabled('checkout', as(key))
          arms.set(position(key), isOn ? 'treatment' : 'control')
          client.track('checkout_failed', as(key))
        }
        const told = wait(1_200)
        for (const observations of [bad(told, 'checkout_failed'), exposures(told)]) {
          const found = observations.flatMap(({ arm, units }) =>
            units.map((unit): [number, string] => [unit, arm]),
          )
          expect(new Map(found)).toEqual(arms)
          expect(found).toHaveLength(arms.size)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('never throws, whatever it is given', () => {
    const { client } = start()
    const odd = new Proxy({}, { get: fails, has: fails, ownKeys: fails })
    for (const context of [odd, null, 7, 'text', { targetingKey: {} }]) {
      expect(() => client.track('checkout_failed', context as EvaluationContext)).not.toThrow()
    }
    expect(() => client.track(undefined as unknown as string, {})).not.toThrow()
  })
})

describe('metrics that a process says it reports', () => {
  it('live while nothing bad happens, and only where a release is guarded by them', () => {
    const { wait } = start({ metrics: ['checkout_failed', 'unknown'] })
    const told = wait(60_000)
    expect(signs(told, 'checkout_failed').length).toBeGreaterThanOrEqual(3)
    expect(told).toHaveLength(signs(told, 'checkout_failed').length)
  })
})

describe('what is told of releases', () => {
  it('goes by HTTP while the stream is down, and is not lost with the answer', async () => {
    const { client, time, socket, http } = start()
    socket.close()
    client.track('checkout_failed', as(inTreatment))
    time.advance(250)
    const { id, observations } = JSON.parse(http.last().body ?? '')
    expect(observations).toMatchObject([{ metric: 'checkout_failed' }])
    await http.last().answer({ status: 503 })
    time.advance(20_000)
    expect(JSON.parse(http.last().body ?? '').id).toBe(id)
  })

  it('goes out when the client is closed', async () => {
    const { client, told, time } = start()
    client.run('checkout', as(inControl), PATHS)
    client.track('checkout_failed', as(inTreatment))
    await client.close()
    expect(told().map(({ metric }) => metric ?? 'seen')).toEqual(
      expect.arrayContaining(['seen', 'checkout_failed', 'errors']),
    )
    expect(time.pending()).toBe(0)
  })

  it('is bounded: past 10,000 units a minute it is dropped, with one warning', () => {
    const { client, wait, warnings } = start()
    for (let n = 0; n < 12_000; n++) {
      client.track('checkout_failed', as(`u-${n}`))
      client.isEnabled('checkout', as(`u-${n}`))
    }
    const told = wait(2_000)
    const sum = (all: readonly Observation[]) => all.reduce((n, { units }) => n + units.length, 0)
    expect(sum(bad(told, 'checkout_failed'))).toBe(10_000)
    expect(sum(exposures(told))).toBe(10_000)
    wait(2_000)
    expect(warnings.filter(({ cause }) => cause === 'events-lost')).toHaveLength(1)
  })

  it('has not a byte of a context in it', () => {
    const text = fc.string({ minLength: 4, maxLength: 20 }).map((secret) => `§${secret}§`)
    const contexts = fc.array(fc.record({ targetingKey: text, email: text }), { minLength: 1 })
    fc.assert(
      fc.property(contexts, (seen) => {
        const { client, socket, wait } = start()
        for (const context of seen) {
          client.track('checkout_failed', context)
          client.run('checkout', context, PATHS)
          expect(() => client.run('checkout', context, { on: fails, off: fails })).toThrow()
        }
        wait(11_000)
        expect(JSON.stringify(socket.received)).not.toContain('§')
      }),
      { numRuns: 30 },
    )
  })

  it('follows releases that come, move and end', () => {
    const { client, publish, wait } = start({}, [flagServing('checkout', false)])
    client.track('checkout_failed', as(inTreatment))
    expect(wait(1_000)).toEqual([])
    publish([released()])
    client.track('checkout_failed', as(inTreatment))
    expect(bad(wait(1_000), 'checkout_failed')).toHaveLength(1)
    publish([released({}, { metrics: ['errors'] })])
    client.track('checkout_failed', as(another))
    expect(bad(wait(1_000), 'checkout_failed')).toEqual([])
    publish([released({ on: false })])
    client.track('checkout_failed', as(another))
    publish([])
    client.track('checkout_failed', as(another))
    expect(bad(wait(1_000), 'checkout_failed')).toEqual([])
  })
})

it('is not fooled by a value that looks like a release', () => {
  const flag = flagServing('text', { release: { metrics: ['checkout_failed'] } })
  const line = encodeLine(flag)
  expect(line).toContain('"release":{')
  const { client, wait } = start({}, [flag])
  client.track('checkout_failed', as(inTreatment))
  expect(wait(2_000)).toEqual([])
})

function observation(metric: string) {
  return { release: RELEASE.id, stretch: 0, metric }
}
