import { AppError } from '../app-error.ts'

/** 429 with `Retry-After` when there is anything to wait for. */
export function refuseHaste(waitMs: number, what: string): void {
  if (waitMs === 0) return
  const retryAfterS = Math.ceil(waitMs / 1_000)
  const seconds = retryAfterS === 1 ? 'a second' : `${retryAfterS} seconds`
  throw new AppError('too_many_requests', `${what}; try again in ${seconds}`, { retryAfterS })
}
