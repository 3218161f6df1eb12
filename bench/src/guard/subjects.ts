import { decide, decideWeighed } from '@bunting/flag-server/releases/decide.ts'
import type { Evidence } from '@bunting/flag-server/releases/evidence.ts'
import { logMixture } from '@bunting/flag-server/releases/guard/mixture-e-process.ts'
import type { Trials } from '@bunting/flag-server/releases/guard/trials.ts'
import { comparisons, weigh } from '@bunting/flag-server/releases/weigh.ts'

/** What decides over the releases. */
export interface Subject {
  readonly name: string
  readonly decide: typeof decide
  /** Where it is worth its time; everywhere without. */
  readonly scenarios?: readonly string[]
}

/** Ours, and the same rules with another test in its place, to see what the choice is worth. */
export const SUBJECTS: readonly Subject[] = [
  { name: 'bunting', decide },
  {
    // The mixture over ratios alone, with bets placed only once, at the start of the release.
    name: 'one-bet',
    scenarios: ['x2', 'x5', 'late-x5', 'last-x5'],
    decide: withTest((trials) => logMixture(trials, 1)),
  },
  {
    // Two proportions, one-sided at 0.01, as if each look were the only one.
    name: 'z-test',
    scenarios: ['null-flat'],
    decide: withTest((trials, evidence) => (zScore(trials, evidence) > 2.326 ? 1_000 : 0)),
  },
]

/** The production rules, with log E of each guard from somewhere else. */
function withTest(test: (trials: readonly Trials[], evidence: Evidence) => number): typeof decide {
  return (release, evidence, now) => {
    const weighed = weigh(release, evidence)
    const bets = new Map(
      Object.entries(evidence.guards).map(([id, counted]) => [
        id,
        [counted.kind === 'comparison' ? test(comparisons(counted, evidence), evidence) : 0],
      ]),
    )
    const against = new Map([...bets].map(([id, logs]) => [id, logs[0] ?? 0]))
    return decideWeighed(release, evidence, { ...weighed, against, bets }, now)
  }
}

function zScore(trials: readonly Trials[], { stretches }: Evidence): number {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const hits = sum(trials.map((one) => one.hits))
  const misses = sum(trials.map((one) => one.misses))
  const treated = sum(stretches.map(({ firstExposures }) => firstExposures.treatment))
  const untreated = sum(stretches.map(({ firstExposures }) => firstExposures.control))
  const rate = (hits + misses) / (treated + untreated)
  const variance = rate * (1 - rate) * (1 / treated + 1 / untreated)
  return variance > 0 ? (hits / treated - misses / untreated) / Math.sqrt(variance) : 0
}
