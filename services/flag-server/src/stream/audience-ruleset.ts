import { encodeFrame } from '@bunting/protocol/wire'
import { type EncodedMessage, encodeMessage } from './encoded-message.ts'
import { createRecentChanges } from './recent-changes.ts'
import { type ChangedKeys, createRulesetLines, type LineChange } from './ruleset-lines.ts'

export interface Head {
  readonly epoch: string
  readonly revision: number
}

/** The ruleset as one audience sees it, and every message that leads to it, each encoded once. */
export interface AudienceRuleset {
  checksum(): number
  /** About what a snapshot takes, header left out; known without making one. */
  bytes(): number
  /** Takes the first ruleset over. */
  fill(head: Head, changed: Iterable<LineChange>): void
  /** Takes a later revision over that is past already: only who comes back asks for it. */
  retrace(head: Head, changed: Iterable<LineChange>): void
  /** Takes a later revision over; answers with the delta that leads there from the last one. */
  advance(head: Head, changed: Iterable<LineChange>): EncodedMessage
  /** The same object until the next revision. */
  snapshot(): EncodedMessage
  /**
   * What leads from an earlier revision of this epoch to the newest. Undefined when that was too
   * long ago, or had another checksum, or a snapshot is shorter.
   */
  deltaFrom(revision: number, checksum: number): EncodedMessage | undefined
}

/** Deltas kept for those who come back, until the next revision. After a deploy most want the same. */
const MAX_KEPT_BYTES = 4 * 1024 * 1024

export function createAudienceRuleset(): AudienceRuleset {
  const lines = createRulesetLines()
  const recent = createRecentChanges()
  let head: Head = { epoch: '', revision: 0 }
  let snapshot: EncodedMessage | undefined
  let deltas = new Map<string, EncodedMessage>()
  let keptBytes = 0

  function moveTo(next: Head): void {
    head = next
    snapshot = undefined
    deltas = new Map()
    keptBytes = 0
  }

  function take(next: Head, changed: Iterable<LineChange>): ChangedKeys {
    const checksum = lines.checksum()
    const keys = lines.apply(changed)
    recent.add(head.revision, checksum, keys)
    moveTo(next)
    return keys
  }

  function encodeDelta(from: number, { flags, segments }: ChangedKeys): EncodedMessage {
    const [changedFlags, removedFlags] = linesOf(lines.flags, flags)
    const [changedSegments, removedSegments] = linesOf(lines.segments, segments)
    const header = {
      type: 'delta',
      epoch: head.epoch,
      from,
      to: head.revision,
      checksum: lines.checksum(),
      flags: changedFlags.length,
      segments: changedSegments.length,
      removedFlags,
      removedSegments,
    }
    return encodeMessage(encodeFrame(header, [...changedFlags, ...changedSegments]))
  }

  function encodeSnapshot(): EncodedMessage {
    const { flags, segments } = lines
    const header = {
      type: 'snapshot',
      ...head,
      checksum: lines.checksum(),
      flags: flags.size,
      segments: segments.size,
    }
    return encodeMessage(encodeFrame(header, [...flags.values(), ...segments.values()]))
  }

  function isShorterThanSnapshot({ flags, segments }: ChangedKeys): boolean {
    let length = 0
    for (const key of flags) length += lines.flags.get(key)?.length ?? key.length
    for (const key of segments) length += lines.segments.get(key)?.length ?? key.length
    return length < lines.length()
  }

  return {
    checksum: lines.checksum,
    bytes: lines.length,
    fill(next, changed) {
      lines.apply(changed)
      moveTo(next)
    },
    retrace: (next, changed) => void take(next, changed),
    advance(next, changed) {
      const from = head.revision
      return encodeDelta(from, take(next, changed))
    },
    snapshot() {
      snapshot ??= encodeSnapshot()
      return snapshot
    },
    deltaFrom(revision, checksum) {
      const name = `${revision} ${checksum}`
      const kept = deltas.get(name)
      if (kept) return kept
      const keys = recent.since(revision, checksum)
      if (!keys || !isShorterThanSnapshot(keys)) return undefined
      const delta = encodeDelta(revision, keys)
      keptBytes += delta.frame.length
      if (keptBytes <= MAX_KEPT_BYTES) deltas.set(name, delta)
      return delta
    },
  }
}

/** The lines of those that are there, and the keys of those that are not. */
function linesOf(
  lines: ReadonlyMap<string, string>,
  keys: readonly string[],
): [lines: string[], removed: string[]] {
  const there: string[] = []
  const removed: string[] = []
  for (const key of keys) {
    const line = lines.get(key)
    if (line === undefined) removed.push(key)
    else there.push(line)
  }
  return [there, removed]
}
