import type { Condition, Flag, Serve } from '@bunting/evaluator'
import type { Random } from '../../../../../sdks/evaluator/src/testing/random.ts'

/** Two flags of so few words that their rules often imply each other. */
export function randomSides(random: Random): { readonly before: Flag; readonly after: Flag } {
  const before = randomFlag(random)
  if (random.chance(0.2)) return { before, after: randomFlag(random) }
  const kept = <T>(list: readonly T[]) => list.filter(() => random.chance(0.8))
  const rules = kept(before.rules).map((rule) => ({
    ...rule,
    conditions: random.chance(0.7) ? rule.conditions : [...rule.conditions, condition(random)],
    serve: random.chance(0.7) ? rule.serve : { variant: 'off' },
  }))
  const after = {
    ...before,
    rules: random.chance(0.9) ? rules : rules.toReversed(),
    targets: random.chance(0.5) ? before.targets : kept(before.targets),
    fallthrough: random.chance(0.6) ? before.fallthrough : serveOf(random),
    salt: random.chance(0.9) ? before.salt : 'another',
  }
  return { before, after }
}

function randomFlag(random: Random): Flag {
  return {
    key: 'flag',
    type: 'string',
    variants: { off: '', red: 'r', blue: 'b' },
    on: true,
    offVariant: 'off',
    prerequisites: [],
    targets: random.times(random.below(3), () => ({
      variant: random.pick(['off', 'red', 'red', 'blue']),
      values: random.times(random.below(3), () => random.pick(['ada', 'bob', 'eve'])),
    })),
    rules: random.times(random.below(6), (at) => ({
      id: `rule-${at}`,
      conditions: random.times(random.below(3), () => condition(random)),
      serve: serveOf(random),
    })),
    fallthrough: serveOf(random),
    salt: 'salt',
    clientSide: true,
  }
}

function condition(random: Random): Condition {
  return {
    attribute: random.chance(0.8) ? 'plan' : 'team',
    operator: random.pick(['in', 'in', 'inSegment']),
    values: random.times(1 + random.below(3), () => random.pick(['a', 'b', 'c'])),
    ...(random.chance(0.2) && { negate: true }),
  }
}

/** Shares are tenths. */
function serveOf(random: Random): Serve {
  if (random.chance(0.7)) return { variant: random.pick(['off', 'red', 'red', 'blue']) }
  const share = random.below(11) * 10_000
  const [one, other] = [random.pick(['red', 'blue', 'off']), random.pick(['off', 'off', 'red'])]
  const shares = [
    { variant: one, share },
    { variant: other, share: 100_000 - share },
  ]
  return { rollout: { shares, ...(random.chance(0.2) && { salt: 'own' }) } }
}
