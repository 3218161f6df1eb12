import { isDeepStrictEqual } from 'node:util'
import type { HeldConfiguration } from '../flags/configure-flag.ts'
import type { FlagConfiguration } from '../flags/flag-schemas.ts'
import { AppError } from '../http/app-error.ts'
import { releasePath } from './hold-release.ts'
import { serveAt, shareOf } from './place.ts'
import type { ReleaseInForce } from './release-in-force.ts'

/**
 * What a person may not change by hand: the place that a release moves, or more of the treatment where
 * one was rolled back. Off, less, and every other place are always theirs to change.
 */
export function refuseMovedPlaces(held: HeldConfiguration, next: FlagConfiguration): void {
  const before = held.configuration.document
  const { release, locks = [] } = before
  if (release && !isDeepStrictEqual(placeIn(before, release), placeIn(next, release))) {
    throw releaseRunning(held, release.id)
  }
  for (const { release: id, rule, treatment } of locks) {
    const share = shareOf(serveAt(next, rule), treatment)
    if (share <= shareOf(serveAt(before, rule), treatment)) continue
    throw new AppError(
      'place_locked',
      `a release of "${treatment}" was rolled back here: look at why, then unlock the flag`,
      { current: { release: id, path: pathOf(held, id) } },
    )
  }
}

/** Reshuffling moves everybody, so also those whom a release counts. */
export function refuseWhileReleased(held: HeldConfiguration): void {
  const { release } = held.configuration.document
  if (release) throw releaseRunning(held, release.id)
}

export function refuseArchiving(
  flagKey: string,
  environmentKey: string,
  { release }: FlagConfiguration,
): void {
  if (!release) return
  throw new AppError(
    'release_running',
    `a release moves "${flagKey}" in ${environmentKey}: let it end, or abort it`,
    { current: { release: release.id } },
  )
}

/** 409 with a link to the release that is there. */
export function releaseRunning(held: HeldConfiguration, id: string): AppError {
  return new AppError(
    'release_running',
    'a release moves people here: let it end, or roll it back or abort it first',
    { current: { release: id, path: pathOf(held, id) } },
  )
}

/** Who comes there, what is served, and to whom. */
function placeIn(document: FlagConfiguration, { rule }: ReleaseInForce): unknown {
  if (rule === null) return document.fallthrough
  const found = document.rules.find(({ id }) => id === rule)
  return found && { conditions: found.conditions, serve: found.serve }
}

function pathOf({ project, environment, flag }: HeldConfiguration, id: string): string {
  const address = { project: project.key, environment: environment.key, flag: flag.key }
  return releasePath(address, id)
}
