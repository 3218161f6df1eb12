import { readFileSync } from 'node:fs'
import closeWithGrace from 'close-with-grace'
import { type Config, readConfig } from './config.ts'
import { explainStartFailure } from './explain-start-failure.ts'
import { PACKAGE_JSON } from './paths.ts'
import { startServer } from './start-server.ts'

const STOP_WITHIN_MS = 15_000

function packageVersion(): string {
  return JSON.parse(readFileSync(PACKAGE_JSON, 'utf8')).version
}

try {
  await start(readConfig(process.env, packageVersion()))
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}

async function start(config: Config): Promise<void> {
  const server = await startServer(config).catch((error) =>
    fail(explainStartFailure(error, config)),
  )
  const lines = [
    `Bunting is ready.`,
    ``,
    `  Admin UI   ${server.url}`,
    `  API docs   ${server.url}/api/docs`,
  ]
  if (server.setupUrl) {
    lines.push(
      ``,
      `  First time here? This link makes the first administrator, once:`,
      `  ${server.setupUrl}`,
    )
  }
  console.log(`\n${lines.join('\n')}\n`)
  closeWithGrace({ delay: STOP_WITHIN_MS, logger: false }, async ({ err }) => {
    if (err) console.error(err)
    await server.stop()
  })
}

function fail(why: string): never {
  console.error(`Bunting cannot start: ${why}`)
  process.exit(1)
}
