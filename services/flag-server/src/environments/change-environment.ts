import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { environments } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { refuseUnexpected } from '../http/refuse-stale.ts'
import type { Policy } from '../policies/policy-schemas.ts'
import { requireComment } from '../policies/require-consent.ts'
import { type Environment, lockEnvironment } from '../projects/find-project.ts'
import type { ProjectFacts } from '../projects/project-schemas.ts'
import { viewProject } from '../projects/view-project.ts'
import { notify } from '../revisions/notify.ts'
import type { EnvironmentPatch } from './environment-schemas.ts'

/**
 * Changes the name of an environment, whether it is production, or what it asks for before it is
 * changed. Changes that wait for approval are judged by the policy there is when they are applied.
 * 409 with the state as it is when something of `expected` is not so any more; 400 when what it asks
 * for, or what roles may do in it, is changed without the comment that it asks for by now.
 */
export function changeEnvironment(
  db: Database,
  actor: Actor,
  projectKey: string,
  environmentKey: string,
  { comment, name, production, policy, expected }: EnvironmentPatch,
): Promise<ProjectFacts> {
  return inTransaction(
    db,
    async (tx) => {
      const { project, environment } = await lockEnvironment(tx, projectKey, environmentKey)
      const seen = expected && {
        ...expected,
        policy: expected.policy && merged(environment.policy, expected.policy),
      }
      refuseUnexpected(settingsOf(environment), seen, () => ({
        key: environmentKey,
        ...settingsOf(environment),
      }))
      const before = settingsOf(environment)
      const after = {
        name: name ?? before.name,
        production: production ?? before.production,
        policy: merged(before.policy, policy),
      }
      // Else who minds the question takes it away first.
      const isRenamedAtMost = isDeepStrictEqual({ ...before, name: after.name }, after)
      if (before.policy.commentRequired && !isRenamedAtMost) requireComment(before, comment)
      if (!isDeepStrictEqual(before, after)) {
        await tx.update(environments).set(after).where(eq(environments.id, environment.id))
        await recordAudit(tx, {
          actor,
          action: 'environment.changed',
          projectId: project.id,
          target: { type: 'environment', key: environmentKey },
          before,
          after,
          comment,
        })
        await notify(tx, { type: 'changed', projectId: project.id, what: 'projects' })
      }
      return viewProject(tx, projectKey)
    },
    { project: projectKey, environment: environmentKey },
  )
}

function merged(policy: Policy, wanted: EnvironmentPatch['policy']): Policy {
  return {
    commentRequired: wanted?.commentRequired ?? policy.commentRequired,
    approval: wanted?.approval ?? policy.approval,
  }
}

function settingsOf({ name, production, policy }: Environment) {
  return { name, production, policy }
}
