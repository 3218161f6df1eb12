import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { MOVE_APPROVALS } from '../../../../test/support/move-approvals.ts'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { accessOf } from '../access/access.ts'
import { createPatternChecker } from '../conditions/pattern-checker.ts'
import { connect, type Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { auditEntries, environments, user } from '../database/schema.ts'
import { configureFlag, configureFlagIn } from '../flags/configure-flag.ts'
import { createFlag } from '../flags/create-flag.ts'
import { findConfiguration } from '../flags/find-flag.ts'
import { killFlag } from '../flags/kill-flag.ts'
import { type Actor, SYSTEM } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { RUNNING_RELEASE } from '../policies/consent.ts'
import { createFirstProject } from '../projects/create-project.ts'
import { applyRequest } from './apply-change-request.ts'
import { applyDueRequest, dueRequests } from './apply-due-request.ts'
import { changeRequestEvents, changeRequestReach, changeRequests } from './change-request-tables.ts'
import { markIfMoved } from './mark-stale.ts'
import { movedSince } from './moved-since.ts'
import { openChangeRequest } from './open-change-request.ts'
import { findRequest } from './request-rows.ts'
import { approveRequest, withdrawRequest } from './review-change-request.ts'
import { scheduleRequest, unscheduleRequest } from './schedule-change-request.ts'
import { createTargetWatch, type TargetWatch } from './target-watch.ts'
import { updateRequest } from './update-change-request.ts'

/** What can happen to a request, by people, by the clock, and by a replica that dies. */
type Happening =
  /** Those who look whether targets moved. */
  | { readonly type: 'look' | 'two looks' }
  | { readonly type: 'round' | 'two rounds' | 'approve' | 'schedule' | 'unschedule' }
  | { readonly type: 'apply' | 'two applies' | 'update' | 'withdraw' | 'kill' | 'edit' | 'switch' }
  /** The replica's connection breaks before this many of its statements were carried out. */
  | { readonly type: 'dying round' | 'dying apply' | 'dying look'; readonly statements: number }
  /** The database's clock moves on, or back. */
  | { readonly type: 'clock'; readonly minutes: number }
  | { readonly type: 'policy'; readonly approval: 'none' | 'exposure' | 'all' }

const of = <Type extends Happening['type']>(...types: Type[]) =>
  fc.record({ type: fc.constantFrom(...types) }) as fc.Arbitrary<Happening>
/** One that applies something takes some forty. */
const statements = fc.integer({ min: 0, max: 55 })
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: of('round', 'two rounds', 'two applies') },
  { weight: 3, arbitrary: of('look', 'two looks') },
  { weight: 5, arbitrary: of('schedule', 'approve') },
  { weight: 3, arbitrary: of('apply', 'update', 'unschedule', 'kill', 'edit', 'switch') },
  { weight: 1, arbitrary: of('withdraw') },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom(...(['dying round', 'dying apply', 'dying look'] as const)),
      statements,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('clock' as const),
      minutes: fc.constantFrom(-60, 11, 61, 61, 3_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('policy' as const),
      approval: fc.constantFrom('none' as const, 'exposure' as const, 'all' as const),
    }),
  },
)

let db: Database
let other: Database
let dying: ReturnType<typeof dyingConnection>
let watch: TargetWatch
let otherWatch: TargetWatch
const patterns = createPatternChecker()
const NO_PROMETHEUS = { prometheusUrl: undefined }
afterAll(() => patterns.stop())

const person = (id: string): Actor => ({ type: 'user', id, name: id, email: null, via: 'ui' })
const as = (id: string) => accessOf({ actor: person(id), administrator: true, grants: [] })
const PLACE = { project: 'default', environment: 'production' }

