import { createFeatureFlags } from '@bunting/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveRulesets } from '../support/serve-rulesets.ts'
import { ask, type Decide, outcomeOf } from './outcome.ts'
import { decisionVectors } from './read-vectors.ts'

const vectors = decisionVectors()
let server: Awaited<ReturnType<typeof serveRulesets>>
beforeAll(async () => {
  server = await serveRulesets(new Map(vectors.map(([name, { ruleset }]) => [name, ruleset])))
})
afterAll(() => server.close())

describe('the Node SDK answers', () => {
  it.each(vectors)('%s', async (name, { cases }) => {
    const featureFlags = createFeatureFlags({ url: `${server.url}/${name}`, key: 'vectors' })
    await featureFlags.ready()
    for (const one of cases) {
      const outcome = outcomeOf(ask(featureFlags as Decide, one))
      expect(outcome, one.name).toEqual(one.expect)
    }
    await featureFlags.close()
  })
})
