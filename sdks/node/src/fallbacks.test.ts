import { afterEach, expect, it } from 'vitest'
import { createFeatureFlags, type NodeFeatureFlags } from './create-feature-flags.ts'

let featureFlags: NodeFeatureFlags
afterEach(() => featureFlags.close())

it('leaves the fallback as it was', () => {
  const bootstrap = { flags: [], segments: [] }
  featureFlags = createFeatureFlags({ offline: true, cacheDir: false, bootstrap })
  const defaults = { retries: 3, hosts: ['a'], bytes: new Uint8Array(4) }
  const typed = defaults as unknown as { retries: number; hosts: string[] }
  expect(featureFlags.value('limits', typed)).toBe(defaults)
  expect(featureFlags.decide('limits', {}, typed).value).toBe(defaults)
  expect(featureFlags.run('limits', {}, { on: () => 1, off: () => 2 })).toBe(2)
  defaults.retries = 5
  defaults.hosts.push('b')
  defaults.bytes[0] = 7
  expect(featureFlags.value('limits', typed)).toEqual({
    ...defaults,
    retries: 5,
    hosts: ['a', 'b'],
  })
})

it('answers the fallback for a key that is no text, and can be made none', () => {
  featureFlags = createFeatureFlags({
    offline: true,
    cacheDir: false,
    bootstrap: { flags: [], segments: [] },
  })
  const hostile = {
    toString(): string {
      throw new Error('no')
    },
  }
  for (const key of [Object.create(null), hostile] as unknown as string[]) {
    expect(featureFlags.isEnabled(key)).toBe(false)
    expect(featureFlags.value(key, 'blue')).toBe('blue')
  }
})
