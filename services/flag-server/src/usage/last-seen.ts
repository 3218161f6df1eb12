import { and, inArray } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { evaluatedFlags } from './usage-tables.ts'

interface EnvironmentName {
  readonly environmentId: string
  readonly environmentKey: string
}

/** When each flag was last evaluated, by environment key; where it never was is not there. */
export async function lastSeenByFlag(
  db: Database | Transaction,
  environments: readonly EnvironmentName[],
  flagKeys: readonly string[],
): Promise<(flagKey: string) => Record<string, string>> {
  const names = new Map(environments.map((one) => [one.environmentId, one.environmentKey]))
  const byFlag = new Map<string, Record<string, string>>()
  if (names.size === 0 || flagKeys.length === 0) return () => ({})
  const rows = await db
    .select()
    .from(evaluatedFlags)
    .where(
      and(
        inArray(evaluatedFlags.environmentId, [...names.keys()]),
        inArray(evaluatedFlags.flagKey, [...flagKeys]),
      ),
    )
  for (const { environmentId, flagKey, lastSeenAt } of rows) {
    const seen = byFlag.get(flagKey) ?? {}
    seen[names.get(environmentId) ?? ''] = lastSeenAt.toISOString()
    byFlag.set(flagKey, seen)
  }
  return (flagKey) => byFlag.get(flagKey) ?? {}
}
