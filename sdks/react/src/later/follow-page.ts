import type { Companion } from '@bunting/client'
import { OFFLINE, WAKE } from '@bunting/client/companions'
import { listenToPage } from './page-events.ts'

/** A server that is there says so every 15 seconds. */
const FRESH_MS = 20_000
/** For what arrived while the page was frozen: it is heard after the page is told that it woke. */
const GRACE_MS = 3_000

type Line = 'waiting' | 'open'

/** Needs no network. */
const LOOPBACK = /^\w+:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$)/

/**
 * Lets the session know what the browser knows: a network that came or went, a page that was frozen.
 * Every tab has a socket of its own. One that leads the others would spare the server some, and cost
 * every tab its independence: a leader that is frozen, throttled or slow would hold up a kill for all.
 *
 * @param hidden called when the page may have heard its last
 */
export function followPage(hidden: () => void): Companion {
  return ({ options, ports: { time }, session, happen, onEvent }) => {
    const isDoubtful = (on: Line) => {
      const { line, phase, confirmedAt = 0 } = session()
      return line === on && (phase !== 'ready' || time.now() - confirmedAt > FRESH_MS)
    }
    const wake = () => happen(WAKE)
    let end: (() => void) | undefined

    function follow(): void {
      if (session().line === 'idle') {
        end?.()
        end = undefined
        return
      }
      end ??= listenToPage(
        {
          wake() {
            if (isDoubtful('waiting')) wake()
            if (isDoubtful('open')) time.after(GRACE_MS, () => isDoubtful('open') && wake())
          },
          offline() {
            if (!LOOPBACK.test(options.url)) happen(OFFLINE)
          },
          hidden,
          parked: () => happen(OFFLINE),
        },
        time,
      )
    }

    onEvent(({ type }) => type === 'moved' && follow())
    follow()
    return undefined
  }
}
