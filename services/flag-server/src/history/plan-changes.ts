import { isDeepStrictEqual } from 'node:util'
import { and, eq, inArray } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { flagConfigurations, flags, segmentConfigurations, segments } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import { refuseMovedPlaces } from '../releases/refuse-moved-places.ts'
import { segmentContent, type Wanted, withContent } from './contents.ts'
import { keepValid } from './keep-valid.ts'
import type { Plan, PlannedFlag, PlannedSegment, Refusal, Scope } from './plan.ts'

/**
 * What has to be written for some flags and segments to be as wanted. What is so already is left out;
 * what cannot be is refused one by one, and the rest is checked as it would be all together.
 */
export async function planChanges(
  tx: Database | Transaction,
  scope: Scope,
  wanted: Wanted,
): Promise<Plan> {
  const ofFlags = await planFlags(tx, scope, wanted)
  const ofSegments = await planSegments(tx, scope, wanted)
  const plan = {
    scope,
    flags: ofFlags.planned,
    segments: ofSegments.planned,
    refused: [...ofFlags.refused, ...ofSegments.refused],
  }
  return keepValid(tx, plan)
}

async function planFlags(
  tx: Database | Transaction,
  { project, environment }: Scope,
  wanted: Wanted,
): Promise<{ planned: PlannedFlag[]; refused: Refusal[] }> {
  const planned: PlannedFlag[] = []
  const refused: Refusal[] = []
  const keys = [...wanted.flags.keys()]
  if (keys.length === 0) return { planned, refused }
  const rows = await tx
    .select({ flag: flags, configuration: flagConfigurations })
    .from(flags)
    .innerJoin(
      flagConfigurations,
      and(
        eq(flagConfigurations.flagId, flags.id),
        eq(flagConfigurations.environmentId, environment.id),
      ),
    )
    .where(and(eq(flags.projectId, project.id), inArray(flags.key, keys)))
  const found = new Map(rows.map((row) => [row.flag.key, row]))
  for (const [key, content] of wanted.flags) {
    const row = found.get(key)
    try {
      if (!row || row.flag.archivedAt !== null) throw archived(key)
      const held = { project, environment, ...row }
      const next = withContent(row.configuration.document, content)
      if (isDeepStrictEqual(next, row.configuration.document)) continue
      refuseMovedPlaces(held, next)
      planned.push({ held, next })
    } catch (error) {
      refused.push(refusal('flag', key, error))
    }
  }
  return { planned, refused }
}

async function planSegments(
  tx: Database | Transaction,
  { project, environment }: Scope,
  wanted: Wanted,
): Promise<{ planned: PlannedSegment[]; refused: Refusal[] }> {
  const planned: PlannedSegment[] = []
  const refused: Refusal[] = []
  for (const [key, next] of wanted.segments) {
    // One at a time: lists may be megabytes.
    const [row] = await tx
      .select({ segment: segments, configuration: segmentConfigurations })
      .from(segments)
      .innerJoin(
        segmentConfigurations,
        and(
          eq(segmentConfigurations.segmentId, segments.id),
          eq(segmentConfigurations.environmentId, environment.id),
        ),
      )
      .where(and(eq(segments.projectId, project.id), eq(segments.key, key)))
    if (!row) {
      const error = new AppError('segment_not_found', `segment "${key}" was deleted`)
      refused.push({ target: { type: 'segment', key }, error })
    } else if (!isDeepStrictEqual(next, segmentContent(row.configuration))) {
      planned.push({ held: { project, environment, ...row }, next })
    }
  }
  return { planned, refused }
}

function archived(key: string): AppError {
  return new AppError('flag_not_found', `flag "${key}" is archived: nobody is served it any more`)
}

export function refusal(type: 'flag' | 'segment', key: string, error: unknown): Refusal {
  if (error instanceof AppError) return { target: { type, key }, error }
  throw error
}
