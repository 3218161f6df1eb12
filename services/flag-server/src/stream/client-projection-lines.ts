import { createHash } from 'node:crypto'
import {
  type Condition,
  encodeLine,
  type Flag,
  type Hashed,
  hashList,
  type Segment,
} from '@bunting/evaluator'

/**
 * A flag as client keys are given it: without what people call its rules, and without anybody's id.
 * Flags that browsers are not to know, but that others need, decide and keep their values.
 */
export function flagForClients(flag: Flag, clientSide: boolean, salt: Hashed): string {
  const { clientSide: _, variants, ...rest } = flag
  const shown = clientSide
    ? { ...rest, variants }
    : { ...rest, type: 'json' as const, variants: withoutValues(variants) }
  return encodeLine(flag.on ? withHashes(shown, salt) : offAlone(shown))
}

export function segmentForClients(segment: Segment, salt: Hashed): string {
  const { included, excluded, conditions } = segment
  const lists = { included: hashList(included, salt), excluded: hashList(excluded, salt) }
  const hashed = included.length + excluded.length > 0 ? { hashed: salt } : {}
  const hashes = conditions.map((condition) => hashedCondition(condition, salt))
  return encodeLine({ key: segment.key, ...lists, conditions: hashes, ...hashed })
}

/**
 * The same on every replica, and nowhere else: a hash that is known of one list says nothing about
 * another. No secret, since it travels with the hashes.
 */
export function listSalt(environmentId: string, node: string): Hashed {
  return createHash('sha256').update(`${environmentId} ${node}`).digest('base64url').slice(0, 16)
}

function withHashes(flag: Flag, salt: Hashed): Flag {
  return {
    ...flag,
    targets: flag.targets.map(({ variant, values }) => ({
      variant,
      values: hashList(values, salt),
      hashed: salt,
    })),
    rules: flag.rules.map(({ name: _, conditions, ...rule }) => ({
      ...rule,
      conditions: conditions.map((condition) => hashedCondition(condition, salt)),
    })),
  }
}

/**
 * All texts and numbers that `in` and `equals` ask for: no rule could tell the name of a country
 * from that of a customer. What other operators compare with cannot be hashed.
 */
function hashedCondition(condition: Condition, salt: Hashed): Condition {
  const { operator, values, ignoreCase } = condition
  const isEquality = operator === 'in' || operator === 'equals'
  return isEquality && values.some((value) => typeof value !== 'boolean')
    ? { ...condition, values: hashList(values, salt, ignoreCase), hashed: salt }
    : condition
}

/** Nobody is told before it is on what a flag will serve, and to whom. */
function offAlone(flag: Flag): Flag {
  const { offVariant, variants } = flag
  const off = Object.entries(variants).filter(([name]) => name === offVariant)
  return {
    ...flag,
    variants: Object.fromEntries(off),
    prerequisites: [],
    targets: [],
    rules: [],
    fallthrough: { variant: offVariant },
  }
}

function withoutValues(variants: Flag['variants']): Flag['variants'] {
  return Object.fromEntries(Object.keys(variants).map((name) => [name, null]))
}
