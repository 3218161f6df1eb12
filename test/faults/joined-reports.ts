import type { ClientReport } from './watched-client.ts'

/** What is to be said of an SDK and of the one whose place it took. */
export function joined(before: ClientReport, now: ClientReport): ClientReport {
  return {
    ...now,
    history: [...before.history, ...now.history],
    served: sumServed([before, now]),
    violations: [...before.violations, ...now.violations],
  }
}

/** How often they were served each flag, taken together. */
export function sumServed(
  reports: readonly Pick<ClientReport, 'served'>[],
): Readonly<Record<string, number>> {
  const sum: Record<string, number> = {}
  for (const { served } of reports) {
    for (const [flag, count] of Object.entries(served)) sum[flag] = (sum[flag] ?? 0) + count
  }
  return sum
}
