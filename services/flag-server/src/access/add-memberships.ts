import { eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Transaction } from '../database/connect.ts'
import { memberships, user } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { findEnvironment, findProject } from '../projects/find-project.ts'
import { notify } from '../revisions/notify.ts'
import { holdRole } from './find-role.ts'

/** A role in a project or, with a key, in one environment of it. */
export interface WantedMembership {
  readonly project: string
  readonly environment: string | null
  readonly role: string
}

/** Who gets it: a person or a service token. */
export type Holder =
  | { readonly userId: string; readonly name: string }
  | { readonly tokenId: string; readonly name: string }

/**
 * Gives roles, one a place: what the holder had there is replaced. Whether the actor may give them
 * the caller has asked: see `refuse-grant.ts`.
 */
export async function addMemberships(
  tx: Transaction,
  actor: Actor,
  holder: Holder,
  wanted: readonly WantedMembership[],
): Promise<void> {
  const key = await keyOf(tx, holder)
  for (const { project, environment, role } of wanted) {
    const place =
      environment === null
        ? { project: await findProject(tx, project), environment: null }
        : await findEnvironment(tx, project, environment)
    await holdRole(tx, role)
    const environmentId = place.environment?.id ?? null
    await tx
      .insert(memberships)
      .values({
        userId: 'userId' in holder ? holder.userId : null,
        tokenId: 'tokenId' in holder ? holder.tokenId : null,
        projectId: place.project.id,
        environmentId,
        role,
      })
      .onConflictDoUpdate({
        target: [
          memberships.userId,
          memberships.tokenId,
          memberships.projectId,
          memberships.environmentId,
        ],
        set: { role },
      })
    await recordAudit(tx, {
      actor,
      action: 'member.added',
      projectId: place.project.id,
      target: { type: 'member', key },
      before: null,
      after: { role, environment },
      comment: undefined,
    })
    await notify(tx, { type: 'changed', projectId: place.project.id, what: 'members' })
  }
  await notify(tx, { type: 'access-changed' })
}

/** What the history calls them: names are not unique. */
async function keyOf(tx: Transaction, holder: Holder): Promise<string> {
  if ('tokenId' in holder) return holder.name
  const [person] = await tx
    .select({ email: user.email })
    .from(user)
    .where(eq(user.id, holder.userId))
  return person?.email ?? holder.name
}
