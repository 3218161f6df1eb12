import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { FastifyBaseLogger } from 'fastify'
import { type Accounts, createAccounts } from './accounts/accounts.ts'
import { SCRYPT } from './accounts/auth.ts'
import { authSecret } from './accounts/auth-secret.ts'
import { startChangeRequestRunner } from './change-requests/change-request-runner.ts'
import { createPatternChecker, type PatternChecker } from './conditions/pattern-checker.ts'
import type { Config } from './config.ts'
import { connect, type Database, type DatabaseConnection } from './database/connect.ts'
import { isDatabaseAway } from './database/is-database-away.ts'
import { type Replica, startReplica } from './delivery/replica.ts'
import { createRulesetCache, type RulesetCache } from './evaluation/ruleset-cache.ts'
import { createRateLimiter, type RateLimiter } from './http/rate-limits/rate-limits.ts'
import { createLiveHub, type LiveHub } from './live/live-hub.ts'
import { createMailer, type Mailer } from './mail/mailer.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { createPreviewExchange, type PreviewExchange } from './previews/preview-exchange.ts'
import { createPreviewTurns, type PreviewTurns } from './previews/preview-turns.ts'
import { createFirstProject } from './projects/create-project.ts'
import { askPrometheus } from './releases/ask-prometheus.ts'
import { startReleaseRunner } from './releases/release-runner.ts'
import { answerHere } from './replicas/answer-here.ts'
import { createReplicaQuestions, type ReplicaQuestions } from './replicas/ask-replicas.ts'
import type { Answering } from './replicas/questions.ts'
import { rulesetAt } from './revisions/changes-since.ts'
import type { ChangedNoun, Notification } from './revisions/notify.ts'
import { createSdkKeyring, type SdkKeyring } from './sdk-keys/sdk-keyring.ts'
import { createFeeds, type Feeds } from './stream/feeds.ts'
import { LIMITS, type Limits, sureMs } from './stream/limits.ts'
import { type RevisionListener, startRevisionListener } from './stream/revision-listener.ts'
import type { StreamConnection } from './stream/stream-connection.ts'
import { createEventIntake, type EventIntake } from './usage/event-intake.ts'
import { startRetention } from './usage/retention.ts'
import { storeBatches } from './usage/store-batches.ts'
import { startWebhookSender, type WebhookSender } from './webhooks/webhook-sender.ts'

/** What lives as long as the process, handed on by argument. */
export interface Services {
  readonly config: Config
  readonly db: Database
  readonly pool: DatabaseConnection['pool']
  readonly accounts: Accounts
  readonly mailer: Mailer
  /** Where people reach this server, without a slash at the end; known when it listens. */
  readonly publicUrl: () => string
  readonly feeds: Feeds
  readonly listener: RevisionListener
  readonly replica: Replica
  readonly previews: PreviewExchange
  readonly previewTurns: PreviewTurns
  /** Evaluation counts on their way into the database. */
  readonly events: EventIntake
  /** What this process knows of its own sockets … */
  readonly answering: Answering
  /** … and what the others know of theirs. */
  readonly replicaQuestions: ReplicaQuestions
  readonly sdkKeyring: SdkKeyring
  readonly rateLimiter: RateLimiter
  readonly metrics: Metrics
  readonly liveHub: LiveHub
  readonly patterns: PatternChecker
  readonly rulesets: RulesetCache
  /** The SDKs connected to this process. */
  readonly streams: Set<StreamConnection>
  readonly webhookSender: WebhookSender
  /** Of something that went wrong and is tried again. */
  readonly warn: (error: unknown, message: string) => void
  /** A stop was asked for. From now on nobody is warned of a database that goes away. */
  leave(): void
  /** After the listener stopped taking requests. */
  stop(): Promise<void>
}

/** Webhooks tell of them. */
const HAS_NEWS: ReadonlySet<ChangedNoun> = new Set(['releases', 'change-requests'])

