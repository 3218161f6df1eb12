import type { CompiledRuleset } from './create-ruleset.ts'
import { isFlagNode } from './node-names.ts'

/** What a ruleset holds, as `replace` takes it: for a cache or a snapshot. */
export function linesOf({ lines }: CompiledRuleset): { flags: string[]; segments: string[] } {
  const held: { flags: string[]; segments: string[] } = { flags: [], segments: [] }
  for (const [node, line] of lines) (isFlagNode(node) ? held.flags : held.segments).push(line)
  return held
}

/** The keys of all flags. */
export function flagKeys({ lines }: CompiledRuleset): string[] {
  return [...lines.keys()].filter(isFlagNode)
}
