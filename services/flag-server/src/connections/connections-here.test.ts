import { beforeEach, expect, it } from 'vitest'
import { createDeliveryTracker, type DeliveryTracker } from '../delivery/delivery-tracker.ts'
import { type ConnectionsAsked, connectionsHere } from './connections-here.ts'

const NEWEST = 7
const ALL: ConnectionsAsked = { search: '', behind: false, limit: 100, revision: NEWEST }
const HERE = {
  address: 'host:1',
  now: () => 10_000,
  databaseNow: () => Date.parse('2026-11-23T10:00:00.000Z'),
}

let tracker: DeliveryTracker
beforeEach(() => {
  tracker = createDeliveryTracker(NEWEST, () => 0)
})

interface Told {
  readonly kind?: 'server' | 'client'
  readonly sdk?: string
  readonly application?: string | null
  readonly revision?: number
  readonly connectedAt?: number
}

function join(instance: string, told: Told = {}): void {
  tracker.connected({
    instance,
    kind: 'server',
    sdk: 'node 1',
    application: null,
    applicationName: null,
    revision: NEWEST,
    joinedAt: NEWEST,
    connectedAt: 4_000,
    heardAt: 9_250,
    ...told,
  })
}

const list = (asked: Partial<ConnectionsAsked> = {}) =>
  connectionsHere(tracker, { ...ALL, ...asked }, HERE)
const names = (asked?: Partial<ConnectionsAsked>) =>
  list(asked).connections.map(({ instance }) => instance)

it('says of each who it is, what it holds, and how long ago it spoke', () => {
  join('a', { application: 'shop 2.4.1' })
  expect(list().connections).toEqual([
    {
      instance: 'a',
      kind: 'server',
      sdk: 'node 1',
      application: 'shop 2.4.1',
      revision: NEWEST,
      behind: false,
      connectedAt: '2026-11-23T09:59:54.000Z',
      ageMs: 750,
      replica: 'host:1',
    },
  ])
})

it('lists who is behind first, then the newest connection first', () => {
  join('first')
  join('late', { revision: NEWEST - 1 })
  join('mute', { revision: -1 })
  join('last')
  expect(names()).toEqual(['mute', 'late', 'last', 'first'])
  expect(names({ behind: true })).toEqual(['mute', 'late'])
  expect(list().connections.map(({ revision }) => revision)).toEqual([null, 6, 7, 7])
})

it('counts all of them, however few are asked for', () => {
  for (let n = 0; n < 30; n++) join(`tab-${n}`, { kind: 'client', sdk: 'react 1' })
  join('a', { application: 'shop 1', revision: 3 })
  expect(list({ limit: 2, search: 'TAB' })).toMatchObject({
    connected: 31,
    server: 1,
    behind: 1,
    matching: 30,
    connections: [{ instance: 'tab-29' }, { instance: 'tab-28' }],
    sdks: [
      { name: 'react 1', count: 30 },
      { name: 'node 1', count: 1 },
    ],
    applications: [
      { name: null, count: 30 },
      { name: 'shop 1', count: 1 },
    ],
    revisions: [
      { name: 7, count: 30 },
      { name: 3, count: 1 },
    ],
  })
})

it('finds by any of the words it shows, and by kind', () => {
  join('a', { application: 'Shop 2.4.1' })
  join('b', { sdk: '@bunting/react 0.1.0', kind: 'client' })
  expect(names({ search: 'shop 2' })).toEqual(['a'])
  expect(names({ search: 'REACT' })).toEqual(['b'])
  expect(names({ search: 'host:1' })).toEqual(['b', 'a'])
  expect(names({ search: 'null' })).toEqual([])
  expect(names({ kind: 'server' })).toEqual(['a'])
})
