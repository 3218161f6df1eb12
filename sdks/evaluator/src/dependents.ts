import { mayNeed, needsOf } from './needs.ts'

/** Who needs whom, among the lines of a ruleset. A browser learns it later: `CompiledRuleset.learn`. */
export interface Dependents {
  /** The nodes, and all that need one of them, directly or through others. */
  of(nodes: Iterable<string>): Set<string>
  /** Their lines came, changed or went. What they need is read when somebody asks. */
  changed(nodes: Iterable<string>): void
}

export type CreateDependents = (lines: ReadonlyMap<string, string>) => Dependents

export const createDependents: CreateDependents = (lines) => {
  const needs = new Map<string, readonly string[]>()
  const unread = new Set<string>()

  function changed(nodes: Iterable<string>): void {
    for (const node of nodes) {
      needs.delete(node)
      if (mayNeed(lines.get(node))) unread.add(node)
    }
  }

  function neededBy(): Map<string, string[]> {
    for (const node of unread) needs.set(node, needsOf(lines.get(node)))
    unread.clear()
    const found = new Map<string, string[]>()
    for (const [node, needed] of needs) {
      for (const need of needed) {
        const nodes = found.get(need)
        if (nodes === undefined) found.set(need, [node])
        else nodes.push(node)
      }
    }
    return found
  }

  changed(lines.keys())
  return {
    changed,
    of(nodes) {
      const dependents = neededBy()
      const found = new Set(nodes)
      // A set also hands out what is added while it is walked.
      for (const node of found) {
        for (const dependent of dependents.get(node) ?? []) found.add(dependent)
      }
      return found
    },
  }
}
