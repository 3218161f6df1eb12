import type { Answer } from './answer.ts'
import { choose } from './choose.ts'
import type { EvaluationContext } from './decision.ts'
import type { FlagNode } from './flag-node.ts'

/**
 * Ties a flag to its prerequisites, those to theirs and so on. Those that are in one circle cannot
 * answer; for who leads to them they are never met. Linear: Tarjan's strongly connected components.
 */
export function linkPrerequisites(root: FlagNode, find: (key: string) => FlagNode): void {
  /** In the order in which they were come to; who is known to be in a circle, or in none, leaves. */
  const open: FlagNode[] = []
  walk(root, (flag) => {
    // Its own place, from 1, until all its links are there; then that of the earliest it leads back to.
    flag.earliest ||= open.push(flag)
    for (const { flag: key } of flag.prerequisites.slice(flag.links.length)) {
      const needed = find(key)
      flag.links.push(needed)
      if (needed.earliest === 0) return needed
    }
    const own = flag.earliest
    let earliest = Number.POSITIVE_INFINITY
    for (const needed of flag.links) earliest = Math.min(earliest, needed.earliest)
    flag.earliest = earliest
    if (flag.links.some(({ type, off }) => !type || off.decision.reason === 'DISABLED')) {
      // One is off, missing or broken: never met.
      flag.links = []
      flag.fixed = flag.off
    }
    if (earliest < own) return undefined
    // Those since then are in a circle with this one; or there is none, and it is alone.
    for (const done of open.splice(own - 1)) {
      if (earliest === own) {
        done.type = undefined
        done.error = ['PARSE_ERROR', 'circle of prerequisites']
      }
      done.earliest = Number.POSITIVE_INFINITY
    }
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
