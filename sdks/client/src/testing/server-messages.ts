import { createRuleset, encodeLine, type Flag, type Segment } from '@bunting/evaluator'
import { encodeFrame } from '@bunting/protocol/wire'

/** A ruleset as objects, at a revision. */
export interface Content {
  /** Default `e1`. */
  readonly epoch?: string
  readonly revision: number
  readonly flags?: readonly Flag[]
  readonly segments?: readonly Segment[]
}

/** The snapshot a server would send of it. */
export function snapshotFrame(content: Content): string {
  const { epoch = 'e1', revision } = content
  const { flags, segments } = linesOf(content)
  const counts = { flags: flags.length, segments: segments.length }
  const header = { type: 'snapshot', epoch, revision, checksum: checksumOf(content), ...counts }
  return encodeFrame(header, [...flags, ...segments])
}

/** The delta a server would send to who holds `before`. */
export function deltaFrame(before: Content, after: Content): string {
  const { epoch = 'e1' } = after
  const old = linesOf(before)
  const { flags, segments } = linesOf(after)
  const newFlags = flags.filter((line) => !old.flags.includes(line))
  const newSegments = segments.filter((line) => !old.segments.includes(line))
  const header = {
    type: 'delta',
    epoch,
    from: before.revision,
    to: after.revision,
    checksum: checksumOf(after),
    flags: newFlags.length,
    segments: newSegments.length,
    removedFlags: removed(before.flags, after.flags),
    removedSegments: removed(before.segments, after.segments),
  }
  return encodeFrame(header, [...newFlags, ...newSegments])
}

export function checksumOf(content: Content): number {
  const ruleset = createRuleset()
  ruleset.replace(linesOf(content))
  return ruleset.checksum()
}

function linesOf({ flags = [], segments = [] }: Content): { flags: string[]; segments: string[] } {
  return { flags: flags.map(encodeLine), segments: segments.map(encodeLine) }
}

type Named = { readonly key: string }

function removed(before: readonly Named[] = [], after: readonly Named[] = []): string[] {
  const kept = new Set(after.map(({ key }) => key))
  return before.map(({ key }) => key).filter((key) => !kept.has(key))
}
