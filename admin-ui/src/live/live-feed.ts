import type { LiveMessage } from '@bunting/flag-server/live/live-message.ts'
import { reconnectDelay } from './reconnect-delay.ts'

/** Silence for longer than this is a dead connection, whatever the browser thinks. */
export const SILENCE_LIMIT_MS = 45_000

/** Close code for who may not look any longer. */
const TURNED_AWAY = 4403

/** `down` since an instant: what is on the screen may be older than the server's state. */
export type LivePhase =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'live' }
  | { readonly phase: 'down'; readonly since: number }

export interface SocketEvents {
  readonly onOpen: () => void
  readonly onData: (data: unknown) => void
  /** @param code what the server closed with; none for a connection that just broke */
  readonly onClose: (code?: number) => void
}

export interface LiveFeedPorts {
  /** Opens a socket; returns what closes it, after which it tells no more events. */
  readonly open: (events: SocketEvents) => () => void
  readonly after: (ms: number, run: () => void) => () => void
  readonly random: () => number
  readonly now: () => number
}

export interface LiveFeedHandlers {
  readonly onPhase: (phase: LivePhase) => void
  readonly onMessage: (message: LiveMessage) => void
  /** Whoever looks may not look any longer: signed out, or no member by now. */
  readonly onTurnedAway: () => void
}

/**
 * One socket at a time, opened again for as long as the feed is wanted. Returns what ends it. An open
 * socket is not live yet: what changes before the server's first word, nobody is told.
 */
export function openLiveFeed(ports: LiveFeedPorts, handlers: LiveFeedHandlers): () => void {
  let attempt = 0
  let downSince: number | null = null
  let close = () => {}
  let cancelTimer = () => {}

  const wait = (ms: number, run: () => void) => {
    cancelTimer()
    cancelTimer = ports.after(ms, run)
  }
  const lost = () => {
    close()
    downSince ??= ports.now()
    handlers.onPhase({ phase: 'down', since: downSince })
    wait(reconnectDelay(attempt++, ports.random()), connect)
  }
  const heard = () => wait(SILENCE_LIMIT_MS, lost)

  function connect() {
    let live = false
    const begin = () => {
      live = true
      attempt = 0
      downSince = null
      handlers.onPhase({ phase: 'live' })
    }
    close = ports.open({
      onOpen: heard,
      onData: (data) => {
        heard()
        if (!live) begin()
        const message = readMessage(data)
        if (message) handlers.onMessage(message)
      },
      onClose: (code) => {
        if (code === TURNED_AWAY) handlers.onTurnedAway()
        lost()
      },
    })
    heard()
  }

  handlers.onPhase({ phase: 'connecting' })
  connect()
  return () => {
    cancelTimer()
    close()
  }
}

/** A newer server may say what this page does not know; that is no reason to fall silent. */
function readMessage(data: unknown): LiveMessage | null {
  if (typeof data !== 'string') return null
  try {
    return JSON.parse(data) as LiveMessage
  } catch {
    return null
  }
}
