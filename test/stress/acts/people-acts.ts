import type { MemberView, ServiceTokenView } from '@bunting/flag-server/access/access-schemas.ts'
import type { PersonView } from '@bunting/flag-server/accounts/people/person-schemas.ts'
import { PASSWORD } from '../../support/join.ts'
import { type Acts, PROJECT, type Turn } from '../turn.ts'

const ROLES = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6']
/** Of those that people make, half are given to nobody, and can be deleted. */
const role = (turn: Turn) =>
  turn.oneIn(4) ? turn.pick(ROLES.slice(0, 3)) : turn.pick(['viewer', 'editor'])

/** Those who are done things to; whoever acts is none of them. */
export const PATIENTS = ['patient-1', 'patient-2', 'patient-3', 'patient-4']
export const addressOf = (name: string) => `${name}@shop.example`

function patient(turn: Turn): Promise<PersonView | undefined> {
  return turn.oneOf('/people?limit=200', ({ people }: { people: readonly PersonView[] }) =>
    people.filter(({ email }) => email.startsWith('patient-')),
  )
}

async function membership(turn: Turn) {
  const members = `${PROJECT}/members?limit=200`
  return turn.oneOf(members, (body: { members: readonly MemberView[] }) =>
    body.members
      .filter(({ email }) => email.startsWith('patient-'))
      .flatMap(({ memberships }) => memberships),
  )
}

/** In two projects, which have a history each, in either order. */
function promised(turn: Turn) {
  const both = ['default', 'other'].map((project) => ({
    project,
    environment: turn.oneIn(2) ? null : 'staging',
    role: role(turn),
  }))
  return turn.oneIn(2) ? both : both.toReversed()
}

export const PEOPLE_ACTS: Acts = {
  'make a role': [
    3,
    (turn) =>
      turn.call('POST', '/roles', {
        key: turn.pick(ROLES),
        name: 'Role',
        permissions: ['flag.edit'],
        inProduction: [],
      }),
  ],
  'change a role': [
    2,
    (turn) => turn.call('PATCH', `/roles/${turn.pick(ROLES)}`, { name: String(turn.random()) }),
  ],
  'delete a role': [2, (turn) => turn.call('DELETE', `/roles/${turn.pick(ROLES)}`)],
  'add a member': [
    3,
    (turn) =>
      turn.call('POST', `${PROJECT}/members`, {
        email: addressOf(turn.pick(PATIENTS)),
        environment: turn.pick([null, 'staging']),
        role: role(turn),
      }),
  ],
  'change a member': [
    2,
    async (turn) => {
      const held = await membership(turn)
      return held && turn.call('PATCH', `${PROJECT}/members/${held.id}`, { role: role(turn) })
    },
  ],
  'remove a member': [
    2,
    async (turn) => {
      const held = await membership(turn)
      return held && turn.call('DELETE', `${PROJECT}/members/${held.id}`)
    },
  ],
  'make or disable an administrator': [
    5,
    async (turn) => {
      const person = await patient(turn)
      const change = turn.oneIn(2) ? { administrator: turn.oneIn(2) } : { disabled: turn.oneIn(2) }
      return person && turn.call('PATCH', `/people/${person.id}`, change)
    },
  ],
  'sign somebody out': [
    1,
    async (turn) => {
      const person = await patient(turn)
      return person && turn.call('DELETE', `/people/${person.id}/sessions`)
    },
  ],
  'make a link for a new password': [
    1,
    async (turn) => {
      const person = await patient(turn)
      return person && turn.call('POST', `/people/${person.id}/password-link`, {})
    },
  ],
  'sign in': [
    1,
    (turn) =>
      turn.call('POST', '/sign-in', { email: addressOf(turn.pick(PATIENTS)), password: PASSWORD }),
  ],
  'invite somebody': [
    2,
    (turn) =>
      turn.call('POST', '/invitations', {
        email: addressOf(turn.pick(['guest-1', 'guest-2'])),
        memberships: promised(turn),
      }),
  ],
  'accept an invitation': [
    1,
    async (turn) => {
      const email = addressOf(`guest-${turn.random()}`)
      const invitation = { email, memberships: promised(turn) }
      const invited = await turn.call<{ link?: string }>('POST', '/invitations', invitation)
      if (invited.body.link === undefined) return invited
      const token = new URLSearchParams(new URL(invited.body.link).hash.slice(1)).get('token')
      return turn.call('POST', '/invitations/acceptance', {
        token,
        name: 'Guest',
        password: PASSWORD,
      })
    },
  ],
  'make a service token': [
    2,
    (turn) =>
      turn.call('POST', `${PROJECT}/tokens`, {
        name: 'spare',
        memberships: [
          { environment: null, role: role(turn) },
          { environment: 'staging', role: role(turn) },
        ],
      }),
  ],
  'revoke a service token': [
    2,
    async (turn) => {
      const token = await turn.oneOf(
        `${PROJECT}/tokens`,
        ({ tokens }: { tokens: readonly ServiceTokenView[] }) =>
          tokens.filter(({ name }) => name === 'spare'),
      )
      return token && turn.call('DELETE', `${PROJECT}/tokens/${token.id}`)
    },
  ],
}
