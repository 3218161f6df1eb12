import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Operation, readOperations, type Schema } from '../fuzz/operations.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
let operations: readonly Operation[]
let resolve: (schema: Schema) => Schema
beforeAll(async () => {
  server = await startTestServer()
  const document = await readOperations(server.url)
  operations = document.operations
  resolve = (schema) => {
    const name = schema.$ref?.split('/').at(-1)
    return name === undefined ? schema : resolve(document.components[name] ?? {})
  }
})
afterAll(() => server.stop())

interface Bounded {
  readonly operations: RegExp
  /** Arrays of the answer. */
  readonly fields: readonly string[]
  /** The limit, and what keeps it. */
  readonly because: string
}

const FLAG = '/projects/{project}/flags/{flag}'
const ONE = String.raw`/projects/\{project\}`
const IN_ENVIRONMENT = String.raw`${ONE}/environments/\{environment\}`
const operation = (methods: string, path: string) => new RegExp(`^(${methods}) /api/v1${path}$`)

/**
 * Arrays that come whole, because they cannot be long. Whoever adds one says here what keeps it short; what
 * nothing keeps short has a cursor instead.
 */
const BOUNDED: readonly Bounded[] = [
  {
    operations: operation('GET', '/account/sessions'),
    fields: ['sessions'],
    because: '100 of a person: recordSignIn ends the longest unused',
  },
  {
    operations: operation('POST', '/account/second-factor/(confirmation|recovery-codes)'),
    fields: ['recoveryCodes'],
    because: 'ten are made',
  },
  {
    operations: operation('POST', String.raw`/invitations(/\{id\}/renewal)?`),
    fields: ['memberships'],
    because: '100 of an invitation: its schema',
  },
  {
    operations: operation(
      'PATCH|DELETE',
      String.raw`/people/\{person\}(/second-factor|/single-sign-on)?`,
    ),
    fields: ['signsInWith'],
    because: 'there are two ways: password and single sign-on',
  },
  {
    operations: operation('GET|PUT', '/sso'),
    fields: ['domains', 'memberships'],
    because: '50 domains, 100 memberships: the schema',
  },
  {
    operations: operation('GET', '/roles'),
    fields: ['roles'],
    because: '200 custom ones: createRole refuses more',
  },
  {
    operations: operation('POST|PATCH', String.raw`/roles(/\{role\})?`),
    fields: ['permissions', 'inProduction'],
    because: 'one of each permission there is',
  },
  {
    operations: operation('POST', '/me/tokens'),
    fields: ['permissions'],
    because: 'one of each permission there is',
  },
  {
    operations: operation('POST', `${ONE}/tokens`),
    fields: ['memberships'],
    because: '50 of a token: its schema',
  },
  {
    operations: operation('GET', '/projects'),
    fields: ['projects'],
    because: '500: createProject refuses more',
  },
  {
    operations: operation(
      'GET|POST|PATCH|PUT',
      String.raw`/projects(/\{project\}(/environments(/\{environment\}|-order)?)?)?`,
    ),
    fields: ['permissions', 'environments'],
    because: '100 environments of a project: createEnvironment refuses more',
  },
  {
    operations: operation(
      'GET|POST|DELETE',
      String.raw`${ONE}/change-requests(/\{number\}(/\w+)?)?`,
    ),
    fields: ['approvedBy', 'reach', 'items', 'events'],
    because: 'one request: of events 1,000, recordEvent refuses more; items as a proposal has them',
  },
  {
    operations: operation('POST', `${ONE}/change-requests/assessment`),
    fields: ['reach', 'items'],
    because: 'one request that is not made yet',
  },
  {
    operations: operation('GET|POST|PATCH', String.raw`${ONE}/flags(/\{flag\}(/restore)?)?`),
    fields: ['tags', 'stale'],
    because: '50 tags of a flag: its schema; a reason of each kind why it is stale',
  },
  {
    operations: operation('POST', `${ONE}/flags/bulk`),
    fields: ['outcomes'],
    because: 'one for each key that was sent: 200, the schema',
  },
  {
    operations: operation('GET', `${ONE}/flag-selection`),
    fields: ['flags'],
    because:
      'no list to read: what a bulk change sends back as seen, all of one moment; 200 rows of it are shown',
  },
  {
    operations: operation('GET', `${ONE}/flag-facets`),
    fields: ['kinds', 'tags', 'owners'],
    because: '500 of each: listFlagFacets',
  },
  {
    operations: operation(
      'GET|PATCH|POST',
      String.raw`${IN_ENVIRONMENT}/flags/\{flag\}(/reshuffle|/unlock)?`,
    ),
    fields: ['prerequisites', 'targets', 'rules', 'locks'],
    because: '100 prerequisites, 100 targets, 500 rules: the schema; a lock of its live release',
  },
  {
    operations: operation('POST', String.raw`${IN_ENVIRONMENT}/flags/\{flag\}/preview`),
    fields: ['changes'],
    because: 'pairs of variants among 1,000 contexts',
  },
  {
    operations: operation('POST|PATCH', String.raw`${ONE}/segments(/\{segment\})?`),
    fields: ['tags'],
    because: '50 of a segment: its schema',
  },
  {
    operations: operation('GET', String.raw`${ONE}/segments/\{segment\}`),
    fields: ['tags', 'usedBy'],
    because:
      'keys of the flags and segments that use it, which stand in its way when it is deleted',
  },
  {
    operations: operation('GET|PATCH', String.raw`${IN_ENVIRONMENT}/segments/\{segment\}`),
    fields: ['included', 'excluded', 'conditions'],
    because: 'one document: 100,000 included, 100,000 excluded, 100 conditions: the schema',
  },
  {
    operations: operation(
      'GET|PATCH|POST',
      String.raw`${IN_ENVIRONMENT}/(flags/\{flag\}/releases|releases/\{id\}(/\{command\})?)`,
    ),
    fields: ['preflight', 'guards'],
    because: 'eight guards: the schema; a check of each kind',
  },
  {
    operations: operation('GET', String.raw`${IN_ENVIRONMENT}/releases/\{id\}/evidence`),
    fields: ['points', 'records'],
    because: '3,000, the newest: readDecisions',
  },
  {
    operations: operation('GET', `${ONE}/release-templates`),
    fields: ['templates'],
    because: '100 of a project: saveTemplate refuses more',
  },
  {
    operations: operation('PUT', String.raw`${ONE}/release-templates/\{name\}`),
    fields: ['stages', 'guards'],
    because: '50 stages, eight guards: the schema',
  },
  {
    operations: operation('GET', `${ONE}/webhooks`),
    fields: ['webhooks'],
    because: '50 of a project: createWebhook refuses more',
  },
  {
    operations: operation('POST', String.raw`${IN_ENVIRONMENT}/flags/\{flag\}/explain`),
    fields: ['steps', 'prerequisites'],
    because: '100 prerequisites, 250,000 characters: explainFlag cuts the rest and says so',
  },
  {
    operations: operation('GET', String.raw`${IN_ENVIRONMENT}/flags/\{flag\}/evaluations`),
    fields: ['series'],
    because: '2,000 steps: spanOf; a series of each variant',
  },
  {
    operations: operation('GET', `${IN_ENVIRONMENT}/evaluations`),
    fields: ['flags'],
    because: 'the 100 that may be asked for: the schema',
  },
  {
    operations: operation('GET', `${IN_ENVIRONMENT}/unknown-flags`),
    fields: ['unknownFlags'],
    because: '200, and 50 that clients alone ask for: forgetSurplus',
  },
  {
    operations: operation('GET', `${IN_ENVIRONMENT}/sdk-keys`),
    fields: ['silent'],
    because: 'processes of the server',
  },
  {
    operations: operation('GET', String.raw`${IN_ENVIRONMENT}/revisions/\{revision\}/delivery`),
    fields: ['laggards', 'silent'],
    because: '50 laggards: readDelivery; processes of the server',
  },
  {
    operations: operation('GET', `${IN_ENVIRONMENT}/connections`),
    fields: ['sdks', 'applications', 'revisions', 'connections', 'silent'],
    because: '1,000 of who is there at this moment, 50 of each count; all are counted',
  },
  {
    operations: operation('GET', `${ONE}/audit/facets`),
    fields: ['actors', 'actions', 'targetTypes'],
    because: '500 of each: listFacets',
  },
  {
    operations: operation(
      'GET',
      String.raw`${ONE}/(audit/\{entry\}/revert|environments/\{environment\}/((flags|segments)/\{key\}/)?restore|environments/\{environment\}/flags/\{key\}/copy)`,
    ),
    fields: ['items', 'refused'],
    because:
      'a proposal is of one moment and agreed to as a whole: what differs between two revisions',
  },
  {
    operations: /^POST \/ofrep\/v1\/evaluate\/flags$/,
    fields: ['flags'],
    because: 'the protocol has no pages: every flag of the environment, as SDKs hold them',
  },
]

