import { AppError } from '../http/app-error.ts'
import type { EnvironmentFeed } from './environment-feed.ts'

/**
 * In place of `304`, which says that what is held is the newest. Who holds nothing is better off with what
 * may be old.
 */
export function refuseUnsure(feed: EnvironmentFeed): void {
  if (feed.isSure()) return
  throw new AppError(
    'database_unavailable',
    'the database does not answer: whether what is held is still the newest, nobody can say; keep it, and ask again',
  )
}
