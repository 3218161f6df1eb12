import { parentPort } from 'node:worker_threads'
import recheck from 'recheck/lib/browser.js'
import type { PatternQuestion, PatternVerdict } from './pattern-checker.ts'

/** Longest attack that is told whole; it is an expression that makes the string, so few are longer. */
const ATTACK_LENGTH = 300

/** A thread that judges one pattern after the other; whoever started it ends it when it takes too long. */
parentPort?.on('message', (question: PatternQuestion) => {
  parentPort?.postMessage(judge(question))
})

function judge({ pattern, flags, timeoutMs }: PatternQuestion): PatternVerdict {
  try {
    const found = recheck.checkSync(pattern, flags, { timeout: timeoutMs })
    if (found.status === 'safe') return { verdict: 'linear' }
    if (found.status === 'vulnerable') {
      const { attack, complexity } = found
      return {
        verdict: 'super-linear',
        complexity: complexity.summary,
        attack: shorten(attack.pattern),
      }
    }
    const { error } = found
    return { verdict: 'unknown', why: 'message' in error ? error.message : error.kind }
  } catch (error) {
    // Nested too deeply for the checker's own recursion.
    return { verdict: 'unknown', why: error instanceof Error ? error.message : String(error) }
  }
}

function shorten(attack: string): string {
  return attack.length > ATTACK_LENGTH ? `${attack.slice(0, ATTACK_LENGTH)} …` : attack
}
