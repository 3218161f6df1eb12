import { AppError } from './app-error.ts'

/**
 * 409 when the caller looked at another version than there is by now.
 *
 * @param expectedVersion undefined when they do not mind
 * @param current what is answered with: the state as it is
 */
export function refuseStale(
  version: number,
  expectedVersion: number | undefined,
  current: () => unknown,
): void {
  if (expectedVersion === undefined || expectedVersion === version) return
  throw new AppError(
    'stale_version',
    `this is version ${version} by now, not ${expectedVersion}: look at what changed and try again`,
    { current: current() },
  )
}
