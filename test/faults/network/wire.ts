import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** What becomes of the bytes of one connection from now on. */
export interface Weather {
  /** Added to each piece. */
  delayMs: number
  /** Bytes vanish, both ways, and neither side hears of it: a machine that is gone. */
  isSilent: boolean
  /** The client reads 10 KB a second. */
  isSlow: boolean
  /** The next piece for the client is its first half, and the last. */
  isToBeCut: boolean
  /** So many bytes are missing from the middle of the next piece for the client … */
  toLose: number
  /** … or wrong. */
  toSpoil: number
}

/** One TCP connection of a client through the load balancer. */
export interface Wire extends Weather {
  readonly replica: number
  /** Whether it is a WebSocket that has been greeted. */
  isGreeted(): boolean
  isFromPage(): boolean
  /** Broken, as both sides notice. */
  reset(): void
  /** Ended in an orderly way, as a load balancer does that takes a server out. */
  finish(): void
}

const DRIP_BYTES = 1_024
const DRIP_MS = 100
const UPGRADED = 'HTTP/1.1 101'
/** Browsers say where a page is from, and nobody else does. */
const ORIGIN = /^origin: http/im

export interface WireOptions {
  readonly near: Socket
  readonly far: Socket
  readonly replica: number
  readonly weather: Partial<Weather>
  /** Sees each piece on its way to the client. */
  readonly onDown: (piece: Buffer) => void
}

export function openWire({ near, far, replica, weather, onDown }: WireOptions): Wire {
  let isUpgraded = false
  let isFromPage: boolean | undefined
  let piecesDown = 0
  const wire: Wire = {
    ...{ delayMs: 0, isSilent: false, isSlow: false, isToBeCut: false, toLose: 0, toSpoil: 0 },
    ...weather,
    replica,
    isGreeted: () => isUpgraded && piecesDown > 1,
    isFromPage: () => isFromPage === true,
    reset() {
      near.resetAndDestroy()
      far.resetAndDestroy()
    },
    finish() {
      near.end()
      far.end()
    },
  }

  async function pass(piece: Buffer, to: Socket): Promise<void> {
    if (wire.delayMs > 0) await delay(wire.delayMs)
    if (!to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')])
  }

  function up(piece: Buffer): Promise<void> {
    isFromPage ??= ORIGIN.test(piece.toString('latin1'))
    return pass(piece, far)
  }

  async function down(piece: Buffer): Promise<void> {
    if (piecesDown === 0) isUpgraded = piece.subarray(0, UPGRADED.length).toString() === UPGRADED
    piecesDown += 1
    onDown(piece)
    if (wire.isToBeCut && piece.length > 1) {
      await pass(piece.subarray(0, piece.length >> 1), near)
      return wire.finish()
    }
    let rest = without(spoilt(piece, wire.toSpoil), wire.toLose)
    wire.toSpoil = 0
    wire.toLose = 0
    while (wire.isSlow && rest.length > 0) {
      await pass(rest.subarray(0, DRIP_BYTES), near)
      rest = rest.subarray(DRIP_BYTES)
      await delay(DRIP_MS)
    }
    if (rest.length > 0) await pass(rest, near)
  }

  carry(near, far, up)
  carry(far, near, down)

  /** Reads no more than is passed on, so that who is slow is felt on the other side. */
  async function carry(from: Socket, to: Socket, hand: (piece: Buffer) => Promise<void>) {
    try {
      for await (const piece of from) if (!wire.isSilent) await hand(piece)
    } catch {
      // Broken: the other side hears of it below.
    }
    if (!wire.isSilent) to.end()
    // What is still to be written, is; a peer that does not end its side is not waited for.
    if (!wire.isSilent) setTimeout(() => to.destroy(), 1_000).unref()
  }
  return wire
}

function spoilt(piece: Buffer, bytes: number): Buffer {
  const middle = piece.length >> 1
  return piece.fill('x', middle, Math.min(piece.length, middle + bytes))
}

function without(piece: Buffer, bytes: number): Buffer {
  if (bytes === 0) return piece
  const middle = piece.length >> 1
  return Buffer.concat([piece.subarray(0, middle), piece.subarray(middle + bytes)])
}
