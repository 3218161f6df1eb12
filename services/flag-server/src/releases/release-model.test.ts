import { desc, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { createPatternChecker } from '../conditions/pattern-checker.ts'
import { connect, type Database } from '../database/connect.ts'
import {
  auditEntries,
  environments,
  flagConfigurations,
  flags,
  projects,
} from '../database/schema.ts'
import { configureFlag } from '../flags/configure-flag.ts'
import { createFlag } from '../flags/create-flag.ts'
import type { FlagConfigurationPatch } from '../flags/flag-schemas.ts'
import { killFlag } from '../flags/kill-flag.ts'
import { reshuffleFlag } from '../flags/reshuffle-flag.ts'
import { SYSTEM } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { changeRelease } from './change-release.ts'
import { commandRelease } from './command-release.ts'
import { createRelease } from './create-release.ts'
import { recompute } from './evidence-record.ts'
import { isLive, type ReleaseRow } from './hold-release.ts'
import { dueReleases, lookAtDueRelease } from './look-at-release.ts'
import { serveAt, shareOf } from './place.ts'
import { shareInForce } from './plan.ts'
import type { Lock } from './release-in-force.ts'
import type { Command, NewRelease } from './release-schemas.ts'
import { releaseDecisions, releaseStretches, releases } from './release-tables.ts'
import { takeObservations } from './take-observations.ts'
import { unlockFlag } from './unlock-flag.ts'

/** What can happen to a release, by people, by SDKs, by the clock, and by a replica that dies. */
type Happening =
  | { readonly type: 'look' }
  /** By two replicas at the same time. */
  | { readonly type: 'two looks' }
  /** The replica's connection breaks before this many of its statements were carried out. */
  | { readonly type: 'dying look'; readonly statements: number }
  | { readonly type: 'command'; readonly command: Command }
  | { readonly type: 'dying command'; readonly command: Command; readonly statements: number }
  | { readonly type: 'plan'; readonly start: boolean; readonly onRule: boolean }
  /** A person plans anew on the way: `none` leaves a release that advances without a guard. */
  | { readonly type: 'change'; readonly stages: 'shifted' | 'same'; readonly guards: Guards }
  | {
      readonly type: 'report'
      readonly seen: number
      readonly bad: number
      readonly treatment: boolean
    }
  | { readonly type: 'kill' }
  | { readonly type: 'switch on' }
  | { readonly type: 'unlock' }
  | { readonly type: 'reshuffle' }
  | { readonly type: 'delete rules' }
  /** A person sets the share by hand, at the fallthrough. */
  | { readonly type: 'edit'; readonly share: number }
  /** The database's clock moves on, or back. */
  | { readonly type: 'clock'; readonly minutes: number }

type Guards = 'strict' | 'usual' | 'none'
const GUARDS: Readonly<Record<Guards, NewRelease['guards']>> = {
  strict: [
    { kind: 'errors', toleratedRatio: 0.5 },
    { kind: 'event', metric: 'lost' },
  ],
  usual: [{ kind: 'errors' }, { kind: 'event', metric: 'lost' }],
  none: [],
}

const command = fc.constantFrom<Command>('start', 'pause', 'resume', 'advance', 'rollback', 'abort')
/** A look that moves something takes some forty. */
const statements = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 20, max: 45 }))
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('look' as const) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('two looks' as const) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('dying look' as const), statements }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('command' as const), command }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('dying command' as const), command, statements }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('plan' as const),
      start: fc.boolean(),
      onRule: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('change' as const),
      stages: fc.constantFrom('shifted' as const, 'same' as const),
      guards: fc.constantFrom('strict' as const, 'usual' as const, 'none' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('edit' as const),
      share: fc.constantFrom(0, 1, 60_000, 100_000),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('report' as const),
      seen: fc.integer({ min: 0, max: 60 }),
      bad: fc.integer({ min: 0, max: 25 }),
      treatment: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'kill' as const,
        'switch on' as const,
        'unlock' as const,
        'reshuffle' as const,
        'delete rules' as const,
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('clock' as const),
      minutes: fc.constantFrom(-60, 1, 11, 31, 61, 200, 3_000),
    }),
  },
)

