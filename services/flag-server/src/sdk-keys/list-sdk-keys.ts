import { desc, eq } from 'drizzle-orm'
import { sdkKeys } from '../database/schema.ts'
import { findEnvironment } from '../projects/find-project.ts'
import type { Services } from '../services.ts'
import { sdkKeyView } from './sdk-key-rows.ts'
import type { SdkKeyList } from './sdk-key-schemas.ts'

/** A replica that is there answers in a few milliseconds. */
const REPLICAS_MS = 1_000

/** An environment's keys, the newest first, and how many sockets each holds open on all replicas. */
export async function listSdkKeys(
  { db, answering, replicaQuestions }: Pick<Services, 'db' | 'answering' | 'replicaQuestions'>,
  address: { readonly project: string; readonly environment: string },
): Promise<SdkKeyList> {
  const { environment } = await findEnvironment(db, address.project, address.environment)
  const [rows, own, others] = await Promise.all([
    db
      .select()
      .from(sdkKeys)
      .where(eq(sdkKeys.environmentId, environment.id))
      .orderBy(desc(sdkKeys.createdAt)),
    answering.sdkKeys(environment.id, null),
    replicaQuestions.ask('sdkKeys', environment.id, null, REPLICAS_MS),
  ])
  const all = own ? [own, ...others.answers] : others.answers
  return {
    sdkKeys: rows.map((row) => ({
      ...sdkKeyView(row),
      connections: all.reduce((sum, counts) => sum + (counts[row.id] ?? 0), 0),
    })),
    silent: others.silent.map((replica) => replica.address),
  }
}
