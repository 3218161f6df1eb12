import type { Applied, RulesetLines } from './create-ruleset.ts'
import type { CreateDependents, Dependents } from './dependents.ts'
import { keyOfLine } from './line.ts'
import { murmur3 } from './murmur3.ts'
import { isFlagNode, segmentNode } from './node-names.ts'

/** A ruleset as text, with its checksum. */
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
  /** Without it a change of one line is a change of all: any of them may need that one. */
  learnDependents(create: CreateDependents): void
}

/** @param onChange told, once a change is in force, which nodes may answer differently */
export function createHeldLines(onChange: (nodes: ReadonlySet<string>) => void): HeldLines {
  const lines = new Map<string, string>()
  let checksum = 0
  let dependents: Dependents | undefined

  function allWith(changed: readonly string[]): Set<string> {
    return new Set(changed.length > 0 ? [...lines.keys(), ...changed] : changed)
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

      const affected = dependents ? dependents.of(changed) : allWith(changed)
      for (const [node, line] of next) {
        // Equal lines too: so nothing is held of the message they were cut from before.
        lines.delete(node)
        if (line !== undefined) lines.set(node, line)
      }
      dependents?.changed(changed)
      checksum = sum
      onChange(affected)
      return { applied: true, changedKeys: [...affected].filter(isFlagNode) }
    },
    learnDependents(create) {
      dependents ??= create(lines)
    },
  }
}

function hash(line: string | undefined): number {
  return line === undefined ? 0 : murmur3(line)
}
