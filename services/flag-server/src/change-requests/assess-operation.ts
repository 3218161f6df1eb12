import { randomUUID } from 'node:crypto'
import type { Access } from '../access/access.ts'
import { needsApproval, needsComment } from '../policies/require-consent.ts'
import { mayDirectly } from './approvals.ts'
import type { Assessment } from './change-request-schemas.ts'
import { type Checking, checkOperation } from './check-operation.ts'
import { fixed } from './fixed-operation.ts'
import { refuseStranger, refuseUnlessAsking } from './open-change-request.ts'
import type { Operation } from './operation-schemas.ts'
import { type Rehearsal, rehearse } from './rehearse.ts'

/** What an operation would change, and what it would take of whoever asks. Changes nothing. */
export async function assessOperation(
  services: Checking,
  access: Access,
  project: string,
  asked: Operation,
): Promise<Assessment> {
  const { db } = services
  await checkOperation(services, asked)
  const operation = fixed(asked)
  await refuseStranger(db, access, project, operation)
  const rehearsal = await rehearse(db, access.actor, project, operation, randomUUID())
  await refuseUnlessAsking(db, access, project, operation, rehearsal)
  const reach = rehearsal.reach.map(({ environment, effect }) => ({
    environment: environment.key,
    raisesExposure: effect.raisesExposure,
    approvalRequired:
      needsApproval(environment.policy, effect) ||
      !mayDirectly({ operation }, access, project, environment.key),
    commentRequired: needsComment(environment.policy, effect),
  }))
  const asking = (what: 'approvalRequired' | 'commentRequired') => reach.some((one) => one[what])
  return {
    reach,
    approvalRequired: asking('approvalRequired'),
    commentRequired: asking('commentRequired'),
    why: whyOf(rehearsal, operation, access, project),
    items: rehearsal.items,
  }
}

function whyOf(
  { reach }: Rehearsal,
  operation: Operation,
  access: Access,
  project: string,
): string | null {
  for (const { environment, effect } of reach) {
    const { name, key, policy } = environment
    if (needsApproval(policy, effect)) {
      return policy.approval === 'all'
        ? `Every change in ${name} needs the approval of a second person.`
        : `This raises exposure, which in ${name} needs the approval of a second person.`
    }
    if (!mayDirectly({ operation }, access, project, key)) {
      return `You may ask for changes in ${name}; somebody else approves them.`
    }
  }
  const asking = reach.find(({ environment, effect }) => needsComment(environment.policy, effect))
  return asking ? `${asking.environment.name} asks for a comment with each change.` : null
}
