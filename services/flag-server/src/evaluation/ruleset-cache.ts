import { type CompiledRuleset, createRuleset, type RulesetLines } from '@bunting/evaluator'

/** Rulesets of revisions, compiled, for previews and explanations. A revision never changes. */
export interface RulesetCache {
  at(
    environment: { readonly id: string; readonly epoch: string },
    revision: number,
  ): Promise<CompiledRuleset>
}

const MOST_RULESETS = 8
/** Together, of their lines: a character is a byte. The newest is kept whatever its size. */
const MOST_CHARACTERS = 64 * 1024 * 1024

interface Held {
  readonly ruleset: Promise<CompiledRuleset>
  /** 0 until it is loaded. */
  characters: number
}

export function createRulesetCache(
  load: (environmentId: string, revision: number) => Promise<RulesetLines>,
): RulesetCache {
  /** The one asked for last is last. */
  const held = new Map<string, Held>()

  function forgetOldest(): void {
    let characters = [...held.values()].reduce((sum, one) => sum + one.characters, 0)
    for (const [name, one] of held) {
      if (held.size === 1 || (held.size <= MOST_RULESETS && characters <= MOST_CHARACTERS)) return
      held.delete(name)
      characters -= one.characters
    }
  }

  async function open(environmentId: string, revision: number): Promise<CompiledRuleset> {
    const ruleset = createRuleset()
    ruleset.replace(await load(environmentId, revision))
    return ruleset
  }

  return {
    at({ id, epoch }, revision) {
      const name = `${id} ${epoch} ${revision}`
      const known = held.get(name)
      const one = known ?? { ruleset: open(id, revision), characters: 0 }
      held.delete(name)
      held.set(name, one)
      if (!known) {
        one.ruleset.then(
          ({ lines }) => {
            for (const line of lines.values()) one.characters += line.length
            forgetOldest()
          },
          // What could not be read is read anew for the next who asks.
          () => held.delete(name),
        )
      }
      return one.ruleset
    },
  }
}
