import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type DemoApi, ENVIRONMENT, FLAGS } from './demo-api.ts'

interface SdkKey {
  readonly id: string
  readonly key: string
}

export interface DemoKeys {
  readonly server: SdkKey
  readonly client: SdkKey
}

/** What the shop needs from a flag server: the flag and two keys, kept from run to run. */
export async function setUpDemo(api: DemoApi, keysFile: string): Promise<DemoKeys> {
  await api('POST', FLAGS, [201, 409], {
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

async function makeKey(api: DemoApi, kind: 'server' | 'client'): Promise<SdkKey> {
  const name = `shop (${kind})`
  const { id, key } = await api<SdkKey>('POST', `${ENVIRONMENT}/sdk-keys`, [201], { kind, name })
  return { id, key }
}

async function readKeys(file: string): Promise<DemoKeys | undefined> {
  return readFile(file, 'utf8').then(JSON.parse, () => undefined)
}

/** Another database knows nothing of them, and somebody may have revoked them. */
async function stillGood(api: DemoApi, { server, client }: DemoKeys): Promise<boolean> {
  const { sdkKeys } = await api<{ sdkKeys: { id: string; revokedAt: string | null }[] }>(
    'GET',
    `${ENVIRONMENT}/sdk-keys`,
    [200],
  )
  return [server, client].every(({ id }) =>
    sdkKeys.some((key) => key.id === id && key.revokedAt === null),
  )
}
