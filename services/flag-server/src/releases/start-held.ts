import type { Transaction } from '../database/connect.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import type { Consent } from '../policies/consent.ts'
import { type HeldRelease, liveRelease, type ReleaseRow } from './hold-release.ts'
import { moveRelease } from './move-release.ts'
import { preflight } from './preflight.ts'
import { preflightFacts } from './preflight-facts.ts'
import { failedCheckWords } from './reason-words.ts'
import { releaseRunning } from './refuse-moved-places.ts'
import { refusePlace } from './refuse-place.ts'

/**
 * The first stage, unless the preflight finds something against it. Guards that have not reported are
 * not held against a start: nothing reports to a release that does not run.
 */
export async function startHeld(
  tx: Transaction,
  actor: Actor,
  held: HeldRelease,
  comment: string | undefined,
  consent: Consent,
): Promise<ReleaseRow> {
  const { release, configuration } = held
  const live = await liveRelease(tx, held)
  if (live) throw releaseRunning(held, live.id)
  const lock = configuration.document.locks?.find(({ rule }) => rule === release.ruleId)
  if (lock) {
    throw new AppError(
      'place_locked',
      'a release was rolled back here: look at why, then unlock the flag and start again',
      { current: { release: lock.release } },
    )
  }
  refusePlace(held, release.plan, release.ruleId)
  const facts = await preflightFacts(tx, held)
  const failed = preflight({ ...facts, silentGuards: [] }).filter(({ passed }) => !passed)
  if (failed.length > 0) throw preflightFailed(failed)
  return moveRelease(tx, held, 'start', { actor, action: 'release.started', comment, consent })
}

export function preflightFailed(failed: ReturnType<typeof preflight>): AppError {
  const words = failed.map(failedCheckWords).join('; ')
  return new AppError('preflight_failed', `the preflight found: ${words}`, {
    current: { checks: failed },
  })
}
