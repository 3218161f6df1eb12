import { createRuleset } from '@bunting/evaluator'
import { decodeFrame, type Snapshot } from '@bunting/protocol/wire'

/**
 * The header of a snapshot that came from a file, or from who knows where.
 * @throws Error with what is wrong with it, as the end of a sentence
 */
export function checkSnapshot(text: string): Snapshot {
  const { header, lines } = frameOf(text)
  if (!isSnapshot(header)) throw new Error('it is no snapshot')
  const { flags, segments, checksum } = header
  if (lines.length !== flags + segments) throw new Error('it is not whole')
  const content = { flags: lines.slice(0, flags), segments: lines.slice(flags) }
  const { applied } = createRuleset().replace(content, checksum)
  if (!applied) throw new Error('its checksum is wrong')
  return header
}

function frameOf(text: string): { header: unknown; lines: readonly string[] } {
  try {
    return decodeFrame(text)
  } catch {
    throw new Error('it is no snapshot')
  }
}

export function isSnapshot(header: unknown): header is Snapshot {
  if (typeof header !== 'object' || header === null) return false
  const { type, epoch, ...counts } = header as Record<string, unknown>
  const { revision, checksum, flags, segments } = counts
  return (
    type === 'snapshot' &&
    typeof epoch === 'string' &&
    [revision, checksum, flags, segments].every((n) => Number.isSafeInteger(n) && Number(n) >= 0)
  )
}
