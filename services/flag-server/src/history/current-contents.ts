import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { flagConfigurations, flags, segmentConfigurations, segments } from '../database/schema.ts'
import type { SegmentConfiguration } from '../segments/segment-schemas.ts'
import { type FlagContent, flagContent, segmentContent } from './contents.ts'
import type { Scope } from './plan.ts'

/** What some flags and segments are in an environment now; those that are gone are not there. */
export async function currentContents(
  tx: Database | Transaction,
  { project, environment }: Scope,
  wanted: readonly { readonly kind: 'flag' | 'segment'; readonly key: string }[],
): Promise<{
  flags: ReadonlyMap<string, FlagContent>
  segments: ReadonlyMap<string, SegmentConfiguration>
}> {
  const keys = (kind: 'flag' | 'segment') =>
    wanted.filter((one) => one.kind === kind).map(({ key }) => key)
  const ofFlags = await tx
    .select({ key: flags.key, document: flagConfigurations.document })
    .from(flags)
    .innerJoin(flagConfigurations, eq(flagConfigurations.flagId, flags.id))
    .where(
      and(
        eq(flags.projectId, project.id),
        eq(flagConfigurations.environmentId, environment.id),
        inArray(flags.key, keys('flag')),
        isNull(flags.archivedAt),
      ),
    )
  const ofSegments = await tx
    .select({ key: segments.key, configuration: segmentConfigurations })
    .from(segments)
    .innerJoin(segmentConfigurations, eq(segmentConfigurations.segmentId, segments.id))
    .where(
      and(
        eq(segments.projectId, project.id),
        eq(segmentConfigurations.environmentId, environment.id),
        inArray(segments.key, keys('segment')),
      ),
    )
  return {
    flags: new Map(ofFlags.map(({ key, document }) => [key, flagContent(document)])),
    segments: new Map(
      ofSegments.map(({ key, configuration }) => [key, segmentContent(configuration)]),
    ),
  }
}
