import { compileRuleset, type Decision, decide, isEnabled, murmur3 } from '@bunting/evaluator'
import { explain } from '@bunting/evaluator/explain'
import { describe, expect, it } from 'vitest'
import { decisionVectors, readVectors } from './read-vectors.ts'
import { type DecisionCase, FORMAT_VERSION } from './vector-file.ts'
import { vectorText } from './vector-text.ts'
import { makeVectors } from './vectors.ts'

/** What a case expects, of a decision. */
function outcomeOf({ value, variant, reason, errorCode, flagMetadata }: Decision) {
  const { ruleId } = flagMetadata
  return {
    ...{ value, reason },
    ...(variant !== undefined && { variant }),
    ...(errorCode !== undefined && { errorCode }),
    ...(ruleId !== undefined && { ruleId }),
  }
}

describe.each(decisionVectors())('%s', (_, { ruleset: rules, cases }) => {
  const ruleset = compileRuleset(rules)
  const ask = ({ flag, context, fallback }: DecisionCase) =>
    fallback === undefined
      ? decide(ruleset, flag, context)
      : decide(ruleset, flag, context, fallback)

  it.each(cases.map((one) => [one.name, one] as const))('%s', (__, one) => {
    expect(outcomeOf(ask(one))).toEqual(one.expect)
    const { errorCode, value } = one.expect
    if (errorCode === undefined) {
      expect(outcomeOf(explain(ruleset, one.flag, one.context).decision)).toEqual(one.expect)
      expect(isEnabled(ruleset, one.flag, one.context)).toBe(value === true)
    }
  })
})

describe('the vectors', () => {
  const files = readVectors()

  it('are of this version, and what the tables make', () => {
    const made = makeVectors()
    expect([...files.keys()]).toEqual(Object.keys(made).sort())
    for (const [name, file] of files) {
      expect(file.version, name).toBe(FORMAT_VERSION)
      expect(vectorText(file), name).toBe(vectorText(made[name] ?? {}))
    }
  })

  it('have 500 cases and more, with names of their own', () => {
    let count = 0
    for (const [name, { cases }] of decisionVectors()) {
      expect(new Set(cases.map((one) => one.name)).size, name).toBe(cases.length)
      count += cases.length
    }
    expect(count).toBeGreaterThanOrEqual(500)
  })

  it('have the hashes of murmur3', () => {
    const file = files.get('hash.json')
    const hashes = file && 'hashes' in file ? file.hashes : []
    expect(hashes.length).toBeGreaterThan(100)
    for (const { text, seed, hash } of hashes)
      expect(murmur3(text, seed), JSON.stringify(text)).toBe(hash)
  })
})
