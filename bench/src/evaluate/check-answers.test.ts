import { compileRuleset, isEnabled } from '@bunting/evaluator'
import { expect, it } from 'vitest'
import { checkAnswers } from './check-answers.ts'
import { OFF, RULESET, S3_FOR_ALL, SCENARIOS } from './scenarios.ts'

const ruleset = compileRuleset(RULESET)
const ours = (key: string, person: object) => isEnabled(ruleset, key, { ...person })

it('accepts the evaluator', async () => {
  await expect(checkAnswers(ours)).resolves.toBeUndefined()
})

it('accepts promises of answers, and other ways to pick a percentage', async () => {
  await checkAnswers(async (key, person) =>
    key === SCENARIOS.S2
      ? Number(person.targetingKey.slice(5)) % 2 === 0
      : ours(
          key,
          key === SCENARIOS.S3 ? { ...person, targetingKey: `x${person.targetingKey}` } : person,
        ),
  )
})

it('refuses a subject that is on for those it should be off for', async () => {
  const isOnWhenOff = (key: string, person: object) => key === OFF || ours(key, person)
  await expect(checkAnswers(isOnWhenOff)).rejects.toThrow(`"${OFF}" is true, not false`)
})

it('refuses a subject that compares versions as texts', async () => {
  const asTexts = (key: string, person: { appVersion?: string }) =>
    ours(key, {
      ...person,
      appVersion: person.appVersion && person.appVersion < '2.3.0' ? '1.0.0' : '2.3.0',
    })
  await expect(checkAnswers(asTexts)).rejects.toThrow(`"${S3_FOR_ALL}"`)
})

it('refuses a subject that serves another percentage', async () => {
  const everybody = (key: string, person: object) => key === SCENARIOS.S2 || ours(key, person)
  await expect(checkAnswers(everybody)).rejects.toThrow(`"${SCENARIOS.S2}" is on for 100 %`)
})

it('refuses a subject that throws dice', async () => {
  let throws = 0
  const dice = (key: string, person: object) =>
    key === SCENARIOS.S2 ? throws++ % 2 === 0 : ours(key, person)
  await expect(checkAnswers(dice)).rejects.toThrow('changes its answer')
})
