import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../commands/all.ts'
import { Failure } from '../failure.ts'
import { commandHelp, helpText } from '../help.ts'
import { createPaint } from '../terminal/paint.ts'
import { conditionWords } from './condition-words.ts'
import { declarationsOf } from './declarations.ts'
import { deliveryWords } from './delivery-words.ts'
import { entryWords } from './entry-words.ts'
import { aConfiguration, aFlag, shares } from './example-flag.ts'
import { adviceOn } from './failure-words.ts'
import { flagWords } from './flag-words.ts'
import { openness, serveWords } from './serve-words.ts'
import { explainedWords } from './step-words.ts'

const PLAIN = createPaint(false)
const condition = { attribute: 'plan', operator: 'in', values: ['pro', 'team'] }
const rule = { name: 'beta', conditions: [condition], serve: { variant: 'on' } }

it('says how far a flag is open', () => {
  const open = (given: Parameters<typeof aConfiguration>[0]) => openness(aConfiguration(given))
  expect(open({ on: false })).toBe('off')
  expect(open({})).toBe('on')
  expect(open({ fallthrough: { variant: 'off' } })).toBe('0 %')
  expect(open({ fallthrough: shares('on', 12.5, 'off', 87.5), rules: [rule] })).toBe('12.5 % +')
  expect(serveWords(shares('on', 100, 'off', 0))).toBe('on')
  expect(serveWords(shares('a', 0.125, 'b', 99.875))).toBe('0.125 % a, 99.875 % b')
})

it('says conditions as sentences', () => {
  expect(conditionWords(condition)).toBe('plan is one of pro, team')
  expect(conditionWords({ ...condition, negate: true, values: ['12', 'a b'] })).toBe(
    'plan is none of "12", "a b"',
  )
  expect(conditionWords({ attribute: 'id', operator: 'in', values: [1, 2, 3, 4, 5, 6, 7] })).toBe(
    'id is one of 1, 2, 3, 4, 5, 6 and 1 more',
  )
  expect(conditionWords({ attribute: 'a', operator: 'newOperator', values: [] })).toBe(
    'a newOperator',
  )
})

it('tells a flag in words', () => {
  const environments = {
    development: aConfiguration({ on: false, rules: [rule], locks: [{}] }),
    staging: aConfiguration({ on: false }),
    production: aConfiguration({
      fallthrough: shares('on', 25, 'off', 75),
      targets: [{ variant: 'on', values: ['ana', 'ben'] }],
      rules: [rule],
      prerequisites: [{ flag: 'payments', variants: ['on'] }],
    }),
  }
  const stale = [{ reason: 'not-evaluated', advice: 'No code asks for it any more: archive it.' }]
  expect(flagWords(aFlag({ environments, stale, owner: 'payments', tags: ['shop'] }), PLAIN)).toBe(
    `new-checkout  New checkout

type     boolean, release
owner    payments
tags     shop

development  off  locked: a release was rolled back here
  everybody: off; once it is on:
    beta: plan is one of pro, team: on
    everybody else: on

staging  off
  everybody: off; once it is on: on

production  25 %
  unless payments is on: off
  ana, ben: on
  beta: plan is one of pro, team: on
  everybody else: 25 % on, 75 % off

stale: No code asks for it any more: archive it.`,
  )
})

describe('of a delivery', () => {
  const watched = {
    ...{ confirmed: true, connected: 38, applied: 38, tookMs: 40.2, laggards: [], silent: [] },
    away: undefined,
  }
  const words = (given: Partial<Parameters<typeof deliveryWords>[0]>) =>
    deliveryWords({ ...watched, ...given }, 'production', 10_000, PLAIN)

  it('says that all have it', () => {
    expect(words({})).toBe('applied on 38 of 38 in 41 ms')
    expect(words({ connected: 0, applied: 0 })).toContain('no SDK is connected to production')
  })

  it('names who has not', () => {
    const laggards = Array.from({ length: 12 }, (_, at) => ({
      ...{ instance: `shop-${at}`, sdk: '@bunting/node 0.1.0', application: null },
      revision: at - 1,
    }))
    const lines = words({ confirmed: false, applied: 26, laggards, silent: ['10.0.0.7'] }).split(
      '\n',
    )
    expect(lines.slice(0, 4)).toEqual([
      'not confirmed: applied on 26 of 38 after 10 s',
      '  server process 10.0.0.7 does not answer: its SDKs are not counted',
      '  shop-0, @bunting/node 0.1.0: has said nothing yet',
      '  shop-1, @bunting/node 0.1.0: holds revision 0',
    ])
    expect(lines.at(-1)).toBe('  and 2 more')
  })
})

