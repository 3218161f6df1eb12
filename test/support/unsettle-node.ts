import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'
import { seededRandom } from './seeded-random.ts'

/**
 * With UNSTEADY=<seed> this process is slow in places that the seed chooses: whatever comes after a
 * moment comes after another one. What a socket carries keeps its order, and between two sockets,
 * between a file and a timer there is none. A setup file of vitest, and for other processes an `--import`.
 */
const SEED = Number(process.env.UNSTEADY ?? 0)

const ANSWERS_LATE_MS = 40
const RARELY_LATE_MS = 250
const RARELY = 0.01
const NOTIFICATIONS_LATE_MS = 300
const MOST_READ_BYTES = 65_536
const FILES_LATE_MS = 30
const STALLS_MS = 40
const BETWEEN_STALLS_MS = 400

interface Unsettled {
  random: () => number
}

// Those that tests put in its place are theirs.
const { setTimeout } = globalThis
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms))

const mine = Symbol.for('bunting.test.unsettled')
const shared: { [key: symbol]: Unsettled | undefined } = globalThis

if (SEED) {
  // Test files share the process: each begins anew, so that what fails among others fails alone.
  const random = seededRandom(SEED)
  if (shared[mine]) shared[mine].random = random
  else {
    const unsettled = { random }
    shared[mine] = unsettled
    unsettle((ms) => unsettled.random() * ms)
  }
}

function unsettle(upTo: (ms: number) => number): void {
  slowSockets(upTo)
  slowFiles(upTo)
  stall(upTo)
}

/** One that waits to hand on what it has read reads no further, as far as it has a say in that. */
function slowSockets(upTo: (ms: number) => number): void {
  const { push } = Socket.prototype
  const handedOn = new WeakMap<Socket, Promise<unknown>>()
  Socket.prototype.push = function (this: Socket, piece: Buffer | null, ...encoding) {
    const before = handedOn.get(this)
    // A pipe has no address. Chromium is steered through one, and is slow by itself.
    if (!before && !this.remoteAddress) return push.call(this, piece, ...encoding)
    const turn = Promise.all([before, sleep(lateness(piece))])
    const handOn = () => {
      if (this.destroyed) return
      push.call(this, piece, ...encoding)
      // As Node does for who waits for no more than the end.
      if (piece === null) this.read(0)
    }
    handedOn.set(this, turn.then(handOn))
    return false
  }

  function lateness(piece: Buffer | null): number {
    // All that one reading may take: the rest is there already.
    if (piece && piece.length >= MOST_READ_BYTES) return 0
    // A NotificationResponse of Postgres.
    if (piece?.[0] === 0x41) return upTo(NOTIFICATIONS_LATE_MS)
    return upTo(upTo(1) < RARELY ? RARELY_LATE_MS : upTo(ANSWERS_LATE_MS))
  }
}

function slowFiles(upTo: (ms: number) => number): void {
  for (const name of ['mkdir', 'open', 'readFile', 'rename', 'rm', 'stat', 'writeFile'] as const) {
    const act = fs[name] as (...given: unknown[]) => Promise<unknown>
    Object.assign(fs, {
      [name]: async (...given: unknown[]) => {
        await sleep(upTo(FILES_LATE_MS))
        return act(...given)
      },
    })
  }
  syncBuiltinESMExports()
}

/** What a machine does that has others to serve: timers are late, and all that has come comes at once. */
function stall(upTo: (ms: number) => number): void {
  const never = new Int32Array(new SharedArrayBuffer(4))
  const begin = () => {
    Atomics.wait(never, 0, 0, upTo(STALLS_MS))
    setTimeout(begin, upTo(BETWEEN_STALLS_MS)).unref()
  }
  begin()
}
