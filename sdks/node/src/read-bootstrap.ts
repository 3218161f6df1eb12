import { readFileSync } from 'node:fs'
import { createRuleset, decide, encodeLine, keyOfLine, type Ruleset } from '@bunting/evaluator'
import { encodeFrame } from '@bunting/protocol/wire'
import { checkSnapshot } from './check-snapshot.ts'

/**
 * The snapshot to start with. Read and checked at every start, though it is used only where nothing
 * newer is known: what is broken in a deployment shall not wait for an outage to show.
 * @throws Error for one that is not there or cannot be used
 */
export function readBootstrap(bootstrap: string | URL | Ruleset): string {
  if (typeof bootstrap === 'object' && !(bootstrap instanceof URL)) return fromRuleset(bootstrap)
  const isText = typeof bootstrap === 'string' && bootstrap.trimStart().startsWith('{')
  try {
    // What editors and version control do to the ends of lines is no damage.
    const text = isText ? bootstrap : readFileSync(bootstrap, 'utf8')
    const snapshot = text.replaceAll('\r\n', '\n').trim()
    checkSnapshot(snapshot)
    return snapshot
  } catch (error) {
    throw refusal(isText ? '' : ` ${bootstrap}`, error)
  }
}

/** Of no server: the first snapshot that comes from one replaces it. */
function fromRuleset(content: Ruleset): string {
  const ruleset = createRuleset()
  try {
    const flags = content.flags.map(encodeLine)
    const segments = (content.segments ?? []).map(encodeLine)
    ruleset.replace({ flags, segments })
    for (const key of flags.map(keyOfLine)) {
      const { errorCode, errorMessage } = decide(ruleset, key)
      if (errorCode === 'PARSE_ERROR') throw new Error(`flag "${key}": ${errorMessage}`)
    }
    const counts = { flags: flags.length, segments: segments.length }
    const held = { epoch: 'bootstrap', revision: 0, checksum: ruleset.checksum() }
    return encodeFrame({ type: 'snapshot', ...held, ...counts }, [...flags, ...segments])
  } catch (error) {
    throw refusal('', error)
  }
}

function refusal(file: string, error: unknown): Error {
  const why = error instanceof Error ? error.message : `${error}`
  return new Error(
    `Bunting: bootstrap${file} cannot be used (${why}); it must be what snapshot() returned, its file, or a ruleset`,
    { cause: error },
  )
}
