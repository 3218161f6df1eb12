import { compileRuleset, createRuleset, decide, encodeLine } from '@bunting/evaluator'
import { explain } from '@bunting/evaluator/explain'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../sdks/evaluator/src/testing/random.ts'
import {
  randomContext,
  randomRuleset,
} from '../../../../sdks/evaluator/src/testing/random-ruleset.ts'
import type { Change } from '../revisions/commit-revision.ts'
import { createClientProjection } from './client-projection.ts'
import { createRulesetLines } from './ruleset-lines.ts'

function put(kind: Change['kind'], one: { readonly key: string }, clientSide: boolean): Change {
  return { kind, key: one.key, line: encodeLine(one), clientSide }
}

describe('a client key', () => {
  it('is answered as a server key is, on 100,000 random questions, and explained the same', () => {
    const reasons = new Map<string, number>()
    for (let seed = 1; seed <= 2_000; seed++) {
      const random = createRandom(seed)
      const rules = randomRuleset(random)
      const shown = rules.flags.filter(() => random.chance(0.6))
      const full = compileRuleset(rules)
      const lines = createRulesetLines()
      lines.apply(
        createClientProjection('production').apply([
          ...rules.flags.map((one) => put('flag', one, shown.includes(one))),
          ...rules.segments.map((one) => put('segment', one, false)),
        ]),
      )
      const projected = createRuleset()
      projected.replace({ flags: lines.flags.values(), segments: lines.segments.values() })
      for (let question = 0; question < 50 && shown.length > 0; question++) {
        const { key } = random.pick(shown)
        const context = randomContext(random)
        const expected = decide(full, key, context)
        const answered = [
          decide(projected, key, context),
          explain(projected, key, context).decision,
        ]
        for (const decision of answered) {
          if (JSON.stringify(decision) !== JSON.stringify(expected))
            expect(decision, `seed ${seed}, ${key}, ${JSON.stringify(context)}`).toEqual(expected)
        }
        reasons.set(expected.reason, (reasons.get(expected.reason) ?? 0) + 1)
      }
    }
    for (const reason of ['STATIC', 'DEFAULT', 'TARGETING_MATCH', 'SPLIT', 'DISABLED', 'ERROR'])
      expect(reasons.get(reason), reason).toBeGreaterThan(1_000)
  }, 60_000)
})
