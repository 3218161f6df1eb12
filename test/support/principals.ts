import type { AppUnderTest } from './app-under-test.ts'
import { join } from './join.ts'

/** Somebody, with all they can show, and what they may by this file's own account of it. */
export interface Principal {
  readonly cookie: string
  readonly personalToken: string
  readonly serviceToken?: string
  /** Of production; nobody's own. */
  readonly sdkKey: string
  readonly may: May
}

export type May =
  | 'everything'
  | 'nothing'
  | {
      readonly project: readonly string[]
      readonly development: readonly string[]
      readonly production: readonly string[]
    }

const VIEW = ['project.view']
const EDIT = ['project.view', 'flag.edit', 'segment.edit', 'template.manage']
const WORK = ['flag.configure', 'flag.kill', 'release.run', 'change.request']

interface Kind {
  readonly membership?: { readonly environment: string | null; readonly role: string }
  readonly administrator?: boolean
  /** Member of the other project instead. */
  readonly elsewhere?: boolean
  readonly may: May
}

/** Written by hand, not read from the code: it is what the code is measured against. */
const KINDS: Readonly<Record<string, Kind>> = {
  viewer: {
    membership: { environment: null, role: 'viewer' },
    may: { project: VIEW, development: [], production: [] },
  },
  editor: {
    membership: { environment: null, role: 'editor' },
    may: { project: EDIT, development: WORK, production: ['flag.kill', 'change.request'] },
  },
  releaser: {
    membership: { environment: null, role: 'releaser' },
    may: {
      project: [...EDIT, 'flag.delete'],
      development: [...WORK, 'change.approve'],
      production: [...WORK, 'change.approve'],
    },
  },
  administrator: {
    membership: { environment: null, role: 'administrator' },
    may: {
      project: [
        ...EDIT,
        'flag.delete',
        'webhook.manage',
        'project.manage',
        'environment.manage',
        'member.manage',
      ],
      development: [...WORK, 'change.approve', 'sdk-key.manage'],
      production: [...WORK, 'change.approve', 'sdk-key.manage'],
    },
  },
  'custom role': {
    membership: { environment: null, role: 'on-call' },
    may: {
      project: ['project.view', 'webhook.manage'],
      development: ['sdk-key.manage'],
      production: ['flag.kill'],
    },
  },
  'releaser of production alone': {
    membership: { environment: 'production', role: 'releaser' },
    may: { project: VIEW, development: [], production: [...WORK, 'change.approve'] },
  },
  'editor of development alone': {
    membership: { environment: 'development', role: 'editor' },
    may: { project: VIEW, development: WORK, production: [] },
  },
  'member of another project': {
    membership: { environment: null, role: 'administrator' },
    elsewhere: true,
    may: 'nothing',
  },
  'administrator of the installation': { administrator: true, may: 'everything' },
}

/** Service tokens have memberships, and so never the installation. */
export const SERVICE_TOKENS = Object.keys(KINDS).filter((kind) => KINDS[kind]?.membership)

/** One of each kind in project `default`, made as people make them: by the API. */
export async function makePrincipals(
  server: AppUnderTest,
): Promise<ReadonlyMap<string, Principal>> {
  const asAdministrator = caller(server, { authorization: `Bearer ${server.adminToken}` })
  await asAdministrator('POST', '/projects', { key: 'other' })
  await asAdministrator('POST', '/roles', {
    key: 'on-call',
    name: 'On call',
    permissions: ['webhook.manage', 'sdk-key.manage'],
    inProduction: ['flag.kill'],
  })
  const { key: sdkKey } = await asAdministrator<{ key: string }>(
    'POST',
    '/projects/default/environments/production/sdk-keys',
    { kind: 'server', name: 'walk' },
  )
  const made = new Map<string, Principal>()
  for (const [kind, { membership, administrator = false, elsewhere, may }] of Object.entries(
    KINDS,
  )) {
    const project = elsewhere ? 'other' : 'default'
    const { cookie } = await join(server, {
      name: kind,
      administrator,
      memberships: membership ? [{ project, ...membership }] : [],
    })
    const { token: personalToken } = await caller(server, { cookie })<{ token: string }>(
      'POST',
      '/me/tokens',
      { name: kind },
    )
    const service =
      membership &&
      (await asAdministrator<{ token: string }>('POST', `/projects/${project}/tokens`, {
        name: kind,
        memberships: [membership],
      }))
    made.set(kind, {
      cookie,
      personalToken,
      ...(service && { serviceToken: service.token }),
      sdkKey,
      may,
    })
  }
  return made
}

export function caller({ app }: Pick<AppUnderTest, 'app'>, headers: Record<string, string>) {
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await app.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers,
      ...(body && { payload: body }),
    })
    if (answer.statusCode < 300) return answer.json<T>()
    throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`)
  }
}