let db: Database
let other: Database
let dying: ReturnType<typeof dyingConnection>
let environmentId: string
const patterns = createPatternChecker()
afterAll(() => patterns.stop())
const RULE = 'beta'
const BETA = {
  id: RULE,
  conditions: [{ attribute: 'plan', operator: 'in' as const, values: ['beta'] }],
  serve: { variant: 'off' },
}
beforeAll(async () => {
  const { url } = await createTestDatabase()
  db = connect(url, () => undefined).db
  other = connect(url, () => undefined).db
  dying = dyingConnection(url)
  const [project] = await db.insert(projects).values({ key: 'p', name: 'p' }).returning()
  const [environment] = await db
    .insert(environments)
    .values({ projectId: project?.id ?? '', key: 'e', name: 'e', position: 0 })
    .returning()
  environmentId = environment?.id ?? ''
})

/** A pool whose connections break in the middle of what they do, as those of a killed process. */
function dyingConnection(url: string): { db: Database; after(statements: number): void } {
  const { db, pool } = connect(url, () => undefined)
  let left = Number.POSITIVE_INFINITY
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    const { query } = client
    client.query = ((...given: Parameters<typeof query>) => {
      if (left-- > 0) return query.apply(client, given)
      ;(
        client as unknown as { connection: { stream: { destroy(): void } } }
      ).connection.stream.destroy()
      const error = new Error('the process was killed')
      const callback: unknown = given.at(-1)
      if (typeof callback === 'function') return callback(error)
      return Promise.reject(error)
    }) as typeof query
  })
  return {
    db,
    after(statements) {
      left = statements
    },
  }
}

interface World {
  readonly flag: string
  units: number
  /** Whether a person has set the share by hand since a release did. */
  edited: boolean
}

async function newest({ flag }: World): Promise<ReleaseRow[]> {
  const rows = await db
    .select({ release: releases })
    .from(releases)
    .innerJoin(flags, eq(flags.id, releases.flagId))
    .where(eq(flags.key, flag))
    .orderBy(desc(releases.createdAt), desc(releases.id))
  return rows.map(({ release }) => release)
}

/** @returns whether it was done. Refusals are answers; what a dying process leaves behind is looked at by the invariants. */
async function answered(work: Promise<unknown>, dies = false): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (!dies && !(error instanceof AppError && error.status < 500)) throw error
    return false
  }
}

