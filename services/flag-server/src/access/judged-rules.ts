import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import { environments, flags, projects } from '../database/schema.ts'
import { findEntry } from '../history/find-entry.ts'
import type { Services } from '../services.ts'
import type { Permission } from './permissions.ts'
import type { JudgedRule, Requirement } from './route-rule.ts'

type Fields = Readonly<Record<string, unknown>>

/** What takes exposure back is everybody's who may kill; what gives it is of those who run releases. */
const OF_COMMAND: Readonly<Record<string, Permission>> = {
  start: 'release.run',
  resume: 'release.run',
  advance: 'release.run',
  pause: 'flag.kill',
  rollback: 'flag.kill',
  abort: 'flag.kill',
}

export const releaseCommand: JudgedRule = {
  first: 'project.view',
  words: '`release.run`; to pause, roll back or abort `flag.kill`',
  besides: async ({ params }) => {
    const { command, environment } = params as { command: string; environment: string }
    return [{ permission: OF_COMMAND[command] ?? 'release.run', environment }]
  },
}

/** Values are served wherever the flag is: they are as much production's as anybody's. */
export const patchesFlag: JudgedRule = {
  first: 'flag.edit',
  words: '`flag.configure` in every environment, to change or remove variants or `clientSide`',
  besides: ({ params, body }, services) => {
    const { project, flag } = params as { project: string; flag: string }
    return changingFlag(services, project, flag, body as Fields)
  },
}

/** What a change needs, its undoing needs. */
export const revertsEntry: JudgedRule = {
  first: 'project.view',
  words:
    'what the change itself would need: `flag.configure` there, `flag.edit`, `segment.edit`, …',
  besides: async ({ params }, services) => {
    const { project, entry: id } = params as { project: string; entry: number }
    const entry = await findEntry(services.db, project, id)
    if (entry.environmentId !== null) {
      const [home] = await services.db
        .select({ key: environments.key })
        .from(environments)
        .where(eq(environments.id, entry.environmentId))
      return [{ permission: 'flag.configure', ...(home && { environment: home.key }) }]
    }
    if (entry.targetType === 'segment') return [{ permission: 'segment.edit' }]
    if (entry.targetType !== 'flag') return [{ permission: 'project.manage' }]
    if (entry.action !== 'flag.updated') return [{ permission: 'flag.delete' }]
    const values = await changingFlag(
      services,
      project,
      entry.targetKey,
      (entry.before ?? {}) as Fields,
    )
    return [{ permission: 'flag.edit' }, ...values]
  },
}

async function changingFlag(
  { db }: Services,
  project: string,
  flag: string,
  wanted: Fields,
): Promise<readonly Requirement[]> {
  if (wanted.variants === undefined && wanted.clientSide === undefined) return []
  const [now] = await db
    .select({
      projectId: flags.projectId,
      variants: flags.variants,
      clientSide: flags.clientSide,
    })
    .from(flags)
    .innerJoin(projects, eq(projects.id, flags.projectId))
    .where(and(eq(projects.key, project), eq(flags.key, flag)))
  if (!now || !changesValues(now, wanted)) return []
  const all = await db
    .select({ key: environments.key })
    .from(environments)
    .where(eq(environments.projectId, now.projectId))
  return all.map(({ key }) => ({ permission: 'flag.configure', environment: key }))
}

/** A variant more is nothing to anybody yet. */
function changesValues(now: { variants: Fields; clientSide: boolean }, wanted: Fields): boolean {
  if (wanted.clientSide !== undefined && wanted.clientSide !== now.clientSide) return true
  if (wanted.variants === undefined) return false
  const variants = (wanted.variants ?? {}) as Fields
  return Object.entries(now.variants).some(
    ([name, value]) => !isDeepStrictEqual(variants[name], value),
  )
}

/**
 * What more is needed hangs on rows that the verb locks: it asks there, in its transaction, by
 * `refuseUnless` and its like.
 */
function asksItself(words: string): JudgedRule {
  return { first: 'project.view', words, besides: async () => [] }
}

export const bulkChange: JudgedRule = asksItself('of each flag what the act needs by itself')

export const asksForChange: JudgedRule = asksItself(
  '`change.request` where it would be made, or what the change itself needs',
)

export const reviewsChange: JudgedRule = asksItself(
  '`change.approve` there, and what the change itself needs; never the author',
)

export const withdrawsChange: JudgedRule = asksItself(
  'being its author, or what approving it needs',
)
