import type { Time } from '@bunting/client'

/** What happens to a page that matters to its connection. */
export interface PageEvents {
  /** Back from the network's absence, the background, a freeze or the computer's sleep. */
  wake(): void
  /** The browser says that there is no network. */
  offline(): void
  /** In the background, or about to end: this may have been the last the page hears. */
  hidden(): void
  /** About to be frozen as it is, for "back"; an open socket would forbid it. */
  parked(): void
}

/** So often is looked whether the computer was asleep: it says so in no other way. */
const LOOK_MS = 15_000

/** @returns ends it */
export function listenToPage(
  { wake, offline, hidden, parked }: PageEvents,
  time: Time,
): () => void {
  const over = new AbortController()
  const on = (target: EventTarget, type: string, run: (event: Event) => void) =>
    target.addEventListener(type, run, { signal: over.signal })
  const isPersisted = (event: Event) => (event as PageTransitionEvent).persisted

  on(window, 'online', wake)
  on(window, 'offline', offline)
  on(document, 'resume', wake)
  on(document, 'visibilitychange', () => (document.hidden ? hidden : wake)())
  on(window, 'pageshow', (event) => isPersisted(event) && wake())
  on(window, 'pagehide', (event) => {
    hidden()
    if (isPersisted(event)) parked()
  })

  let lookedAt = time.now()
  const looks = setInterval(() => {
    const since = time.now() - lookedAt
    lookedAt += since
    // In the background timers may be as late as that: it is no harm to be told for nothing.
    if (since > 2 * LOOK_MS) wake()
  }, LOOK_MS)

  return () => {
    over.abort()
    clearInterval(looks)
  }
}
