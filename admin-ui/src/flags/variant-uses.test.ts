import { expect, it } from 'vitest'
import { aConfiguration, aFlag } from './example-flag.ts'
import { variantUses } from './variant-uses.ts'

it('says where a variant is served, in whatever way', () => {
  const serve = { variant: 'a' }
  const flag = aFlag({
    environments: {
      off: aConfiguration({ offVariant: 'a', fallthrough: { variant: 'b' } }),
      target: aConfiguration({ targets: [{ variant: 'a', values: [] }] }),
      rule: aConfiguration({ rules: [{ id: 'r', conditions: [], serve }] }),
      rollout: aConfiguration({ fallthrough: { rollout: { shares: [{ ...serve, share: 0 }] } } }),
      nowhere: aConfiguration({}),
    },
  })
  expect(variantUses(flag, 'a')).toEqual(['off', 'target', 'rule', 'rollout'])
})
