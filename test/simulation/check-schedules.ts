import fc from 'fast-check'
import { simulate } from './simulate.ts'
import type { Sabotage } from './simulated-server.ts'
import { type Schedule, schedule } from './steps.ts'

export interface CheckOptions {
  readonly schedules: number
  /** Default: another each time. A failure tells its own. */
  readonly seed?: number | undefined
  readonly sabotage?: Sabotage | undefined
}

/**
 * Simulates so many schedules.
 * @throws Error with the shortest schedule found that breaks a guarantee, its trace, and its seed
 */
export async function checkSchedules({ schedules, seed, sabotage }: CheckOptions): Promise<void> {
  const keepsItsWord = fc.asyncProperty(schedule, async (tried) => {
    const { violations } = await simulate(tried, sabotage)
    return violations.length === 0
  })
  const result = await fc.check(keepsItsWord, {
    numRuns: schedules,
    ...(seed !== undefined && { seed }),
  })
  const [shortest] = result.counterexample ?? []
  if (!result.failed) return
  if (!shortest) throw result.errorInstance
  throw new Error(await report(shortest, result.seed, sabotage))
}

async function report(shortest: Schedule, seed: number, sabotage?: Sabotage): Promise<string> {
  const { trace } = await simulate(shortest, sabotage)
  const again = `--seed=${seed}, or simulate(${JSON.stringify(shortest)})`
  return ['a guarantee was broken:', ...trace, `to see it again: ${again}`].join('\n')
}
