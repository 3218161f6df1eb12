import { desc, eq } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { commitConfiguration } from '../flags/configure-flag.ts'
import type { Actor } from '../http/actor.ts'
import { RUNNING_RELEASE } from '../policies/consent.ts'
import type { Decision } from './decision.ts'
import { LONGEST_STRETCH_MS } from './evidence.ts'
import type { HeldRelease } from './hold-release.ts'
import { inForce, moveRelease } from './move-release.ts'
import { shareInForce } from './plan.ts'
import type { Decided, ReleaseState } from './release-state.ts'
import { releaseStretches, releases } from './release-tables.ts'
import { beginStretch } from './stretches.ts'

/** Who moves a release when nobody does. */
const RUNNER: Actor = {
  type: 'system',
  id: 'releases',
  name: 'Release guard',
  email: null,
  via: 'system',
}

/** What was planned was allowed when it started. */
const BY_ITSELF = { actor: RUNNER, comment: undefined, consent: RUNNING_RELEASE } as const

/** Whether a decision leaves state, stage and stretch as they are. */
export async function changesNothing(
  db: Database | Transaction,
  held: HeldRelease,
  decision: Decision,
): Promise<boolean> {
  return eventOf(held.release.state, decision) === undefined && !(await isStretchOver(db, held))
}

/** Whether a decision makes state or stage others. */
export function movesRelease({ release }: HeldRelease, decision: Decision): boolean {
  return eventOf(release.state, decision) !== undefined
}

/** @param decisionId of its record, which there is of every decision that moves a release */
export async function followDecision(
  tx: Transaction,
  held: HeldRelease,
  decision: Decision,
  decisionId: string | undefined,
): Promise<void> {
  const { release } = held
  const event = eventOf(release.state, decision)
  const standing = decision.do === 'hold' ? decision.reasons : []
  if (event !== undefined) {
    const action = ACTION[event]
    await moveRelease(tx, held, event, {
      ...BY_ITSELF,
      action,
      decision,
      ...(decisionId !== undefined && { decisionId }),
    })
    await tx.update(releases).set({ standing }).where(eq(releases.id, release.id))
    return
  }
  await tx.update(releases).set({ decision, standing }).where(eq(releases.id, release.id))
  if (await isStretchOver(tx, held)) await divideStretch(tx, held)
}

/** Undefined when the release is in the state that the decision asks for. */
function eventOf(state: ReleaseState, decision: Decision): Decided | undefined {
  switch (decision.do) {
    case 'advance':
      return decision.to === 'completed' ? 'decided-to-complete' : 'decided-to-advance'
    case 'roll-back':
      return 'decided-to-roll-back'
    case 'hold':
      return state === 'running' ? 'decided-to-hold' : undefined
    case 'wait':
      return state === 'holding' ? 'decided-to-wait' : undefined
  }
}

const ACTION: Readonly<Record<Decided, string>> = {
  'decided-to-advance': 'release.advanced',
  'decided-to-complete': 'release.completed',
  'decided-to-roll-back': 'release.rolled-back',
  'decided-to-hold': 'release.held',
  'decided-to-wait': 'release.hold-over',
}

/** By the clock alone, never because of what was counted. */
async function isStretchOver(
  db: Database | Transaction,
  { release, now }: HeldRelease,
): Promise<boolean> {
  if (release.state !== 'running') return false
  const [last] = await db
    .select({ since: releaseStretches.since })
    .from(releaseStretches)
    .where(eq(releaseStretches.releaseId, release.id))
    .orderBy(desc(releaseStretches.seq))
    .limit(1)
  return last !== undefined && now.getTime() - last.since.getTime() >= LONGEST_STRETCH_MS
}

/** Bets are placed anew every hour of the same share. */
async function divideStretch(tx: Transaction, held: HeldRelease): Promise<void> {
  const { release, configuration, now } = held
  const stage = release.plan.stages[release.stage]
  if (!stage) return
  const seq = await beginStretch(tx, release.id, shareInForce(stage), now)
  const document = { ...configuration.document, release: inForce(release, release.plan, seq) }
  await commitConfiguration(tx, held, document, { ...BY_ITSELF, action: 'release.counted-on' })
}
