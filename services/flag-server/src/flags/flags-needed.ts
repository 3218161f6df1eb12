import type { Flag } from '@bunting/evaluator'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { flagConfigurations, flags } from '../database/schema.ts'
import { flagOf } from './flag-rows.ts'

/**
 * The flags that a flag's prerequisites lead to, however far: of one that needs none, nothing is
 * read. Whoever saves what depends on them has locked the environment.
 */
export async function flagsNeeded(
  tx: Database | Transaction,
  environmentId: string,
  flag: Flag,
): Promise<ReadonlyMap<string, Flag>> {
  const found = new Map<string, Flag>()
  const asked = new Set<string>([flag.key])
  let wanted = unasked([flag], asked)
  while (wanted.length > 0) {
    const rows = await tx
      .select({ flag: flags, document: flagConfigurations.document })
      .from(flagConfigurations)
      .innerJoin(flags, eq(flags.id, flagConfigurations.flagId))
      .where(
        and(
          eq(flagConfigurations.environmentId, environmentId),
          inArray(flags.key, wanted),
          isNull(flags.archivedAt),
        ),
      )
    const reached = rows.map((row) => flagOf(row.flag, row.document))
    for (const one of reached) found.set(one.key, one)
    wanted = unasked(reached, asked)
  }
  return found
}

function unasked(reached: readonly Flag[], asked: Set<string>): string[] {
  const needed = reached.flatMap(({ prerequisites }) => prerequisites.map((one) => one.flag))
  const fresh = [...new Set(needed)].filter((key) => !asked.has(key))
  for (const key of fresh) asked.add(key)
  return fresh
}
