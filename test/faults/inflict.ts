import { setTimeout as delay } from 'node:timers/promises'
import { queryValue } from '../support/query-value.ts'
import type { Blow, Fault } from './faults.ts'
import { breakConnections } from './network/break-connections.ts'
import type { Stage } from './stage.ts'
import { readTruth } from './truth.ts'
import { bulkWrite, toggleWrite } from './writer.ts'

/** Lets a fault happen. Resolves when what it broke is whole again. */
export const INFLICT: Readonly<Record<Fault, (stage: Stage, blow: Blow) => Promise<void>>> = {
  ...breakConnections,

  /** In the middle of a broadcast: somebody has got the first bytes of it. */
  'kill-server': ({ world, writer, inTurn, missed, note }, { replica, forMs, seed }) =>
    inTurn(`server-${replica}`, async () => {
      // Postgres may be away just then, or nobody be connected to that server.
      const giveUp = AbortSignal.timeout(BROADCAST_WITHIN_MS)
      const broadcast = world.balancer.nextFrom(replica, '"type":"delta"', giveUp)
      const writing = writer.write(bulkWrite(seed), replica)
      const isMidBroadcast = await broadcast
      await world.replicas[replica]?.kill()
      note(`server-${replica} is killed${isMidBroadcast ? '' : ', but in no broadcast'}`)
      if (!isMidBroadcast) missed.add('kill-server')
      await delay(forMs / 2)
      await world.replicas[replica]?.start()
      note(`server-${replica} is back`)
      await writing
    }),

  'terminate-server': ({ world, inTurn, note, violated }, { replica, forMs }) =>
    inTurn(`server-${replica}`, async () => {
      const hasEnded = await world.replicas[replica]?.terminate()
      note(`server-${replica} has stopped`)
      if (!hasEnded) violated(`server-${replica} does not end when it is told to`)
      await delay(forMs / 2)
      await world.replicas[replica]?.start()
      note(`server-${replica} is back`)
    }),

  /** Of both servers, again and again: they come back within a quarter of a second. */
  'drop-listener': ({ world, writer, inTurn }, { replica, forMs, seed }) =>
    inTurn('postgres', async () => {
      const until = performance.now() + forMs
      for (let n = seed; performance.now() < until; n += 1) {
        await queryValue(world.postgres.url, DROP_LISTENERS)
        await writer.write(toggleWrite(n), replica)
      }
    }),

  'stop-postgres': ({ world, inTurn, note }, { forMs }) =>
    inTurn('postgres', async () => {
      await world.postgres.stop()
      note('Postgres has stopped')
      await delay(forMs)
      await world.postgres.start()
      note('Postgres is back')
    }),

  /** Far enough back that what is written from then on does not make up for it. */
  'restore-postgres': ({ world, writer, environmentId, inTurn, lost, note }, { forMs, replica }) =>
    inTurn('postgres', async () => {
      for (let n = 0; n < WRITES_TO_LOSE; n += 1) await writer.write(toggleWrite(n), replica)
      const goOn = await writer.pause()
      lost.push(await readTruth(world.postgres.url, environmentId))
      await world.postgres.stop()
      goOn()
      await world.postgres.restore()
      await delay(forMs / 4)
      await world.postgres.start()
      note(`Postgres is back as it was when it was copied; revision ${lost[0]?.revision} is lost`)
    }),

  /** Its sockets stay open, and fill. */
  'pause-client': ({ world, writer, inTurn, note }, { clientProcess, replica, forMs, seed }) =>
    inTurn(clientsOf(world, clientProcess), async () => {
      world.clients.signal(clientProcess, 'SIGSTOP')
      await Promise.all([delay(2 * forMs), writer.write(bulkWrite(seed), replica)])
      world.clients.signal(clientProcess, 'SIGCONT')
      note(`${clientsOf(world, clientProcess)} goes on`)
    }),

  /** Of a client process one way, of a server the other way. */
  'clock-jump': async (
    { world, writer, note },
    { clientProcess, replica, jumpMs, forMs, seed },
  ) => {
    world.clients.setWallClock(clientProcess, jumpMs)
    world.replicas[replica]?.setWallClock(-jumpMs)
    await Promise.all([delay(forMs), writer.write(toggleWrite(seed), replica)])
    world.clients.setWallClock(clientProcess, 0)
    world.replicas[replica]?.setWallClock(0)
    note('clocks are right again')
  },

  /** Nobody reaches a server, and some do not even notice, while SDKs are closed and made anew. */
  'close-in-outage': ({ world, inTurn, note }, { clientProcess, share, forMs, seed }) =>
    inTurn(clientsOf(world, clientProcess), async () => {
      const { balancer, clients } = world
      balancer.isRefusing = true
      for (const wire of balancer.wires()) {
        if (seed % 2 === 0 && !wire.isFromPage()) wire.isSilent = true
        else wire.reset()
      }
      await clients.replace(clientProcess, share)
      await delay(forMs / 2)
      balancer.isRefusing = false
      note('servers can be reached again')
    }),
}

const WRITES_TO_LOSE = 20
const BROADCAST_WITHIN_MS = 5_000
const DROP_LISTENERS =
  "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'bunting listener'"

const clientsOf = (world: Stage['world'], which: number) => `clients-${which % world.clients.count}`
