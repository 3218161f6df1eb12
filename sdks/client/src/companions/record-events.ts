import type { Observation } from '@bunting/protocol/wire'
import type { Companion } from '../companion.ts'
import { createAlarm } from './alarm.ts'
import { countsOf } from './evaluation-counts.ts'
import { createEventPost } from './event-post.ts'
import { createEventQueue } from './event-queue.ts'
import { jittered } from './jittered.ts'
import { observeReleases } from './observe-releases.ts'

/** On average. */
const EVERY_MS = 10_000

/** On average: what is told of releases, while one runs. */
const RELEASES_EVERY_MS = 1_000

/** The first thing that went wrong waits so long for others, to be told with them. */
const BAD_WITHIN_MS = 200

/** Unanswered batches on a stream: what was stored makes room for more, and no server is flooded. */
const MAX_IN_FLIGHT = 10

/**
 * Tells the server how often each variant was served, how long runs took, and what was seen of running
 * releases: over the stream, by HTTP while that is down. Each batch is told until the server has
 * stored it, under an id that counts once.
 */
export const recordEvents: Companion = (core, client) => {
  const { options, ports, store } = core
  const { time, random, warn } = ports
  const isCounting = options.countEvaluations !== false
  const queue = createEventQueue(random, () =>
    warn({
      cause: 'events-lost',
      message: 'the server has not taken evaluation counts for long: the oldest are forgotten',
    }),
  )
  const post = createEventPost(core, queue)
  const observer = observeReleases(core, client, {
    onBad: () => core.session().line !== 'idle' && hurry.within(BAD_WITHIN_MS),
    onReleases: watch,
  })
  const count = createAlarm(time, () => {
    collectAll()
    send()
    count.within(jittered(EVERY_MS, random))
  })
  const look = createAlarm(time, () => {
    tell(observer.observations())
    watch()
  })
  // Alone: exposures that were told whenever the treatment fails would be more of the treatment's.
  const hurry = createAlarm(time, () => tell(observer.fared()))

  function tell(observations: readonly Observation[]): void {
    queue.add({ counts: [], observations, durations: [] }, time.now())
    send()
  }

  function collectAll(): void {
    const counts = isCounting && store.isFilled() ? countsOf(store.ruleset.drainCounts()) : []
    const durations = isCounting ? observer.durations() : []
    queue.add({ counts, observations: observer.observations(), durations }, time.now())
  }

  function send(): void {
    if (core.session().line === 'open') sendOnStream(MAX_IN_FLIGHT)
    else void post()
  }

  function sendOnStream(most: number): void {
    const now = time.now()
    while (queue.inFlight(now) < most) {
      const batch = queue.next(now)
      if (!batch || !core.send(batch)) return
      queue.sent(batch.id, now)
    }
  }

  function watch(): void {
    const { line } = core.session()
    if (line !== 'idle' && observer.isWatching()) look.within(jittered(RELEASES_EVERY_MS, random))
  }

  /** What is unanswered on a connection that was lost is sent again with the next batch. */
  function moved(): void {
    const { line } = core.session()
    if (line !== 'open') queue.lost()
    if (line === 'idle') {
      count.cancel()
      look.cancel()
      hurry.cancel()
    } else {
      if (isCounting && !count.isSet()) count.within(EVERY_MS * random())
      watch()
    }
  }

  /** There is no later: what is unanswered is sent again, in case it was not stored. */
  function finish(): void {
    collectAll()
    queue.lost()
    if (core.session().line === 'open') sendOnStream(Number.POSITIVE_INFINITY)
    else void post(true)
  }

  core.onEvent((event) => {
    if (event.type === 'moved') moved()
    else if (event.type === 'closing') finish()
    else if (event.message.type === 'stored') {
      queue.forget(event.message.ids)
      sendOnStream(MAX_IN_FLIGHT)
    }
  })
  moved()
  return observer.functions
}
