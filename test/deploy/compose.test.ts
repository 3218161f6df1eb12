import { readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { readConfig, SECRETS, VARIABLES } from '@bunting/flag-server/config.ts'
import { Ajv } from 'ajv'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { temporaryFolder } from '../support/temporary-folder.ts'

const FILE = new URL('../../docker-compose.yml', import.meta.url)
const SECRETS_FILE = new URL('../../deploy/compose.secrets.yml', import.meta.url)

/** The Compose specification's own schema, as the linter dclint ships it. */
async function composeErrors(document: unknown): Promise<unknown> {
  const linter = dirname(createRequire(import.meta.url).resolve('dclint/package.json'))
  const text = await readFile(join(linter, 'schemas', 'compose.schema.json'), 'utf8')
  // It names its dialect by https, which ajv knows by http alone.
  const { $schema: _, ...schema } = JSON.parse(text)
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
    schema,
  )
  validate(document)
  return validate.errors
}

async function compose() {
  return parse(await readFile(FILE, 'utf8'))
}

it('is a valid Compose file', async () => {
  expect(await composeErrors(await compose())).toBeNull()
})

it('would not pass with a word that Compose does not know', async () => {
  const document = await compose()
  document.services.bunting.enviroment = {}
  expect(await composeErrors(document)).not.toBeNull()
})

it('starts the server when its Postgres is healthy', async () => {
  const { services } = await compose()
  expect(services.bunting.depends_on.postgres.condition).toBe('service_healthy')
  expect(services.postgres.healthcheck.test.at(-1)).toContain('pg_isready')
})

it('gives the server an environment that it accepts, with nothing set and with everything', async () => {
  const { services } = await compose()
  const bare = readConfig(interpolate(services.bunting.environment, {}), '1.0.0')
  expect(bare.databaseUrl).toBe('postgres://bunting:bunting@postgres:5432/bunting')
  expect(bare.adminToken).toBeUndefined()
  const token = 'a'.repeat(32)
  const given = { BUNTING_ADMIN_TOKEN: token, POSTGRES_PASSWORD: 'p', PUBLIC_URL: 'https://b.test' }
  const full = readConfig(interpolate(services.bunting.environment, given), '1.0.0')
  expect(full.adminToken).toBe(token)
  expect(full.databaseUrl).toBe('postgres://bunting:p@postgres:5432/bunting')
  expect(full.publicUrl).toBe('https://b.test')
})

/** The file's own: nobody else sets them. */
const ITS_OWN = ['PORT', 'HOST', 'DATA_DIR', 'DATABASE_URL', 'APP_VERSION']

it('passes on every variable that the server reads, but for those that are its own', async () => {
  const { services } = await compose()
  const given = Object.fromEntries(VARIABLES.map((name) => [name, `given ${name}`]))
  const passed = interpolate(services.bunting.environment, given)
  for (const name of VARIABLES) {
    if (!ITS_OWN.includes(name)) expect(passed[name], name).toBe(given[name])
  }
  expect(Object.keys(passed).filter((name) => !VARIABLES.includes(name))).toEqual([])
})

it('makes the user, password and database that the server asks for', async () => {
  const { services } = await compose()
  const { DATABASE_URL } = interpolate(services.bunting.environment, {})
  const made = interpolate(services.postgres.environment, {})
  const url = new URL(DATABASE_URL ?? '')
  expect([url.username, url.password, url.pathname, url.hostname]).toEqual([
    made.POSTGRES_USER,
    made.POSTGRES_PASSWORD,
    `/${made.POSTGRES_DB}`,
    'postgres',
  ])
})

it('takes every secret from a file with compose.secrets.yml on top, and none from the environment', async () => {
  const overlay = parse(await readFile(SECRETS_FILE, 'utf8'))
  expect(await composeErrors(overlay)).toBeNull()
  const { services } = await compose()
  const folder = await temporaryFolder()
  const database = 'postgres://bunting:from-a-file@postgres:5432/bunting'
  const contents = {
    database_url: database,
    admin_token: 'a'.repeat(40),
    auth_secret: 'b'.repeat(40),
  }
  for (const [name, text] of Object.entries(contents))
    await writeFile(join(folder, name), `${text}\n`)
  const merged = { ...services.bunting.environment, ...overlay.services.bunting.environment }
  const mounted = Object.entries(interpolate(merged, {})).map(([name, value]) => [
    name,
    value.replace('/run/secrets', folder),
  ])
  const config = readConfig(Object.fromEntries(mounted), '1.0.0')
  expect([config.databaseUrl, config.adminToken, config.authSecret]).toEqual(
    Object.values(contents),
  )
  const exported = Object.fromEntries(SECRETS.map((name) => [name, 'from the environment']))
  const passed = interpolate(merged, exported)
  for (const name of SECRETS) expect(passed[name], name).toBe('')
  for (const service of ['bunting', 'postgres'] as const) {
    for (const secret of overlay.services[service].secrets) {
      expect(overlay.secrets[secret].file).toMatch(/^\.\/secrets\//)
    }
  }
  await rm(folder, { recursive: true })
})

/** `${NAME}` and `${NAME:-default}`, as Compose replaces them. */
function interpolate(
  environment: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const replaced = Object.entries(environment).map(([name, value]) => [
    name,
    value.replaceAll(
      /\$\{(\w+)(?::-([^}]*))?\}/g,
      (_, key, fallback) => given[key] || fallback || '',
    ),
  ])
  return Object.fromEntries(replaced)
}
