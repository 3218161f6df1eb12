import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { builtServer } from '../../scripts/built-server.ts'
import { type Child, startChild } from './child.ts'
import { dataFolder } from './data-folder.ts'

export interface OwnServer extends AsyncDisposable {
  readonly child: Child
  readonly url: string
  /** Of the admin API. */
  readonly token: string
  /** Its DATA_DIR, which goes with it. */
  readonly home: string
}

/** The built server as `npm start` starts it, on a Postgres of its own. */
export async function startOwnServer(env: NodeJS.ProcessEnv = {}): Promise<OwnServer> {
  const home = await dataFolder()
  const token = randomBytes(24).toString('hex')
  const child = startChild(await builtServer(), {
    PORT: '0',
    DATA_DIR: home,
    DATABASE_URL: '',
    BUNTING_ADMIN_TOKEN: token,
    ...env,
  })
  async function end(): Promise<void> {
    await child.stop()
    await rm(home, { recursive: true, force: true })
  }
  try {
    const [, url = ''] = await child.line(/Admin UI +(\S+)/)
    return { child, url, token, home, [Symbol.asyncDispose]: end }
  } catch (error) {
    await end()
    throw error
  }
}
