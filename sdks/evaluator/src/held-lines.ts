import type { Applied, RulesetLines } from './create-ruleset.ts'
import { keyOfLine } from './line.ts'
import { murmur3 } from './murmur3.ts'
import { isFlagNode, mayNeed, needsOf, segmentNode } from './needs.ts'

/** A ruleset as text, with its checksum, that knows who needs whom. */
export interface HeldLines {
  /** By node: a flag's key, or what `segmentNode` makes of a segment's. */
  readonly lines: ReadonlyMap<string, string>
  checksum(): number
  /**
   * Takes these lines; those of `removed` nodes go, unless they come too.
   *
   * @param expectedChecksum refuse, and change nothing, when the checksum would be another
   */
  change(lines: RulesetLines, removed: Iterable<string>, expectedChecksum?: number): Applied
}

/** @param onChange told, once a change is in force, which nodes may answer differently */
export function createHeldLines(onChange: (nodes: ReadonlySet<string>) => void): HeldLines {
  const lines = new Map<string, string>()
  let checksum = 0
  const needs = new Map<string, string[]>()
  /** Nodes whose needs are not known yet: their lines are read when the next change comes. */
  const unread = new Set<string>()

  /** The nodes, and all that need one of them, directly or through others. */
  function withDependents(nodes: Iterable<string>): Set<string> {
    const neededBy = new Map<string, string[]>()
    for (const [node, needed] of needs) {
      for (const need of needed) {
        const nodes = neededBy.get(need)
        if (nodes === undefined) neededBy.set(need, [node])
        else nodes.push(node)
      }
    }
    const found = new Set(nodes)
    // A set also hands out what is added while it is walked.
    for (const node of found) for (const dependent of neededBy.get(node) ?? []) found.add(dependent)
    return found
  }

  return {
    lines,
    checksum: () => checksum,
    change({ flags, segments }, removed, expectedChecksum) {
      const next = new Map<string, string | undefined>()
      for (const node of removed) next.set(node, undefined)
      function put(node: string, line: string): void {
        // A map keeps the key it has; this one is cut from the new message.
        next.delete(node)
        next.set(node, line)
      }
      for (const line of flags) put(keyOfLine(line), line)
      for (const line of segments) put(segmentNode(keyOfLine(line)), line)

      const changed: string[] = []
      let sum = checksum
      for (const [node, line] of next) {
        const before = lines.get(node)
        if (line === before) continue
        changed.push(node)
        sum += hash(line) - hash(before)
      }
      // Exact before the modulo: it takes 2^21 lines to leave the safe integers.
      sum >>>= 0
      if (expectedChecksum !== undefined && expectedChecksum !== sum)
        return { applied: false, checksum: sum }

      for (const node of unread) needs.set(node, needsOf(lines.get(node)))
      unread.clear()
      const affected = withDependents(changed)
      for (const [node, line] of next) {
        // Equal lines too: so nothing is held of the message they were cut from before.
        lines.delete(node)
        if (line !== undefined) lines.set(node, line)
      }
      for (const node of changed) {
        needs.delete(node)
        if (mayNeed(lines.get(node))) unread.add(node)
      }
      checksum = sum
      onChange(affected)
      return { applied: true, changedKeys: [...affected].filter(isFlagNode) }
    },
  }
}

function hash(line: string | undefined): number {
  return line === undefined ? 0 : murmur3(line)
}
