import { isDeepStrictEqual } from 'node:util'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { flagConfigurations, flags, segmentConfigurations, segments } from '../database/schema.ts'
import type { FlagConfiguration } from '../flags/flag-schemas.ts'
import { flagContent } from '../history/contents.ts'
import { type Environment, findEnvironment } from '../projects/find-project.ts'
import { auditedLists } from '../segments/audited-lists.ts'
import type { ComparedItem, Comparison } from './comparison-schemas.ts'
import { rulesAlike } from './rules-alike.ts'

export interface ComparisonQuery {
  readonly left: string
  readonly right: string
  /** Part of a key, in any case. */
  readonly search?: string | undefined
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined
  /** 1 … 200. */
  readonly limit: number
}

/** The flags and segments that two environments of a project treat differently, by key. */
export async function compareEnvironments(
  db: Database,
  project: string,
  { left, right, search = '', cursor = '', limit }: ComparisonQuery,
): Promise<Comparison> {
  const { environment: one } = await findEnvironment(db, project, left)
  const { environment: other } = await findEnvironment(db, project, right)
  const found = [
    ...(await compareFlags(db, one, other)),
    ...(await compareSegments(db, one, other)),
  ]
  const differing = found.filter(({ item }) => item !== null)
  const part = search.toLowerCase()
  const rest = differing.filter(
    ({ place, key }) => place > cursor && key.toLowerCase().includes(part),
  )
  const shown = rest.slice(0, limit)
  const items = shown.flatMap(({ item }) => (item ? [item] : []))
  return {
    left: { environment: one.key, revision: one.revision },
    right: { environment: other.key, revision: other.revision },
    items: await withLists(db, one, other, items),
    differing: differing.length,
    total: found.length,
    nextCursor: rest.length > limit ? (shown.at(-1)?.place ?? null) : null,
  }
}

interface Compared {
  /** Flags before segments, each by key. */
  readonly place: string
  readonly key: string
  /** Null: alike. */
  readonly item: ComparedItem | null
}

const byPlace = (a: Compared, b: Compared) => (a.place < b.place ? -1 : 1)

async function compareFlags(
  db: Database,
  one: Environment,
  other: Environment,
): Promise<Compared[]> {
  const rows = await db
    .select({
      key: flags.key,
      environmentId: flagConfigurations.environmentId,
      document: flagConfigurations.document,
    })
    .from(flags)
    .innerJoin(flagConfigurations, eq(flagConfigurations.flagId, flags.id))
    .where(
      and(
        eq(flags.projectId, one.projectId),
        isNull(flags.archivedAt),
        inArray(flagConfigurations.environmentId, [one.id, other.id]),
      ),
    )
  const documents = new Map(rows.map((row) => [`${row.environmentId} ${row.key}`, row.document]))
  const keys = [...new Set(rows.map(({ key }) => key))]
  return keys
    .map((key): Compared => {
      const left = documents.get(`${one.id} ${key}`)
      const right = documents.get(`${other.id} ${key}`)
      const item = left && right ? flagItem(key, left, right) : null
      return { place: `flag/${key}`, key, item }
    })
    .sort(byPlace)
}

function flagItem(
  key: string,
  leftDocument: FlagConfiguration,
  rightDocument: FlagConfiguration,
): ComparedItem | null {
  const right = flagContent(rightDocument)
  const left = rulesAlike(flagContent(leftDocument), right)
  if (isDeepStrictEqual(left, right)) return null
  return { target: { type: 'flag', key }, left, right }
}

/** By digests in the database: lists may be megabytes, and most are alike. */
async function compareSegments(
  db: Database,
  one: Environment,
  other: Environment,
): Promise<Compared[]> {
  const digest = sql<string>`md5(${segmentConfigurations.included}::text || ${segmentConfigurations.excluded}::text || ${segmentConfigurations.conditions}::text)`
  const rows = await db
    .select({ key: segments.key, digest })
    .from(segments)
    .innerJoin(segmentConfigurations, eq(segmentConfigurations.segmentId, segments.id))
    .where(
      and(
        eq(segments.projectId, one.projectId),
        inArray(segmentConfigurations.environmentId, [one.id, other.id]),
      ),
    )
  return [...Map.groupBy(rows, ({ key }) => key)]
    .map(([key, sides]): Compared => {
      const alike = new Set(sides.map((side) => side.digest)).size === 1
      const target = { type: 'segment' as const, key }
      return {
        place: `segment/${key}`,
        key,
        item: alike ? null : { target, left: null, right: null },
      }
    })
    .sort(byPlace)
}

/** Who is listed where, for the segments of a page. */
async function withLists(
  db: Database,
  one: Environment,
  other: Environment,
  items: readonly ComparedItem[],
): Promise<ComparedItem[]> {
  const compared: ComparedItem[] = []
  for (const item of items) {
    if (item.target.type === 'flag') compared.push(item)
    else {
      const left = await segmentIn(db, one, item.target.key)
      const right = await segmentIn(db, other, item.target.key)
      if (!left || !right) continue
      const { before, after } = auditedLists(left, right)
      compared.push({ ...item, left: before, right: after })
    }
  }
  return compared
}

async function segmentIn(db: Database, environment: Environment, key: string) {
  const [row] = await db
    .select({
      included: segmentConfigurations.included,
      excluded: segmentConfigurations.excluded,
      conditions: segmentConfigurations.conditions,
    })
    .from(segments)
    .innerJoin(segmentConfigurations, eq(segmentConfigurations.segmentId, segments.id))
    .where(
      and(
        eq(segments.projectId, environment.projectId),
        eq(segments.key, key),
        eq(segmentConfigurations.environmentId, environment.id),
      ),
    )
  return row
}