async function happen(world: World, event: Happening): Promise<unknown> {
  const address = { project: 'p', environment: 'e', flag: world.flag }
  const [target] = await newest(world)
  const on = (id: string) => ({ project: 'p', environment: 'e', id })
  const configure = (patch: FlagConfigurationPatch) =>
    answered(configureFlag({ db, patterns }, SYSTEM, address, patch))
  switch (event.type) {
    case 'two looks': {
      const due = await dueReleases(db)
      const looks = due.flatMap((one) => [lookAtDueRelease(db, one), lookAtDueRelease(other, one)])
      return Promise.all(looks)
    }
    case 'look':
    case 'dying look': {
      const dies = event.type === 'dying look'
      if (dies) dying.after(event.statements)
      for (const due of await dueReleases(db)) {
        await answered(lookAtDueRelease(dies ? dying.db : db, due), dies)
      }
      return
    }
    case 'command':
    case 'dying command': {
      const dies = event.type === 'dying command'
      if (dies) dying.after(event.statements)
      if (!target) return
      return answered(
        commandRelease(dies ? dying.db : db, SYSTEM, on(target.id), event.command),
        dies,
      )
    }
    case 'plan': {
      return answered(
        createRelease(db, SYSTEM, address, {
          strategy: 'canary',
          guards: GUARDS.usual,
          rule: event.onRule ? RULE : null,
          start: event.start,
        }),
      )
    }
    case 'change': {
      if (!target) return
      const stages = target.plan.stages.map((stage) =>
        event.stages === 'same' ? stage : { ...stage, share: Math.min(100_000, stage.share + 500) },
      )
      const patch = { stages, guards: [...GUARDS[event.guards]] }
      return answered(changeRelease(db, SYSTEM, on(target.id), patch))
    }
    case 'edit': {
      const shares = [
        { variant: 'on', share: event.share },
        { variant: 'off', share: 100_000 - event.share },
      ]
      if (await configure({ fallthrough: { rollout: { shares } } })) world.edited = true
      return
    }
    case 'delete rules':
      return configure({ rules: [] })
    case 'reshuffle':
      return answered(reshuffleFlag(db, SYSTEM, address, {}))
    case 'report': {
      if (!target) return
      const stretches = await db
        .select()
        .from(releaseStretches)
        .where(eq(releaseStretches.releaseId, target.id))
      const units = Array.from({ length: event.seen }, () => world.units++)
      const at = { release: target.id, stretch: stretches.length - 1, treatment: event.treatment }
      const bad = units.slice(0, event.bad)
      return db.transaction((tx) =>
        takeObservations(
          tx,
          environmentId,
          [
            { ...at, metric: undefined, units },
            { ...at, metric: 'errors', units: bad },
            { ...at, metric: 'lost', units: [] },
          ],
          Date.now(),
        ),
      )
    }
    case 'kill':
      return answered(killFlag(db, SYSTEM, address, undefined))
    case 'switch on':
      await db.execute(sql`
        update ${flagConfigurations} set document = jsonb_set(document, '{on}', 'true')
        where flag_id = (select id from ${flags} where key = ${world.flag})`)
      return
    case 'unlock':
      return answered(unlockFlag(db, SYSTEM, address, {}))
    case 'clock':
      return moveClock(event.minutes)
  }
}

/** What the database remembers becomes so much older, as if so much time had passed. */
async function moveClock(minutes: number): Promise<void> {
  const past = sql`make_interval(mins => ${minutes})`
  await db.execute(
    sql`update releases set stage_since = stage_since - ${past}, next_look_at = next_look_at - ${past}`,
  )
  await db.execute(sql`update release_stretches set since = since - ${past}`)
  await db.execute(sql`update release_reports set last_at = last_at - ${past}`)
  // Whole minutes that moved would meet others.
  await db.execute(sql`delete from release_minutes`)
  await db.execute(sql`update release_decisions set at = at - ${past}`)
}

async function configurationOf({ flag }: World) {
  const [row] = await db
    .select({ document: flagConfigurations.document })
    .from(flagConfigurations)
    .innerJoin(flags, eq(flags.id, flagConfigurations.flagId))
    .where(eq(flags.key, flag))
  if (!row) throw new Error('the flag is gone')
  return row.document
}

async function audited({ flag }: World): Promise<number> {
  const rows = await db
    .select({ id: auditEntries.id })
    .from(auditEntries)
    .where(sql`${auditEntries.targetKey} = ${flag} and ${auditEntries.action} like 'release.%'`)
  return rows.length
}

interface Seen {
  readonly all: readonly ReleaseRow[]
  readonly audited: number
  readonly salt: string
  readonly on: boolean
  readonly locked: readonly Lock[]
  /** Of the treatment, by rule. */
  readonly shares: ReadonlyMap<string | null, number>
}

