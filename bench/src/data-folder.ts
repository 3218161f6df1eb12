import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A new DATA_DIR on the disk, which the caller removes. Open to others: run as root, the server would
 * otherwise keep its database elsewhere, where it would be left behind.
 */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bunting-bench-'))
  await chmod(folder, 0o755)
  return folder
}
