import type { FlagPreview } from '@bunting/flag-server/previews/preview-schemas.ts'
import { count, counted } from '../shared/number-words.ts'

export interface PreviewWords {
  /** `changes`: people would get something else. `nobody`: there was nobody to count. */
  readonly state: 'changes' | 'same' | 'nobody'
  readonly sentence: string
  /** Smaller groups that go another way, the largest first. */
  readonly further: readonly string[]
  /** That not all have answered; null when they have. */
  readonly note: string | null
}

/** `of 41,200 users seen in the last 10 minutes on 38 instances, 4,213 go off → on` */
export function previewWords({ contexts, instances, changes }: FlagPreview): PreviewWords {
  const { asked, answered } = instances
  const nobody = (sentence: string) => ({ state: 'nobody', sentence, further: [], note }) as const
  const note = answered < asked && answered > 0 ? answeredWords(instances) : null
  if (asked === 0) return nobody('no Node SDK is connected that could count whom this changes')
  if (answered === 0) return nobody(`none of ${counted(asked, 'instance')} answered in time`)
  const where = `in the last 10 minutes on ${counted(answered, 'instance')}`
  if (contexts === 0) return nobody(`no user was seen ${where}`)
  const seen = `of ${counted(contexts, 'user')} seen ${where}`
  const [first, ...others] = changes.map(changeWords)
  if (first === undefined) {
    return { state: 'same', sentence: `${seen}, none gets another variant`, further: [], note }
  }
  return { state: 'changes', sentence: `${seen}, ${first}`, further: others, note }
}

function changeWords(change: FlagPreview['changes'][number]): string {
  const verb = change.count === 1 ? 'goes' : 'go'
  return `${count(change.count)} ${verb} ${served(change.from)} → ${served(change.to)}`
}

/** Where the flag has no answer, the one in the code counts. */
function served(variant: string | null): string {
  return variant ?? 'fallback'
}

function answeredWords({ asked, answered }: FlagPreview['instances']): string {
  return `${count(answered)} of ${counted(asked, 'instance')} answered`
}
