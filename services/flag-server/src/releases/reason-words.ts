import type { AdvanceReason, Decision, HoldReason, RollBackReason, WaitReason } from './decision.ts'
import { countInWords, durationInWords, evidenceInWords, shareInWords } from './number-words.ts'
import { EVERYBODY, type Plan, shareInForce } from './plan.ts'
import type { PreflightCheck } from './preflight.ts'

/** The sentence a person reads. `units` is what the release counts: users, companies, instances. */
export function decisionWords(decision: Decision, plan: Plan, units = 'users'): string {
  switch (decision.do) {
    case 'advance':
      return decision.to === 'completed'
        ? `Completed: ${advance(decision.reason)}.`
        : `On to ${stageWords(plan, decision.to)}: ${advance(decision.reason)}.`
    case 'roll-back':
      return `Rolled back: ${rollBack(decision.reason)}.`
    case 'hold':
      return `Holding: ${joined(decision.reasons.map((reason) => hold(reason, units)))}.`
    case 'wait':
      return `Waiting: ${waits(decision.reasons, plan, units)}.`
  }
}

/** `25 %`, the share of the stage; its number where the plan has no such stage. */
function stageWords({ stages }: Plan, at: number): string {
  const stage = stages[at]
  return stage ? shareInWords(shareInForce(stage) / EVERYBODY) : `stage ${at + 1}`
}

function advance(reason: AdvanceReason): string {
  switch (reason.code) {
    case 'proven-safe':
      return 'proven safe'
    case 'inconclusive':
      return `inconclusive, the longest bake is over and nothing was proven for ${namesInWords(reason.guards)}`
    case 'approved':
      return `approved, though nothing was proven for ${namesInWords(reason.unproven)}`
    case 'nothing-to-compare':
      return 'the bake time is over and there was nothing to compare'
  }
}

function rollBack(reason: RollBackReason): string {
  switch (reason.code) {
    case 'worse':
      return `${reason.guard} is worse in the treatment, evidence ${evidence(reason)}`
    case 'worse-together':
      return `the guards together are worse in the treatment, evidence ${evidence(reason)}`
    case 'prometheus':
      return `${reason.guard} is past its threshold at ${reason.value}`
  }
}

function evidence({ logE, logThreshold }: { logE: number; logThreshold: number }): string {
  return `${evidenceInWords(logE)} where ${evidenceInWords(logThreshold)} is enough`
}

function hold(reason: HoldReason, units: string): string {
  switch (reason.code) {
    case 'missing-data':
      return `evidence is missing (${reason.what.join(', ')})`
    case 'flag-off':
      return 'the flag is off, so nobody is in the treatment'
    case 'stale-evidence':
      return 'the evidence is not of now'
    case 'share-mismatch':
      return `${shareInWords(reason.counted / EVERYBODY)} are in the treatment instead of ${shareInWords(reason.expected / EVERYBODY)}`
    case 'silent-guard':
      return reason.silentMs === null
        ? `${reason.guard} has never reported`
        : `${reason.guard} has not reported for ${durationInWords(reason.silentMs)}`
    case 'sample-ratio':
      return 'the arms are not seen in the ratio they were given, so reports of one get lost'
    case 'both-arms':
      return `${countInWords(reason.inBothArms)} of ${countInWords(reason.units)} ${units} were seen in both arms`
    case 'shared-incident':
      return `${reason.guard} is over its ceiling in both arms, something other than this release is broken`
    case 'prometheus-missing':
      return `${reason.guard} gets no answer from Prometheus`
    case 'prometheus':
      return `${reason.guard} is past its threshold at ${reason.value}`
    case 'preflight':
      return `preflight fails: ${joined(reason.checks.map(failedCheckWords))}`
  }
}

/** What is wrong, of a check that did not pass. */
export function failedCheckWords({ check, about }: PreflightCheck): string {
  switch (check) {
    case 'control-variant':
      return 'the variant to go back to does not exist'
    case 'guards-report':
      return `no recent report of ${about.join(', ')}`
    case 'builds':
      return `${about.join(', ')} does not know this flag`
    case 'only-release':
      return 'another release runs on this flag'
    case 'approval':
      return 'approval is missing'
  }
}

function waits(reasons: readonly WaitReason[], plan: Plan, units: string): string {
  const words = joined(reasons.map((reason) => wait(reason, plan, units)))
  return reasons.length > 1 ? `${words} before it may widen` : words
}

function wait(reason: WaitReason, plan: Plan, units: string): string {
  switch (reason.code) {
    case 'not-running':
      return `the release is ${reason.state.replace('_', ' ')}`
    case 'paused':
      return 'paused by a person, its guards go on watching'
    case 'hold-over':
      return 'what it held for is over'
    case 'bake-time':
      return `bake time, ${durationInWords(reason.leftMs)} left`
    case 'minimum-units':
      return `${countInWords(reason.missing)} more treated ${units}`
    case 'suspicion':
      return `evidence against it at ${evidenceInWords(reason.logE)}, which has to fall below ${evidenceInWords(reason.logLimit)}`
    case 'proof':
      return `at most ${durationInWords(reason.leftMs)} for ${namesInWords(reason.guards)} to prove it safe`
    case 'approval':
      return `${reason.because === 'inconclusive' ? 'nothing was proven, so ' : ''}a person has to approve ${
        reason.stage === 'completed' ? 'the end' : stageWords(plan, reason.stage)
      }`
  }
}

/** `a`; `a, and b`; `a; b; and c` – what is listed may hold commas. */
function joined(parts: readonly string[]): string {
  if (parts.length <= 2) return parts.join(', and ')
  return `${parts.slice(0, -1).join('; ')}; and ${parts.at(-1)}`
}

/** `a`; `a and b`; `a, b and c`. */
function namesInWords(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ')
}
