import { decide } from '@bunting/flag-server/releases/decide.ts'
import type { Decision } from '@bunting/flag-server/releases/decision.ts'
import { recompute, recordDecision } from '@bunting/flag-server/releases/evidence-record.ts'
import { type Plan, shareInForce } from '@bunting/flag-server/releases/plan.ts'
import type { Release } from '@bunting/flag-server/releases/release.ts'
import { type Decided, transition } from '@bunting/flag-server/releases/release-state.ts'
import { countedEvidence } from './counted-evidence.ts'
import type { Traffic } from './traffic.ts'

const MINUTE = 60_000
/** A release that got nowhere in ten days is left. */
const LONGEST_MINUTES = 10 * 24 * 60

export interface World {
  readonly traffic: Traffic
  /** Probability of going bad in the control. */
  readonly rate: (minute: number) => number
  /** How many times that in the treatment. */
  readonly ratio: (share: number) => number
  /** Whether something is wrong at this share, so that time and units count. */
  readonly isWrong: (share: number) => boolean
}

export interface Outcome {
  readonly end: 'completed' | 'rolled-back' | 'held' | 'left'
  /** Whether it ended after something went wrong, and not for no reason before that. */
  readonly wasWrong: boolean
  /** Minutes, and units that met the treatment, since something went wrong. */
  readonly minutes: number
  readonly treated: number
}

/**
 * One release from its start to its end, at every tick with the decision of the production code. A
 * person approves whatever is asked. Each decision that moves something is recomputed from its record after a
 * journey through JSON. `untilHeld` names a hold that ends the run.
 *
 * @param judge decides in place of the production code; its decisions are not recomputed
 */
export function runRelease(
  plan: Plan,
  world: World,
  untilHeld?: 'sample-ratio',
  judge: typeof decide = decide,
): Outcome {
  const counted = countedEvidence(plan.guards)
  let release: Release = {
    plan,
    state: 'running',
    stage: 0,
    stageSince: 0,
    approved: plan.stages.map((_, at) => at),
    standing: [],
  }
  let [minute, wrongSince, treated] = [0, 0, 0]
  while (minute < LONGEST_MINUTES) {
    const stage = plan.stages[release.stage]
    if (!stage) break
    const share = shareInForce(stage)
    const minutes = tickMinutes(stage.bakeMs, minute)
    const stretch = counted.begin(share, minute * MINUTE)
    const ratio = world.ratio(share / 100_000)
    const arrivals = world.traffic({
      minute,
      minutes,
      share: share / 100_000,
      stretch,
      rate: world.rate(minute),
      ratio,
    })
    minute += minutes
    const now = minute * MINUTE
    counted.add(arrivals, now)
    const isWrong = world.isWrong(share / 100_000)
    if (isWrong) treated += arrivals.units.treatment
    else wrongSince = minute
    const evidence = counted.read(now)
    const decision = judge(release, evidence, now)
    const outcome = { wasWrong: isWrong, minutes: minute - wrongSince, treated }
    if (decision.do === 'wait' && release.state === 'running') continue
    if (judge === decide && (decision.do !== 'hold' || release.state === 'running')) {
      mustRecompute(release, evidence, now)
    }
    if (decision.do === 'roll-back') return { ...outcome, end: 'rolled-back' }
    if (decision.do === 'hold' && decision.reasons.some(({ code }) => code === untilHeld)) {
      return { ...outcome, end: 'held' }
    }
    const after = follow(release, decision, now)
    if (after.stage !== release.stage) counted.beginStage()
    if (after.state === 'completed') return { ...outcome, end: 'completed' }
    release = after
  }
  return { end: 'left', wasWrong: treated > 0, minutes: minute, treated }
}

/** Half a minute while it matters most, longer in a stage that takes a day. */
function tickMinutes(bakeMs: number, minute: number): number {
  if (bakeMs >= 600 * MINUTE) return 10
  return minute < 60 ? 0.5 : 1
}

/** What the runner would do, by the table of states. */
function follow(release: Release, decision: Decision, now: number): Release {
  const moved = transition(release.state, eventOf(decision))
  if ('refused' in moved) throw new Error(`the table refused ${decision.do}: ${moved.refused}`)
  const { state } = moved
  const standing = decision.do === 'hold' ? decision.reasons : []
  if (moved.effect !== 'next-stage') return { ...release, state, standing }
  return { ...release, state, standing, stage: release.stage + 1, stageSince: now }
}

function eventOf(decision: Decision): Decided {
  switch (decision.do) {
    case 'advance':
      return decision.to === 'completed' ? 'decided-to-complete' : 'decided-to-advance'
    case 'hold':
      return 'decided-to-hold'
    case 'roll-back':
      return 'decided-to-roll-back'
    case 'wait':
      return 'decided-to-wait'
  }
}

function mustRecompute(...[release, evidence, now]: Parameters<typeof recordDecision>): void {
  const text = JSON.stringify(recordDecision(release, evidence, now))
  if (!recompute(JSON.parse(text)).isSame) throw new Error(`not recomputable: ${text}`)
}
