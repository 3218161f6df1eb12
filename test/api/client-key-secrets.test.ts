import type { FlagConfigurationPatch, NewFlag } from '@bunting/flag-server/flags/flag-schemas.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { type Eavesdropped, eavesdrop, fetchRuleset } from '../support/eavesdrop.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await arrange()
})
afterAll(() => server.stop())

/** Said by what a server key is given, and by nothing that a client key is. */
const inRuleset: string[] = []
/** Said by the admin API alone. */
const forPeople: string[] = []
/** Ids that lists have, which must go on deciding. */
const people: string[] = []

let made = 0
function secret(what: string, list: string[]): string {
  made += 1
  const text = `${what}-Sëcret-${made}`
  list.push(text)
  return text
}
const note = () => secret('note', forPeople)
const hidden = (what: string) => secret(what, inRuleset)
const person = () => {
  const id = hidden('person')
  people.push(id)
  return id
}

const inSegment = (...values: string[]) => ({
  ...{ attribute: 'targetingKey', operator: 'inSegment' as const, values },
})
const isOneOf = (attribute: string, ...values: (string | number)[]) => ({
  ...{ attribute, operator: 'in' as const, values },
})

async function createFlag(key: string, more: Partial<NewFlag> = {}): Promise<void> {
  const words = { name: note(), description: note(), owner: note(), comment: note() }
  await server.admin.createFlag({ key, type: 'boolean', ...words, ...more })
}

async function configure(key: string, patch: FlagConfigurationPatch): Promise<number> {
  return (await server.admin.configure(key, { ...patch, comment: note() })).revision
}

async function createSegment(key: string): Promise<void> {
  const words = { name: note(), description: note(), comment: note() }
  const { status } = await server.admin.request('POST', '/projects/default/segments', {
    ...{ key, ...words },
  })
  expect(status).toBe(201)
}

