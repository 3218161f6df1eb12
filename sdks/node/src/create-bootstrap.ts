import type { Bootstrap, Client } from '@bunting/client'
import { createRuleset, decide, type EvaluationContext, keyOfLine } from '@bunting/evaluator'
import { decodeFrame } from '@bunting/protocol/wire'

/**
 * Decisions for pages that are rendered here. Made on a ruleset of its own, so that a page rendered
 * does not count as an evaluation: the page counts what it asks.
 */
export function createBootstrap(client: Client): (context: EvaluationContext) => Bootstrap {
  const ruleset = createRuleset()
  let shown: readonly string[] | undefined

  function readAgain(): readonly string[] {
    const snapshot = client.snapshot()
    if (snapshot === undefined) return []
    const { header, lines } = decodeFrame(snapshot)
    const flags = lines.slice(0, (header as { flags: number }).flags)
    ruleset.replace({ flags, segments: lines.slice(flags.length) })
    return flags.filter(isClientSide).map(keyOfLine)
  }

  client.subscribe(() => {
    shown = undefined
  })
  return (context) => {
    shown ??= readAgain()
    return {
      decisions: Object.fromEntries(shown.map((key) => [key, decide(ruleset, key, context)])),
    }
  }
}

function isClientSide(line: string): boolean {
  try {
    return JSON.parse(line).clientSide === true
  } catch {
    // Broken, and answers an error wherever it is asked for.
    return false
  }
}
