import { setTimeout as delay } from 'node:timers/promises'
import type { Clients } from './open-clients.ts'
import type { Stage } from './stage.ts'
import { readTruth, type Truth } from './truth.ts'
import { complaintsAbout } from './verdict.ts'
import { toggleWrite } from './writer.ts'

const SETTLE_WITHIN_MS = 60_000
const LOOK_MS = 250
const LAST_WRITE_WITHIN_MS = 20_000

/** Waits until every client is where the database is. */
export async function settle(
  { world, environmentId, violated }: Stage,
  clients: Clients,
): Promise<Truth> {
  const deadline = performance.now() + SETTLE_WITHIN_MS
  for (;;) {
    const [reports, truth] = await Promise.all([
      clients.report(),
      readTruth(world.postgres.url, environmentId),
    ])
    const complaints = reports.flatMap((report) => complaintsAbout(report, truth))
    if (reports.length !== clients.count) complaints.push(`only ${reports.length} clients answer`)
    if (complaints.length === 0) return truth
    if (performance.now() > deadline) {
      complaints.forEach(violated)
      return truth
    }
    await delay(LOOK_MS)
  }
}

/** Waits until nobody polls any more: a delivery is told of by those who were connected when it began. */
export async function reconnect({ violated }: Stage, clients: Clients): Promise<void> {
  const deadline = performance.now() + SETTLE_WITHIN_MS
  for (;;) {
    const away = (await clients.report()).filter(({ status }) => !status.connected)
    if (away.length === 0) return
    if (performance.now() > deadline) {
      return violated(`not connected again: ${away.map(({ name }) => name).join(', ')}`)
    }
    await delay(LOOK_MS)
  }
}

/** One that succeeds: everything works as before. Off and on: one of them changes something. */
export async function lastWrite({ writer, violated }: Stage): Promise<void> {
  const deadline = performance.now() + LAST_WRITE_WITHIN_MS
  for (let n = 0; performance.now() < deadline; n += 1) {
    const isDone = await writer.write(toggleWrite(n), n % 2)
    if (isDone && (await writer.write(toggleWrite(n + 1), n % 2))) return
    await delay(LOOK_MS)
  }
  violated('nothing can be written although everything is well again')
}