async function configureSegment(key: string, patch: object): Promise<number> {
  const path = `${PRODUCTION}/segments/${key}`
  const { status, body } = await server.admin.request<{ revision: number }>('PATCH', path, {
    ...{ ...patch, comment: note() },
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return body.revision
}

const targeting = (variant: string) => ({ targets: [{ variant, values: [hidden('tester')] }] })
const lists = () => ({ included: [person(), person()], excluded: [person()] })

/** A flag for browsers with everything that may be private, and flags that are not for browsers. */
async function arrange(): Promise<void> {
  const [onlyHidden, hiddenFlag] = ['hidden-segment', 'hidden-flag']
  inRuleset.push(onlyHidden, hiddenFlag)
  for (const key of ['vip', 'inner', onlyHidden]) await createSegment(key)
  await configureSegment('inner', {
    ...lists(),
    conditions: [isOneOf('company', hidden('company'))],
  })
  await configureSegment('vip', { ...lists(), conditions: [inSegment('inner')] })
  await configureSegment(onlyHidden, lists())

  const types = { type: 'string', variants: { yes: hidden('value'), no: hidden('value') } } as const
  await createFlag('base', { ...types, clientSide: false })
  const toNo = { targets: [{ variant: 'no', values: [person()] }] }
  await configure('base', { on: true, fallthrough: { variant: 'yes' }, ...toNo })
  await createFlag('shown')
  await configure('shown', shownConfiguration())
  const launch = { off: 'nothing yet', on: hidden('launch') }
  await createFlag('unlaunched', { type: 'string', variants: launch })
  await configure('unlaunched', {
    ...{ on: false, ...targeting('on') },
    rules: [{ name: hidden('rule'), conditions: [inSegment('vip')], serve: { variant: 'on' } }],
  })
  await createFlag(hiddenFlag, { ...types, clientSide: false })
  await configure(hiddenFlag, targeting('yes'))
  await configure(hiddenFlag, {
    on: true,
    rules: [
      { name: hidden('rule'), conditions: [inSegment(onlyHidden)], serve: { variant: 'yes' } },
    ],
  })
}

let serial = 902_107_000
/** Numbers of customers are people's, too. */
function customer(): number {
  serial += 1
  inRuleset.push(`${serial}`)
  return serial
}

function shownConfiguration(): FlagConfigurationPatch {
  const negated = { ...isOneOf('email', hidden('email')), negate: true, ignoreCase: true }
  return {
    on: true,
    prerequisites: [{ flag: 'base', variants: ['yes'] }],
    targets: [
      { variant: 'on', values: [person(), person()] },
      { variant: 'off', values: [person()] },
    ],
    rules: [
      { name: hidden('rule'), conditions: [inSegment('vip')], serve: { variant: 'on' } },
      {
        name: hidden('rule'),
        conditions: [isOneOf('customer', customer(), customer()), negated],
        serve: { variant: 'on' },
      },
      { conditions: [isOneOf('name', hidden('first'))], serve: { variant: 'on' } },
    ],
    fallthrough: { variant: 'off' },
  }
}

/** Changes of every kind, each waited for by everybody. Ends with all that is private changed. */
async function live(ears: readonly Eavesdropped[]): Promise<void> {
  const changes = [
    () => configure('shown', shownConfiguration()),
    () => configureSegment('inner', lists()),
    () => configureSegment('vip', lists()),
    () => configure('unlaunched', targeting('on')),
    // Shown for a while, then hidden, and changed while nobody may see it.
    () => configure('passing', { on: true, ...targeting('on') }),
    () => expose('passing', true),
    () => configure('passing', targeting('on')),
    () => expose('passing', false),
    () => configure('passing', targeting('off')),
    () =>
      configure('passing', {
        rules: [{ name: hidden('rule'), conditions: [], serve: { variant: 'on' } }],
      }),
    () => configure('hidden-flag', targeting('no')),
    () => kill('shown'),
    () => configure('shown', shownConfiguration()),
  ]
  await createFlag('passing', { clientSide: false })
  for (const change of changes) {
    const revision = await change()
    for (const ear of ears) await ear.reaches(revision)
  }
}

async function expose(flag: string, clientSide: boolean): Promise<number> {
  const patch = { clientSide, comment: note() }
  const { status } = await server.admin.request('PATCH', `/projects/default/flags/${flag}`, patch)
  expect(status).toBe(200)
  return configure(flag, targeting('on'))
}

async function kill(flag: string): Promise<number> {
  await server.admin.kill(flag, note())
  return configure(flag, targeting('off'))
}

const missing = (texts: readonly string[], text: string) =>
  texts.filter((one) => !text.includes(one))
const found = (texts: readonly string[], text: string) => texts.filter((one) => text.includes(one))

describe('a client key', () => {
  it('is never given a byte of what is private, over socket or HTTP, which server keys are given', async () => {
    const keys = {
      client: (await server.admin.createSdkKey('client')).key,
      server: (await server.admin.createSdkKey('server')).key,
    }
    const first = { client: '', server: '' }
    const heard = { client: '', server: '' }
    const ears = {
      client: await eavesdrop(server.url, keys.client),
      server: await eavesdrop(server.url, keys.server),
    }
    const early = { client: ears.client.holds(), server: ears.server.holds() }
    for (const kind of ['client', 'server'] as const)
      first[kind] = await fetchRuleset(server.url, keys[kind])
    await live(Object.values(ears))

    // Nobody who asks for a preview tells browsers what is proposed.
    const preview = `${PRODUCTION}/flags/shown/preview`
    expect((await server.admin.request('POST', preview, targeting('on'))).status).toBe(200)
    for (const kind of ['client', 'server'] as const) {
      const ear = ears[kind]
      const snapshots = ear.frames('snapshot')
      ear.send({ type: 'resync', reason: 'gap' })
      await waitFor(() => ear.frames('snapshot') > snapshots, { what: 'a snapshot' })
      const resumed = await eavesdrop(server.url, keys[kind], early[kind])
      const http = await fetchRuleset(server.url, keys[kind])
      ear.send({ type: 'dance' })
      await waitFor(() => ear.heard().includes('4400'), { what: 'a refusal' })
      heard[kind] = [first[kind], http, ear.heard(), resumed.heard()].join('\n')
    }

    expect(ears.client.frames('delta')).toBeGreaterThan(5)
    expect(found([...inRuleset, ...forPeople], heard.client)).toEqual([])
    // The searches find what is there.
    expect(missing(inRuleset, heard.server)).toEqual([])
    expect(
      found(['vip', 'inner', 'base', 'shown', 'unlaunched', 'passing'], heard.client),
    ).toHaveLength(6)
    const audit = JSON.stringify(
      (await server.admin.request('GET', '/projects/default/audit?limit=200')).body,
    )
    expect(missing(forPeople, audit)).toEqual([])
  })

  it('decides for everybody on the lists as a server key does', async () => {
    const client = await connectSdk(server, {
      key: (await server.admin.createSdkKey('client')).key,
    })
    const full = await connectSdk(server)
    const outcomes = new Set<string>()
    for (const targetingKey of [...people, 'somebody else']) {
      for (const more of [{}, { customer: serial, email: 'x@y' }, { name: inRuleset.at(-1) }]) {
        const context = { targetingKey, ...more }
        const decision = full.decide('shown', context, false)
        expect(client.decide('shown', context, false), targetingKey).toEqual(decision)
        outcomes.add(`${decision.reason} ${decision.value}`)
      }
    }
    expect([...outcomes].sort()).toEqual([
      'DEFAULT false',
      'TARGETING_MATCH false',
      'TARGETING_MATCH true',
    ])
  })
})
