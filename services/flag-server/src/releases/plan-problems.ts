import { EVERYBODY, type Guard, isComparisonGuard, type Plan, shareInForce } from './plan.ts'

/** What is wrong with a plan, and where; for the field to be marked in a form. */
export interface PlanProblem {
  /** Such as `stages.2.longestBakeMs`. */
  readonly path: string
  readonly message: string
}

/** Rules that types cannot say. Empty for a plan that can be run. */
export function planProblems(plan: Plan): readonly PlanProblem[] {
  return [
    ...(plan.control === plan.treatment
      ? [problem('treatment', 'Must be another variant than the control.')]
      : []),
    ...(plan.alpha > 0 && plan.alpha < 1 ? [] : [problem('alpha', 'Must be between 0 and 1.')]),
    ...(plan.stages.length > 0 ? [] : [problem('stages', 'A release needs a stage.')]),
    ...plan.stages.flatMap((_, at) => stageProblems(plan, at)),
    ...plan.guards.flatMap((guard, at) => guardProblems(plan, guard, at)),
    ...onlyPrometheus(plan.guards),
  ]
}

function stageProblems({ stages }: Plan, at: number): PlanProblem[] {
  const stage = stages[at]
  if (!stage) return []
  const problems: PlanProblem[] = []
  const want = (holds: boolean, field: string, message: string) => {
    if (!holds) problems.push(problem(`stages.${at}.${field}`, message))
  }
  const { share, holdback, bakeMs, longestBakeMs, minimumUnits } = stage
  want(isWhole(share) && share <= EVERYBODY, 'share', 'Must be a whole number from 0 to 100,000.')
  want(
    isWhole(holdback) && holdback <= EVERYBODY,
    'holdback',
    'Must be a whole number from 0 to 100,000.',
  )
  want(isWhole(bakeMs), 'bakeMs', 'Must be a whole number of milliseconds.')
  want(isWhole(longestBakeMs), 'longestBakeMs', 'Must be a whole number of milliseconds.')
  want(longestBakeMs >= bakeMs, 'longestBakeMs', 'Must not be shorter than the bake time.')
  want(isWhole(minimumUnits), 'minimumUnits', 'Must be a whole number.')
  const reachesNobody = shareInForce(stage) === 0 && minimumUnits > 0
  want(!reachesNobody, 'minimumUnits', 'At 0 % nobody is treated, so it must be 0.')
  const before = stages[at - 1]
  const grows = !before || shareInForce(stage) >= shareInForce(before)
  want(grows, 'share', 'Must not be smaller than in the stage before.')
  return problems
}

function guardProblems({ guards }: Plan, guard: Guard, at: number): PlanProblem[] {
  const problems: PlanProblem[] = []
  const want = (holds: boolean, field: string, message: string) => {
    if (!holds) problems.push(problem(`guards.${at}.${field}`, message))
  }
  want(guards.findIndex(({ id }) => id === guard.id) === at, 'id', 'Another guard has this id.')
  want(guard.id !== '', 'id', 'Must not be empty.')
  want(
    isWhole(guard.windowMs) && guard.windowMs > 0,
    'windowMs',
    'Must be more than 0 milliseconds.',
  )
  if (isComparisonGuard(guard)) {
    const { toleratedRatio: tolerated, ceiling } = guard
    want(tolerated >= 0.1 && tolerated <= 10, 'toleratedRatio', 'Must be from 0.1 to 10.')
    want(ceiling === null || (ceiling > 0 && ceiling < 1), 'ceiling', 'Must be between 0 and 1.')
    const isTimed = guard.kind !== 'latency' || guard.controlP95Ms > 0
    want(isTimed, 'controlP95Ms', 'Must be more than 0 milliseconds.')
  } else {
    want(Number.isFinite(guard.threshold), 'threshold', 'Must be a number.')
    want(isWhole(guard.inARow) && guard.inARow > 0, 'inARow', 'Must be a whole number from 1.')
  }
  return problems
}

/** A threshold on a query cannot tell a bad release from a bad day. */
function onlyPrometheus(guards: readonly Guard[]): PlanProblem[] {
  if (guards.length === 0 || guards.some(isComparisonGuard)) return []
  return [problem('guards', 'A Prometheus query needs a guard beside it that compares the arms.')]
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function problem(path: string, message: string): PlanProblem {
  return { path, message }
}
