import { DEFAULT_ALPHA } from '@bunting/flag-server/releases/strategies.ts'
import { type Bench, type Result, resultsFor } from './bench.ts'
import { seeded } from './guard/random.ts'
import { type Outcome, runRelease } from './guard/run-release.ts'
import { SCENARIOS, type Scenario } from './guard/scenarios.ts'
import { SUBJECTS } from './guard/subjects.ts'
import { median, quantile } from './statistics.ts'

/**
 * Releases from start to end through the production `decide`, simulated by the minute, thousands of times:
 * how often a release that is no worse is rolled back all the same, and how long and how many units it takes to
 * roll back one that is, or to hold one whose reports get lost. Beside it the same rules with simpler tests, where
 * that shows what the choice is worth.
 *
 * `--runs` of each null (default 1,600), `--alternatives` of each other (default 400), `--only a,b`,
 * `--seed` (default 1)
 */
export const run: Bench = async ({ count, option, progress }) => {
  const runs = count('runs', 1_600)
  const alternatives = count('alternatives', 400)
  const seed = count('seed', 1)
  const only = option('only')?.split(',')
  const results: Result[] = []
  for (const [at, scenario] of SCENARIOS.entries()) {
    if (only && !only.includes(scenario.name)) continue
    for (const { name, decide, scenarios } of SUBJECTS) {
      if (scenarios && !scenarios.includes(scenario.name)) continue
      const isFull = scenario.kind === 'null' && name === 'bunting'
      const wanted = isFull ? runs : alternatives
      const outcomes: Outcome[] = []
      while (outcomes.length < wanted) {
        const done = outcomes.length
        if (done % 100 === 0) progress(`${scenario.name}, ${name}: run ${done} of ${wanted}`)
        const until = scenario.kind === 'sample-ratio' ? 'sample-ratio' : undefined
        const world = scenario.world(seeded(seed + at, done))
        outcomes.push(runRelease(scenario.plan, world, until, decide))
      }
      results.push(...resultsOf(scenario, name, outcomes))
    }
  }
  return results
}

function resultsOf(
  { name, kind }: Scenario,
  subject: string,
  outcomes: readonly Outcome[],
): Result[] {
  const result = resultsFor(name, subject)
  const runs = result('runs', outcomes.length, 'count')
  if (kind === 'null') {
    const rolledBack = outcomes.filter(({ end }) => end === 'rolled-back').length
    const rate = rolledBack / outcomes.length
    // Of the estimate if the true rate were α: at a rate of 0 its own would be 0 and promise too much.
    const error = Math.sqrt((DEFAULT_ALPHA * (1 - DEFAULT_ALPHA)) / outcomes.length)
    return [
      result('falseRollbackRate', rate, 'ratio'),
      result('standardError', error, 'ratio'),
      runs,
    ]
  }
  const wanted = kind === 'regression' ? 'rolled-back' : 'held'
  const found = outcomes.filter(({ end, wasWrong }) => end === wanted && wasWrong)
  const results = [result('detected', found.length / outcomes.length, 'ratio'), runs]
  if (found.length === 0) return results
  const minutes = found.map((outcome) => outcome.minutes)
  return [
    result('medianMinutes', median(minutes), 'minutes'),
    result('p90Minutes', quantile(minutes, 0.9), 'minutes'),
    result('unitsHarmed', median(found.map(({ treated }) => treated)), 'units'),
    ...results,
  ]
}
