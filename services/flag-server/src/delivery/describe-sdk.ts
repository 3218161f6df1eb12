import type { Hello } from '@bunting/protocol'
import type { TrackedSdk } from './delivery-tracker.ts'

/** An SDK in its own words, which are anybody's: a client key is in every page. */
export function describeSdk({
  instance,
  sdk,
  application,
}: Hello): Pick<TrackedSdk, 'instance' | 'sdk' | 'application' | 'applicationName'> {
  const words = [application?.name, application?.version].filter((word) => word !== undefined)
  return {
    instance: printable(instance),
    sdk: shared(printable(`${sdk.name} ${sdk.version}`)),
    application: words.length > 0 ? shared(printable(words.join(' '))) : null,
    applicationName: application?.name ? shared(printable(application.name)) : null,
  }
}

/** Of ten thousand connections most are of one build: each of its names is kept once. */
const kept = new Map<string, string>()
/** What has more is not told apart from somebody who makes names up. */
const MOST_KEPT = 1_000

function shared(text: string): string {
  const known = kept.get(text)
  if (known !== undefined) return known
  if (kept.size === MOST_KEPT) kept.clear()
  kept.set(text, text)
  return text
}

/** Postgres keeps no NUL and no half of a character; control and direction marks fool a reader. */
function printable(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd')
}
