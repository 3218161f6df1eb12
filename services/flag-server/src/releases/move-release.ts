import { eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Transaction } from '../database/connect.ts'
import { commitConfiguration } from '../flags/configure-flag.ts'
import type { FlagConfiguration } from '../flags/flag-schemas.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import type { Consent } from '../policies/consent.ts'
import { requireConsent } from '../policies/require-consent.ts'
import { notify } from '../revisions/notify.ts'
import { enqueueNews } from '../webhooks/enqueue-news.ts'
import type { Decision } from './decision.ts'
import type { HeldRelease, ReleaseRow } from './hold-release.ts'
import { rolloutOf, serveAt, withServeAt } from './place.ts'
import { isComparisonGuard, type Plan, shareInForce } from './plan.ts'
import { metricsOf, slowMsOf } from './release-in-force.ts'
import { newsOf } from './release-news.ts'
import {
  type Command,
  type Decided,
  type Effect,
  type Refusal,
  transition,
} from './release-state.ts'
import { releases } from './release-tables.ts'
import { beginStretch } from './stretches.ts'

export interface Move {
  readonly actor: Actor
  /** Noun and past participle, for the audit: `release.advanced`. */
  readonly action: string
  readonly comment: string | undefined
  readonly consent: Consent
  /** Why, when the engine moves it. */
  readonly decision?: Decision
  /** The record that says what was decided on: the history names it. */
  readonly decisionId?: string
}

/** In an entry of the history, beside what it tells of. */
function naming(
  { id }: Pick<ReleaseRow, 'id'>,
  { decisionId }: Move,
): { readonly decision?: { readonly release: string; readonly id: string } } {
  return decisionId === undefined ? {} : { decision: { release: id, id: decisionId } }
}

type Changes = Partial<typeof releases.$inferInsert>

/**
 * The only way a release moves: its state, its share, the flag's configuration, the audit entry and
 * the revision change together or not at all.
 */
export async function moveRelease(
  tx: Transaction,
  held: HeldRelease,
  event: Command | Decided,
  move: Move,
): Promise<ReleaseRow> {
  const { release, now } = held
  const next = transition(release.state, event)
  if ('refused' in next) throw refused(held, event, next.refused)
  if (event === 'start') requirePlanConsent(held, release.plan, move.consent)
  const { changes, document } = await carryOut(tx, held, next.effect, event)
  const ends = ['completed', 'rolled_back', 'aborted'].includes(next.state)
  const [moved] = await tx
    .update(releases)
    .set({
      state: next.state,
      nextLookAt: event === 'start' ? firstLookAt(release.plan, now) : now,
      ...(event === 'start' && { startedAt: now }),
      ...(ends && { endedAt: now }),
      ...(move.decision && { decision: move.decision }),
      ...changes,
    })
    .where(eq(releases.id, release.id))
    .returning()
  if (!moved) throw new Error('an update returned no row')
  const { revision } = await commitConfiguration(tx, held, document, {
    ...move,
    beside: { after: naming(release, move) },
  })
  if (revision === held.environment.revision) await auditAlone(tx, held, moved, move)
  await notify(tx, { type: 'changed', projectId: held.project.id, what: 'releases' })
  await enqueueNews(tx, newsOf(held, moved, document.on, move))
  return moved
}

/**
 * The whole plan is judged when somebody sets it going: its later stages begin by themselves, and a
 * first one of 0 % raises nothing yet.
 */
export function requirePlanConsent(
  { environment, configuration }: HeldRelease,
  { treatment }: Plan,
  consent: Consent,
): void {
  const raisesExposure = treatment !== configuration.document.offVariant
  requireConsent(environment, { changesWhatIsThere: true, raisesExposure }, consent)
}

async function carryOut(
  tx: Transaction,
  held: HeldRelease,
  effect: Effect,
  event: Command | Decided,
): Promise<{ changes: Changes; document: FlagConfiguration }> {
  const { release, configuration, now } = held
  const { plan } = release
  const before = configuration.document
  switch (effect) {
    case 'first-stage':
      return enterStage(tx, held, 0)
    case 'next-stage':
      return enterStage(tx, held, release.stage + 1)
    case 'zero':
      return { changes: {}, document: withoutRelease(withShare(before, release, 0), release) }
    case 'zero-and-lock': {
      const cleared = withoutRelease(withShare(before, release, 0), release)
      const lock = { release: release.id, rule: release.ruleId, treatment: plan.treatment }
      return { changes: {}, document: { ...cleared, locks: [...(cleared.locks ?? []), lock] } }
    }
    case 'none': {
      if (event === 'resume') return resumed(tx, held)
      const isOver = event === 'complete' || event === 'decided-to-complete'
      const document = isOver ? withoutRelease(before, release) : before
      return { changes: isOver ? { stageSince: now } : {}, document }
    }
  }
}

