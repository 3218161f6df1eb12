import type { Client, Warning } from '@bunting/client'
import { cachePlace } from './cache-place.ts'
import { type CacheKeeper, keepCache } from './keep-cache.ts'
import { type Cached, readCache, reasonOf } from './read-cache.ts'

export interface Cache {
  /** What an earlier run has left; a file that cannot be used is warned of. */
  read(): Cached | undefined
  /** From now on the file is as new as the flags in force. */
  keep(client: Client): CacheKeeper
}

/** How a disk says that it is not to be written to; a full one is another matter. */
const NOT_TO_BE_WRITTEN = ['EROFS', 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR']

/** The cache of the flags of this server and key; undefined where there is to be none. */
export function openCache(
  cacheDir: string | false | undefined,
  server: string,
  key: string,
  warn: (warning: Warning) => void,
): Cache | undefined {
  const place = cachePlace(cacheDir, server, key)
  if (!place) return undefined
  const { file, asked } = place
  let cached: Cached | undefined
  return {
    read() {
      cached = readCache(file, (why) => {
        warn({ cause: 'cache', message: `ignored the cached flags in ${file}: ${why}` })
      })
      return cached
    },
    keep: (client) =>
      keepCache(client, file, cached?.head, (error) => {
        const { code = '' } = error as NodeJS.ErrnoException
        if (!asked && NOT_TO_BE_WRITTEN.includes(code)) return
        const message = `cannot keep flags for the next start in ${file}: ${reasonOf(error)}`
        warn({ cause: 'cache', message })
      }),
  }
}
