import { expect, it } from 'vitest'
import { binomial } from './binomial.ts'
import { seeded } from './random.ts'
import { regulars } from './regulars.ts'
import { type Outcome, runRelease } from './run-release.ts'
import { SCENARIOS } from './scenarios.ts'

/** A second or two of work, on a machine that may have other things to do. */
const SLOW_MS = 30_000

/** A part of what `npm run bench -- guard` does, with seeds that never change. */
function simulate(name: string, runs: number): Outcome[] {
  const scenario = SCENARIOS.find((one) => one.name === name)
  if (!scenario) throw new Error(`no scenario "${name}"`)
  const until = scenario.kind === 'sample-ratio' ? 'sample-ratio' : undefined
  // Without the day at 99 %, in which little can happen and most of the time goes.
  const plan = { ...scenario.plan, stages: scenario.plan.stages.slice(0, 4) }
  return Array.from({ length: runs }, (_, run) =>
    runRelease(plan, scenario.world(seeded(1, run)), until),
  )
}

it.each(['null-flat', 'null-incident', 'null-heavy-users', 'null-better'])(
  'rolls back no more releases than α of those that are no worse: %s',
  (name) => {
    const runs = 100
    const rolledBack = simulate(name, runs).filter(({ end }) => end === 'rolled-back').length
    expect(rolledBack / runs).toBeLessThanOrEqual(0.01 + 3 * Math.sqrt((0.01 * 0.99) / runs))
  },
  SLOW_MS,
)

it('finds five times as many bad events in minutes, and every time', () => {
  const outcomes = simulate('x5', 100)
  expect(outcomes.filter(({ end }) => end === 'rolled-back').length).toBe(100)
  const minutes = outcomes.map((outcome) => outcome.minutes).sort((a, b) => a - b)
  expect(minutes[50]).toBeLessThanOrEqual(12)
})

it('finds at the 25 % stage what was fine until then', () => {
  const outcomes = simulate('late-x5', 50).filter(({ wasWrong }) => wasWrong)
  expect(outcomes.length).toBeGreaterThanOrEqual(48)
  expect(outcomes.every(({ end, minutes }) => end === 'rolled-back' && minutes <= 5)).toBe(true)
})

it('holds a release whose treatment loses a fifth of its reports', () => {
  expect(simulate('srm-20', 50).every(({ end }) => end === 'held')).toBe(true)
})

it('counts every user who returns and fails once, and once in each stretch', () => {
  const crowd = { size: 500, visitsPerMinute: 3, proneness: 1 }
  const traffic = regulars([crowd], [0.1, 0.5], seeded(3))
  const shares = [0.1, 0.1, 0.5, 0.5, 1, 1]
  const seen = { bad: 0, exposed: 0, again: 0 }
  let stretch = -1
  for (const [minute, share] of shares.entries()) {
    const isNewStretch = share !== shares[minute - 1]
    if (isNewStretch) stretch++
    const { firstExposures, units, bad, again } = traffic({
      minute,
      minutes: 10,
      share,
      stretch,
      rate: 1,
      ratio: 1,
    })
    seen.exposed += firstExposures.control + firstExposures.treatment
    seen.bad += (bad[0]?.control ?? 0) + (bad[0]?.treatment ?? 0)
    seen.again += again.reduce((sum, one) => sum + one.control + one.treatment, 0)
    expect(units.control + units.treatment).toBe(isNewStretch ? 500 : 0)
  }
  expect(seen).toEqual({ bad: 500, exposed: 500, again: 1_000 })
})

it('is no worse than a coin for the first bad events of users who return', () => {
  // At a constant share each one falls into the treatment with the share's probability.
  let [hits, all] = [0, 0]
  for (let run = 0; run < 200; run++) {
    const random = seeded(5, run)
    const crowds = [
      { size: 50, visitsPerMinute: 5, proneness: 4 },
      { size: binomial(2_000, 0.5, random), visitsPerMinute: 0.05, proneness: 1 },
    ]
    const traffic = regulars(crowds, [0.25], random)
    for (let minute = 0; minute < 60; minute++) {
      const moment = { minute, minutes: 1, share: 0.25, stretch: 0 }
      const { bad } = traffic({ ...moment, rate: 0.01, ratio: 1 })
      hits += bad[0]?.treatment ?? 0
      all += (bad[0]?.treatment ?? 0) + (bad[0]?.control ?? 0)
    }
  }
  expect(Math.abs(hits / all - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / all))
})
