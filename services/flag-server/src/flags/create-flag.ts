import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { flagConfigurations, flags } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError, invalid } from '../http/app-error.ts'
import { byPerson } from '../policies/consent.ts'
import { findProject, lockEnvironments } from '../projects/find-project.ts'
import { commitRevision } from '../revisions/commit-revision.ts'
import { type ConfigurationRow, type FlagRow, flagChange, flagView } from './flag-rows.ts'
import type { FlagConfiguration, FlagView, NewFlag } from './flag-schemas.ts'
import { newSalt } from './new-salt.ts'
import { variantsOf } from './variants-of.ts'

/** Makes a flag, off in every environment of its project. */
export function createFlag(
  db: Database,
  actor: Actor,
  projectKey: string,
  wanted: NewFlag,
): Promise<FlagView> {
  const variants = variantsOf(wanted)
  return inTransaction(
    db,
    async (tx) => {
      const project = await findProject(tx, projectKey)
      const environments = await lockEnvironments(tx, project.id)
      const [flag] = await tx
        .insert(flags)
        .values({
          projectId: project.id,
          key: wanted.key,
          name: wanted.name ?? wanted.key,
          description: wanted.description ?? '',
          type: wanted.type,
          kind: wanted.kind ?? 'release',
          variants,
          tags: wanted.tags ?? [],
          owner: wanted.owner ?? null,
          expectedEndDate: wanted.expectedEndDate ?? null,
          clientSide: wanted.clientSide ?? true,
        })
        .onConflictDoNothing()
        .returning()
      if (!flag) {
        throw new AppError(
          'already_exists',
          `there is a flag "${wanted.key}", perhaps in the archive: restore that one, or delete it first`,
        )
      }
      const document = firstConfiguration({ ...wanted, variants })
      // Locked in the order of their ids, shown in that of their positions.
      environments.sort((a, b) => a.position - b.position)
      const made: { environmentKey: string; configuration: ConfigurationRow }[] = []
      for (const environment of environments) {
        const [configuration] = await tx
          .insert(flagConfigurations)
          .values({ flagId: flag.id, environmentId: environment.id, document })
          .returning()
        if (!configuration) throw new Error('an insert returned no row')
        const change = flagChange(flag, configuration.document)
        await commitRevision(tx, environment.id, [change], byPerson(wanted.comment))
        made.push({ environmentKey: environment.key, configuration })
      }
      const view = flagView(flag, made)
      await recordAudit(tx, {
        actor,
        action: 'flag.created',
        projectId: project.id,
        target: { type: 'flag', key: flag.key },
        before: null,
        after: view,
        comment: wanted.comment,
      })
      return view
    },
    { project: projectKey },
  )
}

/**
 * Off. Switched on, a boolean flag serves `on` to everybody; any other goes on serving its first
 * variant until somebody says otherwise.
 */
export function firstConfiguration({
  key,
  type,
  variants,
}: Pick<FlagRow, 'key' | 'type' | 'variants'>): FlagConfiguration {
  const [first] = Object.keys(variants)
  if (first === undefined) throw invalid([{ path: 'variants', message: 'needs at least one' }])
  return {
    on: false,
    offVariant: type === 'boolean' ? 'off' : first,
    prerequisites: [],
    targets: [],
    rules: [],
    fallthrough: { variant: type === 'boolean' ? 'on' : first },
    salt: newSalt(key),
  }
}
