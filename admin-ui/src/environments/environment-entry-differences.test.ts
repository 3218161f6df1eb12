import { expect, it } from 'vitest'
import { differenceWords } from '../drafts/difference.ts'
import { environmentEntryDifferences } from './environment-entry-differences.ts'

const SETTINGS = {
  name: 'Production',
  production: true,
  policy: { commentRequired: false, approval: 'none' },
}
const words = (before: object, after: object) =>
  environmentEntryDifferences({ ...before }, { ...after }).map(differenceWords)

it('tells in words what an environment asks for now', () => {
  const policy = { commentRequired: true, approval: 'exposure' }
  expect(words(SETTINGS, { ...SETTINGS, policy })).toEqual([
    'Has to agree to a change: nobody → a second person, for more exposure',
    'A change needs a comment: no → yes',
  ])
})

it('tells in words that it asks for less', () => {
  const strict = { ...SETTINGS, policy: { commentRequired: true, approval: 'all' } }
  expect(words(strict, SETTINGS)).toEqual([
    'Has to agree to a change: a second person, for every change → nobody',
    'A change needs a comment: yes → no',
  ])
})

it('tells another name, and that it is production now', () => {
  expect(words({ ...SETTINGS, production: false }, { ...SETTINGS, name: 'Live' })).toEqual([
    'Name: Production → Live',
    'Production: no → yes',
  ])
})

it('tells another order', () => {
  expect(words({ environments: ['a', 'b'] }, { environments: ['b', 'a'] })).toEqual([
    'Order: a, b → b, a',
  ])
})
