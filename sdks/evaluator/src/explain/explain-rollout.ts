import { attributeOf, readAttribute, unitOf } from '../attribute.ts'
import type { EvaluationContext } from '../decision.ts'
import { murmur3 } from '../murmur3.ts'
import type { Rollout } from '../ruleset.ts'
import { INSTANCE, WHOLE } from '../serve.ts'
import type { ArmStep, RolloutStep } from './explanation.ts'

export function explainRollout(
  { bucketBy = 'targetingKey', hash = 'murmur3-v1', salt, shares }: Rollout,
  flagSalt: string,
  context: EvaluationContext,
  instance?: string,
): RolloutStep {
  const used = salt ?? flagSalt
  const unit = unitFor(context, bucketBy, bucketBy === INSTANCE ? instance : undefined)
  const position = unit === undefined ? undefined : murmur3(`${used}:${unit}`)
  let sum = 0
  const arms: ArmStep[] = shares.map(({ variant, share }) => {
    const from = boundary(sum)
    sum += share
    return { variant, share, from, to: boundary(sum) }
  })
  return { bucketBy, hash, salt: used, unit, position, arms }
}

function unitFor(
  context: EvaluationContext,
  bucketBy: string,
  otherwise: string | undefined,
): string | undefined {
  try {
    const found = readAttribute(context, attributeOf(bucketBy))
    return unitOf(found === undefined ? otherwise : found)
  } catch {
    return undefined
  }
}

function boundary(share: number): number {
  return Math.floor((share * 2 ** 32) / WHOLE)
}
