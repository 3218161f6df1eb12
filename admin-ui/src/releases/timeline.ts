import type { ReleaseView } from '@bunting/flag-server/releases/release-schemas.ts'
import { WHOLE } from '../flags/shares.ts'
import { isLive, type Stage } from './release-state.ts'

/** `stopped`: the release ended here, before its plan did. */
export type StagePhase = 'done' | 'current' | 'stopped' | 'ahead'

export interface StageView {
  readonly index: number
  readonly stage: Stage
  /** In force while it lasts, 0 … 100,000. */
  readonly share: number
  readonly phase: StagePhase
  /** Of the bake time, 0 … 1; 1 when there is none. */
  readonly progress: number
  /** Of the bake time while it is current; null otherwise. */
  readonly leftMs: number | null
  /** How long it lasted, where the release ended in it; null otherwise. */
  readonly lastedMs: number | null
}

/** The treatment's share while a stage lasts: what is held back never has it. */
export function shareInForce({ share, holdback }: Pick<Stage, 'share' | 'holdback'>): number {
  return Math.min(share, WHOLE - holdback)
}

type Walk = Pick<ReleaseView, 'state' | 'stage' | 'stageSince' | 'endedAt' | 'startedAt'> & {
  readonly plan: Pick<ReleaseView['plan'], 'stages'>
}

/** @param now by the server's clock, milliseconds */
export function stageViews(release: Walk, now: number): readonly StageView[] {
  return release.plan.stages.map((stage, index) => {
    const phase = phaseOf(release, index)
    return {
      index,
      stage,
      share: shareInForce(stage),
      phase,
      progress: progressOf(release, stage, phase, now),
      leftMs: phase === 'current' ? leftMs(release, stage, now) : null,
      lastedMs: phase === 'stopped' ? elapsedMs(release, now) : null,
    }
  })
}

function phaseOf(release: Walk, index: number): StagePhase {
  const { state, stage, startedAt } = release
  if (state === 'completed') return 'done'
  if (startedAt === null || state === 'draft') return 'ahead'
  if (index < stage) return 'done'
  if (index > stage) return 'ahead'
  return isLive(release) ? 'current' : 'stopped'
}

function progressOf(release: Walk, { bakeMs }: Stage, phase: StagePhase, now: number): number {
  if (phase === 'done') return 1
  if (phase === 'ahead') return 0
  if (bakeMs === 0) return 1
  return Math.min(1, elapsedMs(release, now) / bakeMs)
}

function leftMs(release: Walk, { bakeMs }: Stage, now: number): number {
  return Math.max(0, bakeMs - elapsedMs(release, now))
}

function elapsedMs({ stageSince, endedAt }: Walk, now: number): number {
  if (stageSince === null) return 0
  const until = endedAt === null ? now : Date.parse(endedAt)
  return Math.max(0, until - Date.parse(stageSince))
}