/** Names of the arrays in an answer; its own is ''. */
function arraysOf(schema: Schema): string[] {
  const { items, properties = {}, anyOf = [], oneOf = [], allOf = [] } = resolve(schema)
  if (items) return ['']
  const own = Object.entries(properties)
    .filter(([, part]) => isArray(part))
    .map(([name]) => name)
  return [...new Set([...own, ...[...anyOf, ...oneOf, ...allOf].flatMap(arraysOf)])]
}

function isArray(schema: Schema): boolean {
  const { items, anyOf = [], oneOf = [], allOf = [] } = resolve(schema)
  return items !== undefined || [...anyOf, ...oneOf, ...allOf].some(isArray)
}

const answersOf = ({ responses }: Operation): Schema[] =>
  ['200', '201'].flatMap((status) => responses[status]?.['application/json'] ?? [])

const rowsOf = ({ name }: Operation) => BOUNDED.filter((row) => row.operations.test(name))

/** `cursor` and `limit` to send, at most 200 at once, and `nextCursor` to be answered. */
function isPaged({ parameters, body, ...operation }: Operation): boolean {
  const asked: Record<string, Schema> = {
    ...(body && resolve(body.schema).properties),
    ...Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  }
  const [answer] = answersOf({ parameters, body, ...operation })
  return (
    asked.cursor !== undefined &&
    asked.limit !== undefined &&
    (resolve(asked.limit).maximum ?? Number.POSITIVE_INFINITY) <= 200 &&
    answer !== undefined &&
    resolve(answer).properties?.nextCursor !== undefined
  )
}