it('tells the history in words', () => {
  const entry = {
    ...{ at: '', actor: { name: 'Ana' }, via: 'ui', environment: null, comment: null },
    ...{ revision: 1, target: { type: 'flag', key: 'x' } },
  }
  const was = aConfiguration({ on: false })
  const is = aConfiguration({ fallthrough: shares('on', 25, 'off', 75), rules: [rule] })
  const words = (action: string, before: unknown = null, after: unknown = null) =>
    entryWords({ ...entry, action, before, after })
  expect(words('flag.configured', was, is)).toBe('switched on, now 25 % on, 75 % off, other rules')
  expect(words('flag.configured', was, was)).toBe('changed')
  expect(words('flag.killed')).toBe('killed')
  expect(words('release.rolled-back')).toBe('release rolled back')
})

it('explains an answer step by step', () => {
  const decision = { value: true, variant: 'on', reason: 'TARGETING_MATCH' }
  const step = { condition, found: 'pro', outcome: 'match', holds: true }
  const steps = [
    { step: 'targets' as const },
    { step: 'rule' as const, index: 0, name: 'beta', conditions: [step], holds: true },
    { step: 'serve' as const, variant: 'on' },
  ]
  const about = { flag: 'new-checkout', environment: 'production', who: 'ana' }
  expect(explainedWords({ decision, steps, revision: 7 }, about, PLAIN)).toBe(
    `new-checkout in production, revision 7, answers ana

  on (true), reason TARGETING_MATCH

because
  no  no target names them
  yes rule 1 beta
      yes plan is one of pro, team – it is pro
  gets on`,
  )
})

it('declares flags by the types of their values, whatever they are called', () => {
  const json = { wide: { columns: 3, 'on-top': [1, 'a', null] }, none: {}, "it's": [] }
  const flags = [
    aFlag(),
    aFlag({
      key: 'colour',
      name: 'colour',
      type: 'string',
      variants: { grey: '#888', blue: '#36f' },
    }),
    aFlag({ key: 'layout', name: 'Ends */ here', type: 'json', variants: json, clientSide: false }),
  ]
  expect(declarationsOf('shop', flags)).toBe(
    `// The flags of project shop. Made by \`bunting types\`: run it again instead of editing this.
declare namespace Bunting {
  interface Flags {
    /** New checkout */
    'new-checkout': { on: boolean; off: boolean }
    colour: { grey: string; blue: string }
    /** Ends * / here (server only) */
    layout: { wide: { columns: number; 'on-top': (number | string | null)[] }; none: {}; 'it\\'s': unknown[] }
  }
}`,
  )
})

it('says of a refusal what to do', () => {
  const attempt = {
    again: (more: string) => `bunting on x ${more}`,
    other: (...words: string[]) => `bunting ${words.join(' ')} -p shop`,
    ...{ mayAsk: true, flag: 'x', environment: 'production', url: 'https://flags' },
    page: 'https://flags/default/production/flags/x',
  }
  const advice = (code: string, more = {}) => adviceOn(new Failure(code, '', more), attempt)
  expect(advice('approval_required')).toBe('Ask for it: bunting on x --ask')
  expect(advice('comment_required')).toBe("Say why: bunting on x -m '…'")
  expect(advice('stale_version')).toBe('Somebody was faster. Look first: bunting flag x -p shop')
  expect(advice('too_many_requests', { retryAfterS: 7 })).toBe('Try again in 7 s')
  expect(advice('unauthorized')).toContain('https://flags/account')
  expect(advice('place_locked')).toBe('Its page: https://flags/default/production/flags/x')
  expect(advice('internal')).toBeUndefined()
})

it('has a help that fits into 80 columns', () => {
  const helps = [helpText(), ...COMMANDS.map(commandHelp)]
  const lines = helps.flatMap((help) => help.split('\n'))
  expect(lines.filter((line) => line.length > 80)).toEqual([])
})
