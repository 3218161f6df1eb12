import type { RollBackReason } from './decision.ts'
import type { Evidence } from './evidence.ts'
import { familyVerdict } from './guard/family.ts'
import type { Plan } from './plan.ts'
import { prometheusVerdict } from './prometheus-verdict.ts'
import type { Weighed } from './weigh.ts'

/** Why the treatment must go back to 0, if it must. */
export function rollBackReason(
  plan: Plan,
  evidence: Evidence,
  { bets }: Weighed,
): RollBackReason | undefined {
  const verdict = familyVerdict(bets, plan.alpha)
  if (verdict) return proven(verdict, bets.size, plan.alpha)
  for (const guard of plan.guards) {
    if (guard.kind !== 'prometheus' || guard.onBad !== 'roll-back') continue
    const found = prometheusVerdict(guard, evidence)
    if (found.type === 'bad') return { code: 'prometheus', guard: guard.id, value: found.value }
  }
  return undefined
}

function proven(
  verdict: NonNullable<ReturnType<typeof familyVerdict>>,
  guards: number,
  alpha: number,
): RollBackReason {
  const { logE } = verdict
  if (verdict.type === 'together') {
    return { code: 'worse-together', logE, logThreshold: -Math.log(alpha) }
  }
  return { code: 'worse', guard: verdict.guard, logE, logThreshold: Math.log(guards / alpha) }
}
