import type { Answer } from './answer.ts'
import { choose } from './choose.ts'
import type { EvaluationContext } from './decision.ts'
import type { FlagNode } from './flag-node.ts'

/**
 * Ties a flag to its prerequisites, those to theirs and so on. A flag whose prerequisites go in a
 * circle, or lead to one, cannot answer.
 */
export function linkPrerequisites(root: FlagNode, find: (key: string) => FlagNode): void {
  walk(root, (flag) => {
    flag.state = 'linking'
    for (const { flag: key } of flag.prerequisites.slice(flag.links.length)) {
      const needed = find(key)
      flag.links.push(needed)
      if (needed.state === 'new') return needed
    }
    flag.state = close(flag)
    return undefined
  })
}

/**
 * Visits what a flag needs before the flag: `visit` names the next flag to visit first. Without
 * recursion: a chain of prerequisites may have any length.
 */
function walk(root: FlagNode, visit: (flag: FlagNode) => FlagNode | undefined): void {
  const path = [root]
  for (let flag = path.at(-1); flag !== undefined; flag = path.at(-1)) {
    const next = visit(flag)
    if (next === undefined) path.pop()
    else path.push(next)
  }
}

/** All links are there, and closed unless they lead back here. */
function close(flag: FlagNode): FlagNode['state'] {
  if (flag.links.some(({ state }) => state === 'linking' || state === 'circular')) {
    flag.type = undefined
    flag.error = ['PARSE_ERROR', 'circle of prerequisites']
    return 'circular'
  }
  if (flag.links.some(({ type, off }) => !type || off.decision.reason === 'DISABLED')) {
    // One is off, missing or broken: never met.
    flag.links = []
    flag.fixed = flag.off
  }
  return 'linked'
}

/** The flag's answer. Never throws. */
export function answerTo(context: EvaluationContext, root: FlagNode): Answer {
  if (root.links.length === 0) return choose(root, context)
  if (root.links.every((needed) => needed.links.length === 0))
    return firstUnmet(root, (needed) => choose(needed, context)) ? root.off : choose(root, context)
  // Each flag that leads to the root answers once.
  const answers = new Map<FlagNode, Answer>()
  walk(root, (flag) => {
    const unmet = firstUnmet(flag, (needed) => answers.get(needed))
    if (unmet && !answers.has(unmet)) return unmet
    answers.set(flag, unmet ? flag.off : choose(flag, context))
    return undefined
  })
  return answers.get(root) ?? root.off
}

/** What the flag needs but did not get: another variant was served, or none yet. */
function firstUnmet(
  { links, prerequisites }: FlagNode,
  answerOf: (needed: FlagNode) => Answer | undefined,
): FlagNode | undefined {
  return links.find(
    (needed, at) => !prerequisites[at]?.variants.has(answerOf(needed)?.decision.variant),
  )
}
