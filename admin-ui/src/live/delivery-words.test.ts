import type { Delivery } from '@bunting/flag-server/delivery/delivery-schemas.ts'
import { expect, it } from 'vitest'
import { deliveryState, deliveryWords, laggardWords } from './delivery-words.ts'

const delivery = (parts: Partial<Delivery>): Delivery => ({
  revision: 812,
  connected: 143,
  applied: 143,
  p50Ms: 12,
  p99Ms: 38.4,
  laggards: [],
  silent: [],
  ...parts,
})

const laggard = (instance: string) => ({
  instance,
  sdk: 'node 0.1.0',
  application: null,
  revision: 811,
  replica: 'flags-2:1',
})

it('says how many applied a revision and in what time', () => {
  expect(deliveryWords(delivery({}))).toBe('applied on 143 of 143 · p99 38\u00a0ms')
  expect(deliveryState(delivery({}))).toBe('everywhere')
})

it('does not call it everywhere when nobody is connected', () => {
  const nobody = delivery({ connected: 0, applied: 0, p50Ms: null, p99Ms: null })
  expect(deliveryState(nobody)).toBe('nobody')
  expect(deliveryWords(nobody)).toBe('no SDK is connected')
})

it('does not call it everywhere while a server may have SDKs that nobody knows of', () => {
  const unsure = delivery({ silent: ['flags-2:1'] })
  expect(deliveryState(unsure)).toBe('under-way')
  expect(laggardWords(unsure)).toBe('no word yet from the server flags-2:1')
  expect(deliveryState(delivery({ connected: 0, applied: 0, silent: ['flags-2:1'] }))).toBe(
    'under-way',
  )
})

it('names who has not applied it', () => {
  const late = delivery({ applied: 139, laggards: ['a', 'b', 'c', 'd'].map(laggard) })
  expect(deliveryState(late)).toBe('under-way')
  expect(laggardWords(late)).toBe(
    'waiting for a (node 0.1.0, at flags-2:1), b (node 0.1.0, at flags-2:1), c (node 0.1.0, at flags-2:1) and 1 more',
  )
  const named = { ...laggard('web-7'), application: 'shop 2.4.1' }
  expect(laggardWords(delivery({ applied: 142, laggards: [named] }))).toBe(
    'waiting for web-7 (shop 2.4.1, node 0.1.0, at flags-2:1)',
  )
  expect(laggardWords(delivery({}))).toBeNull()
})
