import { expect, it } from 'vitest'
import { z } from 'zod/mini'
import { Failure } from '../failure.ts'
import type { Api } from './api.ts'
import { readPages } from './read-pages.ts'
import { watchDelivery } from './watch-delivery.ts'

const PLACE = { project: 'default', environment: 'production' }

interface Answers {
  readonly delivery: readonly [applied: number, connected: number] | Failure
  readonly connected?: number
  readonly silent?: readonly string[]
}

/** Answers in turn, the last one for ever; time goes by as it is slept. */
function watch(turns: readonly Answers[], timeoutMs = 1_000) {
  let turn = -1
  let clock = 0
  const api: Api = {
    url: 'https://flags',
    get: async (path, shape) => {
      const isDelivery = path.endsWith('/delivery')
      if (isDelivery) turn = Math.min(turn + 1, turns.length - 1)
      const { delivery, connected, silent = [] } = turns[turn] as Answers
      if (delivery instanceof Failure) throw delivery
      const [applied, all] = delivery
      return z.parse(
        shape,
        isDelivery
          ? { applied, connected: all, p99Ms: applied > 0 ? 12 : null, laggards: [], silent: [] }
          : { connected: connected ?? all, silent },
      )
    },
    send: () => Promise.reject(new Error('nothing is sent')),
  }
  const time = {
    now: () => clock,
    sleep: async (ms: number) => {
      clock += ms
    },
  }
  return watchDelivery(api, PLACE, 7, { timeoutMs, time, onProgress: () => {} })
}

it('waits until all have said so', async () => {
  const turns = [{ delivery: [0, 2] }, { delivery: [1, 2] }, { delivery: [2, 2] }] as const
  expect(await watch(turns)).toMatchObject({ confirmed: true, applied: 2, tookMs: 12 })
})

it('does not take the word of the server processes that were quickest for that of all', async () => {
  const early = { delivery: [5, 5], connected: 8 } as const
  expect(await watch([early])).toMatchObject({ confirmed: false, connected: 8, applied: 5 })
  const turns = [{ delivery: [0, 0], connected: 8 }, early, { delivery: [8, 8] }] as const
  expect(await watch(turns)).toMatchObject({ confirmed: true, applied: 8 })
})

it('confirms nothing while a server process does not answer', async () => {
  const turn = { delivery: [3, 3], silent: ['10.0.0.7:8080'] } as const
  expect(await watch([turn])).toMatchObject({ confirmed: false, silent: ['10.0.0.7:8080'] })
})

it('has nothing to wait for where nobody is connected', async () => {
  expect(await watch([{ delivery: [0, 0] }])).toMatchObject({ confirmed: true, connected: 0 })
})

it('waits for a server that is away, and gives up when the time is over', async () => {
  const away = { delivery: new Failure('server_away', 'cannot reach it') }
  expect(await watch([away, { delivery: [2, 2] }])).toMatchObject({ confirmed: true })
  expect(await watch([away])).toMatchObject({ confirmed: false, away: 'cannot reach it' })
  const refused = { delivery: new Failure('permission_denied', 'no', { status: 403 }) }
  await expect(watch([refused])).rejects.toThrow('no')
})

it('looks once where no time is given', async () => {
  expect(await watch([{ delivery: [1, 2] }, { delivery: [2, 2] }], 0)).toMatchObject({
    confirmed: false,
    applied: 1,
  })
})

it('reads a list page by page until there is no next one', async () => {
  const asked: string[] = []
  const api: Api = {
    url: '',
    get: async (path, shape) => {
      asked.push(path)
      const nextCursor = [2, 'three', null][asked.length - 1]
      return z.parse(shape, { nextCursor })
    },
    send: () => Promise.reject(new Error('nothing is sent')),
  }
  const Page = z.looseObject({ nextCursor: z.unknown() })
  expect((await readPages(api, '/list', new URLSearchParams({ limit: '1' }), Page)).length).toBe(3)
  expect(asked).toEqual(['/list?limit=1', '/list?limit=1&cursor=2', '/list?limit=1&cursor=three'])
})
