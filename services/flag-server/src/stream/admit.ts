import type { Hello } from '@bunting/protocol'
import type { DeliveryTracker, TrackedSdk } from '../delivery/delivery-tracker.ts'
import { describeSdk } from '../delivery/describe-sdk.ts'
import type { KeyVerdict, SdkKey } from '../sdk-keys/sdk-keyring.ts'
import { catchUpWith } from './catch-up-with.ts'
import type { EnvironmentFeed, Head } from './environment-feed.ts'
import type { FollowedEnvironment } from './feeds.ts'

export interface AdmissionPorts {
  readonly verify: (key: string | undefined) => Promise<KeyVerdict>
  /** Whether one more may come with this key at this moment. */
  readonly welcomes: (sdkKeyId: string) => boolean
  /** Whether this address may be told once more that it showed no key that opens anything. */
  readonly takesBadKey: (address: string) => boolean
  readonly follow: (environmentId: string) => Promise<FollowedEnvironment>
  /** A client knows revisions of this epoch that the database does not: it was restored. */
  readonly onOlderDatabase: (environmentId: string, claimed: Head) => Promise<void>
}

/** What is known of a client before it says anything. */
export interface Caller {
  /** Of the `Authorization` header, if there was one. */
  readonly headerKey: string | undefined
  /** As far as the proxies in front are believed. */
  readonly address: string
}

/** Who showed a key, and what it opens. */
export interface Admitted {
  readonly key: SdkKey
  readonly feed: EnvironmentFeed
  readonly tracker: DeliveryTracker
}

/** Who this is, and all that is known of what they follow: newer than, or the same as what they hold. */
export async function admit(
  { holds, key }: Hello,
  { headerKey, address }: Caller,
  { verify, welcomes, takesBadKey, follow, onOlderDatabase }: AdmissionPorts,
): Promise<Admitted | 'unknown' | 'too many unknown' | 'revoked' | 'too many'> {
  const verdict = await verify(headerKey ?? key)
  if (verdict === 'unknown') return takesBadKey(address) ? 'unknown' : 'too many unknown'
  if (verdict === 'revoked') return 'revoked'
  if (!welcomes(verdict.id)) return 'too many'
  const { environmentId, kind } = verdict
  const { feed, tracker } = await follow(environmentId)
  // Only who holds a secret key is believed: a browser's word could be anybody's.
  await catchUpWith(feed, holds, kind === 'server', (claimed) =>
    onOlderDatabase(environmentId, claimed),
  )
  return { key: verdict, feed, tracker }
}

/** As it is tracked from its hello on. */
export function trackedSdk(hello: Hello, { key, feed }: Admitted, at: number): TrackedSdk {
  return {
    ...describeSdk(hello),
    kind: key.kind,
    revision: -1,
    joinedAt: feed.head().revision,
    connectedAt: at,
    heardAt: at,
  }
}