async function checkInvariants(world: World, event: Happening, before: Seen): Promise<Seen> {
  const all = await newest(world)
  const live = all.filter(isLive)
  expect(live.length, 'live releases of one flag').toBeLessThanOrEqual(1)

  const document = await configurationOf(world)
  const [started] = all
    .filter(({ startedAt }) => startedAt !== null)
    .sort((a, b) => Number(b.startedAt) - Number(a.startedAt))
  const isNew = started && !before.all.some(({ id, startedAt }) => id === started.id && startedAt)
  if (document.on && !before.on) {
    expect(isNew || event.type === 'switch on', 'switched on again').toBe(true)
  }
  if (isNew) world.edited = false
  const served = started && serveAt(document, started.ruleId)
  if (started && served && !world.edited) {
    const stage = started.plan.stages[started.stage]
    const shouldBe =
      ['rolled_back', 'aborted'].includes(started.state) || !stage ? 0 : shareInForce(stage)
    expect(shareOf(served, 'on'), `share while ${started.state}`).toBe(shouldBe)
  }
  const [current] = live
  expect(document.release?.id).toBe(current?.id)
  if (current) {
    // Nobody is moved but by a share, and nobody takes the place away.
    if (before.all.some(({ id }) => id === current.id)) expect(document.salt).toBe(before.salt)
    expect(serveAt(document, current.ruleId), 'the place').toBeDefined()
    const stretches = await db
      .select()
      .from(releaseStretches)
      .where(eq(releaseStretches.releaseId, current.id))
    expect(document.release?.stretch).toBe(stretches.length - 1)
    const last = stretches.find(({ seq }) => seq === stretches.length - 1)
    expect(last?.share, 'counted at').toBe(shareOf(serveAt(document, current.ruleId), 'on'))
  }
  for (const lock of document.locks ?? []) {
    const wasLocked = before.locked.some(({ release }) => release === lock.release)
    const grew = shareOf(serveAt(document, lock.rule), 'on') > (before.shares.get(lock.rule) ?? 0)
    expect(wasLocked && grew, 'widened though locked').toBe(false)
  }

  const after: Seen = {
    all,
    audited: await audited(world),
    salt: document.salt,
    on: document.on,
    locked: document.locks ?? [],
    shares: new Map([null, RULE].map((rule) => [rule, shareOf(serveAt(document, rule), 'on')])),
  }
  let moves = 0
  for (const release of all) {
    const was = before.all.find(({ id }) => id === release.id)
    if (!was) continue
    if (was.state !== release.state || was.stage !== release.stage) moves += 1
    if (was.stage === release.stage) continue
    const isFirst = was.state === 'draft'
    expect(release.stage - was.stage, 'stages at once').toBe(isFirst ? 0 : 1)
    expect(was.state, 'advanced').not.toBe('holding')
    expect(was.state, 'advanced').not.toBe('paused')
    if (/looks?$/.test(event.type)) expect(was.state).toBe('running')
  }
  expect(after.audited - before.audited, 'moves that are audited').toBeGreaterThanOrEqual(moves)
  return after
}

let made = 0
/** More of them in CI: vitest.config.ts. */
const WALKS = Number(process.env.RELEASE_WALKS ?? 10)

it('keeps its word through crashes, clocks and people', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 15, maxLength: 40 }), async (events) => {
      made += 1
      const world: World = { flag: `flag-${made}`, units: 0, edited: false }
      await createFlag(db, SYSTEM, 'p', { key: world.flag, type: 'boolean' })
      const flag = { project: 'p', environment: 'e', flag: world.flag }
      await configureFlag({ db, patterns }, SYSTEM, flag, { rules: [BETA] })
      let seen: Seen = { all: [], audited: 0, salt: '', on: false, locked: [], shares: new Map() }
      for (const event of [
        { type: 'plan', start: true, onRule: made % 2 === 0 } as const,
        ...events,
      ]) {
        await happen(world, event)
        seen = await checkInvariants(world, event, seen)
      }
      for (const { id } of seen.all) {
        const decisions = await db
          .select()
          .from(releaseDecisions)
          .where(eq(releaseDecisions.releaseId, id))
        for (const { record } of decisions) expect(recompute(record).isSame).toBe(true)
      }
      // Others' looks must not meet releases that are of no interest any more.
      await db.delete(releases)
    }),
    { numRuns: WALKS },
  )
})