beforeAll(async () => {
  const { url } = await createTestDatabase()
  db = connect(url, () => undefined).db
  other = connect(url, () => undefined).db
  dying = dyingConnection(url)
  watch = createTargetWatch(db)
  otherWatch = createTargetWatch(other)
  await createFirstProject(db)
  await db.insert(user).values(
    ['ann', 'bob'].map((id) => ({
      id,
      name: id,
      email: `${id}@shop.example`,
      administrator: true,
    })),
  )
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
  readonly number: number
}

/** Refusals are answers; what a dying process leaves behind is looked at by the invariants. */
async function answered(work: Promise<unknown>, dies = false): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!dies && !(error instanceof AppError && error.status < 500)) throw error
  }
}

async function round(on: Database, dies = false): Promise<void> {
  for (const id of await dueRequests(db)) await answered(applyDueRequest(on, id), dies)
}

/** As the runner does: one that could not be looked at is looked at again. */
async function lookAtTargets(watch: TargetWatch, on: Database, dies = false): Promise<void> {
  for (const id of await watch.next()) {
    try {
      await markIfMoved(on, id)
    } catch (error) {
      if (!dies) throw error
      watch.again(id)
    }
  }
}

async function happen({ flag, number }: World, event: Happening): Promise<unknown> {
  const address = { ...PLACE, flag }
  const apply = (on: Database) => applyRequest(on, as('ann'), 'default', number, undefined)
  switch (event.type) {
    case 'round':
      return round(db)
    case 'two rounds':
      return Promise.all([round(db), round(other)])
    case 'dying round':
      dying.after(event.statements)
      return round(dying.db, true)
    case 'look':
      return lookAtTargets(watch, db)
    case 'two looks':
      return Promise.all([lookAtTargets(watch, db), lookAtTargets(otherWatch, other)])
    case 'dying look':
      dying.after(event.statements)
      return lookAtTargets(watch, dying.db, true)
    case 'apply':
      return answered(apply(db))
    case 'two applies':
      return Promise.all([answered(apply(db)), answered(apply(other)), round(other)])
    case 'dying apply':
      dying.after(event.statements)
      return answered(apply(dying.db), true)
    case 'approve': {
      const [row] = await db.select().from(changeRequests).where(numbered(number))
      const edition = row?.edition ?? 1
      return answered(approveRequest(db, as('bob'), 'default', number, { edition }))
    }
    case 'schedule': {
      const applyAt = new Date(Date.now() + 3_600_000).toISOString()
      return answered(scheduleRequest(db, as('ann'), 'default', number, { applyAt }))
    }
    case 'unschedule':
      return answered(unscheduleRequest(db, as('ann'), 'default', number))
    case 'update':
      return answered(
        updateRequest({ db, patterns, config: NO_PROMETHEUS }, as('ann'), 'default', number),
      )
    case 'withdraw':
      return answered(withdrawRequest(db, as('ann'), 'default', number, {}))
    case 'kill':
      return answered(killFlag(db, SYSTEM, address, undefined))
    case 'edit':
    case 'switch': {
      // As a release does it, as the policy may be in the way: who moved it is of no interest here.
      const { offVariant } = await findConfiguration(db, address)
      const edited = { offVariant: offVariant === 'on' ? 'off' : 'on' }
      const patch = event.type === 'edit' ? edited : { on: true }
      return inTransaction(db, (tx) => configureFlagIn(tx, SYSTEM, address, patch, RUNNING_RELEASE))
    }
    case 'clock':
      await db.execute(sql`
        update change_requests set
          apply_at = apply_at - make_interval(mins => ${event.minutes}),
          not_later_than = not_later_than - make_interval(mins => ${event.minutes})`)
      return db.execute(sql.raw(MOVE_APPROVALS))
    case 'policy':
      return db
        .update(environments)
        .set({ policy: { commentRequired: false, approval: event.approval } })
        .where(eq(environments.key, 'production'))
  }
}

const numbered = (number: number) => eq(changeRequests.number, number)

