import { type CompiledRuleset, createRuleset, type Flag } from '@bunting/evaluator'
import { decodeFrame } from '@bunting/protocol/wire'
import type { EncodedMessage } from '../stream/encoded-message.ts'
import type { EnvironmentFeed } from '../stream/environment-feed.ts'

/** One environment's flags, ready to answer: the newest that this process knows. */
export interface FlagsInMemory {
  readonly ruleset: CompiledRuleset
  /** Whether there may be news that this process has not heard of. */
  readonly isStale: boolean
  /** Whether a browser may know this flag: one that only others need is none of its. */
  isForClients(key: string): boolean
}

interface Held {
  readonly ruleset: CompiledRuleset
  message: EncodedMessage | undefined
  /** Of this revision, as far as somebody asked. */
  forClients: Map<string, boolean>
}

/**
 * What a feed holds as text, compiled when somebody asks: an environment that nobody evaluates here
 * costs nothing, and of a new revision only what changed is compiled anew.
 */
export function createFlagsInMemory(): (feed: EnvironmentFeed) => FlagsInMemory {
  const held = new WeakMap<EnvironmentFeed, Held>()

  return (feed) => {
    let one = held.get(feed)
    if (!one) {
      one = { ruleset: createRuleset(), message: undefined, forClients: new Map() }
      held.set(feed, one)
    }
    bringUpToDate(one, feed.snapshot('server'))
    const { ruleset, forClients } = one
    return {
      ruleset,
      isStale: !feed.isSure(),
      isForClients(key) {
        const known = forClients.get(key)
        if (known !== undefined) return known
        const line = ruleset.lines.get(key)
        const isForThem = line !== undefined && (JSON.parse(line) as Flag).clientSide === true
        if (line !== undefined) forClients.set(key, isForThem)
        return isForThem
      },
    }
  }
}

function bringUpToDate(one: Held, message: EncodedMessage): void {
  if (one.message === message) return
  const { header, lines } = decodeFrame(message.text.toString())
  const { flags } = header as { flags: number }
  one.ruleset.replace({ flags: lines.slice(0, flags), segments: lines.slice(flags) })
  one.message = message
  one.forClients = new Map()
}
