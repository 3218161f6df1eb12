import type { Answer } from './answer.ts'
import type { Decision } from './decision.ts'
import { type CreateDependents, createDependents } from './dependents.ts'
import { type FlagNode, flagNode } from './flag-node.ts'
import { createHeldLines } from './held-lines.ts'
import { parseLine } from './line.ts'
import { isFlagNode, segmentNode } from './node-names.ts'
import { OPERATORS } from './operators/all-operators.ts'
import type { Operators, Test } from './operators/test.ts'
import { linkPrerequisites } from './prerequisites.ts'
import { operatorsWith } from './segment.ts'
import type { Surroundings } from './serve.ts'

/** A ruleset as text: each flag and each segment one line of JSON, `key` first. */
export interface RulesetLines {
  readonly flags: Iterable<string>
  readonly segments: Iterable<string>
}

/** Lines that came or changed, and keys that went; unknown keys are ignored. */
export interface RulesetChanges extends RulesetLines {
  readonly removedFlags?: Iterable<string>
  readonly removedSegments?: Iterable<string>
}

/** What became of a change. A refused one changed nothing. */
export type Applied =
  | { readonly applied: true; readonly changedKeys: readonly string[] }
  | { readonly applied: false; readonly checksum: number }

/** How often a decision was given. */
export interface EvaluationCount {
  readonly flag: string
  readonly decision: Decision
  readonly count: number
}

/**
 * One environment's ruleset in memory, evaluated in the surroundings it was made with. A flag stays
 * text until somebody asks for it.
 */
export interface CompiledRuleset extends Surroundings {
  /** Sum of the murmur3 of every line, modulo 2^32. */
  checksum(): number
  /** All lines, by node: a flag's key, or `segmentNode` of a segment's key. */
  readonly lines: ReadonlyMap<string, string>
  /**
   * Holds these lines and no others. `changedKeys` are exactly the flags whose line came, changed or
   * went, and those that depend on such a flag or segment.
   *
   * @param expectedChecksum refuse, and change nothing, when the checksum would be another
   */
  replace(lines: RulesetLines, expectedChecksum?: number): Applied
  /** The same for some lines; the others stay. */
  apply(changes: RulesetChanges, expectedChecksum?: number): Applied
  /** For evaluation: the flag, compiled on first use. */
  flag(key: string): FlagNode
  /** For evaluation: counts an answer. */
  count(answer: Answer): void
  /** How often each decision was given since the last call. */
  drainCounts(): EvaluationCount[]
  /**
   * Knows these operators too, and who needs whom, from now on.
   *
   * @returns the flags whose answers may differ: all, when one was asked that needed them, else none
   */
  learn(operators: Operators, dependents?: CreateDependents): readonly string[]
}

/** Keys no flag has are remembered as well, but not more: those are callers making them up. */
const UNKNOWN_KEPT = 1_000

/** A power of two: flags found again without a look-up, by length and end of their keys. */
const RECENT = 64

/** Counts nobody drains are forgotten past this many different answers. */
const COUNTED_LIMIT = 100_000

/** Text of its own: a line cut from a message keeps the whole message in memory. */
function copied(line: string): string {
  return JSON.parse(JSON.stringify(line))
}

/** An empty ruleset. */
export function createRuleset(surroundings?: Surroundings): CompiledRuleset {
  const ruleset = createRulesetWith(OPERATORS, surroundings)
  ruleset.learn({}, createDependents)
  return ruleset
}

/**
 * One that learns the other operators later, and who needs whom: a flag that asks for one is a
 * PARSE_ERROR till then, and `changedKeys` are all flags whenever a line is another.
 */
export function createRulesetWith(
  known: Operators,
  surroundings: Surroundings = {},
): CompiledRuleset {
  const nodes = new Map<string, FlagNode>()
  const segmentTests = new Map<string, Test>()
  const recent = Array<FlagNode | undefined>(RECENT).fill(undefined)
  let counted: Answer[] = []

  const { lines, checksum, change, learnDependents } = createHeldLines((changed) => {
    recent.fill(undefined)
    for (const node of changed) {
      nodes.delete(node)
      segmentTests.delete(node)
    }
  })
  const operators = operatorsWith(known, segmentTests, (key) =>
    parseLine(lines.get(segmentNode(key)), key),
  )

  /** Not yet linked to its prerequisites. */
  function find(key: string): FlagNode {
    let flag = nodes.get(key)
    if (flag === undefined) {
      flag = flagNode(key, lines.get(key), operators, surroundings)
      if (lines.has(key) || nodes.size < lines.size + UNKNOWN_KEPT) nodes.set(key, flag)
    }
    return flag
  }

  function firstUse(key: string): FlagNode {
    const flag = find(key)
    linkPrerequisites(flag, find)
    return flag
  }

  function drainCounts(): EvaluationCount[] {
    const counts = counted.map(({ flag, decision, count }) => ({ flag, decision, count }))
    for (const answer of counted) answer.count = 0
    counted = []
    return counts
  }

  return {
    ...surroundings,
    checksum,
    lines,
    replace: (next, expectedChecksum) => change(next, lines.keys(), expectedChecksum),
    apply: ({ flags, segments, removedFlags = [], removedSegments = [] }, expectedChecksum) =>
      change(
        { flags: Array.from(flags, copied), segments: Array.from(segments, copied) },
        [...removedFlags, ...Array.from(removedSegments, segmentNode)],
        expectedChecksum,
      ),
    flag(key) {
      // Callers in plain JavaScript may hand in anything.
      const at =
        typeof key === 'string' ? (key.length + key.charCodeAt(key.length - 1)) & (RECENT - 1) : 0
      const known = recent[at]
      if (known !== undefined && known.key === key) return known
      const flag = nodes.get(key) ?? firstUse(key)
      recent[at] = flag
      return flag
    },
    count(answer) {
      if (answer.count++ === 0 && counted.push(answer) > COUNTED_LIMIT) drainCounts()
    },
    drainCounts,
    learn(more, dependents) {
      if (dependents) learnDependents(dependents)
      Object.assign(operators, more)
      const missed = [...nodes.values()].some(({ error }) => error[0] === 'PARSE_ERROR')
      if (!missed) return []
      nodes.clear()
      segmentTests.clear()
      recent.fill(undefined)
      return [...lines.keys()].filter(isFlagNode)
    },
  }
}
