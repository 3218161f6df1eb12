import type { ComparisonEvidence, Evidence, GuardEvidence, PerArm } from './evidence.ts'
import type { Release } from './release.ts'

/**
 * What is missing in the evidence, or cannot be; empty when it can be weighed. Whoever put it together
 * should never let this happen, and if it does the release holds instead of computing on.
 */
export function evidenceGaps(
  { plan, stage, stageSince }: Release,
  evidence: Evidence,
  now: number,
): readonly string[] {
  const { stretches, ratioFrom, treatedInStage, guards } = evidence
  const gaps: string[] = []
  const want = (holds: boolean, what: string) => {
    if (!holds) gaps.push(what)
  }
  want(plan.stages[stage] !== undefined, 'stage')
  want(stretches.length > 0, 'stretches')
  want(isIndex(ratioFrom, stretches.length), 'ratioFrom')
  want(isCount(treatedInStage), 'treatedInStage')
  want([now, stageSince, evidence.at].every(Number.isFinite), 'time')
  for (const [at, stretch] of stretches.entries()) {
    const { share, firstExposures, units, inBothArms } = stretch
    want(share >= 0 && share <= 100_000, `stretches.${at}.share`)
    want(areCounts(firstExposures), `stretches.${at}.firstExposures`)
    want(areCounts(units) && isCount(inBothArms), `stretches.${at}.units`)
  }
  for (const guard of plan.guards) {
    const found = Object.hasOwn(guards, guard.id) ? guards[guard.id] : undefined
    const kind = guard.kind === 'prometheus' ? 'prometheus' : 'comparison'
    want(isWhole(found, kind, stretches.length), `guards.${guard.id}`)
  }
  return gaps
}

function isWhole(
  found: GuardEvidence | undefined,
  kind: GuardEvidence['kind'],
  stretches: number,
): boolean {
  if (found?.kind !== kind) return false
  return found.kind === 'prometheus' || isCounted(found, stretches)
}

function isCounted(counted: ComparisonEvidence, stretches: number): boolean {
  const { countFrom, bad, again, recent } = counted
  const rates = [recent.control, recent.treatment]
  return (
    isIndex(countFrom, stretches) &&
    bad.length === stretches &&
    bad.every(areCounts) &&
    (again ?? []).every((one) => areCounts(one) && isIndex(one.stretch, stretches)) &&
    (again ?? []).every((one) => isCount(one.previous) && one.previous < one.stretch) &&
    rates.every((rate) => isCount(rate.units) && isCount(rate.bad))
  )
}

function areCounts({ control, treatment }: PerArm): boolean {
  return isCount(control) && isCount(treatment)
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isIndex(value: number, length: number): boolean {
  return isCount(value) && value < Math.max(1, length)
}
