import { and, desc, eq } from 'drizzle-orm'
import { hasEnded, notEnded } from '../database/not-ended.ts'
import { sdkKeys } from '../database/schema.ts'
import { findEnvironment } from '../projects/find-project.ts'
import type { Services } from '../services.ts'
import { sdkKeyView } from './sdk-key-rows.ts'
import type { SdkKeyList } from './sdk-key-schemas.ts'

/** A replica that is there answers in a few milliseconds. */
const REPLICAS_MS = 1_000

/**
 * An environment's keys, the newest first, and how many sockets each holds open on all replicas.
 *
 * @param withEnded also those that open nothing any more
 */
export async function listSdkKeys(
  { db, answering, replicaQuestions }: Pick<Services, 'db' | 'answering' | 'replicaQuestions'>,
  address: { readonly project: string; readonly environment: string },
  withEnded: boolean,
): Promise<SdkKeyList> {
  const { environment } = await findEnvironment(db, address.project, address.environment)
  const here = eq(sdkKeys.environmentId, environment.id)
  const [rows, ended, own, others] = await Promise.all([
    db
      .select()
      .from(sdkKeys)
      .where(and(here, withEnded ? undefined : notEnded(sdkKeys)))
      .orderBy(desc(sdkKeys.createdAt)),
    db.$count(sdkKeys, and(here, hasEnded(sdkKeys))),
    answering.sdkKeys(environment.id, null),
    replicaQuestions.ask('sdkKeys', environment.id, null, REPLICAS_MS),
  ])
  const all = own ? [own, ...others.answers] : others.answers
  return {
    sdkKeys: rows.map((row) => ({
      ...sdkKeyView(row),
      connections: all.reduce((sum, counts) => sum + (counts[row.id] ?? 0), 0),
    })),
    ended,
    silent: others.silent.map((replica) => replica.address),
  }
}
