import { expect, it } from 'vitest'
import { deliveryStateWords, eventWords, isUnderWay } from './webhook-words.ts'

const delivery = { at: '2026-03-01T12:00:00Z', event: 'test', attempts: 1, outcome: '200' }

it('says whether the last news arrived', () => {
  const words = (parts: object) =>
    deliveryStateWords({ ...delivery, state: 'delivered', ...parts }).replaceAll('\u00a0', ' ')
  expect(words({})).toBe('delivered')
  expect(words({ state: 'waiting', attempts: 0, outcome: null })).toBe('on its way')
  expect(words({ state: 'waiting', attempts: 2, outcome: '503' })).toBe(
    'trying again, 2 tries: 503',
  )
  expect(words({ state: 'given up', attempts: 8, outcome: 'no answer' })).toBe(
    'given up after 8 tries: no answer',
  )
  expect(eventWords('release.rolled-back')).toBe('release rolled back')
})

it('is watched until it arrived or was given up', () => {
  expect(isUnderWay({ lastDelivery: { ...delivery, state: 'waiting' } })).toBe(true)
  expect(isUnderWay({ lastDelivery: { ...delivery, state: 'given up' } })).toBe(false)
  expect(isUnderWay({ lastDelivery: null })).toBe(false)
})
