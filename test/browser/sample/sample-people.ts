import type { AdminApi } from '../../support/admin-api.ts'
import { must } from './must.ts'

const TEAM = [
  { name: 'Tom', role: 'releaser' },
  { name: 'Una', role: 'editor' },
  { name: 'Vic', role: 'viewer' },
] as const

export function passwordOf(name: string): string {
  return `the password of ${name}`
}

/** Colleagues with a role each, and somebody who is invited and has not come. */
export async function makePeople(url: string, admin: AdminApi): Promise<void> {
  for (const { name, role } of TEAM) {
    const { link } = await invite(admin, `${name.toLowerCase()}@shop.example`, role)
    const token = new URL(link).hash.replace('#token=', '')
    const answer = await fetch(`${url}/api/v1/invitations/acceptance`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, name, password: passwordOf(name) }),
    })
    if (answer.status !== 201) throw new Error(`an invitation answered ${answer.status}`)
  }
  await invite(admin, 'wanda@shop.example', 'editor')
}

function invite(admin: AdminApi, email: string, role: string): Promise<{ link: string }> {
  const memberships = [{ project: 'default', environment: null, role }]
  return must(admin, 'POST', '/invitations', { email, memberships })
}
