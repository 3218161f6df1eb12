import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { refuseUnexpected } from '../http/refuse-stale.ts'
import { byPerson, type Consent, KILL, RUNNING_RELEASE } from '../policies/consent.ts'
import {
  type HeldRelease,
  holdRelease,
  type ReleaseAddress,
  type ReleaseRow,
} from './hold-release.ts'
import { type Move, moveRelease } from './move-release.ts'
import { preflight } from './preflight.ts'
import { preflightFacts } from './preflight-facts.ts'
import type { Command, CommandBody } from './release-schemas.ts'
import { preflightFailed, startHeld } from './start-held.ts'

const ACTION: Readonly<Record<Command, string>> = {
  start: 'release.started',
  pause: 'release.paused',
  resume: 'release.resumed',
  advance: 'release.advanced',
  rollback: 'release.rolled-back',
  abort: 'release.aborted',
}

const TAKES_BACK: ReadonlySet<Command> = new Set(['rollback', 'abort', 'pause'])

/**
 * What a person tells a release to do. Rolling back asks for nothing and works whatever the runner
 * does: it is one transaction that sets the share to 0, and waits for nobody but the row.
 */
export function commandRelease(
  db: Database,
  actor: Actor,
  address: ReleaseAddress,
  command: Command,
  { comment, expectedStage }: CommandBody = {},
): Promise<ReleaseRow> {
  const said = { comment, consent: byPerson(comment), expectedStage }
  const to = { ...address, isUrgent: TAKES_BACK.has(command) }
  return inTransaction(db, (tx) => commandReleaseIn(tx, actor, address, command, said), to)
}

/** Whatever people say to a release that is under way takes back or goes on with what was allowed. */
const ALLOWED: Readonly<Record<Exclude<Command, 'start' | 'advance'>, Consent>> = {
  pause: RUNNING_RELEASE,
  resume: RUNNING_RELEASE,
  rollback: KILL,
  abort: KILL,
}

/** The same in a transaction that does more. */
export async function commandReleaseIn(
  tx: Transaction,
  actor: Actor,
  address: ReleaseAddress,
  command: Command,
  said: Pick<Move, 'comment' | 'consent'> & Pick<CommandBody, 'expectedStage'>,
): Promise<ReleaseRow> {
  const held = await holdRelease(tx, address)
  refuseOtherStage(held, said.expectedStage)
  if (command === 'start') return startHeld(tx, actor, held, said.comment, said.consent)
  if (command === 'advance') return advance(tx, actor, held, said)
  const { comment } = said
  const action = ACTION[command]
  return moveRelease(tx, held, command, { actor, action, comment, consent: ALLOWED[command] })
}

/** Two who widen it at once mean the same stage, not one after the other. */
function refuseOtherStage({ release }: HeldRelease, expected: number | undefined): void {
  const { state, stage } = release
  refuseUnexpected({ stage }, expected === undefined ? undefined : { stage: expected }, () => ({
    state,
    stage,
  }))
}

/** A person's word replaces bake time, minimum and proof; not the preflight. */
async function advance(
  tx: Transaction,
  actor: Actor,
  held: HeldRelease,
  said: Pick<Move, 'comment' | 'consent'>,
): Promise<ReleaseRow> {
  const { plan, stage, state } = held.release
  const isLast = stage + 1 >= plan.stages.length
  if (state === 'running' && !held.configuration.document.on) {
    throw new AppError('release_refused', 'the flag is off: switch it on first')
  }
  if (state === 'running') {
    const facts = await preflightFacts(tx, held)
    const failed = preflight({ ...facts, approved: null }).filter(({ passed }) => !passed)
    if (failed.length > 0) throw preflightFailed(failed)
  }
  return moveRelease(tx, held, isLast ? 'complete' : 'advance', {
    actor,
    action: isLast ? 'release.completed' : ACTION.advance,
    ...said,
  })
}
