import { setTimeout as delay } from 'node:timers/promises'
import { falseClaims, watchClaims } from './claims.ts'
import { makeEnvironment } from './environment.ts'
import type { Fault } from './faults.ts'
import { createTurns } from './in-turn.ts'
import { INFLICT } from './inflict.ts'
import { sumServed } from './joined-reports.ts'
import { startJournal } from './journal.ts'
import { describeStep, makeSchedule, type Step } from './make-schedule.ts'
import { calm } from './network/break-connections.ts'
import { openClients } from './open-clients.ts'
import { lastWrite, reconnect, settle } from './settle.ts'
import { type Counts, miscounts, settleCounts } from './settle-counts.ts'
import { settleDelivery } from './settle-delivery.ts'
import type { Stage } from './stage.ts'
import type { Truth } from './truth.ts'
import { violationsOf } from './verdict.ts'
import type { World } from './world.ts'
import { createWriter } from './writer.ts'

export interface Outcome {
  readonly seed: number
  /** What was broken; none when all went well. */
  readonly violations: readonly string[]
  /** What happened, in order. */
  readonly journal: readonly string[]
  readonly faults: readonly Fault[]
  readonly hasPages: boolean
  readonly tookMs: number
  /** From when everything is whole again until every client is where the database is. */
  readonly settledMs: number
}

/** Lets a schedule happen to the world, and judges everybody in it. */
export async function runSchedule(world: World, seed: number): Promise<Outcome> {
  const { steps, hasPages } = makeSchedule(seed)
  const { note, lines } = startJournal()
  const began = performance.now()
  const violations = new Set<string>()
  const violated = (what: string) => {
    if (!violations.has(what)) note(`VIOLATED ${what}`)
    violations.add(what)
  }
  const { postgres, replicas, adminToken } = world
  const urlOf = (replica: number) => {
    const port = replicas[replica]?.port()
    return port === undefined ? undefined : `http://127.0.0.1:${port}`
  }
  const crashesBefore = replicas.map((replica) => replica.crashes())

  const environment = await makeEnvironment(urlOf(0) ?? '', adminToken, postgres.url)
  const clients = await openClients(world, environment, hasPages)
  const writer = createWriter({ environment, adminToken, urlOf, violated })
  const lost: Truth[] = []
  const missed = new Set<Fault>()
  const environmentId = environment.id
  const stage: Stage = {
    ...{ world, writer, environmentId, lost, missed, note, violated },
    inTurn: createTurns(),
  }
  await settle(stage, clients)
  note(`${clients.count} clients are ready`)
  const claims = watchClaims(environment.path, adminToken, urlOf)

  const startedAt = performance.now()
  const happening = steps.map(async (step) => {
    await delay(Math.max(0, startedAt + step.atMs - performance.now()))
    note(describeStep(step))
    await happen(stage, step)
  })
  for (const outcome of await Promise.allSettled(happening)) {
    if (outcome.status === 'rejected') violated(`a step failed: ${outcome.reason}`)
  }
  calm(world.balancer)
  note('all is well from here on')

  // Before anything new tells everybody that something has happened meanwhile.
  const wholeAt = performance.now()
  let truth = await settle(stage, clients)
  const settledMs = Math.round(performance.now() - wholeAt)
  if (violations.size === 0) {
    await reconnect(stage, clients)
    await lastWrite(stage)
    truth = await settle(stage, clients)
    const { revision } = truth
    const url = urlOf(0) ?? ''
    const running = new Set(replicas.map((replica) => replica.pid()))
    const asked = { environment, adminToken, url, revision }
    await settleDelivery({ ...asked, clients, running, violated })
  }
  const claimed = await claims.stop()
  const { done, refused, revision } = writer.counts()
  note(`settled after ${settledMs} ms; ${done} writes done, ${refused} not`)
  if (lost.length === 0 && truth.revision < revision) {
    violated(`revision ${revision} was made and is lost; the database is at ${truth.revision}`)
  }

  const reports = await clients.close()
  for (const report of reports) violationsOf(report, [...lost, truth]).forEach(violated)
  falseClaims(claimed, reports).forEach(violated)
  const faults = steps.flatMap((step) => (step.do === 'fault' ? [step.fault] : []))
  if (violations.size === 0) {
    const served = sumServed(reports)
    const isWrong = (stored: Counts) => miscounts(served, stored, { faults, hasPages })
    const wrong = await settleCounts(postgres.url, environmentId, isWrong)
    wrong.forEach(violated)
    const evaluations = Object.values(served).reduce((sum, count) => sum + count, 0)
    note(`${claimed.length} claims and ${evaluations} evaluations were checked`)
  }
  replicas.forEach((replica, n) => {
    if (replica.crashes() !== crashesBefore[n]) violated(`server-${n} has ended by itself`)
  })
  const tookMs = Math.round(performance.now() - began)
  return {
    seed,
    violations: [...violations],
    journal: lines(),
    faults: faults.filter((fault) => !missed.has(fault)),
    hasPages,
    tookMs,
    settledMs,
  }
}

async function happen(stage: Stage, step: Step): Promise<void> {
  switch (step.do) {
    case 'write':
      await stage.writer.write(step.write, step.replica)
      return
    case 'copy-postgres':
      return stage.inTurn('postgres', async () => {
        const { postgres } = stage.world
        await postgres.stop()
        await postgres.copy()
        await postgres.start()
      })
    case 'fault':
      return INFLICT[step.fault](stage, step.blow)
  }
}
