import { seededRandom } from '../support/seeded-random.ts'
import { createSimulatedClient } from './simulated-client.ts'
import { createSimulatedDatabase } from './simulated-database.ts'
import { createSimulatedServer, type Sabotage } from './simulated-server.ts'
import { CLIENTS, describeStep, type Schedule, SERVERS, type Step } from './steps.ts'
import { createVirtualTime } from './virtual-time.ts'
import { CALM, STORM, type World } from './world.ts'

export interface Outcome {
  /** What was broken; none when all went well. */
  readonly violations: readonly string[]
  /** What happened when, a line each. */
  readonly trace: readonly string[]
}

/** Enough for a dead socket to be found out, a rare attempt to be made, and all batches to be sent. */
const QUIET_MS = 240_000
const LOOK_AGAIN_MS = 20_000

/** Lets a schedule happen to production code, without a clock, a socket or a Postgres. */
export async function simulate(
  { seed, steps }: Schedule,
  sabotage: Sabotage = {},
): Promise<Outcome> {
  const violations: string[] = []
  const trace: string[] = []
  const note = (line: string) => trace.push(`${Math.round(time.now())} ms  ${line}`)
  const time = createVirtualTime()
  const weather = { ...CALM }
  const world: World = {
    time,
    weather,
    random: seededRandom(seed),
    violated(guarantee) {
      note(`VIOLATED ${guarantee}`)
      violations.push(guarantee)
    },
  }
  const database = createSimulatedDatabase(world)
  const servers = Array.from({ length: SERVERS }, () =>
    createSimulatedServer({ world, database, sabotage }),
  )
  const clients = Array.from({ length: CLIENTS }, (_, n) =>
    createSimulatedClient({ name: `client-${n}`, world, servers, database }),
  )
  let stormUntil = 0

  function change(flag: number, value: number | null): void {
    if (!database.commit(`flag-${flag}`, value ?? undefined)) return
    for (const server of servers) {
      if (world.random() >= weather.lost) time.after(world.random() * 10, server.hint)
    }
  }

  /** The latest word holds. */
  function storm(ms: number): void {
    stormUntil = time.now() + ms
    Object.assign(weather, STORM)
    time.after(ms, () => {
      if (time.now() >= stormUntil) Object.assign(weather, CALM)
    })
  }

  function stopDatabase(ms: number, revisionsAgo: number): void {
    database.stop(ms, revisionsAgo)
    for (const server of servers) server.dropListener(ms + 1)
  }

  const clientOf = (n: number) => clients[n % CLIENTS] ?? never(n)
  const serverOf = (n: number) => servers[n % SERVERS] ?? never(n)

  async function happen(step: Step): Promise<void> {
    switch (step.do) {
      case 'change':
        return change(step.flag, step.value)
      case 'ask':
        return clientOf(step.client).ask(`flag-${step.flag}`)
      case 'wait':
        return time.advance(step.ms)
      case 'storm':
        return storm(step.ms)
      case 'cut':
        return clientOf(step.client).network.cut()
      case 'half-open':
        return clientOf(step.client).network.halfOpen()
      case 'block-sockets':
        return clientOf(step.client).network.blockSockets(step.ms)
      case 'slow':
        return clientOf(step.client).network.slow(step.ms)
      case 'close':
        return clientOf(step.client).close()
      case 'start':
        return clientOf(step.client).start()
      case 'restart':
        return clientOf(step.client).restart()
      case 'kill-server':
        return serverOf(step.server).stop(step.ms, true)
      case 'stop-server':
        return serverOf(step.server).stop(step.ms, false)
      case 'drop-listener':
        return serverOf(step.server).dropListener(step.ms)
      case 'stop-database':
        return stopDatabase(step.ms, step.revisionsAgo)
      case 'client-jumps':
        return clientOf(step.client).jump(step.ms)
      case 'server-jumps':
        return serverOf(step.server).jump(step.ms)
    }
  }

  for (const step of steps) {
    note(describeStep(step))
    await happen(step)
    await time.advance(world.random() * 50)
    for (const client of clients) client.ask('flag-0')
    if (violations.length > 0) return { violations, trace }
  }
  note('all is well from here on')
  stormUntil = time.now()
  Object.assign(weather, CALM)
  for (const { network, start } of clients) {
    network.heal()
    start()
  }
  const end = time.now() + QUIET_MS
  const complaints = () => clients.flatMap((client) => client.complaints())
  while (time.now() < end && violations.length === 0 && complaints().length > 0) {
    await time.advance(LOOK_AGAIN_MS)
  }
  complaints().forEach(world.violated)
  return { violations, trace }
}

function never(n: number): never {
  throw new Error(`there is no ${n}`)
}
