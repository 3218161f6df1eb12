import { type CompiledRuleset, createRuleset, type RulesetLines } from '@bunting/evaluator'

/** Rulesets of revisions, compiled, for previews and explanations. A revision never changes. */
export interface RulesetCache {
  at(
    environment: { readonly id: string; readonly epoch: string },
    revision: number,
  ): Promise<CompiledRuleset>
}

export interface RulesetCacheLimits {
  readonly rulesets: number
  /** Of the lines of all together: a character is a byte. The newest is kept whatever its size. */
  readonly characters: number
}

const LIMITS: RulesetCacheLimits = { rulesets: 8, characters: 64 * 1024 * 1024 }

interface Held {
  readonly ruleset: Promise<CompiledRuleset>
  /** 0 until it is loaded. */
  characters: number
}

export function createRulesetCache(
  load: (environmentId: string, revision: number) => Promise<RulesetLines>,
  limits: RulesetCacheLimits = LIMITS,
): RulesetCache {
  /** The one asked for last is last. */
  const held = new Map<string, Held>()

  function forgetOldest(): void {
    let characters = [...held.values()].reduce((sum, one) => sum + one.characters, 0)
    for (const [name, one] of held) {
      if (held.size === 1 || (held.size <= limits.rulesets && characters <= limits.characters))
        return
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
