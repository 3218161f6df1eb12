import { createHash } from 'node:crypto'
import { accessOf } from '../access/access.ts'
import type { Transaction } from '../database/connect.ts'
import { archiveFlagIn } from '../flags/archive-flag.ts'
import { configureFlagIn } from '../flags/configure-flag.ts'
import { reshuffleFlagIn } from '../flags/reshuffle-flag.ts'
import { restoreFlagIn } from '../flags/restore-flag.ts'
import { updateFlagIn } from '../flags/update-flag.ts'
import { copyFlagIn } from '../history/copy-flag.ts'
import { restoreEnvironmentIn } from '../history/restore-environment.ts'
import { restoreOneIn } from '../history/restore-one.ts'
import { revertChangeIn } from '../history/revert-change.ts'
import type { Actor } from '../http/actor.ts'
import type { Consent } from '../policies/consent.ts'
import { changeReleaseIn } from '../releases/change-release.ts'
import { commandReleaseIn } from '../releases/command-release.ts'
import { createReleaseIn } from '../releases/create-release.ts'
import { unlockFlagIn } from '../releases/unlock-flag.ts'
import { configureSegmentIn } from '../segments/configure-segment.ts'
import type { Operation } from './operation-schemas.ts'

export interface Carrying {
  readonly actor: Actor
  readonly project: string
  readonly comment: string | undefined
  readonly consent: Consent
  /** Of the request and its edition: what a verb would draw at random follows from it. */
  readonly seed: string
}

/** Does what an operation says, by the verb of its direct route. */
export async function carryOut(
  tx: Transaction,
  operation: Operation,
  { actor, project, comment, consent, seed }: Carrying,
): Promise<unknown> {
  const said = comment === undefined ? {} : { comment }
  // Who may do it was judged before; these verbs would ask again, whoever carries it out.
  const access = accessOf({ actor, administrator: true, grants: [] })
  switch (operation.type) {
    case 'configure-flag': {
      const address = { ...operation, project }
      return configureFlagIn(tx, actor, address, { ...operation.patch, ...said }, consent)
    }
    case 'reshuffle-flag': {
      const salt = `${operation.flag}.${drawn(seed).toString('base64url').slice(0, 8)}`
      return reshuffleFlagIn(tx, actor, { ...operation, project }, { ...said, salt }, consent)
    }
    case 'unlock-flag': {
      const { rule } = operation
      const wanted = { ...(rule !== undefined && { rule }), ...said }
      return unlockFlagIn(tx, actor, { ...operation, project }, wanted, consent)
    }
    case 'copy-flag': {
      const wanted = { from: operation.from, ...said }
      return copyFlagIn(tx, actor, { ...operation, project }, wanted, consent)
    }
    case 'restore-flag':
    case 'restore-segment': {
      const [kind, key] =
        'flag' in operation
          ? (['flag', operation.flag] as const)
          : (['segment', operation.segment] as const)
      const address = { project, environment: operation.environment, kind, key }
      return restoreOneIn(tx, actor, address, { ...momentOf(operation), ...said }, consent)
    }
    case 'restore-environment': {
      const wanted = { ...momentOf(operation), ...said }
      return restoreEnvironmentIn(tx, actor, { ...operation, project }, wanted, consent)
    }
    case 'configure-segment': {
      const address = { ...operation, project }
      return configureSegmentIn(tx, actor, address, { ...operation.patch, ...said }, consent)
    }
    case 'revert':
      return revertChangeIn(tx, actor, project, operation.entry, said, consent)
    case 'update-flag': {
      const patch = { ...operation.patch, ...said }
      return updateFlagIn(tx, actor, project, operation.flag, patch, consent)
    }
    case 'archive-flag': {
      const wanted = { force: operation.force ?? false, ...said }
      return archiveFlagIn(tx, access, project, operation.flag, wanted, consent)
    }
    case 'unarchive-flag': {
      const wanted = { asItWas: operation.asItWas ?? false, ...said }
      return restoreFlagIn(tx, access, project, operation.flag, wanted, consent)
    }
    case 'create-release': {
      const wanted = { ...operation.plan, start: true, ...said }
      const made = { consent, id: drawnId(seed) }
      return createReleaseIn(tx, actor, { ...operation, project }, wanted, made)
    }
    case 'start-release':
    case 'advance-release': {
      const address = { project, environment: operation.environment, id: operation.release }
      const command = operation.type === 'start-release' ? 'start' : 'advance'
      return commandReleaseIn(tx, actor, address, command, { comment, consent })
    }
    case 'change-release': {
      const address = { project, environment: operation.environment, id: operation.release }
      return changeReleaseIn(tx, actor, address, { ...operation.patch, ...said }, consent)
    }
  }
}

function momentOf({ at, revision }: { at?: string | undefined; revision?: number | undefined }) {
  return { ...(at !== undefined && { at }), ...(revision !== undefined && { revision }) }
}

function drawn(seed: string): Buffer {
  return createHash('sha256').update(seed).digest()
}

/** A version 8 UUID, RFC 9562. */
function drawnId(seed: string): string {
  const hex = drawn(seed).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
