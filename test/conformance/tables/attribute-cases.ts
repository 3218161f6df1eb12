import type { EvaluationContext } from '@bunting/evaluator'
import type { DecisionCase } from '../vector-file.ts'
import { flagWhere } from './flags.ts'

const flags = [
  flagWhere('plain', { attribute: 'plan', operator: 'equals', values: ['pro'] }),
  flagWhere('path', { attribute: 'company.address.city', operator: 'equals', values: ['pro'] }),
  flagWhere('short-path', { attribute: 'company.plan', operator: 'in', values: ['pro', 7] }),
  flagWhere('key', { attribute: 'targetingKey', operator: 'equals', values: ['pro'] }),
  flagWhere('umlaut', { attribute: 'größe.😀', operator: 'equals', values: ['pro'] }),
  flagWhere('exists', { attribute: 'a.b', operator: 'exists', values: [] }),
  flagWhere('exists-not', { attribute: 'a.b', operator: 'exists', values: [], negate: true }),
  flagWhere('inherited', { attribute: 'constructor', operator: 'exists', values: [] }),
  flagWhere('inherited-path', { attribute: 'a.constructor.name', operator: 'exists', values: [] }),
  flagWhere('proto', { attribute: '__proto__.plan', operator: 'exists', values: [] }),
  flagWhere(
    'both',
    { attribute: 'plan', operator: 'equals', values: ['pro'] },
    { attribute: 'country', operator: 'in', values: ['DE', 'FR'], negate: true },
  ),
]

const rows: readonly [
  flag: string,
  context: string | EvaluationContext,
  on: boolean,
  why: string,
][] = [
  ['plain', { plan: 'pro' }, true, 'an attribute'],
  ['plain', { plan: 'pro', other: {} }, true, 'among others'],
  ['plain', { Plan: 'pro' }, false, 'names have their case'],
  ['plain', {}, false, 'missing'],
  ['path', { company: { address: { city: 'pro' } } }, true, 'a path'],
  ['path', { company: { address: {} } }, false, 'a path that ends early'],
  ['path', { company: { address: 'pro' } }, false, 'a path through a string'],
  ['path', { company: [{ address: { city: 'pro' } }] }, false, 'no path through a list'],
  ['path', { 'company.address.city': 'pro' }, true, 'the literal name'],
  ['path', { 'company.address': { city: 'pro' } }, false, 'no name that is half literal'],
  ['short-path', { company: { plan: ['free', 7] } }, true, 'a list at the end of a path'],
  [
    'short-path',
    { 'company.plan': 'free', company: { plan: 'pro' } },
    false,
    'the literal name wins',
  ],
  [
    'short-path',
    { 'company.plan': null, company: { plan: 'pro' } },
    true,
    'but not when it is null',
  ],
  ['short-path', { company: null }, false, 'a path through null'],
  ['key', { targetingKey: 'pro' }, true, 'the targeting key is an attribute'],
  ['umlaut', { größe: { '😀': 'pro' } }, true, 'names in any script'],
  ['umlaut', { 'größe.😀': 'pro' }, true, 'literal names in any script'],
  ['exists', { a: { b: 0 } }, true, '0 exists'],
  ['exists', { a: { b: '' } }, true, 'an empty string exists'],
  ['exists', { a: { b: false } }, true, 'false exists'],
  ['exists', { a: { b: [] } }, true, 'an empty list exists'],
  ['exists', { a: { b: {} } }, true, 'an object exists'],
  ['exists', { a: { b: null } }, false, 'null does not exist'],
  ['exists', { a: {} }, false, 'what is missing does not exist'],
  ['exists-not', { a: { b: 0 } }, false, '0 exists'],
  ['exists-not', { a: { b: null } }, true, 'null does not exist'],
  ['exists-not', {}, true, 'what is missing does not exist'],
  ['inherited', {}, false, 'what every object inherits is no attribute'],
  ['inherited', '{"constructor":1}', true, 'unless it has its own'],
  ['inherited-path', { a: {} }, false, 'nor is it on a path'],
  ['proto', {}, false, 'prototypes are not walked'],
  ['proto', '{"__proto__":{"plan":1}}', true, 'unless they are own properties'],
  ['both', { plan: 'pro', country: 'XX' }, true, 'both conditions hold'],
  ['both', { plan: 'pro', country: 'DE' }, false, 'the second does not'],
  ['both', { plan: 'free', country: 'XX' }, false, 'the first does not'],
  ['both', { plan: 'pro' }, false, 'a missing attribute does not hold when negated'],
]

export const ATTRIBUTES = {
  flags,
  cases: rows.map(
    ([flag, context, on, why], at): DecisionCase => ({
      name: `${at + 1} ${flag}: ${why}`,
      flag,
      context: typeof context === 'string' ? JSON.parse(context) : context,
      expect: on
        ? { value: true, variant: 'on', reason: 'TARGETING_MATCH', ruleId: 'rule' }
        : { value: false, variant: 'off', reason: 'DEFAULT' },
    }),
  ),
}
