import { expect, it } from 'vitest'
import type { EventIntake } from '../usage/event-intake.ts'
import { createRemoteCounts } from './remote-counts.ts'

const KEY = { id: 'key-1', environmentId: 'production', kind: 'server' } as const

function counting() {
  const taken: Parameters<EventIntake['take']>[] = []
  let isAway = false
  const counts = createRemoteCounts(async (...batch) => {
    taken.push(batch)
    if (isAway) throw new Error('the database is away')
  })
  const away = (value: boolean) => {
    isAway = value
  }
  return { taken, counts, away }
}

it('hands over each answer once, with how often it was given and by which key', async () => {
  const { taken, counts } = counting()
  for (let times = 0; times < 3; times += 1) counts.note(KEY, 'a', 'on', undefined)
  counts.note(KEY, 'gone', undefined, 'FLAG_NOT_FOUND')
  await counts.flush()
  await counts.flush()
  expect(taken).toHaveLength(1)
  const [events, sender] = taken[0] ?? []
  expect(sender).toMatchObject({ key: KEY, sdk: 'ofrep' })
  expect(events?.counts).toEqual([
    { flag: 'a', variant: 'on', count: 3 },
    { flag: 'gone', errorCode: 'FLAG_NOT_FOUND', count: 1 },
  ])
})

it('sends again what could not be stored, by the same id, so that it counts once', async () => {
  const { taken, counts, away } = counting()
  away(true)
  counts.note(KEY, 'a', 'on', undefined)
  await counts.flush()
  away(false)
  await counts.flush()
  await counts.flush()
  expect(taken).toHaveLength(2)
  expect(taken[1]?.[0].id).toBe(taken[0]?.[0].id)
})

it('counts no more names than a batch has room for, whatever somebody makes up', async () => {
  const { taken, counts } = counting()
  for (let name = 0; name < 2_000; name += 1) {
    counts.note(KEY, `made-up-${name}`, undefined, 'FLAG_NOT_FOUND')
  }
  await counts.flush()
  expect(taken[0]?.[0].counts).toHaveLength(500)
})
