import { chmod, mkdtemp, realpath, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 1_000_000_000

/**
 * A new folder for a database that does not outlive the tests, which the caller removes. In memory
 * where there is room: a disk gets slower with each thousand files that is made and removed (ext4
 * avoids the inodes it has just freed), and every database is a thousand files.
 *
 * Open to others, as Postgres is run by a user of its own when we are root.
 */
export async function temporaryFolder(): Promise<string> {
  const room = await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  )
  const parent = room > ENOUGH_BYTES ? MEMORY : tmpdir()
  const folder = await mkdtemp(join(await realpath(parent), 'bunting-test-'))
  await chmod(folder, 0o755)
  return folder
}
