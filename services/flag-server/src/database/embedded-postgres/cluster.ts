import { lstat, readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, accountForNewCluster, accountOfCluster } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { abandonPlace, claimPlace, openPlace } from './cluster-place.ts'
import { explainFailure } from './explain-failure.ts'
import { initialise } from './initialise.ts'
import type { Log } from './log.ts'

/** One Postgres's data, and how to run it. */
export interface Cluster {
  readonly account: Account
  readonly binaries: Binaries
  /** Without symbolic links: what Postgres itself knows the place by. */
  readonly dataDirectory: string
  readonly logFile: string
  readonly password: string
}

/**
 * The cluster of the folder `home`, made if there is none yet. Only one process may do this at a
 * time. Throws sentences for a person: no permission, a full disk, data of another PostgreSQL.
 */
export async function openCluster(home: string, log: Log): Promise<Cluster> {
  const directory = (await findCluster(home)) ?? (await makeCluster(home, log))
  const account = await accountOfCluster(directory)
  const binaries = await findBinaries(account)
  await checkVersion(directory, binaries)
  const password = await readFile(join(directory, 'password'), 'utf8')
  return {
    account,
    binaries,
    dataDirectory: join(directory, 'data'),
    logFile: join(home, 'postgres.log'),
    password: password.trim(),
  }
}

async function findCluster(home: string): Promise<string | undefined> {
  const entry = join(home, 'postgres')
  const isThere = await lstat(entry).catch(() => undefined)
  if (!isThere) return undefined
  return realpath(entry).catch((cause) => {
    throw new Error(
      `${entry} is a link to where the data was, and that is gone. Put the data back, or remove ` +
        'the link to start with an empty database.',
      { cause },
    )
  })
}

/** Built aside and put in place whole: a cluster that is there is complete, its password with it. */
async function makeCluster(home: string, log: Log): Promise<string> {
  const account = await accountForNewCluster(log)
  const binaries = await findBinaries(account)
  const place = await openPlace(home, account)
  try {
    await initialise(place.directory, account, binaries)
    await claimPlace(place)
  } catch (error) {
    await abandonPlace(place)
    const said = error instanceof Error ? error.message : String(error)
    throw new Error(explainFailure(`cannot make a database in ${home}`, said), { cause: error })
  }
  const made = await realpath(join(home, 'postgres'))
  if (made === place.directory) log.info(`${home} is closed to other users: its data is in ${made}`)
  return made
}

async function checkVersion(directory: string, { majorVersion }: Binaries): Promise<void> {
  const version = await readFile(join(directory, 'data', 'PG_VERSION'), 'utf8').catch((cause) => {
    throw new Error(explainFailure(`${directory} holds no database`, cause.message), { cause })
  })
  if (version.trim() === majorVersion) return
  throw new Error(
    `${directory} was made by PostgreSQL ${version.trim()}, and this Bunting brings PostgreSQL ` +
      `${majorVersion}. To keep the data, export it with pg_dump while the Bunting that made it ` +
      'runs, move that folder away, start this one and load the export with psql.',
  )
}
