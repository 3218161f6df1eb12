import { expect, it } from 'vitest'
import { environmentTone } from './environment-tone.ts'

const environment = (key: string, production = false) => ({
  key,
  name: key,
  production,
  revision: 0,
  permissions: [],
  policy: { commentRequired: false, approval: 'none' as const },
})

it('gives production a colour that no other environment has', () => {
  const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => environment(key))
  const production = environment('live', true)
  const environments = [...all, production]
  const others = all.map((one) => environmentTone(environments, one))
  expect(environmentTone(environments, production)).toBe('var(--tone-production)')
  expect(others).not.toContain('var(--tone-production)')
  expect(new Set(others.slice(0, 4)).size).toBe(4)
})
