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
    sdk: printable(`${sdk.name} ${sdk.version}`),
    application: words.length > 0 ? printable(words.join(' ')) : null,
    applicationName: application?.name ? printable(application.name) : null,
  }
}

/** Postgres keeps no NUL and no half of a character; control and direction marks fool a reader. */
function printable(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd')
}
