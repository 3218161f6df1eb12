import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { expect, it } from 'vitest'
import { differenceWords } from '../drafts/difference.ts'
import { aConfiguration } from '../flags/example-flag.ts'
import { aRelease } from '../releases/example-release.ts'
import {
  actionWords,
  actionWordsAlone,
  entryDifferences,
  kindWords,
  thingDifferences,
} from './audit-words.ts'

const entry = (parts: Partial<AuditEntry>): AuditEntry => ({
  id: '1',
  at: '2026-01-01T00:00:00.000Z',
  actor: { type: 'user', id: 'u', name: 'Ana' },
  via: 'ui',
  action: 'flag.configured',
  environment: 'production',
  target: { type: 'flag', key: 'new-checkout' },
  before: null,
  after: null,
  comment: null,
  revision: 3,
  ...parts,
})

const words = (parts: Partial<AuditEntry>) => entryDifferences(entry(parts)).map(differenceWords)

it('says that a flag was switched, and nothing more, when nothing more happened', () => {
  const switched = { before: aConfiguration({}), after: aConfiguration({ on: true }) }
  expect(actionWords(entry(switched))).toBe('turned on')
  expect(words(switched)).toEqual([])
})

it('lists what changed of a plan beside the configuration that it put in force', () => {
  const { plan } = aRelease({})
  const parts = {
    action: 'release.changed',
    before: { ...aConfiguration({}), plan },
    after: { ...aConfiguration({ offVariant: 'on' }), plan: { ...plan, guards: [] } },
  }
  expect(words(parts)).toEqual([expect.stringMatching(/^Guards: .* → none$/), 'When off: off → on'])
})

it('lists what changed of a configuration', () => {
  const parts = { before: aConfiguration({}), after: aConfiguration({ offVariant: 'on' }) }
  expect(actionWords(entry(parts))).toBe('changed')
  expect(words(parts)).toEqual(['When off: off → on'])
})

it('lists what changed of anything else, in words', () => {
  expect(
    words({
      action: 'flag.updated',
      before: { name: 'a', tags: [], clientSide: true, owner: null },
      after: { name: 'b', tags: ['x', 'y'], clientSide: false, owner: null },
    }),
  ).toEqual(['Name: a → b', 'Tags: none → x, y', 'Available to client-side SDKs: yes → no'])
})

it('lists what a restore of a whole environment changed, thing by thing', () => {
  const side = (on: boolean, includedCount: number) => ({
    flags: { 'new-checkout': aConfiguration({ on }) },
    segments: { staff: { includedCount, excludedCount: 0, conditions: [] } },
  })
  const after = side(true, 1)
  Object.assign(after.segments.staff, { added: { included: ['ana'], excluded: [] } })
  const restored = { action: 'environment.restored', before: side(false, 0), after }
  expect(words(restored)).toEqual(['new-checkout, state: off → on', 'staff, included: ana added'])
  expect(kindWords('environment.restored')).toBe('Environment: restored')
})

it('says of a proposal also that a flag is switched', () => {
  const differences = thingDifferences(aConfiguration({}), aConfiguration({ on: true }))
  expect(differences.map(differenceWords)).toEqual(['State: off → on'])
})

it('says of a proposal what it plans, before and after', () => {
  const { plan } = aRelease({})
  const changed = { ...plan, stages: plan.stages.slice(1) }
  expect(thingDifferences(plan, changed).map(({ what }) => what)).toEqual(['Stages'])
  const planned = thingDifferences(null, plan).map(differenceWords).join()
  expect(planned).toContain('Stages: 5')
  expect(planned).not.toContain('[object')
})

it('names what was made, ended or renamed', () => {
  const of = (action: string, type: string) =>
    actionWords(entry({ action, target: { type, key: 'k' } }))
  expect(of('flag.created', 'flag')).toBe('created')
  expect(of('flag.killed', 'flag')).toBe('killed')
  expect(of('sdk-key.revoked', 'sdk-key')).toBe('revoked SDK key')
  expect(of('sdk-key.rotated', 'sdk-key')).toBe('rotated SDK key')
  expect(of('project.renamed', 'project')).toBe('renamed project')
  expect(of('release.rolled-back', 'flag')).toBe('rolled back the release of')
  expect(of('webhook.created', 'webhook')).toBe('added webhook')
  expect(actionWordsAlone(entry({ action: 'release.started' }))).toBe('started the release')
})