it('has pages of every list, or something that keeps it short', () => {
  const endless = operations.flatMap((operation) => {
    const kept = rowsOf(operation).flatMap(({ fields }) => fields)
    const left = answersOf(operation).flatMap((answer) =>
      arraysOf(answer).filter((field) => !kept.includes(field)),
    )
    const paged = isPaged(operation) ? 1 : 0
    return left.length > paged ? [`${operation.name}: ${left.join(', ')}`] : []
  })
  expect(endless).toEqual([])
})

it('says of nothing that it is short which is not there, or has pages', () => {
  const stale = BOUNDED.flatMap(({ operations: which, fields }) => {
    const found = operations.filter(({ name }) => which.test(name))
    const there = found.flatMap((operation) => answersOf(operation).flatMap(arraysOf))
    const missing = fields.filter((field) => !there.includes(field))
    const paged = found.filter(
      (operation) =>
        isPaged(operation) &&
        answersOf(operation)
          .flatMap(arraysOf)
          .every((field) => fields.includes(field)),
    )
    return [...missing.map((field) => `${which}: ${field}`), ...paged.map(({ name }) => name)]
  })
  expect(stale).toEqual([])
})

it('finds the lists that have pages', () => {
  const paged = operations.filter(isPaged).map(({ name }) => name.replace('/api/v1', ''))
  expect(paged).toEqual(
    expect.arrayContaining([
      'GET /invitations',
      'GET /people',
      'GET /me/tokens',
      'GET /projects/{project}/flags',
      'GET /projects/{project}/audit',
      'POST /projects/{project}/environments/{environment}/explain',
    ]),
  )
  expect(paged).not.toContain(`GET ${FLAG}`)
})