/** Opens everything on a migrated database. */
export async function startServices(
  config: Config,
  databaseUrl: string,
  publicUrl: () => string,
  log: FastifyBaseLogger,
  limits: Limits = LIMITS,
): Promise<Services> {
  let leaving = false
  const { db, pool, close } = connect(databaseUrl, (error) =>
    warn(error, 'an idle database connection broke'),
  )
  await createFirstProject(db)
  const accounts = createAccounts(db, {
    secret: config.authSecret ?? (await authSecret(db)),
    baseUrl: publicUrl(),
    passwords: SCRYPT,
  })
  const streams = new Set<StreamConnection>()
  const sdkKeyring = createSdkKeyring(db, (sdkKeyId) => {
    for (const connection of streams) {
      if (connection.sdkKeyId() === sdkKeyId)
        connection.close(4403, 'this key was revoked, or has expired')
    }
  })
  const liveHub = createLiveHub(db, log)
  const address = `${hostname()}:${process.pid}`
  const replica = startReplica(db, randomUUID(), address, log)
  const patterns = createPatternChecker()
  const clock = { now: () => Date.now() }
  const monotonic = () => performance.now()
  const metrics = createMetrics()
  const feeds = createFeeds({
    ...{ db, replica, now: monotonic, sureMs: sureMs(limits), metrics },
    databaseNow: () => clock.now(),
  })
  const timing = { now: monotonic, after: afterDelay }
  const previews = createPreviewExchange(timing)
  const events = createEventIntake({
    store: async (batches) => metrics.evaluationsStored(await storeBatches(db, batches)),
    now: monotonic,
    warn: (error) => warn(error, 'evaluation counts were not stored; SDKs send them again'),
  })
  const retention = startRetention(db, log)
  const here = { address, now: monotonic, databaseNow: () => clock.now() }
  const answering = answerHere(replica, previews, streams, here)
  const replicaQuestions = createReplicaQuestions(db, replica.id, answering)
  const webhookSender = startWebhookSender(db, log)
  const listener = await startRevisionListener({
    url: databaseUrl,
    log,
    expectsEnd: () => leaving,
    checkEveryMs: limits.checkMs,
    onNotification(notification) {
      pass(notification)
      liveHub.heard(notification)
    },
    async onCheck() {
      await feeds.checkAll()
      await sdkKeyring.checkAll()
    },
  })
  clock.now = listener.databaseNow
  const releases = startReleaseRunner({
    db,
    log,
    askOutside: () => askPrometheus(db, config.prometheusUrl),
    onDecision: ({ decision, moved }) => metrics.decided(decision.do, moved),
  })

  /** Whoever stops this server may stop its Postgres in the same moment: that is as they want it. */
  function warn(error: unknown, message: string): void {
    log[leaving && isDatabaseAway(error) ? 'debug' : 'warn']({ err: error }, message)
  }

  function lookAtKeys(): void {
    sdkKeyring.checkAll().catch((error: unknown) => {
      log.debug({ err: error }, 'could not look at the SDK keys; the next check will')
    })
  }

  const scheduled = startChangeRequestRunner(db, log)

  function pass(notification: Notification): void {
    replicaQuestions.heard(notification).catch((error: unknown) => {
      log.debug({ err: error }, 'could not answer another replica; it will do without')
    })
    if (notification.type === 'sdk-key-revoked') sdkKeyring.revoked(notification.sdkKeyId)
    if (notification.type === 'sdk-key-rotated') lookAtKeys()
    if (notification.type === 'changed' && HAS_NEWS.has(notification.what)) webhookSender.hint()
    if (notification.type !== 'revision') return
    feeds.hint(notification.environmentId).catch((error: unknown) => {
      log.debug({ err: error }, 'could not read a revision; the next check will')
    })
  }

  return {
    config,
    db,
    pool,
    accounts,
    mailer: createMailer(config.mail, log),
    publicUrl,
    feeds,
    listener,
    replica,
    previews,
    previewTurns: createPreviewTurns(timing),
    events,
    answering,
    replicaQuestions,
    sdkKeyring,
    rateLimiter: createRateLimiter(config.rateLimits, monotonic, metrics.limited),
    metrics,
    liveHub,
    patterns,
    rulesets: createRulesetCache((environmentId, revision) =>
      rulesetAt(db, environmentId, revision),
    ),
    streams,
    webhookSender,
    warn,
    leave() {
      leaving = true
    },
    async stop() {
      await releases.stop()
      await scheduled.stop()
      await webhookSender.stop()
      await events.stop()
      await retention.stop()
      await patterns.stop()
      sdkKeyring.stop()
      await replica.stop()
      await listener.stop()
      await close()
    },
  }
}

function afterDelay(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}
