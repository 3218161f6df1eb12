import { isDeepStrictEqual } from 'node:util'
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

/**
 * The same for what has no version: 409 when a part of it is not as the caller saw it.
 *
 * @param expected the parts they go by, as they saw them; undefined when they do not mind
 */
export function refuseUnexpected<State extends object>(
  state: State,
  expected: { readonly [Part in keyof State]?: State[Part] | undefined } | undefined,
  current: () => unknown,
): void {
  if (expected === undefined) return
  const changed = (Object.keys(expected) as (keyof State & string)[]).filter(
    (part) => expected[part] !== undefined && !isDeepStrictEqual(expected[part], state[part]),
  )
  if (changed.length === 0) return
  throw new AppError(
    'stale_version',
    `${changed.join(', ')}: not what you expected by now: look at what changed and try again`,
    { current: current() },
  )
}
