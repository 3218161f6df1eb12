import type { FeatureFlags, Status } from '@bunting/client'
import { murmur3 } from '@bunting/evaluator'
import { decodeFrame } from '@bunting/protocol/wire'
import { watchRevisions } from '../simulation/watch-revisions.ts'
import { type Audience, answerOf, type Question, questionsFor, STEADY } from './flags.ts'

/** What an SDK held at some time. */
export interface Held {
  readonly epoch: string
  readonly revision: number
  /** Of the lines it held, not the one it was told. */
  readonly checksum: number
}

/** Since when, in milliseconds since 1970 that no jump of a wall clock reaches. */
export interface HeldSince extends Held {
  readonly sinceMs: number
}

/** The same in all processes of this machine. */
export const steadyNow = (): number => performance.timeOrigin + performance.now()

export interface ClientReport {
  readonly name: string
  readonly audience: Audience
  readonly status: Status
  readonly held: Held | undefined
  readonly answers: readonly string[]
  /** Everything it ever held, first to last. */
  readonly history: readonly HeldSince[]
  /** How often it was served a variant of each flag, while it was open. */
  readonly served: Readonly<Record<string, number>>
  /** What never may happen, and did. */
  readonly violations: readonly string[]
}

export interface Sdk extends Pick<FeatureFlags, 'isEnabled' | 'decide' | 'status' | 'onStatus'> {
  snapshot(): string | undefined
}

export interface WatchedClient {
  /** Asks a few questions; call it often. */
  ask(): void
  report(): ClientReport
  /** From now on it need not tell anybody what it serves. */
  closes(): void
  violated(what: string): void
}

/** An SDK, Node's or React's, and all that is to be said against it. */
export function watchClient(name: string, audience: Audience, sdk: Sdk): WatchedClient {
  const violations = new Set<string>()
  const violated = (what: string) => void violations.add(`${name}: ${what}`)
  const history: HeldSince[] = []
  const served: Record<string, number> = {}
  const questions = questionsFor(audience)
  const watch = watchRevisions('it', violated)
  let asked = 0
  let wasEnabled = false
  let isOpen = true

  function moved(status: Status): void {
    watch(status)
    if (status.phase === 'failed') violated(`has failed for good: ${status.failure}`)
    const last = history.at(-1)
    if (status.revision === last?.revision && status.epoch === last?.epoch) return
    const held = heldBy(sdk)
    if (held) history.push({ ...held, sinceMs: steadyNow() })
  }
  sdk.onStatus(moved)
  moved(sdk.status())

  function guarded<T>(what: string, run: () => T): T | undefined {
    try {
      return run()
    } catch (error) {
      violated(`${what} threw ${error}`)
      return undefined
    }
  }

  function noteServed(flag: string, wasServed: boolean): void {
    if (wasServed && isOpen) served[flag] = (served[flag] ?? 0) + 1
  }

  function decide({ flag, context }: Question) {
    const decision = sdk.decide(flag, context)
    noteServed(flag, decision.variant !== undefined)
    return decision
  }

  return {
    ask() {
      const isEnabled = guarded('isEnabled', () => sdk.isEnabled(STEADY, { targetingKey: 'ana' }))
      // Always on: whoever has it says so.
      noteServed(STEADY, isEnabled === true)
      if (wasEnabled && !isEnabled) violated('has lost its last good answer')
      wasEnabled ||= isEnabled === true
      const question = questions[asked++ % questions.length]
      if (!question) return
      const answer = guarded('decide', () => decide(question))
      if (wasEnabled && answer?.errorCode) {
        violated(`answered ${answer.errorCode} for ${question.flag}`)
      }
    },
    report() {
      const answers = questions.map((question) => answerOf(decide(question)))
      return {
        name,
        audience,
        status: sdk.status(),
        held: heldBy(sdk),
        answers,
        history,
        served: { ...served },
        violations: [...violations],
      }
    },
    closes() {
      isOpen = false
    },
    violated,
  }
}

function heldBy(sdk: Sdk): Held | undefined {
  const snapshot = sdk.snapshot()
  if (snapshot === undefined) return undefined
  const { header, lines } = decodeFrame(snapshot)
  const { epoch, revision } = header as Held
  return { epoch, revision, checksum: lines.reduce((sum, line) => (sum + murmur3(line)) >>> 0, 0) }
}
