import { randomUUID } from 'node:crypto'
import type { Previewed } from '@bunting/protocol'
import { encodeFrame } from '@bunting/protocol/wire'
import { type EncodedMessage, encodeMessage } from '../stream/encoded-message.ts'
import { addPreviews, type PreviewCounts } from './preview-counts.ts'

/** Asks the SDKs that are connected to this process what a proposed flag would change. */
export interface PreviewExchange {
  /** An SDK that answers previews. `send` may drop it when the reader is behind. */
  join(environmentId: string, send: (preview: EncodedMessage) => void): PreviewPeer
  /**
   * Resolves when all have answered or `withinMs` is over. `busy` when they were asked too often
   * already: however many people edit, an SDK works for two previews a second at most.
   */
  ask(environmentId: string, line: string, withinMs: number): Promise<PreviewCounts> | 'busy'
}

export interface PreviewPeer {
  /** Ignored unless it answers what this SDK is being asked. */
  answered(answer: Previewed): void
  leave(): void
}

export interface PreviewPorts {
  /** Milliseconds from any fixed point. */
  readonly now: () => number
  /** @returns cancels it */
  readonly after: (delayMs: number, run: () => void) => () => void
}

const MOST_A_SECOND = 2
/** The protocol's: an SDK keeps no more. */
const MOST_CONTEXTS = 1_000

interface Asking {
  readonly waiting: Set<PreviewPeer>
  readonly answers: Previewed[]
  readonly settle: () => void
}

export function createPreviewExchange({ now, after }: PreviewPorts): PreviewExchange {
  const peers = new Map<string, Map<PreviewPeer, (preview: EncodedMessage) => void>>()
  const askings = new Map<string, Asking>()
  /** When an environment was asked lately. */
  const recent = new Map<string, readonly number[]>()

  function mayAsk(environmentId: string): boolean {
    const since = (recent.get(environmentId) ?? []).filter((at) => now() - at < 1_000)
    if (since.length >= MOST_A_SECOND) return false
    recent.set(environmentId, [...since, now()])
    return true
  }

  /** One less to wait for: it answered, or it left. */
  function strike(asking: Asking, peer: PreviewPeer): void {
    if (asking.waiting.delete(peer) && asking.waiting.size === 0) asking.settle()
  }

  return {
    join(environmentId, send) {
      const peer: PreviewPeer = {
        answered(answer) {
          const asking = askings.get(answer.id)
          if (!asking?.waiting.has(peer) || !canBe(answer)) return
          asking.answers.push(answer)
          strike(asking, peer)
        },
        leave() {
          const here = peers.get(environmentId)
          here?.delete(peer)
          if (here?.size === 0) peers.delete(environmentId)
          for (const asking of askings.values()) strike(asking, peer)
        },
      }
      const here = peers.get(environmentId) ?? new Map()
      peers.set(environmentId, here.set(peer, send))
      return peer
    },
    ask(environmentId, line, withinMs) {
      const asked = new Map(peers.get(environmentId))
      if (asked.size > 0 && !mayAsk(environmentId)) return 'busy'
      return new Promise((resolve) => {
        const id = randomUUID()
        const settle = () => {
          cancel()
          askings.delete(id)
          const counts = answers.map(({ contexts, changes }) => ({ contexts, changes }))
          const said = counts.map((one) => ({ ...one, asked: 0, answered: 1 }))
          resolve({ ...addPreviews(said), asked: asked.size })
        }
        const answers: Previewed[] = []
        const cancel = after(withinMs, settle)
        const asking = { waiting: new Set(asked.keys()), answers, settle }
        askings.set(id, asking)
        const header = { type: 'preview', id, flags: 1, segments: 0 }
        const preview = encodeMessage(encodeFrame(header, [line]))
        for (const send of asked.values()) send(preview)
        if (asked.size === 0) settle()
      })
    },
  }
}

/** An SDK that says of more contexts than it can have seen is not believed. */
function canBe({ contexts, changes }: Previewed): boolean {
  const moved = changes.reduce((sum, { count }) => sum + count, 0)
  return contexts <= MOST_CONTEXTS && moved <= contexts
}
