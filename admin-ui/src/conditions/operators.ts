import type { Operator as EvaluatorOperator } from '@bunting/evaluator'
import type { FlagConfiguration } from '@bunting/flag-server/flags/flag-schemas.ts'

export type Rule = FlagConfiguration['rules'][number]
export type Condition = Rule['conditions'][number]
export type Operator = Condition['operator']

/** What its values are typed into. `values`: text, numbers, true and false; `texts`: text only. */
export type Editor =
  | 'values'
  | 'texts'
  | 'pattern'
  | 'number'
  | 'instant'
  | 'version'
  | 'ranges'
  | 'segments'
  | 'nothing'

export interface OperatorRow {
  /** Between attribute and values in a sentence: `country is one of DE, FR`. */
  readonly words: string
  readonly negated: string
  readonly group: string
  readonly editor: Editor
  /** How many values a person is offered to type; any of several matches. */
  readonly arity: 'none' | 'one' | 'many'
  readonly ignoreCase?: true
  /** The negation is another operator here, `is not less than` is `is at least`: one way is enough. */
  readonly opposite?: true
}

const ANY = { group: 'Value', editor: 'values', ignoreCase: true } as const
const TEXT = { group: 'Text', editor: 'texts', arity: 'many', ignoreCase: true } as const
const NUMBER = { group: 'Number', editor: 'number', arity: 'one', opposite: true } as const
const TIME = { group: 'Time', editor: 'instant', arity: 'one' } as const
const VERSION = { group: 'Version', editor: 'version', arity: 'one', opposite: true } as const

/**
 * Every operator the rule editor knows. An operator that the evaluator learns does not compile until
 * it has a row here; a row is all it needs.
 */
export const OPERATORS: Readonly<Record<EvaluatorOperator, OperatorRow>> = {
  in: { words: 'is one of', negated: 'is none of', arity: 'many', ...ANY },
  equals: { words: 'is', negated: 'is not', arity: 'one', ...ANY },
  exists: {
    words: 'is set',
    negated: 'is not set',
    group: 'Value',
    editor: 'nothing',
    arity: 'none',
  },
  inSegment: {
    words: 'is in segment',
    negated: 'is not in segment',
    group: 'Segment',
    editor: 'segments',
    arity: 'many',
  },
  contains: { words: 'contains', negated: 'does not contain', ...TEXT },
  startsWith: { words: 'starts with', negated: 'does not start with', ...TEXT },
  endsWith: { words: 'ends with', negated: 'does not end with', ...TEXT },
  matches: {
    words: 'matches pattern',
    negated: 'does not match pattern',
    group: 'Text',
    editor: 'pattern',
    arity: 'one',
    ignoreCase: true,
  },
  lessThan: { words: 'is less than', negated: 'is not less than', ...NUMBER },
  lessThanOrEqual: { words: 'is at most', negated: 'is not at most', ...NUMBER },
  greaterThan: { words: 'is more than', negated: 'is not more than', ...NUMBER },
  greaterThanOrEqual: { words: 'is at least', negated: 'is not at least', ...NUMBER },
  before: { words: 'is before', negated: 'is not before', ...TIME },
  after: { words: 'is after', negated: 'is not after', ...TIME },
  semverEqual: {
    words: 'is version',
    negated: 'is not version',
    group: 'Version',
    editor: 'version',
    arity: 'one',
  },
  semverLessThan: { words: 'is older than', negated: 'is not older than', ...VERSION },
  semverLessThanOrEqual: {
    words: 'is at most version',
    negated: 'is not at most version',
    ...VERSION,
  },
  semverGreaterThan: { words: 'is newer than', negated: 'is not newer than', ...VERSION },
  semverGreaterThanOrEqual: {
    words: 'is at least version',
    negated: 'is not at least version',
    ...VERSION,
  },
  inCidr: {
    words: 'is an address in',
    negated: 'is no address in',
    group: 'Network',
    editor: 'ranges',
    arity: 'many',
  },
}
