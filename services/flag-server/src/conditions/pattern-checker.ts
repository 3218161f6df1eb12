import { Worker } from 'node:worker_threads'
import { PATTERN_WORKER } from '../paths.ts'

export interface PatternQuestion {
  readonly pattern: string
  /** As the evaluator compiles it: `u` or `iu`. */
  readonly flags: string
  readonly timeoutMs: number
}

/** How the time a pattern takes grows with the text it is given. */
export type PatternVerdict =
  | { readonly verdict: 'linear' }
  /** `attack`: an expression in JavaScript that makes a text it takes long on. */
  | { readonly verdict: 'super-linear'; readonly complexity: string; readonly attack: string }
  | { readonly verdict: 'unknown'; readonly why: string }

/** Judges regular expressions in a thread: some take long to judge, and a few would never end. */
export interface PatternChecker {
  /** Never rejects: what cannot be judged in time is `unknown`. */
  judge(pattern: string, ignoreCase: boolean): Promise<PatternVerdict>
  stop(): Promise<void>
}

export interface PatternCheckerOptions {
  /** How long one pattern may take. Default 2,000. */
  readonly timeoutMs?: number
  /** The thread holds some 60 MB, and is ended when it was not asked for so long. Default 5,000. */
  readonly idleMs?: number
}

/** To start the thread, and for the checker to notice by itself that the time is up. */
const GRACE_MS = 3_000
const MEMORY_MB = 256
const REMEMBERED = 1_000

export function createPatternChecker({
  timeoutMs = 2_000,
  idleMs = 5_000,
}: PatternCheckerOptions = {}): PatternChecker {
  const remembered = new Map<string, PatternVerdict>()
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let queue: Promise<unknown> = Promise.resolve()

  async function end(): Promise<void> {
    clearTimeout(idle)
    const ended = worker
    worker = undefined
    await ended?.terminate()
  }

  function started(): Worker {
    clearTimeout(idle)
    if (worker) return worker
    const fresh = new Worker(PATTERN_WORKER, {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    // Whoever waits for an answer hears of it as well; a thread that dies unasked harms nobody.
    fresh.on('error', () => {
      if (worker === fresh) worker = undefined
    })
    fresh.unref()
    worker = fresh
    return fresh
  }

  function ask(question: PatternQuestion): Promise<PatternVerdict> {
    const asked = started()
    return new Promise((resolve) => {
      const late = setTimeout(() => failed(new Error('timeout')), timeoutMs + GRACE_MS)

      function answered(verdict: PatternVerdict): void {
        clearTimeout(late)
        asked.off('message', answered)
        asked.off('error', failed)
        resolve(verdict)
      }

      function failed({ message }: Error): void {
        void end()
        answered({ verdict: 'unknown', why: message })
      }

      asked.on('message', answered)
      asked.on('error', failed)
      asked.postMessage(question)
    })
  }

  async function judge(question: PatternQuestion): Promise<PatternVerdict> {
    const name = `${question.flags} ${question.pattern}`
    const known = remembered.get(name)
    if (known) return known
    const verdict = await ask(question)
    idle = setTimeout(end, idleMs).unref()
    // What ran out of time may be in time on a quieter day.
    if (verdict.verdict !== 'unknown') remembered.set(name, verdict)
    const [oldest] = remembered.keys()
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest)
    return verdict
  }

  return {
    judge(pattern, ignoreCase) {
      const question = { pattern, flags: ignoreCase ? 'iu' : 'u', timeoutMs }
      // One after the other: the clock of the second starts when the first is done.
      const verdict = queue.then(() => judge(question))
      queue = verdict
      return verdict
    },
    stop: end,
  }
}
