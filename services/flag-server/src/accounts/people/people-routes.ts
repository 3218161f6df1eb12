import { z } from 'zod'
import type { ApiPlugin } from '../../http/api.ts'
import { Text } from '../../http/fields.ts'
import { readAccountPolicy } from '../account-policy.ts'
import { AccountPolicy, AccountPolicyPatch } from '../account-schemas.ts'
import { BY_PASSWORD } from '../refuse-passwords.ts'
import { changeAccountPolicy } from './change-account-policy.ts'
import {
  changePerson,
  makePasswordLink,
  resetSecondFactor,
  signOutPerson,
  unlinkPerson,
} from './change-person.ts'
import { PageOfPeople } from './page-of-people.ts'
import { listPeople } from './people.ts'
import { PasswordLink, PeopleList, PersonPatch, PersonView } from './person-schemas.ts'

const OnePerson = z.object({ person: Text.max(100) })

/** For administrators of the installation. */
export const peopleRoutes: ApiPlugin = async (app, { db, accounts, config, publicUrl }) => {
  app.get(
    '/people',
    {
      schema: {
        tags: ['people'],
        summary: 'Everybody who has an account, by name',
        querystring: PageOfPeople,
        response: { 200: PeopleList },
      },
    },
    ({ query }) => listPeople(db, query),
  )

  app.patch(
    '/people/:person',
    {
      schema: {
        tags: ['people'],
        summary:
          'Make or unmake an administrator of the installation; disable or enable an account',
        params: OnePerson,
        body: PersonPatch,
        response: { 200: PersonView },
      },
    },
    ({ actor, params, body }) => changePerson(db, actor, params.person, body),
  )

  app.delete(
    '/people/:person/sessions',
    {
      schema: {
        tags: ['people'],
        summary: 'Sign a person out everywhere, at once',
        params: OnePerson,
        response: { 204: z.null() },
      },
    },
    async ({ actor, params }, reply) => {
      await signOutPerson(db, actor, params.person)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/people/:person/second-factor',
    {
      schema: {
        tags: ['people'],
        summary: 'Take away a lost second factor; signs the person out everywhere',
        params: OnePerson,
        response: { 200: PersonView },
      },
    },
    ({ actor, params }) => resetSecondFactor(db, actor, params.person),
  )

  app.delete(
    '/people/:person/single-sign-on',
    {
      schema: {
        tags: ['people'],
        summary:
          'Forget who they are at the provider of single sign-on; signs the person out everywhere',
        params: OnePerson,
        response: { 200: PersonView },
      },
    },
    ({ actor, params }) => unlinkPerson(db, actor, params.person),
  )

  app.post(
    '/people/:person/password-link',
    {
      config: BY_PASSWORD,
      schema: {
        tags: ['people'],
        summary: 'A link that sets a new password, to hand on; the only answer with it',
        params: OnePerson,
        response: { 201: PasswordLink },
      },
    },
    async ({ actor, params }, reply) => {
      const made = await makePasswordLink(db, actor, params.person, publicUrl())
      return reply.code(201).header('cache-control', 'no-store').send(made)
    },
  )

  app.get(
    '/account-policy',
    {
      schema: {
        tags: ['people'],
        summary: 'What is asked of every account',
        response: { 200: AccountPolicy },
      },
    },
    () => readAccountPolicy(db),
  )

  app.patch(
    '/account-policy',
    {
      schema: {
        tags: ['people'],
        summary: 'Whether passwords need a second factor, and whether they are taken at all',
        body: AccountPolicyPatch,
        response: { 200: AccountPolicy },
      },
    },
    ({ actor, body }) => changeAccountPolicy(accounts, config.sso, actor, body),
  )
}
