import type { Flag, Ruleset } from '@bunting/evaluator'
import { plainFlag, served, targetedFlag } from '../example-flags.ts'
import { COMPANIES, MEMBERS } from './people.ts'

/** What is measured, by the key of the flag that is asked for. Subjects hold all of them at once. */
export const SCENARIOS = {
  /** On for everybody. */
  S1: 'ship',
  /** 50 %. */
  S2: 'half',
  /** One of ten countries, a plan, a version at least: 30 % of those. */
  S3: 'beta',
  /** 50 rules, of which the last matches. */
  S4: 'deal',
  /** A segment of 10,000 ids. */
  S5: 'team',
} as const

export type Scenario = keyof typeof SCENARIOS

/** Asked only to check answers: a flag that is off, and S3 at 100 %. */
export const OFF = 'dark'
export const S3_FOR_ALL = 'beta-for-all'

export const RULESET: Ruleset = {
  flags: [
    plainFlag(SCENARIOS.S1),
    { ...plainFlag(SCENARIOS.S2), fallthrough: served(50) },
    targetedFlag(SCENARIOS.S3, 30),
    companyFlag(SCENARIOS.S4),
    segmentFlag(SCENARIOS.S5),
    { ...plainFlag(OFF), on: false },
    targetedFlag(S3_FOR_ALL, 100),
  ],
  segments: [{ key: 'members', included: MEMBERS, excluded: [], conditions: [] }],
}

/** Whether S4 is on for the company: every other rule turns it off. */
export function isServed(companyIndex: number): boolean {
  return companyIndex % 2 === 1
}

function companyFlag(key: string): Flag {
  const rules = COMPANIES.map((company, index) => ({
    id: `rule-${index + 1}`,
    conditions: [{ attribute: 'company', operator: 'equals' as const, values: [company] }],
    serve: served(isServed(index) ? 100 : 0),
  }))
  return { ...plainFlag(key), rules, fallthrough: served(0) }
}

function segmentFlag(key: string): Flag {
  const condition = {
    attribute: 'targetingKey',
    operator: 'inSegment' as const,
    values: ['members'],
  }
  const rules = [{ id: 'rule-1', conditions: [condition], serve: served(100) }]
  return { ...plainFlag(key), rules, fallthrough: served(0) }
}
