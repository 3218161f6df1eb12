import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { expect, it } from 'vitest'
import { aRelease } from './example-release.ts'
import { type EvidencePoint, movesOf } from './moves.ts'

const release = aRelease({})
const ANA = { type: 'user', id: 'u', name: 'Ana' } as const
const GUARD = { type: 'system', id: 'releases', name: 'Release guard' } as const

function entry(parts: Partial<AuditEntry>): AuditEntry {
  return {
    id: '1',
    at: '2026-03-01T12:30:00.004Z',
    actor: ANA,
    via: 'ui',
    action: 'release.started',
    environment: 'production',
    target: { type: 'flag', key: 'new-checkout' },
    before: null,
    after: null,
    comment: null,
    revision: 3,
    ...parts,
  }
}

const served = (share: number) => ({
  release: { id: release.id },
  fallthrough: {
    rollout: {
      shares: [
        { variant: 'on', share },
        { variant: 'off', share: 100_000 - share },
      ],
    },
  },
})

const point: EvidencePoint = {
  id: '7',
  at: '2026-03-01T12:30:00.000Z',
  moved: true,
  stage: 0,
  share: 5_000,
  state: 'running',
  do: 'advance',
  why: 'On to 25 %: proven safe.',
  codes: ['proven-safe'],
  harm: {},
  safety: {},
}

it('says what happened, why, and by whom', () => {
  const moves = movesOf(
    release,
    [
      entry({
        id: '2',
        action: 'release.advanced',
        actor: GUARD,
        after: { ...served(25_000), decision: { release: release.id, id: '7' } },
      }),
      entry({ after: served(5_000), comment: 'Here we go' }),
    ],
    [{ ...point, id: '6', why: 'On to 5 %: approved.' }, point],
  )
  expect(moves).toMatchObject([
    { words: 'Advanced to 25\u00a0%', reason: 'proven safe', by: null },
    { words: 'Started at 5\u00a0%', reason: null, by: 'Ana', comment: 'Here we go' },
  ])
})

it('leaves out other releases, other changes and the hourly counting on', () => {
  const other = { ...served(1), release: { id: 'another' } }
  expect(
    movesOf(
      release,
      [
        entry({ after: other }),
        entry({ action: 'flag.configured', after: served(5_000) }),
        entry({ action: 'release.counted-on', after: served(5_000) }),
      ],
      [],
    ),
  ).toEqual([])
})

it('tells of a plan, a pause and an unlocking too', () => {
  const lock = { release: release.id, rule: null, treatment: 'on' }
  const moves = movesOf(
    release,
    [
      entry({ action: 'flag.unlocked', before: { locks: [lock] }, after: {} }),
      entry({ action: 'release.paused', after: { release: release.id, state: 'paused' } }),
      entry({ action: 'release.created', after: { release: release.id } }),
    ],
    [],
  )
  expect(moves.map(({ words }) => words)).toEqual(['Unlocked', 'Paused', 'Planned'])
})

it('gives no reason whose decision it does not know', () => {
  const held = { action: 'release.held', actor: GUARD }
  const after = { release: release.id, decision: { release: release.id, id: '8' } }
  expect(movesOf(release, [entry({ ...held, after })], [point])).toMatchObject([{ reason: null }])
})
