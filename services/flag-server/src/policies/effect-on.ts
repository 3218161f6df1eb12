import type { Flag, Segment } from '@bunting/evaluator'
import { and, desc, eq, inArray, isNull, notInArray, or, sql } from 'drizzle-orm'
import type { Transaction } from '../database/connect.ts'
import { changes, flagConfigurations, flags } from '../database/schema.ts'
import { flagOf } from '../flags/flag-rows.ts'
import type { Change } from '../revisions/commit-revision.ts'
import { segmentsIn } from '../segments/segments-in.ts'
import type { Effect } from './effect.ts'
import { askedSegments, type RulesetChange, raisesExposure } from './raises-exposure.ts'
import type { Sides } from './segments-imply.ts'

/**
 * What a revision does to people, told from the lines that SDKs have and those that they would get. To
 * be called before the new lines are written, with the environment locked.
 */
export async function effectOn(
  tx: Transaction,
  environmentId: string,
  changed: readonly Change[],
): Promise<Effect> {
  const before = await linesNow(tx, environmentId, changed)
  const change: RulesetChange = {
    flags: sidesOf<Flag>('flag', changed, before),
    segments: sidesOf<Segment>('segment', changed, before),
    around: await readAround(tx, environmentId, changed),
  }
  return { changesWhatIsThere: changesAnything(change), raisesExposure: raisesExposure(change) }
}

/** New things were nobody's, and a segment is deleted when nothing asks for it any more. */
function changesAnything(change: RulesetChange): boolean {
  if ([...change.flags.values()].some(({ before }) => before !== undefined)) return true
  const was = [...change.segments].filter(([, { before }]) => before !== undefined)
  if (was.some(([, { after }]) => after !== undefined)) return true
  const asked = was.length > 0 ? askedSegments(change) : new Set()
  return was.some(([key]) => asked.has(key))
}

const nameOf = ({ kind, key }: Pick<Change, 'kind' | 'key'>) => `${kind} ${key}`

function sidesOf<T>(
  wanted: Change['kind'],
  changed: readonly Change[],
  before: ReadonlyMap<string, string | null>,
): Map<string, Sides<T>> {
  // Lines were valid when they were written.
  const parse = (line: string | null | undefined): T | undefined =>
    line === null || line === undefined ? undefined : JSON.parse(line)
  const ofKind = changed.filter(({ kind }) => kind === wanted)
  return new Map(
    ofKind.map((one) => [
      one.key,
      { before: parse(before.get(nameOf(one))), after: parse(one.line) },
    ]),
  )
}

/** The newest line of each. */
async function linesNow(
  tx: Transaction,
  environmentId: string,
  changed: readonly Change[],
): Promise<ReadonlyMap<string, string | null>> {
  const keys = (kind: Change['kind']) =>
    changed.filter((one) => one.kind === kind).map(({ key }) => key)
  const rows = await tx
    .selectDistinctOn([changes.kind, changes.key], {
      kind: changes.kind,
      key: changes.key,
      line: changes.line,
    })
    .from(changes)
    .where(
      and(
        eq(changes.environmentId, environmentId),
        or(
          and(eq(changes.kind, 'flag'), inArray(changes.key, keys('flag'))),
          and(eq(changes.kind, 'segment'), inArray(changes.key, keys('segment'))),
        ),
      ),
    )
    .orderBy(changes.kind, changes.key, desc(changes.revision))
  return new Map(rows.map((row) => [nameOf(row), row.line]))
}

/** Only what a change can reach through: flags with prerequisites and, for segments, who asks for any. */
async function readAround(
  tx: Transaction,
  environmentId: string,
  changed: readonly Change[],
): Promise<RulesetChange['around']> {
  const changedFlags = changed.filter(({ kind }) => kind === 'flag').map(({ key }) => key)
  const changedSegments = changed.filter(({ kind }) => kind === 'segment').map(({ key }) => key)
  const asksForSegment = sql`${flagConfigurations.document} -> 'rules' @> '[{"conditions": [{"operator": "inSegment"}]}]'::jsonb`
  const needsFlag = sql`jsonb_array_length(${flagConfigurations.document} -> 'prerequisites') > 0`
  const rows = await tx
    .select({ flag: flags, document: flagConfigurations.document })
    .from(flagConfigurations)
    .innerJoin(flags, eq(flags.id, flagConfigurations.flagId))
    .where(
      and(
        eq(flagConfigurations.environmentId, environmentId),
        isNull(flags.archivedAt),
        notInArray(flags.key, changedFlags),
        changedSegments.length > 0 ? or(needsFlag, asksForSegment) : needsFlag,
      ),
    )
  const segments = changedSegments.length > 0 ? await segmentsIn(tx, environmentId) : new Map()
  for (const key of changedSegments) segments.delete(key)
  return {
    flags: rows.map(({ flag, document }) => flagOf(flag, document)),
    segments: [...segments.values()],
  }
}
