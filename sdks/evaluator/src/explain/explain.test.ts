import { describe, expect, it } from 'vitest'
import { compileRuleset } from '../compile-ruleset.ts'
import { decide } from '../evaluate.ts'
import { createRandom } from '../testing/random.ts'
import { randomContext, randomRuleset } from '../testing/random-ruleset.ts'
import { explain } from './explain.ts'

describe('explain', () => {
  it('decides as evaluation does, on 100,000 random questions', () => {
    const reasons = new Map<string, number>()
    for (let seed = 1; seed <= 2_000; seed++) {
      const random = createRandom(seed)
      const rules = randomRuleset(random)
      const ruleset = compileRuleset(rules)
      for (let question = 0; question < 50; question++) {
        const { key } = random.pick(rules.flags)
        const context = randomContext(random)
        const decision = decide(ruleset, key, context)
        const explained = explain(ruleset, key, context).decision
        if (JSON.stringify(explained) !== JSON.stringify(decision))
          expect(explained, `seed ${seed}, ${key}, ${JSON.stringify(context)}`).toEqual(decision)
        reasons.set(decision.reason, (reasons.get(decision.reason) ?? 0) + 1)
      }
    }
    // What was compared was not all of one kind.
    for (const reason of ['STATIC', 'DEFAULT', 'TARGETING_MATCH', 'SPLIT', 'DISABLED', 'ERROR'])
      expect(reasons.get(reason), reason).toBeGreaterThan(1_000)
  }, 30_000)
})
