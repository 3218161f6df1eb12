import { and, eq } from 'drizzle-orm'
import type { Transaction } from '../database/connect.ts'
import { flags } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import { findProject, lockEnvironments } from '../projects/find-project.ts'
import type { SeenFlag } from './flag-life-schemas.ts'
import { configurationsOf, flagNotFound } from './flag-rows.ts'

/**
 * 409 when a flag is not as somebody saw it who decided about it together with many others. What is
 * found stays true until the transaction ends: it locks the environments.
 */
export async function refuseChanged(
  tx: Transaction,
  projectKey: string,
  flagKey: string,
  seen: SeenFlag,
): Promise<void> {
  const project = await findProject(tx, projectKey)
  await lockEnvironments(tx, project.id)
  const [flag] = await tx
    .select()
    .from(flags)
    .where(and(eq(flags.projectId, project.id), eq(flags.key, flagKey)))
  if (!flag) throw flagNotFound(projectKey, flagKey)
  if (flag.createdAt.getTime() !== Date.parse(seen.createdAt)) {
    throw new AppError('stale_version', 'this is another flag of that key, made since: look at it')
  }
  const now: SeenFlag['environments'] = Object.fromEntries(
    (await configurationsOf(tx, flag.id)).map(({ environmentKey, configuration }) => [
      environmentKey,
      configuration.version,
    ]),
  )
  const changed = Object.keys({ ...seen.environments, ...now })
    .filter((environment) => seen.environments[environment] !== now[environment])
    .map((environment) => `in ${environment}`)
  if (flag.version !== seen.version) changed.unshift('in its settings')
  if (changed.length === 0) return
  throw new AppError(
    'stale_version',
    `changed since it was selected, ${changed.join(', ')}: look at it and try again`,
    { current: { ...seen, version: flag.version, environments: now } satisfies SeenFlag },
  )
}
