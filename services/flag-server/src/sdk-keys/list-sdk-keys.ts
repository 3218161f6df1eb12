import { and, eq } from 'drizzle-orm'
import { liveFirst, liveFirstCursor } from '../database/live-first.ts'
import { hasEnded } from '../database/not-ended.ts'
import { sdkKeys } from '../database/schema.ts'
import type { EndedQuery } from '../http/ended-query.ts'
import { findEnvironment } from '../projects/find-project.ts'
import type { Services } from '../services.ts'
import { sdkKeyView } from './sdk-key-rows.ts'
import type { SdkKeyList } from './sdk-key-schemas.ts'

/** A replica that is there answers in a few milliseconds. */
const REPLICAS_MS = 1_000

/** A page of an environment's keys, and how many sockets each holds open on all replicas. */
export async function listSdkKeys(
  { db, answering, replicaQuestions }: Pick<Services, 'db' | 'answering' | 'replicaQuestions'>,
  address: { readonly project: string; readonly environment: string },
  query: EndedQuery,
): Promise<SdkKeyList> {
  const { environment } = await findEnvironment(db, address.project, address.environment)
  const here = eq(sdkKeys.environmentId, environment.id)
  const { place, where, order } = liveFirst(sdkKeys, query)
  const [rows, ended, own, others] = await Promise.all([
    db
      .select({ key: sdkKeys, place })
      .from(sdkKeys)
      .where(and(here, where))
      .orderBy(...order)
      .limit(query.limit + 1),
    db.$count(sdkKeys, and(here, hasEnded(sdkKeys))),
    answering.sdkKeys(environment.id, null),
    replicaQuestions.ask('sdkKeys', environment.id, null, REPLICAS_MS),
  ])
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const all = own ? [own, ...others.answers] : others.answers
  return {
    sdkKeys: page.map(({ key }) => ({
      ...sdkKeyView(key),
      connections: all.reduce((sum, counts) => sum + (counts[key.id] ?? 0), 0),
    })),
    nextCursor: last && rows.length > query.limit ? liveFirstCursor(last.place, last.key) : null,
    ended,
    silent: others.silent.map((replica) => replica.address),
  }
}
