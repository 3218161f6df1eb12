import { expect, it } from 'vitest'
import { createTestFeatureFlags } from './test-feature-flags.ts'

it('is ready at once with the values it was given', async () => {
  const flags = createTestFeatureFlags({ 'new-checkout': true, colour: 'blue', limit: 3 })
  expect(flags.isEnabled('new-checkout')).toBe(true)
  expect(flags.value('colour', 'red')).toBe('blue')
  expect(flags.forContext({ targetingKey: 'ana' }).value('limit', 0)).toBe(3)
  expect(flags.decide('other').errorCode).toBe('FLAG_NOT_FOUND')
  expect(await flags.ready()).toMatchObject({ phase: 'ready', connected: true })
})

it('takes the path that a flag shows, and tracks nothing', () => {
  const flags = createTestFeatureFlags({ 'new-checkout': true, colour: 'blue' })
  const paths = { on: () => 'new', off: () => 'old' }
  expect(flags.run('new-checkout', { targetingKey: 'ana' }, paths)).toBe('new')
  expect(flags.forContext({}).run('colour', { value: () => 1, otherwise: () => 2 })).toBe(1)
  flags.track('checkout_failed', { targetingKey: 'ana' })
  flags.set('new-checkout', false)
  expect(flags.run('new-checkout', undefined, paths)).toBe('old')
})

it('tells its listeners of what a test changes', () => {
  const flags = createTestFeatureFlags({ 'new-checkout': true })
  const heard: unknown[] = []
  flags.subscribe(({ changedKeys }) => heard.push(changedKeys))
  flags.set('new-checkout', false)
  expect(flags.isEnabled('new-checkout')).toBe(false)
  flags.set('theme', { dark: true })
  expect(flags.value('theme', { dark: false })).toEqual({ dark: true })
  flags.remove('new-checkout')
  expect(flags.decide('new-checkout').errorCode).toBe('FLAG_NOT_FOUND')
  expect(heard).toEqual([['new-checkout'], ['theme'], ['new-checkout']])
})

it('can be closed and started like a real one, and is one', async () => {
  const flags = createTestFeatureFlags({ 'new-checkout': false })
  await flags.close()
  flags.set('new-checkout', true)
  expect(flags.status().phase).toBe('closed')
  expect(flags.isEnabled('new-checkout')).toBe(false)
  flags.start()
  flags.start()
  expect(flags.status().phase).toBe('ready')
  expect(flags.isEnabled('new-checkout')).toBe(true)
})

it('lets a listener that throws fail the test', () => {
  const flags = createTestFeatureFlags()
  flags.subscribe(() => {
    throw new Error('a bug of the user')
  })
  expect(() => flags.set('new-checkout', true)).toThrow('a bug of the user')
})
