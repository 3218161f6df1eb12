import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Fault } from './faults.ts'
import { NOT_FOR_BROWSERS, STEADY } from './flags.ts'

export type Counts = Readonly<Record<string, number>>

/** A restored database forgets; who is closed in an outage has a second to be heard, and is not. */
const LOSE_COUNTS: readonly Fault[] = ['restore-postgres', 'close-in-outage']
const WITHIN_MS = 15_000
const LOOK_MS = 250

/** What is wrong with what is stored, when this often each flag was served. */
export function miscounts(
  served: Counts,
  stored: Counts,
  { faults, hasPages }: { readonly faults: readonly Fault[]; readonly hasPages: boolean },
): string[] {
  const mayLose = faults.some((fault) => LOSE_COUNTS.includes(fault))
  return Object.keys({ ...served, ...stored }).flatMap((flag) => {
    const expected = served[flag] ?? 0
    const found = stored[flag] ?? 0
    // A page also asks for it when it renders, which nobody counts but the SDK.
    const isUnknown = hasPages && flag === STEADY
    // A page may be gone before what it says last is heard.
    const mayMiss = mayLose || (hasPages && !NOT_FOR_BROWSERS.includes(flag))
    if (isUnknown || found === expected || (mayMiss && found < expected)) return []
    return [`${flag} was served ${expected} times, and is counted ${found} times`]
  })
}

/** Waits until each evaluation is counted, and once. */
export async function settleCounts(
  databaseUrl: string,
  environmentId: string,
  isWrong: (stored: Counts) => readonly string[],
): Promise<readonly string[]> {
  const deadline = performance.now() + WITHIN_MS
  for (;;) {
    const wrong = isWrong(await readCounts(databaseUrl, environmentId))
    if (wrong.length === 0 || performance.now() > deadline) return wrong
    await delay(LOOK_MS)
  }
}

async function readCounts(databaseUrl: string, environmentId: string): Promise<Counts> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ flag: string; count: string }>(
      `select flag_key as flag, sum(count) as count from evaluation_counts
       where environment_id = $1 and variant <> '' and minutes = 1 group by flag_key`,
      [environmentId],
    )
    return Object.fromEntries(rows.map(({ flag, count }) => [flag, Number(count)]))
  } finally {
    await client.end()
  }
}
