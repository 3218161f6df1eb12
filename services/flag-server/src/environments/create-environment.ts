import { and, eq, isNull } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import {
  environments,
  flagConfigurations,
  flags,
  segmentConfigurations,
  segments,
} from '../database/schema.ts'
import { firstConfiguration } from '../flags/create-flag.ts'
import { flagChange } from '../flags/flag-rows.ts'
import { flagContent } from '../history/contents.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { byPerson } from '../policies/consent.ts'
import { type Environment, findProject, lockEnvironmentsToAdd } from '../projects/find-project.ts'
import type { ProjectFacts } from '../projects/project-schemas.ts'
import { viewProject } from '../projects/view-project.ts'
import { commitRevision } from '../revisions/commit-revision.ts'
import { notify } from '../revisions/notify.ts'
import { segmentChange } from '../segments/segment-rows.ts'
import type { NewEnvironment } from './environment-schemas.ts'

const MOST = 100

/**
 * Makes an environment, the last in the list, in which every flag is off and every segment empty, or
 * all is as it is in another one. Its first revision is all of that.
 */
export function createEnvironment(
  db: Database,
  actor: Actor,
  projectKey: string,
  { key, name = key, production = false, copyFrom, comment }: NewEnvironment,
): Promise<ProjectFacts> {
  return inTransaction(
    db,
    async (tx) => {
      const project = await findProject(tx, projectKey)
      // Nobody makes a flag or another environment meanwhile.
      const others = await lockEnvironmentsToAdd(tx, project.id)
      if (others.length >= MOST) throw tooMany()
      const source = sourceOf(others, projectKey, copyFrom)
      const position = Math.max(-1, ...others.map((one) => one.position)) + 1
      const [made] = await tx
        .insert(environments)
        .values({ projectId: project.id, key, name, production, position })
        .onConflictDoNothing()
        .returning()
      if (!made) throw new AppError('already_exists', `there is an environment "${key}" already`)
      const lines = [
        ...(await addFlags(tx, made, source)),
        ...(await addSegments(tx, made, source)),
      ]
      if (lines.length > 0) await commitRevision(tx, made.id, lines, byPerson(comment))
      await recordAudit(tx, {
        actor,
        action: 'environment.created',
        projectId: project.id,
        target: { type: 'environment', key },
        before: null,
        after: { key, name, production, policy: made.policy, copiedFrom: copyFrom ?? null },
        comment,
      })
      await notify(tx, { type: 'changed', projectId: project.id, what: 'projects' })
      return viewProject(tx, projectKey)
    },
    { project: projectKey },
  )
}

function sourceOf(
  environments: readonly Environment[],
  projectKey: string,
  key: string | undefined,
): Environment | undefined {
  if (key === undefined) return undefined
  const source = environments.find((one) => one.key === key)
  if (source) return source
  throw new AppError(
    'environment_not_found',
    `project "${projectKey}" has no environment "${key}" to copy from`,
  )
}

/** Of archived flags too: they may come back. Releases and locks belong where they are. */
async function addFlags(tx: Transaction, made: Environment, source: Environment | undefined) {
  const rows = await tx
    .select({ flag: flags, document: flagConfigurations.document })
    .from(flags)
    .leftJoin(
      flagConfigurations,
      and(
        eq(flagConfigurations.flagId, flags.id),
        source ? eq(flagConfigurations.environmentId, source.id) : isNull(flags.id),
      ),
    )
    .where(eq(flags.projectId, made.projectId))
  const wanted = rows.map(({ flag, document }) => ({
    flag,
    document: document ? flagContent(document) : firstConfiguration(flag),
  }))
  for (const some of inParts(wanted)) {
    await tx.insert(flagConfigurations).values(
      some.map(({ flag, document }) => ({
        flagId: flag.id,
        environmentId: made.id,
        document,
      })),
    )
  }
  return wanted
    .filter(({ flag }) => flag.archivedAt === null)
    .map(({ flag, document }) => flagChange(flag, document))
}

async function addSegments(tx: Transaction, made: Environment, source: Environment | undefined) {
  const rows = await tx
    .select({ segment: segments, configuration: segmentConfigurations })
    .from(segments)
    .leftJoin(
      segmentConfigurations,
      and(
        eq(segmentConfigurations.segmentId, segments.id),
        source ? eq(segmentConfigurations.environmentId, source.id) : isNull(segments.id),
      ),
    )
    .where(eq(segments.projectId, made.projectId))
  const wanted = rows.map(({ segment, configuration }) => ({
    segment,
    content: {
      included: configuration?.included ?? [],
      excluded: configuration?.excluded ?? [],
      conditions: configuration?.conditions ?? [],
    },
  }))
  for (const some of inParts(wanted)) {
    await tx.insert(segmentConfigurations).values(
      some.map(({ segment, content }) => ({
        segmentId: segment.id,
        environmentId: made.id,
        ...content,
      })),
    )
  }
  return wanted.map(({ segment, content }) => segmentChange(segment.key, content))
}

/** A statement has at most 65,535 parameters. */
const MOST_ROWS = 5_000

function inParts<T>(all: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let from = 0; from < all.length; from += MOST_ROWS) {
    parts.push(all.slice(from, from + MOST_ROWS))
  }
  return parts
}

function tooMany(): AppError {
  const detail = `there are ${MOST} environments in this project, which is the most there may be`
  return new AppError('limit_reached', detail)
}
