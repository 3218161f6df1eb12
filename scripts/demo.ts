import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildWhenStale } from './build-when-stale.ts'
import { builtServer } from './built-server.ts'
import { demoApi } from './demo-api.ts'
import { breakIt } from './demo-break-it.ts'
import { endTroubles, makeTroubles, planRelease } from './demo-release.ts'
import { setUpDemo } from './demo-setup.ts'
import { afterwards, beforehand, usage, welcome } from './demo-words.ts'
import { expectFreePort } from './expect-free-port.ts'
import { answering, runService, type Service } from './run-service.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const { PORT = '8080', SHOP_PORT = '8081', DATA_DIR = join(ROOT, '.bunting') } = process.env
const START_WITHIN_MS = 60_000

/** `npm run demo -- --break-it`: a release of what breaks, which takes itself back. */
const isToBreak = readArguments()
const running: { stop(): Promise<void> }[] = []
let stopping: Promise<void> | undefined

process.once('SIGINT', () => stop(0))
process.once('SIGTERM', () => stop(0))

try {
  await expectFreePort(Number(PORT), 'PORT')
  await expectFreePort(Number(SHOP_PORT), 'SHOP_PORT')
  await buildWhenStale('admin-ui', ['sdks'])
  await buildWhenStale('examples/shop', ['sdks'])

  const token = randomBytes(32).toString('hex')
  const flagServerUrl = `http://127.0.0.1:${PORT}`
  const flagServer = start(await builtServer(), {
    PORT,
    DATA_DIR,
    BUNTING_ADMIN_TOKEN: token,
  })
  await untilHealthy(flagServer, flagServerUrl)
  const api = demoApi(flagServerUrl, token)
  const keys = await setUpDemo(api, join(DATA_DIR, 'demo.json'))

  const shopUrl = `http://127.0.0.1:${SHOP_PORT}`
  const shop = start(join(ROOT, 'examples/shop/server/main.ts'), {
    PORT: SHOP_PORT,
    BUNTING_URL: flagServerUrl,
    BUNTING_SDK_KEY: keys.server.key,
    BUNTING_CLIENT_KEY: keys.client.key,
  })
  await untilHealthy(shop, shopUrl)

  const addresses = { flagServerUrl, shopUrl, signIn: signInLink(flagServer) }
  if (isToBreak) {
    await makeTroubles(api)
    running.push({ stop: () => endTroubles(api).catch(() => {}) })
    const { id } = await planRelease(api)
    console.log(beforehand(addresses, id))
    const { visitors, over } = breakIt({ api, shopUrl, id, say: console.log })
    running.push(visitors)
    if ((await over) === 'rolled_back') console.log(afterwards)
  } else {
    console.log(welcome(addresses))
  }
} catch (error) {
  if (!stopping) console.error(error instanceof Error ? error.message : error)
  await stop(1)
}

function readArguments(): boolean {
  const options = { 'break-it': { type: 'boolean' }, help: { type: 'boolean' } } as const
  try {
    const { values } = parseArgs({ options })
    if (!values.help) return values['break-it'] === true
    console.log(usage)
    process.exit(0)
  } catch {
    console.error(usage)
    process.exit(2)
  }
}

function start(file: string, environment: Record<string, string>): Service {
  const service = runService(file, environment)
  running.push(service)
  service.ended.then(() => {
    if (!stopping)
      console.error(`${file} ended; so does the demo. PORT and SHOP_PORT choose other ports.`)
    stop(1)
  })
  return service
}

/** Waits for the service's health, no longer than the service lives. */
async function untilHealthy(service: Service, url: string): Promise<void> {
  const died = service.ended.then(() => {
    throw new Error(`${url} could not be started`)
  })
  await Promise.race([answering(`${url}/health`, START_WITHIN_MS), died])
}

/** The last one started stops first: the shop before the server it talks to. */
async function stop(exitCode: number): Promise<void> {
  stopping ??= (async () => {
    for (const one of running.reverse()) await one.stop()
    process.exit(exitCode)
  })()
  return stopping
}

/** The server prints it while there is no administrator. */
function signInLink(flagServer: Service): string | undefined {
  return flagServer.printed().match(/https?:\/\/\S+\/setup\S+/)?.[0]
}
