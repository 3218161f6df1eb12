import type { Step } from './groundwork.ts'

const PROJECT = { project: 'default' }

/** What works only on something that does not last here: a few thousand requests may never meet one. */
export async function takeWhatPasses(step: Step): Promise<void> {
  const role = { key: 'checker', name: 'Checker', permissions: ['project.view'], inProduction: [] }
  await step('POST /roles', { body: role })
  await step('PATCH /roles/{role}', { path: { role: role.key }, body: { name: 'Looks after' } })
  const { members } = await step<{ members: { memberships: { id: string }[] }[] }>(
    'GET /projects/{project}/members',
    { path: PROJECT },
  )
  const [held] = members.flatMap(({ memberships }) => memberships)
  const membership = { ...PROJECT, membership: held?.id }
  const body = { role: role.key }
  await step('PATCH /projects/{project}/members/{membership}', { path: membership, body })
  const flag = { ...PROJECT, flag: 'short-lived' }
  const made = { key: flag.flag, type: 'boolean' }
  await step('POST /projects/{project}/flags', { path: PROJECT, body: made })
  await step('POST /projects/{project}/flags/{flag}/archive', { path: flag })
  await step('DELETE /projects/{project}/flags/{flag}', { path: flag })
  // Made by the token, and approved by somebody else.
  const request = { ...PROJECT, number: 2 }
  await step('POST /projects/{project}/change-requests/{number}/update', { path: request })
  await step('POST /projects/{project}/change-requests/{number}/approvals', {
    actor: 'session',
    path: request,
    body: { edition: 2 },
  })
}
