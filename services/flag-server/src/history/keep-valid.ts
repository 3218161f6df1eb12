import type { Flag, Segment } from '@bunting/evaluator'
import { checkFlag, type Existing } from '@bunting/evaluator/check'
import { and, eq, isNull } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { flagConfigurations, flags } from '../database/schema.ts'
import { flagOf } from '../flags/flag-rows.ts'
import { type FieldError, invalid } from '../http/app-error.ts'
import { faultsAround } from '../segments/check-segment-configuration.ts'
import { segmentsIn, withoutLists } from '../segments/segments-in.ts'
import type { Plan, Refusal } from './plan.ts'

/**
 * Takes out of a plan what the evaluator could not work with once all of it is written: a prerequisite
 * on an archived flag, a segment that was deleted, a variant that is no more, a circle. Each may be
 * what another needs, so it looks again until nothing is left to take out.
 */
export async function keepValid(tx: Database | Transaction, plan: Plan): Promise<Plan> {
  if (plan.flags.length === 0 && plan.segments.length === 0) return plan
  const { id } = plan.scope.environment
  const isNow = { flags: await flagsIn(tx, id), segments: await segmentsIn(tx, id) }
  let kept = plan
  for (;;) {
    const left = takeOut(kept, isNow)
    if (left.refused.length === kept.refused.length) return left
    kept = left
  }
}

interface State {
  readonly flags: ReadonlyMap<string, Flag>
  readonly segments: ReadonlyMap<string, Segment>
}

function takeOut(plan: Plan, isNow: State): Plan {
  const after = stateAfter(plan, isNow)
  const existing: Existing = {
    flag: (key) => after.flags.get(key),
    segment: (key) => after.segments.get(key),
  }
  const refused: Refusal[] = []
  const refuse = (type: 'flag' | 'segment', key: string, faults: readonly FieldError[]) => {
    if (faults.length > 0) refused.push({ target: { type, key }, error: invalid(faults) })
    return faults.length === 0
  }
  const segments = plan.segments.filter(({ held: { segment } }) => {
    const candidate = after.segments.get(segment.key)
    return candidate && refuse('segment', segment.key, faultsAround(candidate, after.segments))
  })
  const flagsLeft = plan.flags.filter(({ held: { flag } }) => {
    const candidate = after.flags.get(flag.key)
    const problems = candidate ? checkFlag(candidate, existing) : []
    const faults = problems.map(({ path, message }) => ({ path: path.join('.'), message }))
    return refuse('flag', flag.key, faults)
  })
  return { ...plan, segments, flags: flagsLeft, refused: [...plan.refused, ...refused] }
}

function stateAfter(plan: Plan, isNow: State): State {
  const after = { flags: new Map(isNow.flags), segments: new Map(isNow.segments) }
  for (const { held, next } of plan.flags) {
    after.flags.set(held.flag.key, flagOf(held.flag, next))
  }
  for (const { held, next } of plan.segments) {
    const { key } = held.segment
    after.segments.set(key, withoutLists(key, next.conditions))
  }
  return after
}

async function flagsIn(
  tx: Database | Transaction,
  environmentId: string,
): Promise<Map<string, Flag>> {
  const rows = await tx
    .select({ flag: flags, document: flagConfigurations.document })
    .from(flagConfigurations)
    .innerJoin(flags, eq(flags.id, flagConfigurations.flagId))
    .where(and(eq(flagConfigurations.environmentId, environmentId), isNull(flags.archivedAt)))
  return new Map(rows.map(({ flag, document }) => [flag.key, flagOf(flag, document)]))
}
