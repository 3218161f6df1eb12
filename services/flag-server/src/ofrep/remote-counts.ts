import { randomUUID } from 'node:crypto'
import { MAX_COUNTS } from '@bunting/protocol/wire'
import type { SdkKey } from '../sdk-keys/sdk-keyring.ts'
import type { EventIntake } from '../usage/event-intake.ts'

/** What was evaluated here for somebody, and is to be counted as what SDKs evaluate is. */
export interface RemoteCounts {
  note(key: SdkKey, flag: string, variant: string | undefined, errorCode: string | undefined): void
  /** Hands over what is counted. What cannot be stored now is sent again with the next. */
  flush(): Promise<void>
}

type Batch = Parameters<EventIntake['take']>
interface Count {
  readonly flag: string
  readonly variant?: string
  readonly errorCode?: string
  count: number
}

/** Batches that could not be stored; of more the oldest are given up. */
const MOST_WAITING = 100
/** Different answers between two flushes, of one key. Names that are made up are not counted past it. */
const MOST_ANSWERS = MAX_COUNTS

export function createRemoteCounts(take: EventIntake['take']): RemoteCounts {
  let counted = new Map<string, { readonly key: SdkKey; readonly counts: Map<string, Count> }>()
  let waiting: Batch[] = []

  return {
    note(key, flag, variant, errorCode) {
      let ofKey = counted.get(key.id)
      if (!ofKey) {
        ofKey = { key, counts: new Map() }
        counted.set(key.id, ofKey)
      }
      const name = `${flag}\n${variant ?? ''}\n${errorCode ?? ''}`
      const known = ofKey.counts.get(name)
      if (known) {
        known.count += 1
      } else if (ofKey.counts.size < MOST_ANSWERS) {
        const served = {
          ...(variant !== undefined && { variant }),
          ...(errorCode && { errorCode }),
        }
        ofKey.counts.set(name, { flag, ...served, count: 1 })
      }
    },
    async flush() {
      const batches = [...waiting, ...[...counted.values()].map(toBatch)]
      counted = new Map()
      waiting = []
      const outcomes = await Promise.allSettled(batches.map((batch) => take(...batch)))
      const refused = batches.filter((_, index) => outcomes[index]?.status === 'rejected')
      waiting = [...refused, ...waiting].slice(-MOST_WAITING)
    },
  }
}

function toBatch({
  key,
  counts,
}: {
  readonly key: SdkKey
  readonly counts: Map<string, Count>
}): Batch {
  const events = {
    type: 'events' as const,
    id: randomUUID(),
    agoMs: 0,
    counts: [...counts.values()],
  }
  return [events, { key, sdk: 'ofrep', application: null }]
}
