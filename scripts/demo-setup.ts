import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The demo plays in production: that is where a kill switch matters. */
const ENVIRONMENT = '/api/v1/projects/default/environments/production'

interface SdkKey {
  readonly id: string
  readonly key: string
}

export interface DemoKeys {
  readonly server: SdkKey
  readonly client: SdkKey
}

/** What the shop needs from a flag server: the flag and two keys, kept from run to run. */
export async function setUpDemo(url: string, token: string, keysFile: string): Promise<DemoKeys> {
  const api = adminApi(url, token)
  await api('POST', '/api/v1/projects/default/flags', [201, 409], {
    key: 'new-checkout',
    type: 'boolean',
    name: 'New checkout',
    description: 'One screen and one button instead of the three-step order form.',
    tags: ['shop'],
  })
  const kept = await readKeys(keysFile)
  if (kept && (await stillGood(api, kept))) return kept
  const keys = { server: await makeKey(api, 'server'), client: await makeKey(api, 'client') }
  await mkdir(dirname(keysFile), { recursive: true })
  await writeFile(keysFile, JSON.stringify(keys), { mode: 0o600 })
  return keys
}

type AdminApi = (
  method: string,
  path: string,
  expected: readonly number[],
  body?: object,
) => Promise<unknown>

function adminApi(url: string, token: string): AdminApi {
  return async (method, path, expected, body) => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (expected.includes(answer.status)) return JSON.parse(text)
    throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
  }
}

async function makeKey(api: AdminApi, kind: 'server' | 'client'): Promise<SdkKey> {
  const name = `shop (${kind})`
  const made = (await api('POST', `${ENVIRONMENT}/sdk-keys`, [201], { kind, name })) as SdkKey
  return { id: made.id, key: made.key }
}

async function readKeys(file: string): Promise<DemoKeys | undefined> {
  return readFile(file, 'utf8').then(JSON.parse, () => undefined)
}

/** Another database knows nothing of them, and somebody may have revoked them. */
async function stillGood(api: AdminApi, { server, client }: DemoKeys): Promise<boolean> {
  const { sdkKeys } = (await api('GET', `${ENVIRONMENT}/sdk-keys`, [200])) as {
    sdkKeys: { id: string; revokedAt: string | null }[]
  }
  return [server, client].every(({ id }) =>
    sdkKeys.some((key) => key.id === id && key.revokedAt === null),
  )
}
