import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import type { Stage } from './release-state.ts'

export const HOUR = 3_600_000

export const aStage = (parts: Partial<Stage> = {}): Stage => ({
  share: 5_000,
  holdback: 0,
  bakeMs: HOUR,
  longestBakeMs: 2 * HOUR,
  minimumUnits: 500,
  approval: false,
  ...parts,
})

/** A release for tests: 5 %, 99 % with a holdback, everybody; started at noon. */
export function aRelease(parts: Partial<ReleaseDetail>): ReleaseDetail {
  return {
    id: '0a1b2c3d-0000-4000-8000-000000000000',
    project: 'shop',
    environment: 'production',
    flag: 'new-checkout',
    rule: null,
    bucketBy: null,
    plan: {
      strategy: 'canary',
      control: 'off',
      treatment: 'on',
      stages: [
        aStage(),
        aStage({ share: 99_000, holdback: 1_000 }),
        aStage({ share: 100_000, bakeMs: 0, minimumUnits: 0 }),
      ],
      guards: [{ id: 'errors', kind: 'errors', windowMs: 60_000, toleratedRatio: 1, ceiling: 0.2 }],
      alpha: 0.01,
      pastLongestBake: { goOnUpTo: 25_000 },
    },
    state: 'running',
    stage: 0,
    stageSince: '2026-03-01T12:00:00.000Z',
    share: 5_000,
    locked: false,
    decision: null,
    why: 'Waiting: bake time, 18 min left.',
    createdAt: '2026-03-01T11:59:00.000Z',
    createdBy: 'Ana',
    comment: null,
    startedAt: '2026-03-01T12:00:00.000Z',
    endedAt: null,
    preflight: [],
    guards: [],
    exposures: {
      units: { control: 0, treatment: 0 },
      expected: null,
      logE: 0,
      logThreshold: Math.log(1_000),
      treatedInStage: 0,
      countedSince: null,
    },
    now: '2026-03-01T12:15:00.000Z',
    revision: 12,
    ...parts,
  }
}