async function enterStage(
  tx: Transaction,
  { release, configuration, now }: HeldRelease,
  at: number,
): Promise<{ changes: Changes; document: FlagConfiguration }> {
  const stage = release.plan.stages[at]
  if (!stage) throw new AppError('release_refused', 'this was the last stage: it can be completed')
  const share = shareInForce(stage)
  const stretch = await beginStretch(tx, release.id, share, now)
  const document = withShare(configuration.document, release, share)
  return {
    changes: { stage: at, stageSince: now, stageFrom: stretch, standing: [] },
    document: {
      ...document,
      // A release of a flag that is off would release nothing. Later on, off is a person's word.
      on: at === 0 || document.on,
      release: inForce(release, release.plan, stretch),
    },
  }
}

/** A person has looked at what it held for: what was counted up to here is not held against it. */
async function resumed(
  tx: Transaction,
  held: HeldRelease,
): Promise<{ changes: Changes; document: FlagConfiguration }> {
  const { release, configuration, now } = held
  const stage = release.plan.stages[release.stage]
  const share = stage ? shareInForce(stage) : 0
  const stretch = await beginStretch(tx, release.id, share, now)
  const document = withShare(configuration.document, release, share)
  return {
    changes: { standing: [], ratioFrom: stretch },
    document: { ...document, release: inForce(release, release.plan, stretch) },
  }
}

/** What SDKs are told while it runs. */
export function inForce(
  { id, ruleId }: Pick<ReleaseRow, 'id' | 'ruleId'>,
  plan: Plan,
  stretch: number,
): NonNullable<FlagConfiguration['release']> {
  const slowMs = slowMsOf(plan)
  return {
    id,
    stretch,
    rule: ruleId,
    control: plan.control,
    treatment: plan.treatment,
    metrics: metricsOf(plan),
    ...(slowMs !== undefined && { slowMs }),
  }
}

function withShare(
  document: FlagConfiguration,
  { ruleId, plan, bucketBy }: ReleaseRow,
  share: number,
): FlagConfiguration {
  const serve = serveAt(document, ruleId)
  // The rule is gone: nobody is in the treatment through it.
  if (serve === undefined) return document
  return withServeAt(document, ruleId, rolloutOf(serve, plan, share, bucketBy))
}

function withoutRelease(document: FlagConfiguration, { id }: ReleaseRow): FlagConfiguration {
  if (document.release?.id !== id) return document
  const { release: _, ...rest } = document
  return rest
}

/** A move that leaves the configuration as it is. */
async function auditAlone(
  tx: Transaction,
  { project, environment, flag, release }: HeldRelease,
  moved: ReleaseRow,
  move: Move,
): Promise<void> {
  const { actor, action, comment } = move
  const view = ({ id, state, stage }: ReleaseRow) => ({ release: id, state, stage })
  await recordAudit(tx, {
    actor,
    action,
    projectId: project.id,
    environmentId: environment.id,
    target: { type: 'flag', key: flag.key },
    before: view(release),
    after: { ...view(moved), ...naming(release, move) },
    comment,
  })
}

const WHY: Readonly<Record<Refusal, string>> = {
  'not-started': 'it has not started',
  'already-started': 'it has started already',
  'not-stopped': 'it is running',
  'hold-stands': 'it holds: look at why, then resume it',
  'is-paused': 'it is paused: resume it first',
  ended: 'it has ended',
}

function refused({ release }: HeldRelease, event: string, why: Refusal): AppError {
  const current = { id: release.id, state: release.state, stage: release.stage }
  const message = `cannot ${event} this release: ${WHY[why]}`
  return new AppError('release_refused', message, { current })
}

/** Prometheus answers first: a release does not begin by holding for what nobody has asked yet. */
const ANSWERS_MS = 5_000

export function firstLookAt({ guards }: Plan, now: Date): Date {
  return guards.every(isComparisonGuard) ? now : new Date(now.getTime() + ANSWERS_MS)
}