interface Seen {
  readonly state: string
  readonly rules: string
  readonly policy: string
  /** Where only what raises exposure is approved. */
  readonly raises: boolean
  /** For any time. */
  readonly isApproved: boolean
  /** For the time that it has. */
  readonly isApprovedThen: boolean
  readonly applied: number
  /** Why it could not be applied as it is. */
  readonly moved: string | null
  /** How often it was found stale as it is. */
  readonly found: number
}

async function look({ flag, number }: World): Promise<Seen & { readonly audited: number }> {
  const [row] = await db.select().from(changeRequests).where(numbered(number))
  if (!row) throw new Error('the request is gone')
  const events = await db
    .select()
    .from(changeRequestEvents)
    .where(eq(changeRequestEvents.requestId, row.id))
  const reach = await db
    .select()
    .from(changeRequestReach)
    .where(eq(changeRequestReach.requestId, row.id))
  const audited = await db.$count(
    auditEntries,
    and(
      eq(auditEntries.action, 'flag.configured'),
      eq(auditEntries.targetKey, flag),
      sql`${auditEntries.comment} like ${`%request #${number} %`}`,
    ),
  )
  const { rules } = await findConfiguration(db, { ...PLACE, flag })
  const [production] = await db
    .select()
    .from(environments)
    .where(eq(environments.key, 'production'))
  const times = events
    .filter(({ type, edition }) => type === 'approved' && edition === row.edition)
    .map(({ seal }) => seal?.split(' ')[1] ?? '')
  return {
    state: row.state,
    rules: rules.map(({ id }) => id).join(),
    policy: production?.policy.approval ?? '',
    raises: reach.some(({ raisesExposure }) => raisesExposure),
    isApproved: times.includes(''),
    isApprovedThen: times.includes(row.applyAt?.toISOString() ?? ''),
    applied: events.filter(({ type }) => type === 'applied').length,
    moved: await movedSince(db, await findRequest(db, 'default', number)),
    found: events.filter(({ type, edition }) => type === 'stale' && edition === row.edition).length,
    audited,
  }
}

const OVER = ['applied', 'rejected', 'withdrawn']
const LIVE = ['open', 'approved', 'scheduled']

/** What holds after everything that can happen. */
async function check(world: World, event: Happening, before: Seen): Promise<Seen> {
  const now = await look(world)
  const isApplied = now.state === 'applied'
  expect(now.applied, 'applied once').toBe(isApplied ? 1 : 0)
  expect(now.audited, 'changed once').toBe(isApplied ? 1 : 0)
  expect(now.rules, 'changed when it is applied, and only then').toBe(isApplied ? 'asked' : '')
  expect(now.found, 'found stale once').toBeLessThanOrEqual(1)
  if (now.state === 'stale') {
    expect(now.found, 'said').toBe(1)
    expect(now.moved, 'stale for a reason').not.toBeNull()
  }
  if (/^(two )?looks?$/.test(event.type) && LIVE.includes(now.state)) {
    expect(now.moved, 'what moved is found').toBeNull()
  }
  if (OVER.includes(before.state)) expect(now.state, 'over is over').toBe(before.state)
  if (isApplied && before.state !== 'applied') {
    expect(['open', 'approved', 'scheduled']).toContain(before.state)
    const needed = before.policy === 'all' || (before.policy === 'exposure' && before.raises)
    const isByTime = /round|two applies/.test(event.type) && before.isApprovedThen
    expect(before.isApproved || isByTime || !needed, 'somebody stands for it').toBe(true)
    if (/round/.test(event.type)) expect(before.state).toBe('scheduled')
  }
  return now
}

/** Each ends with the change applied. */
const EXAMPLES: Happening[][] = [
  [{ type: 'approve' }, { type: 'two applies' }],
  [
    { type: 'approve' },
    { type: 'schedule' },
    { type: 'clock', minutes: 61 },
    { type: 'two rounds' },
    { type: 'clock', minutes: -60 },
    { type: 'round' },
  ],
  [
    { type: 'schedule' },
    { type: 'approve' },
    { type: 'clock', minutes: 61 },
    ...[5, 20, 35, 45].map((statements) => ({ type: 'dying round' as const, statements })),
    { type: 'round' },
  ],
  [
    { type: 'approve' },
    ...[12, 28, 40, 50].map((statements) => ({ type: 'dying apply' as const, statements })),
    { type: 'apply' },
  ],
]

