import {
  type CompiledRuleset,
  createRuleset,
  decide,
  type EvaluationContext,
  isFlagNode,
  keyOfLine,
  needsOf,
} from '@bunting/evaluator'
import type { Previewed } from '@bunting/protocol/wire'

/** The protocol's limit. */
const MAX_CHANGES = 400

type Lines = CompiledRuleset['lines']

/** What a flag would serve beside what it serves now: counts, and nothing of any context. */
export interface Preview {
  compare(context: EvaluationContext): void
  counts(): Pick<Previewed, 'contexts' | 'changes'>
}

/**
 * Evaluates on rulesets of their own, so that nothing is counted or put in force. Undefined when the
 * flag is not among the lines held.
 * @param held the lines in force
 * @param proposed the line of the flag as it might become
 * @param instance of this process, for rollouts by instance
 * @throws Error when that is no line of a flag
 */
export function createPreview(
  held: Lines,
  proposed: string,
  instance?: string,
): Preview | undefined {
  const key = keyOfLine(proposed)
  if (JSON.parse(proposed).key !== key || key === '') throw new Error('it is no line of a flag')
  const present = held.get(key)
  if (present === undefined) return undefined

  const before = rulesetOf(held, key, present, instance)
  const after = rulesetOf(held, key, proposed, instance)
  const changes = new Map<string, Previewed['changes'][number]>()
  let contexts = 0

  return {
    compare(context) {
      contexts += 1
      const from = decide(before, key, context).variant ?? null
      const to = decide(after, key, context).variant ?? null
      if (from === to) return
      const name = JSON.stringify([from, to])
      const count = (changes.get(name)?.count ?? 0) + 1
      changes.set(name, { from, to, count })
    },
    counts: () => ({ contexts, changes: [...changes.values()].slice(0, MAX_CHANGES) }),
  }
}

/** The flag as that line has it, and whatever it needs as it is held. */
function rulesetOf(
  held: Lines,
  key: string,
  line: string,
  instance: string | undefined,
): CompiledRuleset {
  const lines = new Map([[key, line]])
  // A map also hands out what is added while it is walked.
  for (const [, from] of lines) {
    for (const node of needsOf(from)) {
      const needed = held.get(node)
      if (needed !== undefined && !lines.has(node)) lines.set(node, needed)
    }
  }
  const nodes = [...lines]
  const those = (isWanted: (node: string) => boolean) =>
    nodes.filter(([node]) => isWanted(node)).map(([, text]) => text)
  const ruleset = createRuleset({ instance })
  ruleset.replace({
    flags: those(isFlagNode),
    segments: those((node) => !isFlagNode(node)),
  })
  return ruleset
}
