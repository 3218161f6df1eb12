import type { FeatureFlagsOptions } from './feature-flags-options.ts'

type OptionName = FeatureFlagsOptions extends infer Either
  ? Either extends unknown
    ? keyof Either
    : never
  : never

/** The compiler misses none. */
const KNOWN = Object.keys({
  url: 0,
  key: 0,
  offline: 0,
  application: 0,
  instance: 0,
  logger: 0,
  cacheDir: 0,
  bootstrap: 0,
  maxStalenessMs: 0,
  countEvaluations: 0,
  metrics: 0,
  previews: 0,
  silenceMs: 0,
  connectTimeoutMs: 0,
  maxReconnectDelayMs: 0,
  pollMs: 0,
} satisfies Record<OptionName, 0>)

/** Share of a name's letters that may be mistyped and still be meant. */
const MISTYPED = 0.34

/**
 * What to warn of when options have names that mean nothing here; undefined when all are known. A
 * newer SDK may know them, so nobody is refused for them. Tells no values.
 */
export function unknownOptionWords(options: object): string | undefined {
  const unknown = Object.keys(options).filter((name) => !KNOWN.includes(name))
  if (unknown.length === 0) return undefined
  const words = unknown.map((name) => {
    const close = nearestOption(name)
    return close === undefined ? `"${name}"` : `"${name}" (did you mean ${close}?)`
  })
  return `createFeatureFlags knows no option ${words.join(', ')}: ignored`
}

function nearestOption(name: string): string | undefined {
  const [nearest] = KNOWN.map((known) => ({
    known,
    away: distance(name.slice(0, 64).toLowerCase(), known.toLowerCase()),
  }))
    .filter(({ known, away }) => away <= known.length * MISTYPED)
    .sort((a, b) => a.away - b.away)
  return nearest?.known
}

/** Letters to insert, delete or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const [left = 0, diagonal = 0, above = 0] = [next[j], row[j], row[j + 1]]
      next.push(Math.min(left + 1, above + 1, diagonal + (a[i] === b[j] ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