/** Each ends with the request found stale. */
const MOVED: Happening[][] = [
  [
    { type: 'approve' },
    { type: 'edit' },
    ...[3, 9, 14, 18].map((statements) => ({ type: 'dying look' as const, statements })),
    { type: 'two looks' },
    { type: 'look' },
  ],
  [{ type: 'schedule' }, { type: 'approve' }, { type: 'kill' }, { type: 'two looks' }],
]

let made = 0

it('applies a change once or not at all, through crashes, clocks and people', {
  timeout: 60_000,
}, async () => {
  let applied = 0
  let stale = 0
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 8, maxLength: 20 }), async (events) => {
      made += 1
      const flag = `flag-${made}`
      await db.update(environments).set({ policy: { commentRequired: false, approval: 'none' } })
      await createFlag(db, SYSTEM, 'default', { key: flag, type: 'boolean' })
      await configureFlag(
        { db, patterns },
        SYSTEM,
        { ...PLACE, flag },
        {
          on: true,
          fallthrough: { variant: 'off' },
        },
      )
      const rule = { id: 'asked', conditions: [], serve: { variant: 'on' } }
      const operation = {
        type: 'configure-flag' as const,
        environment: 'production',
        flag,
        patch: { rules: [rule] },
      }
      await db.update(environments).set({ policy: { commentRequired: false, approval: 'all' } })
      const number = await openChangeRequest(
        { db, patterns, config: NO_PROMETHEUS },
        as('ann'),
        'default',
        { operation },
      )
      const world = { flag, number }
      let seen: Seen = await look(world)
      for (const event of events) {
        await happen(world, event)
        seen = await check(world, event, seen)
      }
      if (seen.state === 'applied') applied += 1
      if (seen.state === 'stale') stale += 1
      // Others' rounds must not meet requests that are of no interest any more.
      await db.delete(changeRequests)
    }),
    { numRuns: 14, examples: [...EXAMPLES, ...MOVED].map((events) => [events]) },
  )
  expect(applied, 'the check is one').toBeGreaterThanOrEqual(EXAMPLES.length)
  expect(stale, 'the look is one').toBeGreaterThanOrEqual(MOVED.length)
})

it('looks at what something happened to, and at nothing while nothing happens', async () => {
  const watch = createTargetWatch(db)
  await db.update(environments).set({ policy: { commentRequired: false, approval: 'none' } })
  const ask = async (flag: string) => {
    await createFlag(db, SYSTEM, 'default', { key: flag, type: 'boolean' })
    const patch = { on: true }
    const operation = { type: 'configure-flag' as const, environment: 'production', flag, patch }
    const services = { db, patterns, config: NO_PROMETHEUS }
    const number = await openChangeRequest(services, as('ann'), 'default', { operation })
    return (await findRequest(db, 'default', number)).request.id
  }
  const [first, second] = [await ask('watched-1'), await ask('watched-2')]
  expect(await watch.next(), 'a process that starts').toEqual([first, second])
  expect(await watch.next()).toEqual([])
  const third = await ask('watched-3')
  expect(await watch.next(), 'its own entries').toEqual([third])
  await killFlag(db, SYSTEM, { ...PLACE, flag: 'watched-1' }, undefined)
  await configureFlag({ db, patterns }, SYSTEM, { ...PLACE, flag: 'watched-1' }, { on: true })
  expect(await watch.next()).toEqual([first])
  watch.again(first)
  expect(await watch.next()).toEqual([first])
  expect(await watch.next()).toEqual([])
  await db.delete(changeRequests)
})
